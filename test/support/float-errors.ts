/** Elementary functions of the kernels, and how far they lie from exact values in units of the last place. */

import { exp, log, sigmoid, tanh } from "../../src/base/elementary.ts";
import type { Precision } from "../../src/engine/precision.ts";
import { exactExp, exactLog, exactSigmoid, exactTanh, ulpError } from "./exact-functions.ts";
import { createBench } from "./kernel-bench.ts";

/** A function of one number, by its number in assembly/elementwise.ts. */
export interface ElementaryFunction {
  readonly operation: number;
  /** In whole-number arithmetic. */
  readonly exact: (x: number) => bigint;
  /** In float64, accurate to 1.5 units of its last place: exact enough for float32, and faster. */
  readonly accurate: (x: number) => number;
}

/** The functions of the kernels. */
export const elementaryFunctions = {
  exp: { operation: 0, exact: exactExp, accurate: exp },
  log: { operation: 1, exact: exactLog, accurate: log },
  tanh: { operation: 2, exact: exactTanh, accurate: tanh },
  sigmoid: { operation: 3, exact: exactSigmoid, accurate: sigmoid },
} as const satisfies Record<string, ElementaryFunction>;

/** A name of {@link elementaryFunctions}. */
export type ElementaryName = keyof typeof elementaryFunctions;

/** What the kernel makes of some numbers, in their order. */
export function computeElementwise(
  name: ElementaryName,
  values: Float64Array,
  precision: Precision,
): Float64Array {
  const bench = createBench(precision);
  const perVector = precision === "f64" ? 2 : 4;
  const padded = new Float64Array(Math.ceil(values.length / perVector) * perVector);
  padded.set(values);
  const address = bench.numbers(padded);
  const { operation } = elementaryFunctions[name];
  const bytes = (16 * padded.length) / perVector;
  const result = bench.run([{ kernel: "elementwise", integers: [operation, bytes, address] }]);
  return result.numbers(address, values.length);
}

/** The largest error of a function on some numbers of a precision, in units of its last place, and where it is. */
export function worstUlp(
  name: ElementaryName,
  values: Float64Array,
  precision: Precision,
): { readonly error: number; readonly at: number } {
  const { exact, accurate } = elementaryFunctions[name];
  const errorAt =
    precision === "f64"
      ? (x: number, y: number) => ulpError(y, exact(x))
      : (x: number, y: number) => float32Error(y, accurate(x));
  let worst = { error: 0, at: 0 };
  for (const [index, y] of computeElementwise(name, values, precision).entries()) {
    const at = values[index] as number;
    const error = errorAt(at, y);
    if (!(error <= worst.error)) worst = { error, at };
  }
  return worst;
}

/** float32's exponents end here: below 2⁻¹²⁶ the last place does not become smaller. */
const LEAST_EXPONENT = -126;
const MANTISSA_BITS = 23;
/** Exact values from here on have Infinity as the nearest float32. */
const FLOAT32_OVERFLOW = (2 - 2 ** -24) * 2 ** 127;

/** The distance of a float32 from an exact value, in units of its last place. */
export function float32Error(actual: number, exact: number): number {
  if (Math.abs(exact) >= FLOAT32_OVERFLOW) return actual === Math.sign(exact) * Infinity ? 0 : Infinity;
  if (!Number.isFinite(actual)) return Infinity;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(exact))), LEAST_EXPONENT);
  return Math.abs(actual - exact) / 2 ** (exponent - MANTISSA_BITS);
}
