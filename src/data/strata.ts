import type { Dataset, TargetColumn } from "./dataset.ts";

/** Examples that are divided evenly among the parts of a data set. */
export interface Stratum {
  /** The number of their class among all classes; 0 where the target has no classes. */
  readonly index: number;
  /** The numbers of the examples, ascending. */
  readonly members: readonly number[];
}

/**
 * The examples by their classes, also those without any; all together where the target is numbers or labels, whose
 * examples are divided at random alone.
 */
export function strataOf({ target, examples }: Dataset<TargetColumn>): readonly Stratum[] {
  if (target.type !== "category") {
    return [{ index: 0, members: Array.from({ length: examples }, (_, example) => example) }];
  }
  const strata = target.classNames.map((_, index) => ({ index, members: [] as number[] }));
  target.values.forEach((value, example) => strata[value]?.members.push(example));
  return strata;
}
