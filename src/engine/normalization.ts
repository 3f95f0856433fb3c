/**
 * Batch and layer normalization, as calls of kernels: x̂ = (z − μ)/√(v + ε), then γ·x̂ + β. Ioffe and Szegedy, Batch
 * normalization (2015); Ba, Kiros and Hinton, Layer normalization (2016). ε and momentum are PyTorch's.
 */

import type { KernelCall } from "./kernels.ts";
import { type PanelMatrix, pitchOf } from "./panels.ts";

/** ε: keeps a unit finite whose sums do not vary. */
export const NORMALIZATION_EPSILON = 1e-5;

/** The share of a batch in the running mean and variance. */
export const RUNNING_MOMENTUM = 0.1;

/** How many numbers of room {@link batchNormForward} needs per unit. */
export const BATCH_STATISTICS = 3;

/** Addresses of γ and β, or of their derivatives: one number per unit each. */
export interface NormParameters {
  readonly scale: number;
  readonly shift: number;
}

/** Addresses of the running mean and variance: one number per unit each. */
export interface RunningStatistics {
  readonly mean: number;
  readonly variance: number;
}

/** The arrays of a normalization on the way up. */
interface NormForward extends NormParameters {
  /** units × examples: the sums z. */
  readonly input: PanelMatrix;
  /** In the same shape: receives γ·x̂ + β; may be the input where `normalized` is another array. */
  readonly output: PanelMatrix;
}

/** What {@link batchNormForward} works on. */
export interface BatchNormForward extends NormForward, RunningStatistics {
  /** In the shape of the input: receives x̂, for the way back; may be the input, not the output. */
  readonly normalized: PanelMatrix;
  /** Address of {@link BATCH_STATISTICS} numbers per unit: receives what the way back needs. */
  readonly statistics: number;
  /** The share of this batch in the running statistics; 0 leaves them as they are. Default {@link RUNNING_MOMENTUM}. */
  readonly momentum?: number;
}

/**
 * Batch normalization of a training step: mean and biased variance of every unit over the examples, each lane of a vector
 * in ascending order of its examples, the lanes last. The running mean and the running unbiased variance take up their
 * share; of one example alone, the variance stays. Ends the run, with the running statistics as they were, where a mean or
 * variance is not finite.
 */
export function batchNormForward(call: BatchNormForward): KernelCall {
  const { input, normalized, output, scale, shift, mean, variance, statistics } = call;
  const places = [normalized.address, output.address, scale, shift, mean, variance, statistics];
  const reals = [call.momentum ?? RUNNING_MOMENTUM, NORMALIZATION_EPSILON];
  return { kernel: "batchNormForward", integers: [...shapeOf(input), ...places], reals };
}

/** What {@link batchNormInference} works on. */
export interface BatchNormInference extends NormForward, RunningStatistics {
  /** Address of one number of room per unit. */
  readonly statistics: number;
}

/** Batch normalization by the running mean and variance; the output may be the input. */
export function batchNormInference(call: BatchNormInference): KernelCall {
  const { input, output, scale, shift, mean, variance, statistics } = call;
  const places = [output.address, output.address, scale, shift, mean, variance, statistics];
  const reals = [0, NORMALIZATION_EPSILON];
  return { kernel: "batchNormInference", integers: [...shapeOf(input), ...places], reals };
}

/** What the ways back work on. */
export interface NormBackward {
  /** units × examples: the derivatives by γ·x̂ + β, which become those by z; 0 in padding, whatever stood there. */
  readonly gradients: PanelMatrix;
  /** As the way up has left them. */
  readonly normalized: PanelMatrix;
  readonly statistics: number;
  /** Address of γ. */
  readonly scale: number;
  /** Receive the derivatives. */
  readonly parameterGradients: NormParameters;
  /** What those sums are multiplied by, 1/m for a mean over m examples. */
  readonly share: number;
}

/**
 * dz = γ/√(v + ε)·(dy − mean(dy) − x̂·mean(dy·x̂)), means over the examples; dγ = share·Σ dy·x̂ and dβ = share·Σ dy. Sums
 * are in the order of {@link batchNormForward}.
 */
export function batchNormBackward(call: NormBackward): KernelCall {
  return backward("batchNormBackward", call);
}

/** What {@link layerNormForward} works on. */
export interface LayerNormForward extends NormForward {
  /** In the shape of the input: receives x̂, for the way back; may be the input, and the output where there is no way back. */
  readonly normalized: PanelMatrix;
  /** Address of one row of panels, a number per example: receives what the way back needs. */
  readonly statistics: number;
}

/**
 * Layer normalization: mean and biased variance of every example over the units, in ascending order. Of an example whose
 * mean or variance is not finite, all results are NaN.
 */
export function layerNormForward(call: LayerNormForward): KernelCall {
  const { input, normalized, output, scale, shift, statistics } = call;
  const places = [normalized.address, output.address, scale, shift, statistics];
  return {
    kernel: "layerNormForward",
    integers: [...shapeOf(input), ...places],
    reals: [NORMALIZATION_EPSILON],
  };
}

/**
 * dz = (γ·dy − mean(γ·dy) − x̂·mean(γ·dy·x̂))/√(v + ε), means over the units in ascending order; dγ and dβ as
 * {@link batchNormBackward} has them.
 */
export function layerNormBackward(call: NormBackward): KernelCall {
  return backward("layerNormBackward", call);
}

/** The integers of UnitsCall in assembly/unit-sums.ts, and the first array. */
function shapeOf(matrix: PanelMatrix): readonly number[] {
  return [matrix.rows, matrix.examples, pitchOf(matrix), matrix.address];
}

/** The arguments of NormBackwardCall in assembly/normalization.ts. */
function backward(kernel: "batchNormBackward" | "layerNormBackward", call: NormBackward): KernelCall {
  const { gradients, normalized, scale, parameterGradients, statistics, share } = call;
  const places = [normalized.address, scale, parameterGradients.scale, parameterGradients.shift, statistics];
  return { kernel, integers: [...shapeOf(gradients), ...places], reals: [share] };
}
