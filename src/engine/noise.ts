/** Random noise on activations, as calls of kernels. */

import type { Words } from "../base/threefry.ts";
import type { KernelCall } from "./kernels.ts";
import type { MemoryPlan } from "./memory-plan.ts";
import { countPanels, type PanelMatrix, pitchOf } from "./panels.ts";
import type { Precision } from "./precision.ts";

/** What one loop of the kernel draws: 20 blocks of two words. */
const BLOCKS_AT_ONCE = 20;
const WORDS_AT_ONCE = 2 * BLOCKS_AT_ONCE;
/** The generator's schedule of keys: 12 vectors. */
const SCHEDULE_BYTES = 12 * 16;

/**
 * A call that fills a matrix with the standard normal numbers of an iteration: each is a pure function of key, iteration,
 * row and example, and the same in float32 but for rounding. Padding repeats the last example's.
 *
 * Source: assembly/noise.ts; the quantile is Wichura's AS 241 (1988) at 32 random bits.
 *
 * @param plan gives the call room for its random words
 * @param matrix receives the numbers
 */
export function drawNormals(plan: MemoryPlan, matrix: PanelMatrix, key: Words): KernelCall {
  const { address, rows, examples } = matrix;
  const room = [
    plan.reserve(4 * BLOCKS_AT_ONCE),
    plan.reserve(4 * WORDS_AT_ONCE),
    plan.reserve(8 * WORDS_AT_ONCE),
    plan.reserve(4 * (WORDS_AT_ONCE + 1)),
    plan.reserve(SCHEDULE_BYTES),
  ];
  return { kernel: "drawNormals", integers: [rows, examples, ...key, address, pitchOf(matrix), ...room] };
}

/** Noise on a matrix; all matrices have one shape. */
export interface Noise {
  readonly values: PanelMatrix;
  /** What {@link drawNormals} has drawn. */
  readonly normals: PanelMatrix;
  /** Receives the result; the values by default. */
  readonly output?: PanelMatrix;
  /** The noise's standard deviation. */
  readonly deviation: number;
}

/**
 * output := values·(1 + deviation·normals). With deviation √(rate/(1 − rate)) this is Gaussian dropout, on activations
 * and, with the same normals, on their derivatives.
 *
 * Source: N. Srivastava et al., Dropout: a simple way to prevent neural networks from overfitting (2014), section 10.
 */
export function multiplyByNoise(noise: Noise, precision: Precision): KernelCall {
  return { kernel: "multiplyByNoise", ...argumentsOf(noise, precision) };
}

/** output := values + deviation·normals; derivatives pass unchanged. */
export function addNoise(noise: Noise, precision: Precision): KernelCall {
  return { kernel: "addNoise", ...argumentsOf(noise, precision) };
}

/** The arguments of NoiseCall in assembly/noise.ts. */
function argumentsOf(noise: Noise, precision: Precision): Omit<KernelCall, "kernel"> {
  const { values, normals, output = values, deviation } = noise;
  const bytes = countPanels(values.examples, precision) * pitchOf(values);
  return { integers: [bytes, values.address, normals.address, output.address], reals: [deviation] };
}
