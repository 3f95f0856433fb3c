/** Constraints on a layer's weights, as calls of kernels that follow a step. */

import type { KernelCall, KernelName } from "./kernels.ts";
import type { MemoryPlan } from "./memory-plan.ts";

/** The weights of a layer in the engine's memory, unit after unit. */
export interface WeightMatrix {
  readonly address: number;
  readonly units: number;
  readonly inputs: number;
}

/** Scales the weights of every unit whose norm √(Σ w²) is above the limit to the limit (Srebro and Shraibman 2005). */
export function limitRowNorms(weights: WeightMatrix, limit: number): KernelCall {
  return toCall("limitRowNorms", weights, limit);
}

/** Scales the weights of every unit to a norm; a unit whose weights are all 0 stays as it is. */
export function setRowNorms(weights: WeightMatrix, norm: number): KernelCall {
  return toCall("setRowNorms", weights, norm);
}

/** Replaces negative weights by 0. */
export function cutNegatives(weights: WeightMatrix): KernelCall {
  return toCall("cutNegatives", weights, 0);
}

/**
 * Scales all weights by limit/σ where σ, an estimate of their largest singular value, is above the limit (Yoshida and
 * Miyato 2017).
 *
 * σ comes from power iteration, at most 64 rounds a call and at least 4, which end when two estimates differ by less
 * than 2⁻²⁰ of σ; the first call makes all 64. The vector it iterates is kept from call to call, so the estimate becomes
 * better while weights change little. It is never above the true value, rounding apart: after the first call the largest
 * singular value may be some percent above the limit where another is near it, after many calls less than 0.1 %.
 *
 * @param plan gives the call room for its vectors
 */
export function limitSpectralNorm(plan: MemoryPlan, weights: WeightMatrix, limit: number): KernelCall {
  const [left, right] = [plan.reserveNumbers(weights.units), plan.reserveNumbers(weights.inputs)];
  return toCall("limitSpectralNorm", weights, limit, [left, right]);
}

/** A call as ConstraintCall of assembly/constraints.ts has it. */
function toCall(
  kernel: KernelName,
  { address, units, inputs }: WeightMatrix,
  limit: number,
  vectors: readonly [left: number, right: number] = [0, 0],
): KernelCall {
  return { kernel, integers: [units, inputs, address, ...vectors], reals: [limit] };
}
