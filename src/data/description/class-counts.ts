/** Values of a column counted by the class that their rows have. */

import type { CodedColumn, TypedColumn } from "../preparation/typed-column.ts";

/** Values are counted by class where the target has so many classes at most. */
export const MOST_COUNTED_CLASSES = 10;

/** The classes of a target by which values are counted; undefined where it has not several, or too many. */
export function countedClasses(target: TypedColumn | undefined): CodedColumn | undefined {
  if (target?.type !== "category") return undefined;
  const { length } = target.names;
  return length > 1 && length <= MOST_COUNTED_CLASSES ? target : undefined;
}

/**
 * How many values of each class lie between edges, as `countBetween` counts them: a list for each class. Rows without a
 * class are left out.
 *
 * @param values NaN where there is none; all others lie between the first and the last edge
 */
export function countByClass(
  values: Float64Array,
  edges: readonly number[],
  classes: CodedColumn,
): number[][] {
  const bins = edges.length - 1;
  const counts = classes.names.map(() => Array.from({ length: bins }, () => 0));
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    const own = counts[classes.codes[row] as number];
    if (Number.isNaN(value) || own === undefined) continue;
    const bin = findBin(value, edges);
    own[bin] = (own[bin] as number) + 1;
  }
  return counts;
}

/** The last bin whose lower edge is not above the value. */
function findBin(value: number, edges: readonly number[]): number {
  let [low, high] = [0, edges.length - 2];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (value >= (edges[middle] as number)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many rows of each class some categories have: a list for each category, of as many counts as there are classes. */
export function countCategoriesByClass(
  codes: Int32Array,
  categories: readonly number[],
  classes: CodedColumn,
): number[][] {
  const counts = new Map(categories.map((category) => [category, classes.names.map(() => 0)]));
  codes.forEach((code, row) => {
    const [own, place] = [counts.get(code), classes.codes[row] as number];
    if (own !== undefined && place >= 0) own[place] = (own[place] as number) + 1;
  });
  return [...counts.values()];
}
