/**
 * Optimizers, as calls of kernels: each replaces gradients by the direction that `descend` then goes against, and keeps
 * its memory of earlier gradients in arrays as long as theirs, which begin with zeros. An overflow of that memory leaves
 * a direction that is not finite, which `descend` refuses; what would be a denormal number in it is 0.
 */

import type { KernelCall, KernelName } from "./kernels.ts";
import type { NumberRange } from "./parameters.ts";
import type { StepTable } from "./step-table.ts";

/** v := factor·v + g for gradients g; the direction is v, as in Polyak's heavy ball and in PyTorch's SGD. */
export function momentum(gradients: NumberRange, velocities: number, factor: number): KernelCall {
  return toCall("momentum", gradients, [velocities, 0, 0], [factor, 0, 0]);
}

/** v := factor·v + g; the direction is g + factor·v: Nesterov's momentum in PyTorch's form. */
export function nesterov(gradients: NumberRange, velocities: number, factor: number): KernelCall {
  return toCall("nesterov", gradients, [velocities, 0, 0], [factor, 0, 0]);
}

/** How a mean of squares forgets, and what is added to its root. */
export interface SquaresNumbers {
  /** The share ρ of the mean that stays. */
  readonly rho: number;
  readonly epsilon: number;
}

/** v := ρ·v + (1 − ρ)·g²; the direction is g/(√v + ε). */
export function rmsprop(
  gradients: NumberRange,
  squares: number,
  { rho, epsilon }: SquaresNumbers,
): KernelCall {
  return toCall("rmsprop", gradients, [0, squares, 0], [0, rho, epsilon]);
}

/** s := s + g²; the direction is g/(√s + ε). */
export function adagrad(gradients: NumberRange, squares: number, epsilon: number): KernelCall {
  return toCall("adagrad", gradients, [0, squares, 0], [0, 0, epsilon]);
}

/** What Adam works on. */
export interface AdamArrays {
  readonly gradients: NumberRange;
  /** Addresses of the means of the gradients and of their squares. */
  readonly means: number;
  readonly squares: number;
  /** Its rows hold both corrections of the iteration. */
  readonly table: StepTable;
}

/** How Adam's means forget, and what is added to the root. */
export interface AdamNumbers {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * m := β1·m + (1 − β1)·g and v := β2·v + (1 − β2)·g²; the direction is c1·m/(c2·√v + ε), with the corrections
 * c1 = 1/(1 − β1^t) and c2 = 1/√(1 − β2^t) of the step table.
 */
export function adam(
  { gradients, means, squares, table }: AdamArrays,
  { beta1, beta2, epsilon }: AdamNumbers,
): KernelCall {
  return toCall("adam", gradients, [means, squares, table.address], [beta1, beta2, epsilon]);
}

/** The direction is the sign of β1·m + (1 − β1)·g, that of 0 being 0; then m := β2·m + (1 − β2)·g. */
export function lion(
  gradients: NumberRange,
  means: number,
  { beta1, beta2 }: Omit<AdamNumbers, "epsilon">,
): KernelCall {
  return toCall("lion", gradients, [means, 0, 0], [beta1, beta2, 0]);
}

/** A call as DirectionCall of assembly/directions.ts has it: the states' and the table's addresses, then β1, β2 and ε. */
function toCall(
  kernel: KernelName,
  { address, count }: NumberRange,
  addresses: readonly [first: number, second: number, table: number],
  reals: readonly [beta1: number, beta2: number, epsilon: number],
): KernelCall {
  return { kernel, integers: [count, address, ...addresses], reals };
}
