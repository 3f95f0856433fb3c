/** Loops over flat parameters, as calls of kernels: penalties, the step of an optimizer, the search for what is not finite. */

import type { KernelCall } from "./kernels.ts";
import type { StepTable } from "./step-table.ts";

/** Some numbers of the engine's memory. */
export interface NumberRange {
  readonly address: number;
  readonly count: number;
}

/** Writes Σ w², in float64 and in ascending order, to `result`. */
export function sumOfSquares({ address, count }: NumberRange, result: number): KernelCall {
  return { kernel: "sumOfSquares", integers: [count, address, 0, result], reals: [0] };
}

/** Writes rate·values to `result`. */
export function multiply({ address, count }: NumberRange, result: number, rate: number): KernelCall {
  return { kernel: "multiply", integers: [count, address, 0, result], reals: [rate] };
}

/** gradients := gradients + rate·weights; with rate = λ/m the derivative of the L2 penalty. */
export function addPenaltyGradient(weights: NumberRange, gradients: number, rate: number): KernelCall {
  return {
    kernel: "addPenaltyGradient",
    integers: [weights.count, weights.address, gradients, 0],
    reals: [rate],
  };
}

/**
 * parameters := parameters − learningRate·gradients, with the learning rate of the iteration, unless a result is not
 * finite: then nothing changes, and the run ends.
 */
export function descend(parameters: NumberRange, gradients: number, table: StepTable): KernelCall {
  const { count, address } = parameters;
  return { kernel: "descend", integers: [count, address, gradients, table.address], reals: [0] };
}

/** Ends the run where a number is not finite. */
export function areFinite({ address, count }: NumberRange): KernelCall {
  return { kernel: "areFinite", integers: [count, address, 0, 0], reals: [0] };
}

/** gradients := gradients + rate·sign(w), the sign of 0 being 0; with rate = λ₁/m the derivative of the L1 penalty. */
export function addSignGradient(weights: NumberRange, gradients: number, rate: number): KernelCall {
  return {
    kernel: "addSignGradient",
    integers: [weights.count, weights.address, gradients, 0],
    reals: [rate],
  };
}

/** Writes Σ |w|, in float64 and in ascending order, to `result`. */
export function sumOfMagnitudes({ address, count }: NumberRange, result: number): KernelCall {
  return { kernel: "sumOfMagnitudes", integers: [count, address, 0, result], reals: [0] };
}

/**
 * weights := weights − (learningRate·decay)·weights, with the learning rate of the iteration: decoupled weight decay
 * (Loshchilov and Hutter 2019), which comes before the step.
 */
export function decay({ address, count }: NumberRange, table: StepTable, strength: number): KernelCall {
  return { kernel: "decay", integers: [count, address, 0, table.address], reals: [strength] };
}

/** averages := averages + weight·(parameters − averages), with the averaging weight of the iteration. */
export function average(averages: NumberRange, parameters: number, table: StepTable): KernelCall {
  const { count, address } = averages;
  return { kernel: "average", integers: [count, address, parameters, table.address], reals: [0] };
}
