import { counterRandom } from "../base/counter-random.ts";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { formatClass, formatPlural } from "../base/number-format.ts";
import { checkDataset } from "./check-dataset.ts";
import type { CategoryColumn, Dataset, TargetColumn } from "./dataset.ts";
import { type DivisibleRows, toDivisibleRows } from "./split/divisible-rows.ts";
import { checkGroupFolds, divideIntoGroupFolds } from "./split/group-folds.ts";
import { numberGroups } from "./split/group-table.ts";
import { strataOf } from "./split/strata.ts";

/** One fold of a cross-validation: the examples to train on, and those held out to judge by. */
export interface Fold<Target extends TargetColumn = CategoryColumn> {
  readonly training: Dataset<Target>;
  readonly heldOut: Dataset<Target>;
}

/**
 * Divides examples into folds, drawn at random so that every class has the same share in each as evenly as can be
 * (stratified): each example is held out in exactly one fold and trained on in all others. Examples with numbers or labels
 * as the target are drawn without regard to it. Examples of one group are held out together, so that sizes and shares are as
 * near to one another as groups allow. Weights go with their examples, as they are. Examples that were read from a
 * table and prepared are prepared anew in every fold, by its training examples alone.
 *
 * @param folds how many, at least 2
 * @param seed other seeds give other divisions: one for every repeat
 * @throws InvalidInputError when the number is none of these, or a class, or the whole without classes, has fewer examples
 *   than there are folds; with groups, when there are too few of these
 */
export function divideIntoFolds<Target extends TargetColumn>(
  dataset: Dataset<Target>,
  folds: number,
  seed: number,
): readonly Fold<Target>[] {
  checkDataset(dataset, "divideIntoFolds");
  checkFolds(folds);
  checkClassSizes(dataset, folds);
  const rows = toDivisibleRows(dataset);
  const foldOf = dataset.groups
    ? divideIntoGroupFolds(rows, numberGroups(dataset.groups), { folds, seed })
    : drawFolds(rows, folds, seed);
  return Array.from({ length: folds }, (_, fold) => {
    const label = `fold ${fold + 1} of ${folds}`;
    const pick = (isHeldOut: boolean): number[] =>
      Array.from(foldOf.keys()).filter((example) => (foldOf[example] === fold) === isHeldOut);
    const names = { training: `${dataset.name}, all but ${label}`, heldOut: `${dataset.name}, ${label}` };
    return divide(dataset, names, { training: pick(false), heldOut: pick(true) });
  });
}

function checkFolds(folds: unknown): void {
  if (Number.isInteger(folds) && (folds as number) >= 2) return;
  throw new InvalidInputError({
    source: "option",
    where: "divideIntoFolds: folds",
    expected: "a whole number of at least 2",
    received: describeValue(folds),
  });
}

/** Both sides of a fold. Examples of a table are prepared anew: those that are held out must not have had a say in it. */
function divide<Target extends TargetColumn>(
  dataset: Dataset<Target>,
  names: Readonly<Record<keyof Fold, string>>,
  examples: Readonly<Record<keyof Fold, readonly number[]>>,
): Fold<Target> {
  const { source } = dataset;
  const { training, heldOut } = examples;
  if (source === undefined) {
    return {
      training: dataset.select(names.training, training),
      heldOut: dataset.select(names.heldOut, heldOut),
    };
  }
  const rowsOf = (side: readonly number[]): number[] => side.map((example) => source.rows[example] as number);
  const prepare = source.prepareBy(rowsOf(training));
  return {
    training: prepare(names.training, rowsOf(training)) as Dataset<Target>,
    heldOut: prepare(names.heldOut, rowsOf(heldOut)) as Dataset<Target>,
  };
}

/** The fold in which each row is held out. */
function drawFolds(rows: DivisibleRows, folds: number, seed: number): Uint32Array {
  const foldOf = new Uint32Array(rows.classes.length);
  // Each class goes on where the one before it ended, so that the folds' sizes differ by one example at most.
  let next = 0;
  for (const { index, members } of strataOf(rows)) {
    for (const rank of counterRandom(seed, "folds", index).permutation(members.length)) {
      foldOf[members[rank] as number] = next;
      next = (next + 1) % folds;
    }
  }
  return foldOf;
}

/**
 * Refuses data of which a fold would lack a class, or have no example; with groups, of which training would lack a class.
 * @throws InvalidInputError when a class, or the whole without classes, has fewer examples than there are folds, there are
 *   fewer groups than folds, or a class is in one of them alone
 */
export function checkClassSizes(dataset: Dataset<TargetColumn>, folds: number): void {
  const { name, target } = dataset;
  const rows = toDivisibleRows(dataset);
  if (dataset.groups !== undefined) checkGroupFolds(rows, numberGroups(dataset.groups), folds);
  const small = strataOf(rows).find(({ members }) => members.length < folds);
  if (small === undefined) return;
  const [of, found] =
    target.type === "category"
      ? [" of every class", ` of ${formatClass(target.classNames[small.index] as string)}`]
      : ["", ""];
  throw new InvalidInputError({
    source: "data",
    where: `data set "${name}"`,
    expected: `at least ${folds} examples${of} for ${folds} folds`,
    received: `${formatPlural(small.members.length, "example")}${found}`,
    hint: "Take fewer folds, or more examples.",
  });
}
