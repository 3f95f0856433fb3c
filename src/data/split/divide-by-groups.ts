import { InvalidInputError } from "../../base/errors.ts";
import { formatPlural } from "../../base/number-format.ts";
import { assignGroups, type GroupGuard } from "./assign-groups.ts";
import { type DivisibleRows, type PartShares, type RowParts, toParts } from "./divisible-rows.ts";
import { classesOf, type GroupTable, gatherGroups } from "./group-table.ts";

const TRAINING = 0;

/**
 * Rows in parts that have no group in common. The parts have about the sizes that the shares ask for, and every class has
 * about the same share in each, as {@link assignGroups} describes it: neither development nor test exceeds its share by as
 * many rows as the largest group has. Training takes the last group of a class that it has none of yet.
 *
 * @param groups a whole number for every row, the same within a group; rows below 0 belong to no part
 * @throws InvalidInputError when there are too few groups
 */
export function divideByGroups(
  rows: DivisibleRows,
  groups: ArrayLike<number>,
  { development, test, seed }: PartShares & { readonly seed: number },
): RowParts {
  const table = gatherGroups(rows, groups);
  const places = development > 0 ? [0, 1, 2] : [0, 2];
  const all = [1 - development - test, development, test];
  const assigned = assignGroups({
    groups: table,
    shares: places.map((place) => all[place] as number),
    seed,
    purpose: "split",
    createGuard: () => new TrainingGuard(table),
    unbounded: TRAINING,
  });
  if (assigned === undefined) throw tooFewGroups(rows, table, places.length);
  const part = Int8Array.from(table.groupOf, (group) =>
    group < 0 ? -1 : (places[assigned[group] as number] as number),
  );
  return toParts(part);
}

/** Sees to it that every class is trained on. */
class TrainingGuard implements GroupGuard {
  readonly #groups: GroupTable;
  /** In how many of the groups that have no part yet each class is; 0 where it is trained on and no matter any more. */
  readonly #left: Uint32Array;

  constructor(groups: GroupTable) {
    this.#groups = groups;
    this.#left = groups.classGroups.slice();
  }

  allows(group: number, part: number): boolean {
    return part === TRAINING || !classesOf(this.#groups, group).some((index) => this.#left[index] === 1);
  }

  take(group: number, part: number): void {
    for (const index of classesOf(this.#groups, group)) {
      const left = this.#left[index] as number;
      this.#left[index] = part === TRAINING ? 0 : Math.max(0, left - 1);
    }
  }
}

function tooFewGroups({ name, classNames }: DivisibleRows, { sizes }: GroupTable, parts: number) {
  const wanted = parts === 3 ? "training, development and test" : "training and test";
  const classes = classNames.length > 0 ? ", with every class in training" : "";
  return new InvalidInputError({
    source: "data",
    where: `data set "${name}"`,
    expected: `enough groups for ${wanted}${classes}`,
    received: formatPlural(sizes.length, "group"),
    hint: parts === 3 ? "With a development share of 0, fewer are enough." : undefined,
  });
}
