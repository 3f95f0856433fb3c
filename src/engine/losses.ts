/** Cross-entropy from logits, as calls of kernels: its derivatives, and its mean. */

import type { KernelCall } from "./kernels.ts";
import { type PanelMatrix, pitchOf } from "./panels.ts";

/** What the losses work on. */
export interface LossArrays {
  /** One row with the logit of class 1 for two classes, else one row per class. */
  readonly logits: PanelMatrix;
  /** In the shape of the logits: the class index of two classes, else a 1 in the row of the class. */
  readonly targets: PanelMatrix;
  /** In the shape of the logits: receives the derivatives by them; 0 in padding. */
  readonly gradients: PanelMatrix;
  /** Address of a float64 that receives the mean. */
  readonly result: number;
}

/** σ(z) − y for every example. Ends the run where a logit is not finite. */
export function logisticGradient(arrays: LossArrays): KernelCall {
  return { kernel: "logisticGradient", integers: toIntegers(arrays) };
}

/** softmax(z) − y for every example. */
export function softmaxGradient(arrays: LossArrays): KernelCall {
  return { kernel: "softmaxGradient", integers: toIntegers(arrays) };
}

/**
 * The mean of max(z, 0) − z·y + log(1 + e^−|z|), examples in ascending order; Infinity where a logit is not finite,
 * whatever its sign: a part of its sum overflowed.
 */
export function logisticCost(arrays: Omit<LossArrays, "gradients">): KernelCall {
  return { kernel: "logisticCost", integers: toIntegers(arrays) };
}

/** The mean of log Σ e^z − z of the true class, examples in ascending order; Infinity where a logit is not finite. */
export function softmaxCost(arrays: Omit<LossArrays, "gradients">): KernelCall {
  return { kernel: "softmaxCost", integers: toIntegers(arrays) };
}

/** The integers of LossCall in assembly/losses.ts. */
function toIntegers(arrays: Omit<LossArrays, "gradients"> & Partial<LossArrays>): readonly number[] {
  const { logits, targets, gradients, result } = arrays;
  const { examples, rows, address } = logits;
  return [examples, rows, address, pitchOf(logits), targets.address, gradients?.address ?? 0, result];
}
