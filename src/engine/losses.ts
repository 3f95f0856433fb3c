/** Losses of logits, as calls of kernels: their derivatives, and their means. */

import type { KernelCall, KernelName } from "./kernels.ts";
import { type PanelMatrix, pitchOf } from "./panels.ts";

/** What the losses work on. */
export interface LossArrays {
  /** One row with the logit of class 1 for two classes; else one row per class, label or number. */
  readonly logits: PanelMatrix;
  /**
   * In the shape of the logits: of cross-entropy probabilities, 0 and 1 or between them where labels are smoothed or
   * examples mixed (of several classes their sum is 1); else numbers, of Poisson's loss at least 0.
   */
  readonly targets: PanelMatrix;
  /** In the shape of the logits: receives the derivatives by them; 0 in padding. */
  readonly gradients: PanelMatrix;
  /** Address of a float64 that receives the mean. */
  readonly result: number;
  /** One row: what the loss of every example is multiplied by, 1 where left out. */
  readonly weights?: PanelMatrix | undefined;
}

/** What the means are taken of. */
export type CostArrays = Omit<LossArrays, "gradients">;

/**
 * The derivative of every example's loss by its logits, times the example's weight: not yet a mean, neither over examples
 * nor over rows. Ends the run where a logit or a derivative is not finite.
 */
export type LossGradient = (arrays: LossArrays) => KernelCall;

/**
 * The mean over examples of weight times loss, in float64 and in ascending order; but for softmax, an example's loss is
 * the mean over its rows. Infinity where a logit or a loss is not finite, whatever its sign: a part of its sum overflowed.
 */
export type LossCost = (arrays: CostArrays) => KernelCall;

/** σ(z) − y. */
export const logisticGradient: LossGradient = (arrays) => lossCall("logisticGradient", arrays);

/** max(z, 0) − z·y + log(1 + e^−|z|). */
export const logisticCost: LossCost = (arrays) => lossCall("logisticCost", arrays);

/** softmax(z) − y. */
export const softmaxGradient: LossGradient = (arrays) => lossCall("softmaxGradient", arrays);

/** log Σ e^z − Σ y·z: for one true class, log Σ e^z less its logit. */
export const softmaxCost: LossCost = (arrays) => lossCall("softmaxCost", arrays);

/** 2(z − y). */
export const squaredGradient: LossGradient = (arrays) => lossCall("squaredGradient", arrays);

/** (z − y)². */
export const squaredCost: LossCost = (arrays) => lossCall("squaredCost", arrays);

/** r = z − y, but at most δ and at least −δ. */
export function huberGradient(arrays: LossArrays, delta: number): KernelCall {
  return lossCall("huberGradient", arrays, delta);
}

/** ½r² for |r| ≤ δ, else δ(|r| − ½δ), with r = z − y. */
export function huberCost(arrays: CostArrays, delta: number): KernelCall {
  return lossCall("huberCost", arrays, delta);
}

/** e^z − y. */
export const poissonGradient: LossGradient = (arrays) => lossCall("poissonGradient", arrays);

/** e^z − y·z: the negative logarithm of Poisson's likelihood, without log y!, which no parameter changes. */
export const poissonCost: LossCost = (arrays) => lossCall("poissonCost", arrays);

/** A call with the arguments of LossCall in assembly/losses.ts. */
function lossCall(kernel: KernelName, arrays: CostArrays & Partial<LossArrays>, delta = 0): KernelCall {
  const { logits, targets, gradients, result, weights } = arrays;
  const { examples, rows, address } = logits;
  const shape = [examples, rows, address, pitchOf(logits)];
  const places = [targets.address, gradients?.address ?? 0, result, weights?.address ?? 0];
  return { kernel, integers: [...shape, ...places], reals: [delta] };
}
