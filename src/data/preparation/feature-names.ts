import type { Preparation, PreparedColumn } from "./preparation.ts";

/** The names of the features that a preparation makes, in their order; each is different. */
export function featureNames({ columns }: Preparation): readonly string[] {
  const given = new Set<string>();
  return columns.flatMap(namesOf).map((name) => {
    let free = name;
    for (let copy = 2; given.has(free); copy++) free = `${name} (${copy})`;
    given.add(free);
    return free;
  });
}

function namesOf(column: PreparedColumn): readonly string[] {
  const { name } = column;
  const indicator = column.hasIndicator ? [`${name} is missing`] : [];
  if (column.type !== "category") return [name, ...indicator];
  const features = column.categories.map((category) => `${name} = ${category}`);
  return [...features, ...(column.hasOther ? [`${name} = any other`] : []), ...indicator];
}
