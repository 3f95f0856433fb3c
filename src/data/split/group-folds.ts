import { InvalidInputError } from "../../base/errors.ts";
import { formatClass, formatPlural } from "../../base/number-format.ts";
import { assignGroups, type GroupGuard } from "./assign-groups.ts";
import type { DivisibleRows } from "./divisible-rows.ts";
import { classesOf, type GroupTable, gatherGroups } from "./group-table.ts";

/**
 * The fold of every row, the same for all rows of a group. Folds have about the same sizes, and every class has about the
 * same share in each, as {@link assignGroups} describes and bounds it. No fold holds all rows of a class: what is held out
 * there has been trained on.
 *
 * @param groups a whole number for every row, the same within a group
 * @throws InvalidInputError when there are too few groups, or too few of a class
 */
export function divideIntoGroupFolds(
  rows: DivisibleRows,
  groups: ArrayLike<number>,
  { folds, seed }: { readonly folds: number; readonly seed: number },
): Int32Array {
  const table = gatherGroups(rows, groups);
  checkGroups(rows, table, folds);
  const assigned = assignGroups({
    groups: table,
    shares: Array.from({ length: folds }, () => 1 / folds),
    seed,
    purpose: "folds",
    createGuard: () => new FoldGuard(table),
  });
  if (assigned === undefined) {
    throw tooFewGroups(rows, folds, {
      expected: "groups that can be divided so that each class is in several folds",
      received: `too few of them: ${formatPlural(table.sizes.length, "group")}`,
    });
  }
  return table.groupOf.map((group) => assigned[group] as number);
}

/** Refuses groups of which a fold would get none, or one fold all of a class. */
export function checkGroupFolds(rows: DivisibleRows, groups: ArrayLike<number>, folds: number): void {
  checkGroups(rows, gatherGroups(rows, groups), folds);
}

function checkGroups(rows: DivisibleRows, { sizes, classGroups }: GroupTable, folds: number): void {
  const { classNames } = rows;
  if (sizes.length < folds) {
    throw tooFewGroups(rows, folds, {
      expected: `at least ${folds} groups`,
      received: formatPlural(sizes.length, "group"),
    });
  }
  const lone = classNames.length === 0 ? -1 : classGroups.findIndex((groups) => groups < 2);
  if (lone < 0) return;
  throw tooFewGroups(rows, folds, {
    expected: "at least 2 groups with every class",
    received: `${formatPlural(classGroups[lone] as number, "group")} with ${formatClass(classNames[lone] as string)}`,
  });
}

/** Sees to it that no fold gets all of a class. */
class FoldGuard implements GroupGuard {
  readonly #groups: GroupTable;
  /** In how many of the groups that have no fold yet each class is. */
  readonly #left: Uint32Array;
  /** The only fold that each class is in so far. */
  readonly #only: Int32Array;

  constructor(groups: GroupTable) {
    this.#groups = groups;
    this.#left = groups.classGroups.slice();
    this.#only = new Int32Array(groups.classGroups.length).fill(NO_FOLD);
  }

  allows(group: number, part: number): boolean {
    return !classesOf(this.#groups, group).some(
      (index) => this.#left[index] === 1 && this.#only[index] === part,
    );
  }

  take(group: number, part: number): void {
    for (const index of classesOf(this.#groups, group)) {
      const only = this.#only[index] as number;
      this.#only[index] = only === NO_FOLD || only === part ? part : SEVERAL_FOLDS;
      this.#left[index] = (this.#left[index] as number) - 1;
    }
  }
}

const NO_FOLD = -1;
const SEVERAL_FOLDS = -2;

function tooFewGroups(
  { name }: DivisibleRows,
  folds: number,
  { expected, received }: { readonly expected: string; readonly received: string },
): InvalidInputError {
  return new InvalidInputError({
    source: "data",
    where: `data set "${name}"`,
    expected: `${expected} for ${folds} folds`,
    received,
    hint: "Take fewer folds, or more groups.",
  });
}
