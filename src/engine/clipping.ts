/** Clipping of gradients, as calls of kernels. What is not finite stays so, and the step is refused. */

import type { KernelCall } from "./kernels.ts";
import type { NumberRange } from "./parameters.ts";

/** Cuts every gradient off at −limit and limit. */
export function clipValues({ address, count }: NumberRange, limit: number): KernelCall {
  return { kernel: "clipValues", integers: [count, address], reals: [limit] };
}

/**
 * Multiplies gradients by limit/norm where their norm √(Σ g²), taken in float64, is above the limit. The factor is
 * exact, where PyTorch's clip_grad_norm_ divides by the norm and 10⁻⁶.
 */
export function clipNorm({ address, count }: NumberRange, limit: number): KernelCall {
  return { kernel: "clipNorm", integers: [count, address], reals: [limit] };
}
