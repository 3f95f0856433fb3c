import { InvalidInputError } from "../../base/errors.ts";
import { divideByChance } from "./divide-by-chance.ts";
import { divideByGroups } from "./divide-by-groups.ts";
import { divideByTime } from "./divide-by-time.ts";
import type { DivisibleRows, PartShares, RowParts } from "./divisible-rows.ts";

/** How rows are divided: by time or groups where there are such, otherwise by chance. */
export interface RowSplit extends PartShares {
  readonly seed: number;
  /** A whole number for every row that is the same within a group; rows below 0 are in no group and in no part. */
  readonly groups?: ArrayLike<number> | undefined;
  /** A number for every row that grows with time; rows with NaN are in no part. */
  readonly times?: ArrayLike<number> | undefined;
}

/** Divides rows into training, development and test. @throws InvalidInputError when there are too few for that */
export function divideRows(rows: DivisibleRows, { seed, groups, times, ...shares }: RowSplit): RowParts {
  checkShares(shares);
  if (times !== undefined) return divideByTime(rows, times, shares);
  if (groups !== undefined) return divideByGroups(rows, groups, { ...shares, seed });
  return divideByChance(rows, shares, seed);
}

function checkShares({ development, test }: PartShares): void {
  if (development + test < 1) return;
  throw new InvalidInputError({
    source: "option",
    where: "development and test (--development-share, --test-share)",
    expected: "shares that leave something to train on",
    received: `${development} and ${test}`,
  });
}
