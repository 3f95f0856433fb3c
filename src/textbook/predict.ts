import type { Matrix } from "../base/matrix.ts";
import { checkTargets } from "./checks.ts";
import { forwardPropagation } from "./forward.ts";
import type { GivenParameters } from "./records.ts";

/** Predictions for examples whose classes are known. */
export interface Prediction {
  /** 1 where the probability exceeds 0.5, else 0 (1 × examples). */
  readonly predictions: Matrix;
  /** The share of predictions that are right. */
  readonly accuracy: number;
}

/**
 * Predicts without dropout and counts what is right.
 *
 * @param X features × examples
 * @param Y classes 0 and 1 (1 × examples)
 * @throws InvalidInputError when Y does not fit X, or holds anything but 0 and 1
 */
export function predict(X: Matrix, Y: Matrix, parameters: GivenParameters): Prediction {
  const predictions = predictDecision(parameters, X);
  checkTargets(Y, predictions);
  const correct = predictions.data.filter((prediction, i) => prediction === Y.data[i]).length;
  return { predictions, accuracy: correct / Y.columns };
}

/**
 * The decision for each point: 1 where AL > 0.5, else 0 (1 × examples). The boundary lies where it changes.
 *
 * @param X features × examples
 * @throws InvalidInputError when X is no Matrix, a parameter is missing or shapes do not fit
 */
export function predictDecision(parameters: GivenParameters, X: Matrix): Matrix {
  return forwardPropagation(X, parameters).AL.map((probability) => (probability > 0.5 ? 1 : 0));
}
