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

// @ts-ignore: decorator
@inline
function write<T>(address: usize, sum: v128, share: T, place: usize): void {
  store<T>(address + place, <T>(share * sumOfLanes<T>(sum)));
}

/** A tile of `Units` × 1 weights with the biases of the units. */
// @ts-ignore: decorator
@inline
function tileWithBiases<T, Units>(call: ParameterGradientsCall, unit: usize): void {
  const units = numberOf<Units>();
  let s0 = zeros(),
    s1 = zeros(),
    s2 = zeros(),
    s3 = zeros();
  let t0 = zeros(),
    t1 = zeros(),
    t2 = zeros(),
    t3 = zeros();
  let input = call.input,
    gradient = call.sumGradients + unit * ROW;
  const inputPitch = call.inputPitch,
    pitch = call.sumGradientsPitch;
  const end = input + <usize>call.panels * inputPitch;
  do {
    let x = v128.load(input);
    let d = v128.load(gradient);
    s0 = multiplyAdd<T>(s0, d, x);
    t0 = v128.add<T>(t0, d);
    if (units > 1) {
      d = v128.load(gradient, ROW);
      s1 = multiplyAdd<T>(s1, d, x);
      t1 = v128.add<T>(t1, d);
    }
    if (units > 2) {
      d = v128.load(gradient, 2 * ROW);
      s2 = multiplyAdd<T>(s2, d, x);
      t2 = v128.add<T>(t2, d);
    }
    if (units > 3) {
      d = v128.load(gradient, 3 * ROW);
      s3 = multiplyAdd<T>(s3, d, x);
      t3 = v128.add<T>(t3, d);
    }
    x = v128.load(input, VECTOR);
    d = v128.load(gradient, VECTOR);
    s0 = multiplyAdd<T>(s0, d, x);
    t0 = v128.add<T>(t0, d);
    if (units > 1) {
      d = v128.load(gradient, ROW + VECTOR);
      s1 = multiplyAdd<T>(s1, d, x);
      t1 = v128.add<T>(t1, d);
    }
    if (units > 2) {
      d = v128.load(gradient, 2 * ROW + VECTOR);
      s2 = multiplyAdd<T>(s2, d, x);
      t2 = v128.add<T>(t2, d);
    }
    if (units > 3) {
      d = v128.load(gradient, 3 * ROW + VECTOR);
      s3 = multiplyAdd<T>(s3, d, x);
      t3 = v128.add<T>(t3, d);
    }
    input += inputPitch;
    gradient += pitch;
  } while (input < end);
  const weightShare = <T>call.weightShare;
  const biasShare = <T>call.biasShare;
  const rowBytes = <usize>call.inputs * sizeof<T>();
  const weights = call.weightGradients + unit * rowBytes;
  const biases = call.biasGradients + unit * sizeof<T>();
  write<T>(weights, s0, weightShare, 0);
  write<T>(biases, t0, biasShare, 0);
  if (units > 1) {
    write<T>(weights + rowBytes, s1, weightShare, 0);
    write<T>(biases, t1, biasShare, sizeof<T>());
  }
  if (units > 2) {
    write<T>(weights + 2 * rowBytes, s2, weightShare, 0);
    write<T>(biases, t2, biasShare, 2 * sizeof<T>());
  }
  if (units > 3) {
    write<T>(weights + 3 * rowBytes, s3, weightShare, 0);
    write<T>(biases, t3, biasShare, 3 * sizeof<T>());
  }
}

