/** The kernels of activations on lists of numbers. */

import { type ActivationCode, activate, multiplyByDerivative } from "../../src/engine/activations.ts";
import type { Precision } from "../../src/engine/precision.ts";
import { createBench } from "./kernel-bench.ts";

/** Activations, in the order of the sums. */
export function computeActivations(
  activation: ActivationCode,
  sums: Float64Array,
  precision: Precision,
): Float64Array {
  const bench = createBench(precision);
  const output = bench.unwritten(1, sums.length);
  const call = activate({ activation, sums: bench.matrix([sums]), output }, precision);
  return bench.run([call]).rows(output)[0] as Float64Array;
}

/** Derivatives, in the order of the sums. */
export function computeSlopes(
  activation: ActivationCode,
  values: Float64Array,
  precision: Precision,
): Float64Array {
  const bench = createBench(precision);
  const sums = bench.matrix([values]);
  const activations = bench.unwritten(1, values.length);
  const gradients = bench.matrix([new Float64Array(values.length).fill(1)]);
  const calls = [
    activate({ activation, sums, output: activations }, precision),
    multiplyByDerivative({ activation, sums, activations, gradients }, precision),
  ];
  return bench.run(calls).rows(gradients)[0] as Float64Array;
}
