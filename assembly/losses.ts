/**
 * Cross-entropy from the logit, so that no probability can round to 0 or 1 in a logarithm. Derivatives are computed in
 * the precision of the network, costs in float64 from its logits.
 */

import { Constant, constant } from "./constants";
import { exp, isAnyFar, log, log1p, powerOfMinus, sigmoidFar, sigmoidOfPower } from "./elementary";
import { examplesPerPanel, panelsOf, ROW, VECTOR, zeros } from "./panels";

@unmanaged
export class LossCall {
  kernel: i32;
  examples: i32;
  /** 1 for two classes, whose one row holds the logit of class 1; else one row per class. */
  classes: i32;
  logits: usize;
  /** Bytes from one panel of logits, targets and derivatives to the next. */
  pitch: usize;
  /** Of two classes 1 or 0, of more a 1 in the row of the class: in the shape of the logits. */
  targets: usize;
  /** Receives the derivatives by the logits; padding receives 0. */
  gradients: usize;
  /** Receives the mean cross-entropy, in float64. */
  result: usize;
}

/**
 * probability − target, but 0 where that is negligible, 2^−900 or in float32 2^−80: its products with weights would be
 * denormal numbers, which take processors a hundred times longer, and no parameter would be moved by them. NaN stays.
 */
// @ts-ignore: decorator
@inline
function difference<T>(probability: v128, target: v128): v128 {
  const exact = v128.sub<T>(probability, target);
  return v128.andnot(exact, v128.le<T>(v128.abs<T>(exact), constant<T>(Constant.Negligible)));
}

/**
 * σ(z) − y of two classes, in two passes: first e^−z, then what follows from it. A processor has more examples in work
 * at a time when each has less to wait for.
 *
 * @returns whether all logits are finite
 */
export function logisticGradient<T>(call: LossCall): bool {
  const bytes = <usize>panelsOf<T>(call.examples) * ROW;
  const logits = call.logits, targets = call.targets, gradients = call.gradients;
  for (let place: usize = 0; place < bytes; place += VECTOR) {
    v128.store(gradients + place, powerOfMinus<T>(v128.load(logits + place)));
  }
  let isFinite = true;
  for (let place: usize = 0; place < bytes; place += VECTOR) {
    const z = v128.load(logits + place);
    let probability: v128;
    if (isAnyFar<T>(z)) {
      probability = sigmoidFar<T>(z);
      // ∞ − ∞ and NaN − NaN are NaN, which is not equal to itself.
      const probe = v128.sub<T>(z, z);
      if (v128.any_true(v128.ne<T>(probe, probe))) isFinite = false;
    } else {
      probability = sigmoidOfPower<T>(v128.load(gradients + place));
    }
    v128.store(gradients + place, difference<T>(probability, v128.load(targets + place)));
  }
  clearPadding<T>(call);
  return isFinite;
}

/** softmax(z) − y of several classes. */
export function softmaxGradient<T>(call: LossCall): void {
  const panels = panelsOf<T>(call.examples);
  const rows = <usize>call.classes * ROW;
  for (let panel = 0; panel < panels; panel++) {
    const place = <usize>panel * call.pitch;
    softmaxOfVector<T>(call.logits + place, call.targets + place, call.gradients + place, rows);
    const second = place + VECTOR;
    softmaxOfVector<T>(call.logits + second, call.targets + second, call.gradients + second, rows);
  }
  clearPadding<T>(call);
}

/** One vector of examples: the largest logit is taken off before exp, which changes no probability. */
// @ts-ignore: decorator
@inline
function softmaxOfVector<T>(logits: usize, targets: usize, gradients: usize, rows: usize): void {
  let largest = v128.load(logits);
  for (let row = ROW; row < rows; row += ROW) largest = v128.pmax<T>(largest, v128.load(logits + row));
  let sum = zeros();
  for (let row: usize = 0; row < rows; row += ROW) {
    const power = exp<T>(v128.sub<T>(v128.load(logits + row), largest));
    v128.store(gradients + row, power);
    sum = v128.add<T>(sum, power);
  }
  for (let row: usize = 0; row < rows; row += ROW) {
    const probability = v128.div<T>(v128.load(gradients + row), sum);
    v128.store(gradients + row, difference<T>(probability, v128.load(targets + row)));
  }
}

/** Derivatives of examples that do not exist are 0, so that they reach no sum. */
// @ts-ignore: decorator
@inline
function clearPadding<T>(call: LossCall): void {
  const perPanel = examplesPerPanel<T>();
  const filled = call.examples % perPanel;
  if (filled == 0) return;
  const last = call.gradients + <usize>(call.examples / perPanel) * call.pitch;
  for (let row = 0; row < call.classes; row++) {
    for (let place = filled; place < perPanel; place++) {
      store<T>(last + <usize>row * ROW + <usize>place * sizeof<T>(), <T>0);
    }
  }
}

// @ts-ignore: decorator
@inline
function expOf(x: f64): f64 {
  return f64x2.extract_lane(exp<f64>(f64x2.splat(x)), 0);
}

/**
 * The mean of max(z, 0) − z·y + log(1 + e^−|z|); Infinity where a logit is not finite, whatever its sign: a part of its
 * sum overflowed.
 */
export function logisticCost<T>(call: LossCall): void {
  let sum: f64 = 0;
  for (let example = 0; example < call.examples; example++) {
    const place = <usize>example * sizeof<T>();
    const z = <f64>load<T>(call.logits + place);
    const y = <f64>load<T>(call.targets + place);
    sum += max(z, 0) - z * y + log1p(expOf(-abs(z)));
  }
  writeMean(call, sum);
}

/** The mean of log Σ e^z − z of the true class; Infinity where a logit is not finite. */
export function softmaxCost<T>(call: LossCall): void {
  const perPanel = examplesPerPanel<T>();
  let sum: f64 = 0;
  for (let example = 0; example < call.examples; example++) {
    const place = <usize>(example / perPanel) * call.pitch + <usize>(example % perPanel) * sizeof<T>();
    sum += softmaxCostOf<T>(call.logits + place, call.targets + place, call.classes);
  }
  writeMean(call, sum);
}

function softmaxCostOf<T>(logits: usize, targets: usize, classes: i32): f64 {
  const rows = <usize>classes * ROW;
  let largest = -Infinity;
  for (let row: usize = 0; row < rows; row += ROW) largest = max(largest, <f64>load<T>(logits + row));
  let powers: f64 = 0;
  let ofClass: f64 = 0;
  for (let row: usize = 0; row < rows; row += ROW) {
    const z = <f64>load<T>(logits + row) - largest;
    powers += expOf(z);
    ofClass += z * <f64>load<T>(targets + row);
  }
  return log(powers) - ofClass;
}

function writeMean(call: LossCall, sum: f64): void {
  // ∞ − ∞ and ∞·0 are NaN.
  store<f64>(call.result, sum == sum ? sum / <f64>call.examples : Infinity);
}
