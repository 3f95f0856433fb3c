import { type DivisibleRows, rowsWithTarget } from "./divisible-rows.ts";

/** The groups of rows with how many rows of each class they hold. */
export interface GroupTable {
  /** For every row the number of its group, in the order in which groups occur; −1 where it is in none. */
  readonly groupOf: Int32Array;
  /** How many rows each group has. */
  readonly sizes: Uint32Array;
  /** Where each group begins in `classes` and `counts`, and where the last one ends. */
  readonly starts: Uint32Array;
  /** The classes of a group's rows, each once. */
  readonly classes: Uint32Array;
  /** How many rows of the group are of that class. */
  readonly counts: Uint32Array;
  /** How many rows of each class there are in all groups. */
  readonly classSizes: Uint32Array;
  /** In how many groups each class is. */
  readonly classGroups: Uint32Array;
}

/** The classes of a group's rows. */
export function classesOf({ classes, starts }: GroupTable, group: number): Uint32Array {
  return classes.subarray(starts[group], starts[group + 1]);
}

/** A number for every group, in the order in which groups occur. @param groups the name of each row's group */
export function numberGroups(groups: ArrayLike<string | number>): Uint32Array {
  const known = new Map<string | number, number>();
  return Uint32Array.from(groups, (group) => {
    const number = known.get(group) ?? known.size;
    known.set(group, number);
    return number;
  });
}

/**
 * Gathers rows by their groups. Rows without a target, or with a group below 0, are in none.
 *
 * @param groups a whole number for every row, the same within a group
 */
export function gatherGroups(rows: DivisibleRows, groups: ArrayLike<number>): GroupTable {
  const grouped = rowsWithTarget(rows).filter((row) => (groups[row] as number) >= 0);
  const numbers = new Map<number, number>();
  const groupOf = new Int32Array(rows.classes.length).fill(-1);
  for (const row of grouped) {
    const known = numbers.get(groups[row] as number) ?? numbers.size;
    numbers.set(groups[row] as number, known);
    groupOf[row] = known;
  }
  const sizes = new Uint32Array(numbers.size);
  for (const row of grouped) add(sizes, groupOf[row] as number, 1);
  const counted = countClasses(rows, inGroupOrder(grouped, groupOf, sizes), {
    groupOf,
    groups: numbers.size,
  });
  return { groupOf, sizes, ...counted };
}

/** The rows, group after group: a counting sort. */
function inGroupOrder(grouped: readonly number[], groupOf: Int32Array, sizes: Uint32Array): Uint32Array {
  const next = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, group) => {
    next[group + 1] = (next[group] as number) + size;
  });
  const ordered = new Uint32Array(grouped.length);
  for (const row of grouped) {
    const group = groupOf[row] as number;
    ordered[next[group] as number] = row;
    add(next, group, 1);
  }
  return ordered;
}

function countClasses(
  { classes, classNames }: DivisibleRows,
  ordered: Uint32Array,
  { groupOf, groups }: { readonly groupOf: Int32Array; readonly groups: number },
): Omit<GroupTable, "groupOf" | "sizes"> {
  const classCount = Math.max(1, classNames.length);
  const starts = new Uint32Array(groups + 1);
  const [found, counts] = [new Uint32Array(ordered.length), new Uint32Array(ordered.length)];
  const [classSizes, classGroups] = [new Uint32Array(classCount), new Uint32Array(classCount)];
  const placeOf = new Int32Array(classCount).fill(-1);
  let end = 0;
  for (const row of ordered) {
    const [group, index] = [groupOf[row] as number, classes[row] as number];
    if (starts[group + 1] === 0) starts[group] = end;
    // A place before the group's first is from an earlier group.
    if ((placeOf[index] as number) < (starts[group] as number)) {
      placeOf[index] = end;
      found[end++] = index;
      add(classGroups, index, 1);
    }
    add(counts, placeOf[index] as number, 1);
    add(classSizes, index, 1);
    starts[group + 1] = end;
  }
  return { starts, classes: found.slice(0, end), counts: counts.slice(0, end), classSizes, classGroups };
}

function add(counts: Uint32Array, place: number, more: number): void {
  counts[place] = (counts[place] as number) + more;
}
