import { log } from "../base/elementary.ts";
import { sumOf, weightedMean } from "./weights.ts";

/** Probabilities of two or more classes, and the class of each example. */
export interface ClassProbabilities {
  /** 1 where `probabilities` are those of class 1 of two; otherwise the number of classes. */
  readonly outputs: number;
  /** Examples × outputs, row after row. */
  readonly probabilities: ArrayLike<number>;
  /** The class of each example, counted from 0. */
  readonly classes: ArrayLike<number>;
  /** What each example counts; 1 by default. */
  readonly weights?: ArrayLike<number> | undefined;
}

/** Probabilities are kept so far from 0 and 1: the distance from 1 to the next float64, as in scikit-learn. */
const LEAST_PROBABILITY = 2 ** -52;

/**
 * Log-loss: the mean of −log p, p being the probability of the class that an example is of, taken as at least 2⁻⁵² and at
 * most 1 − 2⁻⁵², so that one certain mistake costs 36 and not Infinity. In nats.
 */
export function logLoss(examples: ClassProbabilities): number {
  const { classes, weights } = examples;
  return weightedMean(classes.length, weights, (example) => {
    const own = probabilityOf(examples, example, classes[example] as number);
    return -log(Math.min(Math.max(own, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY));
  });
}

/**
 * The Brier score. Of two classes: the mean of (p − y)², from 0 to 1, where p is the probability of class 1 and y the
 * class. Of more: the mean over the examples of Σ (pₖ − yₖ)² over all classes, from 0 to 2, where yₖ is 1 for the class
 * that the example is of and 0 for the others (Brier 1950).
 */
export function brierScore(examples: ClassProbabilities): number {
  const { outputs, classes, weights } = examples;
  return weightedMean(classes.length, weights, (example) => {
    const missBy = (classIndex: number): number =>
      probabilityOf(examples, example, classIndex) - (classes[example] === classIndex ? 1 : 0);
    if (outputs === 1) return missBy(1) * missBy(1);
    return sumOf(outputs, (classIndex) => missBy(classIndex) * missBy(classIndex));
  });
}

function probabilityOf(
  { outputs, probabilities }: ClassProbabilities,
  example: number,
  classIndex: number,
): number {
  if (outputs > 1) return probabilities[example * outputs + classIndex] as number;
  const ofOne = probabilities[example] as number;
  return classIndex === 1 ? ofOne : 1 - ofOne;
}
