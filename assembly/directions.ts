/**
 * Optimizers: each turns gradients, in place, into the direction that a step goes against, and brings its memory of
 * earlier gradients up to date. Where that memory overflows, the direction is not finite, so that the step is refused.
 * What would be a denormal number in it is 0: the gradients of units that are never active would otherwise leave
 * numbers behind that slow down every iteration.
 */

import { bytesOf, put, Single, spoilerOf, take, Whole, withSignOf } from "./flat-arrays";
import { multiplyAdd } from "./panels";
import { StepColumn, stepNumber } from "./step-table";

@unmanaged
export class DirectionCall {
  kernel: i32;
  count: i32;
  /** Replaced by the direction. */
  gradients: usize;
  /** Means or sums of earlier gradients, */
  first: usize;
  /** and of their squares; the optimizer may have one of them only. */
  second: usize;
  table: usize;
  /** The share of `first` that stays, */
  beta1: f64;
  /** and that of `second`. Lion keeps `first` alone: by this. */
  beta2: f64;
  epsilon: f64;
}

/** The momentum's direction is the velocity, */
@unmanaged
class Velocity {}
/** or, as Nesterov has it, that of the velocity after another step. */
@unmanaged
class LookAhead {
  a: u8;
}

/** The least number that is not denormal. */
// @ts-ignore: decorator
@inline
function leastNormal<T>(): v128 {
  return v128.splat<T>(sizeof<T>() == 8 ? <T>2.2250738585072014e-308 : <T>1.1754943508222875e-38);
}

/** The numbers, with 0 for what is smaller than `least`. NaN stays. */
// @ts-ignore: decorator
@inline
function withoutDenormals<T>(x: v128, least: v128): v128 {
  return v128.andnot(x, v128.lt<T>(v128.abs<T>(x), least));
}

/** kept·mean + share·x. */
// @ts-ignore: decorator
@inline
function blend<T>(mean: v128, kept: v128, x: v128, share: v128): v128 {
  return v128.add<T>(v128.mul<T>(kept, mean), v128.mul<T>(share, x));
}

/** Goes over the parts from an offset on. @returns the offset of what is left */
// @ts-ignore: decorator
@inline
function moveOver<T, Part, Direction>(call: DirectionCall, offset: usize): usize {
  const bytes = <usize>call.count * sizeof<T>();
  const gradients = call.gradients,
    velocities = call.first;
  const kept = v128.splat<T>(<T>call.beta1),
    least = leastNormal<T>();
  for (; offset + bytesOf<T, Part>() <= bytes; offset += bytesOf<T, Part>()) {
    const g = take<T, Part>(gradients + offset);
    const v = withoutDenormals<T>(multiplyAdd<T>(g, kept, take<T, Part>(velocities + offset)), least);
    put<T, Part>(velocities + offset, v);
    put<T, Part>(gradients + offset, offsetof<Direction>() == 0 ? v : multiplyAdd<T>(g, kept, v));
  }
  return offset;
}

/** v := β1·v + g; the direction is v. */
export function momentum<T>(call: DirectionCall): void {
  moveOver<T, Single, Velocity>(call, moveOver<T, Whole, Velocity>(call, 0));
}

/** v := β1·v + g; the direction is g + β1·v. */
export function nesterov<T>(call: DirectionCall): void {
  moveOver<T, Single, LookAhead>(call, moveOver<T, Whole, LookAhead>(call, 0));
}

/** x/(root + ε), and NaN where v, of which the root is, is not finite. */
// @ts-ignore: decorator
@inline
function overRoot<T>(x: v128, root: v128, v: v128, epsilon: v128): v128 {
  return v128.add<T>(v128.div<T>(x, v128.add<T>(root, epsilon)), spoilerOf<T>(v));
}

// @ts-ignore: decorator
@inline
function rmspropOver<T, Part>(call: DirectionCall, offset: usize): usize {
  const bytes = <usize>call.count * sizeof<T>();
  const gradients = call.gradients,
    squares = call.second;
  const kept = v128.splat<T>(<T>call.beta2),
    share = v128.splat<T>(<T>(1 - call.beta2)),
    epsilon = v128.splat<T>(<T>call.epsilon),
    least = leastNormal<T>();
  for (; offset + bytesOf<T, Part>() <= bytes; offset += bytesOf<T, Part>()) {
    const g = take<T, Part>(gradients + offset);
    const mean = blend<T>(take<T, Part>(squares + offset), kept, v128.mul<T>(g, g), share);
    const v = withoutDenormals<T>(mean, least);
    put<T, Part>(squares + offset, v);
    put<T, Part>(gradients + offset, overRoot<T>(g, v128.sqrt<T>(v), v, epsilon));
  }
  return offset;
}

