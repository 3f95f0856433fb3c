/** Loops over flat parameters, as calls of kernels: the L2 penalty, the step of gradient descent, the search for what is not finite. */

import type { KernelCall } from "./kernels.ts";

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

/** parameters := parameters − learningRate·gradients, unless a result is not finite: then nothing changes, and the run ends. */
export function descend(parameters: NumberRange, gradients: number, learningRate: number): KernelCall {
  const { count, address } = parameters;
  return { kernel: "descend", integers: [count, address, gradients, 0], reals: [learningRate] };
}

/** Ends the run where a number is not finite. */
export function areFinite({ address, count }: NumberRange): KernelCall {
  return { kernel: "areFinite", integers: [count, address, 0, 0], reals: [0] };
}
