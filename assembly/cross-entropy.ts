/**
 * Cross-entropy from the logit, so that no probability can round to 0 or 1 in a logarithm. Derivatives are computed in
 * the precision of the network, costs in float64 from its logits. Targets are probabilities: 0 and 1, or between them
 * where labels are smoothed or examples mixed.
 */

import { exp, isAnyFar, log, log1p, powerOfMinus, sigmoidFar, sigmoidOfPower } from "./elementary";
import { areGradientsFinite, difference, LossCall, placeOf, weighGradients, weightOf, writeMean } from "./losses";
import { panelsOf, ROW, VECTOR } from "./panels";

/**
 * weight·(σ(z) − y) of two classes or of every label, in two passes: first e^−z, then what follows from it. A processor
 * has more examples in work at a time when each has less to wait for.
 *
 * @returns whether all logits are finite
 */
export function logisticGradient<T>(call: LossCall): bool {
  const bytes = <usize>panelsOf<T>(call.examples) * call.pitch;
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
  weighGradients<T>(call);
  return isFinite;
}

/**
 * weight·(softmax(z) − y) of several classes.
 *
 * @returns whether all logits are finite
 */
export function softmaxGradient<T>(call: LossCall): bool {
  const panels = panelsOf<T>(call.examples);
  const rows = <usize>call.rows * ROW;
  for (let panel = 0; panel < panels; panel++) {
    const place = <usize>panel * call.pitch;
    softmaxOfVector<T>(call.logits + place, call.targets + place, call.gradients + place, rows);
    const second = place + VECTOR;
    softmaxOfVector<T>(call.logits + second, call.targets + second, call.gradients + second, rows);
  }
  weighGradients<T>(call);
  return areGradientsFinite<T>(call);
}

/**
 * One vector of examples: the largest logit is taken off before exp, which changes no probability. NaN for all classes of
 * an example with a logit that is not finite.
 */
// @ts-ignore: decorator
@inline
function softmaxOfVector<T>(logits: usize, targets: usize, gradients: usize, rows: usize): void {
  let largest = v128.load(logits);
  let smallest = largest;
  for (let row = ROW; row < rows; row += ROW) {
    const z = v128.load(logits + row);
    largest = v128.pmax<T>(largest, z);
    smallest = v128.pmin<T>(smallest, z);
  }
  // 0; of −∞, whose power is 0, it is NaN. ∞ and NaN make a power NaN.
  let sum = v128.sub<T>(smallest, smallest);
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

// @ts-ignore: decorator
@inline
function expOf(x: f64): f64 {
  return f64x2.extract_lane(exp<f64>(f64x2.splat(x)), 0);
}

/**
 * The mean over examples of weight times the mean over rows of max(z, 0) − z·y + log(1 + e^−|z|); Infinity where a logit
 * is not finite, whatever its sign: a part of its sum overflowed.
 */
export function logisticCost<T>(call: LossCall): void {
  if (call.rows == 1 && call.weights == 0) return logisticCostOfOneRow<T>(call);
  const rows = <usize>call.rows * ROW;
  let sum: f64 = 0;
  for (let example = 0; example < call.examples; example++) {
    const first = placeOf<T>(call, example);
    let ofRows: f64 = 0;
    for (let place = first; place < first + rows; place += ROW) {
      ofRows += logisticCostOf<T>(call.logits + place, call.targets + place);
    }
    sum += weightOf<T>(call, example) * (ofRows / <f64>call.rows);
  }
  writeMean(call, sum);
}

/** The same sum, without the places and shares that only several rows and weights need. */
function logisticCostOfOneRow<T>(call: LossCall): void {
  let sum: f64 = 0;
  for (let example = 0; example < call.examples; example++) {
    const place = <usize>example * sizeof<T>();
    sum += logisticCostOf<T>(call.logits + place, call.targets + place);
  }
  writeMean(call, sum);
}

// @ts-ignore: decorator
@inline
function logisticCostOf<T>(logit: usize, target: usize): f64 {
  const z = <f64>load<T>(logit);
  return max(z, 0) - z * <f64>load<T>(target) + log1p(expOf(-abs(z)));
}

/** The mean over examples of weight·(log Σ e^z − Σ y·z), Σ y = 1; Infinity where a logit is not finite. */
export function softmaxCost<T>(call: LossCall): void {
  let sum: f64 = 0;
  for (let example = 0; example < call.examples; example++) {
    const place = placeOf<T>(call, example);
    sum += weightOf<T>(call, example) * softmaxCostOf<T>(call.logits + place, call.targets + place, call.rows);
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
