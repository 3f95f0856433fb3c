/** Constraints on a layer's weights, units × inputs, after a step. The weights are finite. */

import { bytesOf, put, Single, take, Whole } from "./flat-arrays";
import { divideByLargest, dot, normOf, scale } from "./norms";
import { multiplyAdd, zeros } from "./panels";

@unmanaged
export class ConstraintCall {
  kernel: i32;
  units: i32;
  inputs: i32;
  weights: usize;
  /** Of the spectral norm: room for a number per unit, 0 before the first call, and for one per input. */
  left: usize;
  right: usize;
  /** The norm that the constraint allows or sets. */
  limit: f64;
}

/** A row's squares are summed as they are where the sum lies between these: nothing is lost below, or infinite above. */
const LEAST_SUM: f64 = 6.223015277861142e-61;
const LARGEST_SUM: f64 = 8.452712498170644e270;
/** Two estimates of the spectral norm that differ by less, 2^−20 of it, end the iteration; so does their number. */
const TOLERANCE: f64 = 9.5367431640625e-7;
const MAX_ROUNDS: i32 = 64;
/** Rounds that are made even so: estimates may stand still for a while at a value below the largest. */
const MIN_ROUNDS: i32 = 4;
/** Below this, 2^−100, the inverse of a norm may be infinite: nothing is made of it. */
const LEAST_NORM: f64 = 7.888609052210118e-31;
/** The fractional part of the golden ratio: its multiples fill [0, 1) evenly. */
const GOLDEN: f64 = 0.6180339887498949;
/** How much of the first vector is added to the last one of the call before, whose norm is 1. */
const KICK: f64 = 0.00390625;

/** The bytes from one unit's weights to the next unit's. */
// @ts-ignore: decorator
@inline
function rowBytes<T>(call: ConstraintCall): usize {
  return <usize>call.inputs * sizeof<T>();
}

/** Makes a row's norm the limit, unless it is a row of zeros. */
// @ts-ignore: decorator
@inline
function setRowNorm<T>(row: usize, sum: f64, call: ConstraintCall): void {
  if (sum >= LEAST_SUM && sum <= LARGEST_SUM) scale<T>(row, call.inputs, call.limit / sqrt<f64>(sum));
  else if (divideByLargest<T>(row, call.inputs)) {
    scale<T>(row, call.inputs, call.limit / normOf<T>(row, call.inputs));
  }
}

/** Scales the weights of every unit whose norm is above the limit to the limit. */
export function limitRowNorms<T>(call: ConstraintCall): void {
  for (let unit = 0; unit < call.units; unit++) {
    const row = call.weights + <usize>unit * rowBytes<T>(call);
    const sum = dot<T>(row, row, call.inputs);
    if (sqrt<f64>(sum) > call.limit) setRowNorm<T>(row, sum, call);
  }
}

/** Scales the weights of every unit to the norm `limit`; where all are 0, they stay. */
export function setRowNorms<T>(call: ConstraintCall): void {
  for (let unit = 0; unit < call.units; unit++) {
    const row = call.weights + <usize>unit * rowBytes<T>(call);
    setRowNorm<T>(row, dot<T>(row, row, call.inputs), call);
  }
}

/** weights := max(weights, 0). */
export function cutNegatives<T>(call: ConstraintCall): void {
  cutOver<T, Single>(call, cutOver<T, Whole>(call, 0));
}

/** Goes over the parts from an offset on. @returns the offset of what is left */
// @ts-ignore: decorator
@inline
function cutOver<T, Part>(call: ConstraintCall, offset: usize): usize {
  const weights = call.weights;
  const bytes = <usize>call.units * rowBytes<T>(call);
  for (; offset + bytesOf<T, Part>() <= bytes; offset += bytesOf<T, Part>()) {
    put<T, Part>(weights + offset, v128.max<T>(take<T, Part>(weights + offset), zeros()));
  }
  return offset;
}

