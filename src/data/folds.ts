import { counterRandom } from "../base/counter-random.ts";
import { InvalidInputError } from "../base/errors.ts";
import { formatClass, formatPlural } from "../base/number-format.ts";
import type { Dataset } from "./dataset.ts";

/** One fold of a cross-validation: the examples to train on, and those held out to judge by. */
export interface Fold {
  readonly training: Dataset;
  readonly heldOut: Dataset;
}

/**
 * Divides examples into folds, drawn at random so that every class has the same share in each as evenly as can be
 * (stratified): each example is held out in exactly one fold and trained on in all others.
 *
 * @param folds how many, at least 2
 * @param seed other seeds give other divisions: one for every repeat
 * @throws InvalidInputError when a class has fewer examples than there are folds
 */
export function divideIntoFolds(dataset: Dataset, folds: number, seed: number): readonly Fold[] {
  checkClassSizes(dataset, folds);
  const foldOf = new Uint32Array(dataset.examples);
  // Each class goes on where the one before it ended, so that the folds' sizes differ by one example at most.
  let next = 0;
  dataset.target.classNames.forEach((_, classIndex) => {
    const members = membersOf(dataset, classIndex);
    for (const rank of counterRandom(seed, "folds", classIndex).permutation(members.length)) {
      foldOf[members[rank] as number] = next;
      next = (next + 1) % folds;
    }
  });
  return Array.from({ length: folds }, (_, fold) => {
    const label = `fold ${fold + 1} of ${folds}`;
    const pick = (isHeldOut: boolean): number[] =>
      Array.from(foldOf.keys()).filter((example) => (foldOf[example] === fold) === isHeldOut);
    return {
      training: dataset.select(`${dataset.name}, all but ${label}`, pick(false)),
      heldOut: dataset.select(`${dataset.name}, ${label}`, pick(true)),
    };
  });
}

/**
 * Refuses data of which a fold would lack a class.
 * @throws InvalidInputError when a class has fewer examples than there are folds
 */
export function checkClassSizes({ name, target, classCounts }: Dataset, folds: number): void {
  const small = classCounts.findIndex((count) => count < folds);
  if (small < 0) return;
  const found = `${formatPlural(classCounts[small] as number, "example")} of ${formatClass(target.classNames[small] as string)}`;
  throw new InvalidInputError({
    source: "data",
    where: `data set "${name}"`,
    expected: `at least ${folds} examples of every class for ${folds} folds`,
    received: found,
    hint: "Take fewer folds, or more examples.",
  });
}

function membersOf({ target }: Dataset, classIndex: number): number[] {
  return Array.from(target.values.keys()).filter((example) => target.values[example] === classIndex);
}
