import { checkClasses, checkCount, checkLength, checkWeights } from "./checks.ts";
import { type ClassScores, type ClassTally, listClasses, toClassScores } from "./class-scores.ts";
import { type Measurement, toMeasurement } from "./measurement.ts";
import { sumOf, weightOf } from "./weights.ts";

/** Examples with the class that each is of and the class that it was taken for. */
export interface AnsweredExamples {
  /** How many classes there are; they are counted from 0. */
  readonly classes: number;
  /** The class of each example. */
  readonly actual: ArrayLike<number>;
  /** The class that was predicted for each. */
  readonly predicted: ArrayLike<number>;
  /** What each example counts, at least 0; 1 by default. */
  readonly weights?: ArrayLike<number> | undefined;
}

/** Who was taken for what: classes × classes numbers. */
export interface ConfusionMatrix {
  readonly classes: number;
  /**
   * Row after row: the number in row r and column c is the weight of the examples of class r that were taken for class
   * c, their number where they have no weights.
   */
  readonly counts: Float64Array;
}

/**
 * Counts which class was taken for which.
 * @throws InvalidInputError when lengths differ, a class is none of those, or a weight is negative
 */
export function confusionMatrix(examples: AnsweredExamples): ConfusionMatrix {
  const { classes, actual, predicted, weights } = examples;
  checkCount(classes, "confusionMatrix: classes");
  checkLength(predicted, actual.length, "confusionMatrix: predicted");
  checkClasses(actual, classes, "confusionMatrix: actual");
  checkClasses(predicted, classes, "confusionMatrix: predicted");
  checkWeights(weights, actual.length, "confusionMatrix: weights");
  return countConfusion(examples);
}

/** {@link confusionMatrix} of what was checked before. */
export function countConfusion({ classes, actual, predicted, weights }: AnsweredExamples): ConfusionMatrix {
  const counts = new Float64Array(classes * classes);
  for (let example = 0; example < actual.length; example++) {
    const place = (actual[example] as number) * classes + (predicted[example] as number);
    counts[place] = (counts[place] as number) + weightOf(weights, example);
  }
  return { classes, counts };
}

/** Hits, answers and examples of every class: what precision, recall and F1 are made of. */
export function classTallies({ classes, counts }: ConfusionMatrix): readonly ClassTally[] {
  return Array.from({ length: classes }, (_, own) => ({
    hits: counts[own * classes + own] as number,
    predicted: sumOf(classes, (row) => counts[row * classes + own] as number),
    actual: sumOf(classes, (column) => counts[own * classes + column] as number),
  }));
}

/** Precision, recall and F1 of every class. A quotient of 0 and 0 is 0, and is told in `undefinedScores`. */
export function classScores(matrix: ConfusionMatrix): readonly ClassScores[] {
  return classTallies(matrix).map(toClassScores);
}

/** The share of examples that were taken for what they are: the trace over the sum. */
export function accuracyOf({ classes, counts }: ConfusionMatrix): number {
  const right = sumOf(classes, (own) => counts[own * classes + own] as number);
  return right / sumOf(counts.length, (place) => counts[place] as number);
}

/**
 * Balanced accuracy: the mean of the recalls of all classes that have examples, as in scikit-learn. A remark names
 * those that have none.
 */
export function balancedAccuracyOf(matrix: ConfusionMatrix, classNames: readonly string[]): Measurement {
  const tallies = classTallies(matrix);
  const present = tallies.filter(({ actual }) => actual > 0);
  const absent = classNames.filter((_, index) => tallies[index]?.actual === 0);
  const mean =
    sumOf(present.length, (index) => {
      const { hits, actual } = present[index] as ClassTally;
      return hits / actual;
    }) / present.length;
  return toMeasurement(
    mean,
    absent.length === 0 ? undefined : `no example is ${listClasses(absent)}: left out of the mean`,
  );
}