/** A tile of `Units` × `Inputs` weights, with up to 4 × 2 sums in registers. */
// @ts-ignore: decorator
@inline
function tile<T, Units, Inputs>(call: ParameterGradientsCall, unit: usize, first: usize): void {
  const units = numberOf<Units>();
  const inputs = numberOf<Inputs>();
  let s0 = zeros(),
    s1 = zeros(),
    s2 = zeros(),
    s3 = zeros();
  let t0 = zeros(),
    t1 = zeros(),
    t2 = zeros(),
    t3 = zeros();
  let input = call.input + first * ROW,
    gradient = call.sumGradients + unit * ROW;
  const inputPitch = call.inputPitch,
    pitch = call.sumGradientsPitch;
  const end = input + <usize>call.panels * inputPitch;
  do {
    let x = v128.load(input);
    let y = inputs > 1 ? v128.load(input, ROW) : zeros();
    let d = v128.load(gradient);
    s0 = multiplyAdd<T>(s0, d, x);
    if (inputs > 1) t0 = multiplyAdd<T>(t0, d, y);
    if (units > 1) {
      d = v128.load(gradient, ROW);
      s1 = multiplyAdd<T>(s1, d, x);
      if (inputs > 1) t1 = multiplyAdd<T>(t1, d, y);
    }
    if (units > 2) {
      d = v128.load(gradient, 2 * ROW);
      s2 = multiplyAdd<T>(s2, d, x);
      if (inputs > 1) t2 = multiplyAdd<T>(t2, d, y);
    }
    if (units > 3) {
      d = v128.load(gradient, 3 * ROW);
      s3 = multiplyAdd<T>(s3, d, x);
      if (inputs > 1) t3 = multiplyAdd<T>(t3, d, y);
    }
    x = v128.load(input, VECTOR);
    y = inputs > 1 ? v128.load(input, ROW + VECTOR) : zeros();
    d = v128.load(gradient, VECTOR);
    s0 = multiplyAdd<T>(s0, d, x);
    if (inputs > 1) t0 = multiplyAdd<T>(t0, d, y);
    if (units > 1) {
      d = v128.load(gradient, ROW + VECTOR);
      s1 = multiplyAdd<T>(s1, d, x);
      if (inputs > 1) t1 = multiplyAdd<T>(t1, d, y);
    }
    if (units > 2) {
      d = v128.load(gradient, 2 * ROW + VECTOR);
      s2 = multiplyAdd<T>(s2, d, x);
      if (inputs > 1) t2 = multiplyAdd<T>(t2, d, y);
    }
    if (units > 3) {
      d = v128.load(gradient, 3 * ROW + VECTOR);
      s3 = multiplyAdd<T>(s3, d, x);
      if (inputs > 1) t3 = multiplyAdd<T>(t3, d, y);
    }
    input += inputPitch;
    gradient += pitch;
  } while (input < end);
  const share = <T>call.weightShare;
  const rowBytes = <usize>call.inputs * sizeof<T>();
  const weights = call.weightGradients + unit * rowBytes + first * sizeof<T>();
  write<T>(weights, s0, share, 0);
  if (inputs > 1) write<T>(weights, t0, share, sizeof<T>());
  if (units > 1) {
    write<T>(weights + rowBytes, s1, share, 0);
    if (inputs > 1) write<T>(weights + rowBytes, t1, share, sizeof<T>());
  }
  if (units > 2) {
    write<T>(weights + 2 * rowBytes, s2, share, 0);
    if (inputs > 1) write<T>(weights + 2 * rowBytes, t2, share, sizeof<T>());
  }
  if (units > 3) {
    write<T>(weights + 3 * rowBytes, s3, share, 0);
    if (inputs > 1) write<T>(weights + 3 * rowBytes, t3, share, sizeof<T>());
  }
}

/** All derivatives of `Units` units: first the biases with one input, since their sums fill the registers of another. */
// @ts-ignore: decorator
@inline
function unitsAt<T, Units>(call: ParameterGradientsCall, unit: usize): void {
  tileWithBiases<T, Units>(call, unit);
  let input = 1;
  for (; input + 2 <= call.inputs; input += 2) tile<T, Units, Two>(call, unit, input);
  if (input < call.inputs) tile<T, Units, One>(call, unit, input);
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