/** Scales all weights so that their spectral norm, as {@link estimateNorm} sees it, is the limit, where it is above. */
export function limitSpectralNorm<T>(call: ConstraintCall): void {
  const count = call.units * call.inputs;
  let norm = estimateNorm<T>(call);
  if (!(norm < Infinity)) {
    // Weights of which products overflow: with the largest at 1, the norm is at most √count.
    memory.fill(call.left, 0, <usize>call.units * sizeof<T>());
    divideByLargest<T>(call.weights, count);
    norm = estimateNorm<T>(call);
    scale<T>(call.weights, count, call.limit / norm);
  } else if (norm > call.limit) {
    scale<T>(call.weights, count, call.limit / norm);
  }
}

/**
 * The largest singular value by power iteration, from the left vector of the call before, until two estimates agree.
 * The estimate, |W·v| for a unit vector v, is never above the true value, rounding apart.
 *
 * @returns the estimate; not a finite number where products overflow
 */
function estimateNorm<T>(call: ConstraintCall): f64 {
  const least = normOf<T>(call.left, call.units) == 0 ? MAX_ROUNDS : MIN_ROUNDS;
  kick<T>(call);
  let last: f64 = 0;
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    multiplyByTransposed<T>(call);
    const length = normalize<T>(call.right, call.inputs);
    if (!isDivisor(length)) return length;
    multiplyByWeights<T>(call);
    const norm = normalize<T>(call.left, call.units);
    if (!isDivisor(norm)) return norm;
    if (round >= least && abs<f64>(norm - last) <= TOLERANCE * norm) return norm;
    last = norm;
  }
  return last;
}

/** Whether numbers can be divided by a norm. */
// @ts-ignore: decorator
@inline
function isDivisor(norm: f64): bool {
  return norm > LEAST_NORM && norm < Infinity;
}

/** Scales a vector to the norm 1, if that can be done. @returns the norm that it had */
// @ts-ignore: decorator
@inline
function normalize<T>(vector: usize, count: i32): f64 {
  const norm = normOf<T>(vector, count);
  if (isDivisor(norm)) scale<T>(vector, count, 1 / norm);
  return norm;
}

/**
 * Adds a little of the first vector to the left one. Zeros become the first vector; and a singular vector that the left
 * one has lost, or never had a part in, comes back as soon as its value is the largest.
 */
// @ts-ignore: decorator
@inline
function kick<T>(call: ConstraintCall): void {
  const size = KICK / sqrt<f64>(<f64>call.units);
  for (let unit = 0; unit < call.units; unit++) {
    const place = call.left + <usize>unit * sizeof<T>();
    const turns = <f64>(unit + 1) * GOLDEN;
    store<T>(place, <T>(<f64>load<T>(place) + size * (turns - floor<f64>(turns) - 0.5)));
  }
}

/** right := Wᵀ·left, units in ascending order. */
// @ts-ignore: decorator
@inline
function multiplyByTransposed<T>(call: ConstraintCall): void {
  memory.fill(call.right, 0, rowBytes<T>(call));
  for (let unit = 0; unit < call.units; unit++) {
    addRowOver<T, Single>(call, unit, addRowOver<T, Whole>(call, unit, 0));
  }
}

// @ts-ignore: decorator
@inline
function addRowOver<T, Part>(call: ConstraintCall, unit: i32, offset: usize): usize {
  const bytes = rowBytes<T>(call);
  const row = call.weights + <usize>unit * bytes,
    sums = call.right;
  const factor = v128.splat<T>(load<T>(call.left + <usize>unit * sizeof<T>()));
  for (; offset + bytesOf<T, Part>() <= bytes; offset += bytesOf<T, Part>()) {
    const sum = multiplyAdd<T>(take<T, Part>(sums + offset), factor, take<T, Part>(row + offset));
    put<T, Part>(sums + offset, sum);
  }
  return offset;
}

/** left := W·right. */
// @ts-ignore: decorator
@inline
function multiplyByWeights<T>(call: ConstraintCall): void {
  for (let unit = 0; unit < call.units; unit++) {
    const row = call.weights + <usize>unit * rowBytes<T>(call);
    store<T>(call.left + <usize>unit * sizeof<T>(), <T>dot<T>(row, call.right, call.inputs));
  }
}
