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

/** The sums of the lanes of four vectors, each as {@link sumOfLanes} adds them: interleaved twice, first lanes lie beside each other. */
// @ts-ignore: decorator
@inline
function sumsOfSingles(s0: v128, s1: v128, s2: v128, s3: v128): v128 {
  const a = v128.shuffle<i32>(s0, s1, 0, 4, 1, 5),
    b = v128.shuffle<i32>(s2, s3, 0, 4, 1, 5),
    c = v128.shuffle<i32>(s0, s1, 2, 6, 3, 7),
    d = v128.shuffle<i32>(s2, s3, 2, 6, 3, 7);
  const low = f32x4.add(v128.shuffle<i64>(a, b, 0, 2), v128.shuffle<i64>(a, b, 1, 3));
  return f32x4.add(low, f32x4.add(v128.shuffle<i64>(c, d, 0, 2), v128.shuffle<i64>(c, d, 1, 3)));
}

/** The sums of the lanes of two vectors. */
// @ts-ignore: decorator
@inline
function sumsOfDoubles(s: v128, t: v128): v128 {
  return f64x2.add(v128.shuffle<i64>(s, t, 0, 2), v128.shuffle<i64>(s, t, 1, 3));
}

/** Writes the two sums of four units, with the bits of {@link write} in fewer operations. */
// @ts-ignore: decorator
@inline
function writeFour<T>(
  call: ParameterGradientsCall,
  unit: usize,
  input: usize,
  s0: v128,
  s1: v128,
  s2: v128,
  s3: v128,
  t0: v128,
  t1: v128,
  t2: v128,
  t3: v128,
): void {
  const step = <usize>call.inputs * sizeof<T>();
  const output0 = call.weightGradients + unit * step + input * sizeof<T>();
  const output1 = output0 + step,
    output2 = output1 + step,
    output3 = output2 + step;
  const share = v128.splat<T>(<T>call.weightShare);
  if (sizeof<T>() == 8) {
    v128.store(output0, f64x2.mul(share, sumsOfDoubles(s0, t0)));
    v128.store(output1, f64x2.mul(share, sumsOfDoubles(s1, t1)));
    v128.store(output2, f64x2.mul(share, sumsOfDoubles(s2, t2)));
    v128.store(output3, f64x2.mul(share, sumsOfDoubles(s3, t3)));
  } else {
    const first = f32x4.mul(share, sumsOfSingles(s0, s1, s2, s3));
    const next = f32x4.mul(share, sumsOfSingles(t0, t1, t2, t3));
    const low = v128.shuffle<i32>(first, next, 0, 4, 1, 5),
      high = v128.shuffle<i32>(first, next, 2, 6, 3, 7);
    v128.store64_lane(output0, low, 0);
    v128.store64_lane(output1, low, 1);
    v128.store64_lane(output2, high, 0);
    v128.store64_lane(output3, high, 1);
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
  if (units == 4 && hasNextInput<Second>()) {
    writeFour<T>(call, unit, first, s0, s1, s2, s3, t0, t1, t2, t3);
    return;
  }
  write<T, Second>(call, unit, first, s0, t0);
  if (units > 1) write<T, Second>(call, unit + 1, first, s1, t1);
  if (units > 2) write<T, Second>(call, unit + 2, first, s2, t2);
  if (units > 3) write<T, Second>(call, unit + 3, first, s3, t3);
}

/** Units of a block: their derivatives stay in the cache while the inputs pass by, once for all of them. */
const BLOCK: i32 = 16;

/** All derivatives of a block of units, `Units` at a time: the first input with the biases, then two inputs at a time. */
// @ts-ignore: decorator
@inline
function blockAt<T, Units>(call: ParameterGradientsCall, block: i32, end: i32): void {
  const step = numberOf<Units>();
  for (let unit = block; unit < end; unit += step) tile<T, Units, Biases>(call, unit, 0);
  let input = 1;
  for (; input + 2 <= call.inputs; input += 2) {
    for (let unit = block; unit < end; unit += step) tile<T, Units, NextInput>(call, unit, input);
  }
  if (input == call.inputs) return;
  for (let unit = block; unit < end; unit += step) tile<T, Units, Nothing>(call, unit, input);
}

/** dW = weightShare·dZ·Xᵀ and db = biasShare·Σ dZ. */
export function parameterGradients<T>(call: ParameterGradientsCall): void {
  const rest = call.units % 4;
  const whole = call.units - rest;
  for (let block = 0; block < whole; block += BLOCK) blockAt<T, Four>(call, block, min(block + BLOCK, whole));
  if (rest == 3) blockAt<T, Three>(call, whole, whole + 3);
  if (rest == 2) blockAt<T, Two>(call, whole, whole + 2);
  if (rest == 1) blockAt<T, One>(call, whole, whole + 1);
}
