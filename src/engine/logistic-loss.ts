/** The cross-entropy of two classes, computed from the logit z so that no probability can round to 0 or 1 in it. */

import { exp, log1p, sigmoid } from "../base/elementary.ts";

/**
 * Mean of −y·log σ(z) − (1 − y)·log(1 − σ(z)) = max(z, 0) − z·y + log(1 + e^−|z|), examples in ascending
 * order; Infinity where a logit is not finite, whatever its sign: a part of its sum overflowed.
 */
export function logisticCost(logits: Float64Array, targets: Float64Array): number {
  let sum = 0;
  for (let e = 0; e < logits.length; e++) {
    const z = logits[e] as number;
    sum += Math.max(z, 0) - z * (targets[e] as number) + log1p(exp(-Math.abs(z)));
  }
  // ∞ − ∞ and ∞·0 are NaN.
  return Number.isNaN(sum) ? Infinity : sum / logits.length;
}

/** dZ = σ(z) − y for every example. */
export function logisticGradient(call: {
  readonly logits: Float64Array;
  readonly targets: Float64Array;
  /** Receives the derivatives. */
  readonly sumGradients: Float64Array;
}): void {
  const { logits, targets, sumGradients } = call;
  for (let e = 0; e < logits.length; e++) {
    sumGradients[e] = sigmoid(logits[e] as number) - (targets[e] as number);
  }
}

/** Replaces every logit by the probability of class 1. */
export function logisticProbabilities(logits: Float64Array): void {
  for (let e = 0; e < logits.length; e++) logits[e] = sigmoid(logits[e] as number);
}
