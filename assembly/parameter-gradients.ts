/**
 * The derivatives by a layer's weights and biases: products of its inputs and the derivatives by its sums, summed over
 * the examples. Every lane of a vector sums its own examples in ascending order; the lanes are added last.
 */

import { multiplyAdd, ROW, sumOfLanes, VECTOR, zeros } from "./panels";
import { Four, numberOf, One, Three, Two } from "./sizes";

@unmanaged
export class ParameterGradientsCall {
  kernel: i32;
  inputs: i32;
  units: i32;
  panels: i32;
  input: usize;
  inputPitch: usize;
  sumGradients: usize;
  sumGradientsPitch: usize;
  /** units × inputs. */
  weightGradients: usize;
  biasGradients: usize;
  /** What the sums are multiplied by, 1/m for a mean: those of weights, and those of biases. */
  weightShare: f64;
  biasShare: f64;
}

/** What a tile sums beside the products with its first input: nothing, */
@unmanaged
class Nothing {}
/** the derivatives themselves, which are those by the biases, */
@unmanaged
class Biases {
  a: u8;
}
/** or the products with the next input. */
@unmanaged
class NextInput {
  a: u8;
  b: u8;
}

// @ts-ignore: decorator
@inline
function hasNextInput<Second>(): bool {
  return offsetof<Second>() == offsetof<NextInput>();
}

/** The second sum of a unit, with derivative d and next input y. */
// @ts-ignore: decorator
@inline
function addSecond<T, Second>(sum: v128, d: v128, y: v128): v128 {
  if (hasNextInput<Second>()) return multiplyAdd<T>(sum, d, y);
  return offsetof<Second>() == offsetof<Biases>() ? v128.add<T>(sum, d) : sum;
}

/** Writes the two sums of one unit of a tile. */
// @ts-ignore: decorator
@inline
function write<T, Second>(call: ParameterGradientsCall, unit: usize, input: usize, sum: v128, second: v128): void {
  const weights = call.weightGradients + (unit * <usize>call.inputs + input) * sizeof<T>();
  const share = <T>call.weightShare;
  store<T>(weights, <T>(share * sumOfLanes<T>(sum)));
  if (hasNextInput<Second>()) store<T>(weights, <T>(share * sumOfLanes<T>(second)), sizeof<T>());
  if (offsetof<Second>() == offsetof<Biases>()) {
    store<T>(call.biasGradients + unit * sizeof<T>(), <T>(<T>call.biasShare * sumOfLanes<T>(second)));
  }
}

/** A tile of `Units` units with one input and a `Second`: up to 4 × 2 sums in registers. */
// @ts-ignore: decorator
@inline
function tile<T, Units, Second>(call: ParameterGradientsCall, unit: usize, first: usize): void {
  const units = numberOf<Units>();
  let s0 = zeros(), s1 = zeros(), s2 = zeros(), s3 = zeros();
  let t0 = zeros(), t1 = zeros(), t2 = zeros(), t3 = zeros();
  let input = call.input + first * ROW, gradient = call.sumGradients + unit * ROW;
  const inputPitch = call.inputPitch, pitch = call.sumGradientsPitch;
  const end = input + <usize>call.panels * inputPitch;
  do {
    let x = v128.load(input);
    let y = hasNextInput<Second>() ? v128.load(input, ROW) : zeros();
    let d = v128.load(gradient);
    s0 = multiplyAdd<T>(s0, d, x);
    t0 = addSecond<T, Second>(t0, d, y);
    if (units > 1) {
      d = v128.load(gradient, ROW);
      s1 = multiplyAdd<T>(s1, d, x);
      t1 = addSecond<T, Second>(t1, d, y);
    }
    if (units > 2) {
      d = v128.load(gradient, 2 * ROW);
      s2 = multiplyAdd<T>(s2, d, x);
      t2 = addSecond<T, Second>(t2, d, y);
    }
    if (units > 3) {
      d = v128.load(gradient, 3 * ROW);
      s3 = multiplyAdd<T>(s3, d, x);
      t3 = addSecond<T, Second>(t3, d, y);
    }
    x = v128.load(input, VECTOR);
    y = hasNextInput<Second>() ? v128.load(input, ROW + VECTOR) : zeros();
    d = v128.load(gradient, VECTOR);
    s0 = multiplyAdd<T>(s0, d, x);
    t0 = addSecond<T, Second>(t0, d, y);
    if (units > 1) {
      d = v128.load(gradient, ROW + VECTOR);
      s1 = multiplyAdd<T>(s1, d, x);
      t1 = addSecond<T, Second>(t1, d, y);
    }
    if (units > 2) {
      d = v128.load(gradient, 2 * ROW + VECTOR);
      s2 = multiplyAdd<T>(s2, d, x);
      t2 = addSecond<T, Second>(t2, d, y);
    }
    if (units > 3) {
      d = v128.load(gradient, 3 * ROW + VECTOR);
      s3 = multiplyAdd<T>(s3, d, x);
      t3 = addSecond<T, Second>(t3, d, y);
    }
    input += inputPitch;
    gradient += pitch;
  } while (input < end);
  write<T, Second>(call, unit, first, s0, t0);
  if (units > 1) write<T, Second>(call, unit + 1, first, s1, t1);
  if (units > 2) write<T, Second>(call, unit + 2, first, s2, t2);
  if (units > 3) write<T, Second>(call, unit + 3, first, s3, t3);
}

/** All derivatives of `Units` units: the first input with the biases, then two inputs at a time. */
// @ts-ignore: decorator
@inline
function unitsAt<T, Units>(call: ParameterGradientsCall, unit: usize): void {
  tile<T, Units, Biases>(call, unit, 0);
  let input = 1;
  for (; input + 2 <= call.inputs; input += 2) tile<T, Units, NextInput>(call, unit, input);
  if (input < call.inputs) tile<T, Units, Nothing>(call, unit, input);
}

/** dW = weightShare·dZ·Xᵀ and db = biasShare·Σ dZ. */
export function parameterGradients<T>(call: ParameterGradientsCall): void {
  let unit = 0;
  for (; unit + 4 <= call.units; unit += 4) unitsAt<T, Four>(call, unit);
  const rest = call.units - unit;
  if (rest == 3) unitsAt<T, Three>(call, unit);
  if (rest == 2) unitsAt<T, Two>(call, unit);
  if (rest == 1) unitsAt<T, One>(call, unit);
}
