import { type DivisibleRows, rowsWithTarget } from "./divisible-rows.ts";

/** Rows that are divided evenly among the parts of a data set. */
export interface Stratum {
  /** The number of their class among all classes; 0 where the target has no classes. */
  readonly index: number;
  /** The numbers of the rows, ascending. */
  readonly members: readonly number[];
}

/**
 * The rows that have a target by their classes, also those without any; all together where the target is numbers or
 * labels, whose rows are divided at random alone.
 */
export function strataOf(rows: DivisibleRows): readonly Stratum[] {
  const members = rowsWithTarget(rows);
  if (rows.classNames.length === 0) return [{ index: 0, members }];
  const strata = rows.classNames.map((_, index) => ({ index, members: [] as number[] }));
  for (const row of members) strata[rows.classes[row] as number]?.members.push(row);
  return strata;
}