/** v := β2·v + (1 − β2)·g²; the direction is g/(√v + ε). */
export function rmsprop<T>(call: DirectionCall): void {
  rmspropOver<T, Single>(call, rmspropOver<T, Whole>(call, 0));
}

// @ts-ignore: decorator
@inline
function adagradOver<T, Part>(call: DirectionCall, offset: usize): usize {
  const bytes = <usize>call.count * sizeof<T>();
  const gradients = call.gradients,
    squares = call.second;
  const epsilon = v128.splat<T>(<T>call.epsilon);
  for (; offset + bytesOf<T, Part>() <= bytes; offset += bytesOf<T, Part>()) {
    const g = take<T, Part>(gradients + offset);
    const sum = multiplyAdd<T>(take<T, Part>(squares + offset), g, g);
    put<T, Part>(squares + offset, sum);
    put<T, Part>(gradients + offset, overRoot<T>(g, v128.sqrt<T>(sum), sum, epsilon));
  }
  return offset;
}

/** s := s + g²; the direction is g/(√s + ε). */
export function adagrad<T>(call: DirectionCall): void {
  adagradOver<T, Single>(call, adagradOver<T, Whole>(call, 0));
}

// @ts-ignore: decorator
@inline
function adamOver<T, Part>(call: DirectionCall, iteration: u32, offset: usize): usize {
  const bytes = <usize>call.count * sizeof<T>();
  const gradients = call.gradients,
    means = call.first,
    squares = call.second;
  const kept1 = v128.splat<T>(<T>call.beta1),
    share1 = v128.splat<T>(<T>(1 - call.beta1)),
    kept2 = v128.splat<T>(<T>call.beta2),
    share2 = v128.splat<T>(<T>(1 - call.beta2)),
    c1 = v128.splat<T>(<T>stepNumber(call.table, iteration, StepColumn.FirstCorrection)),
    c2 = v128.splat<T>(<T>stepNumber(call.table, iteration, StepColumn.SecondCorrection)),
    epsilon = v128.splat<T>(<T>call.epsilon),
    least = leastNormal<T>();
  for (; offset + bytesOf<T, Part>() <= bytes; offset += bytesOf<T, Part>()) {
    const g = take<T, Part>(gradients + offset);
    const m = withoutDenormals<T>(blend<T>(take<T, Part>(means + offset), kept1, g, share1), least);
    put<T, Part>(means + offset, m);
    const mean = blend<T>(take<T, Part>(squares + offset), kept2, v128.mul<T>(g, g), share2);
    const v = withoutDenormals<T>(mean, least);
    put<T, Part>(squares + offset, v);
    const root = v128.mul<T>(c2, v128.sqrt<T>(v));
    put<T, Part>(gradients + offset, overRoot<T>(v128.mul<T>(c1, m), root, v, epsilon));
  }
  return offset;
}

/** m := β1·m + (1 − β1)·g and v := β2·v + (1 − β2)·g²; the direction is c1·m/(c2·√v + ε), c1 and c2 of the iteration. */
export function adam<T>(call: DirectionCall, iteration: u32): void {
  adamOver<T, Single>(call, iteration, adamOver<T, Whole>(call, iteration, 0));
}

// @ts-ignore: decorator
@inline
function lionOver<T, Part>(call: DirectionCall, offset: usize): usize {
  const bytes = <usize>call.count * sizeof<T>();
  const gradients = call.gradients,
    means = call.first;
  const kept1 = v128.splat<T>(<T>call.beta1),
    share1 = v128.splat<T>(<T>(1 - call.beta1)),
    kept2 = v128.splat<T>(<T>call.beta2),
    share2 = v128.splat<T>(<T>(1 - call.beta2)),
    one = v128.splat<T>(<T>1),
    least = leastNormal<T>();
  for (; offset + bytesOf<T, Part>() <= bytes; offset += bytesOf<T, Part>()) {
    const g = take<T, Part>(gradients + offset),
      m = take<T, Part>(means + offset);
    const c = blend<T>(m, kept1, g, share1);
    put<T, Part>(means + offset, withoutDenormals<T>(blend<T>(m, kept2, g, share2), least));
    put<T, Part>(gradients + offset, v128.add<T>(withSignOf<T>(c, one), spoilerOf<T>(c)));
  }
  return offset;
}

/** The direction is the sign of β1·m + (1 − β1)·g, that of 0 being 0; then m := β2·m + (1 − β2)·g. */
export function lion<T>(call: DirectionCall): void {
  lionOver<T, Single>(call, lionOver<T, Whole>(call, 0));
}
