/** What the kernels of all losses share: their call, the weights of examples, padding, and means. */

import { Constant, constant } from "./constants";
import { clearPadding, examplesPerPanel, panelsOf, ROW, VECTOR, zeros } from "./panels";

@unmanaged
export class LossCall {
  kernel: i32;
  examples: i32;
  /** Rows of the logits: one per class or label, 1 for two classes, one per number that is predicted. */
  rows: i32;
  logits: usize;
  /** Bytes from one panel of logits, targets and derivatives to the next. */
  pitch: usize;
  /** In the shape of the logits. */
  targets: usize;
  /** Receives the derivatives by the logits; padding receives 0. */
  gradients: usize;
  /** Receives the mean, in float64. */
  result: usize;
  /** One number per example, one after the other, that its loss is multiplied by; 0 where all count once. */
  weights: usize;
  /** Where Huber's loss turns from a square into a line. */
  delta: f64;
}

/**
 * prediction − target, but 0 where that is negligible, 2^−900 or in float32 2^−80: its products with weights would be
 * denormal numbers, which take processors a hundred times longer, and no parameter would be moved by them. NaN stays.
 */
// @ts-ignore: decorator
@inline
export function difference<T>(prediction: v128, target: v128): v128 {
  const exact = v128.sub<T>(prediction, target);
  return v128.andnot(exact, v128.le<T>(v128.abs<T>(exact), constant<T>(Constant.Negligible)));
}

/** Multiplies the derivatives of every example by its weight, where there are weights, and makes those of padding 0. */
// @ts-ignore: decorator
@inline
export function weighGradients<T>(call: LossCall): void {
  if (call.weights != 0) multiplyByWeights<T>(call);
  clearPadding<T>(call.gradients, call.pitch, call.rows, call.examples);
}

function multiplyByWeights<T>(call: LossCall): void {
  const end = call.weights + <usize>panelsOf<T>(call.examples) * ROW;
  let place = call.gradients;
  for (let weights = call.weights; weights < end; weights += ROW) {
    const first = v128.load(weights), second = v128.load(weights, VECTOR);
    for (const next = place + call.pitch; place < next; place += ROW) {
      v128.store(place, v128.mul<T>(first, v128.load(place)));
      v128.store(place, v128.mul<T>(second, v128.load(place, VECTOR)), VECTOR);
    }
  }
}

/** Whether all derivatives are finite: ∞ − ∞ and NaN − NaN are NaN, everything finite leaves the probe at 0. */
export function areGradientsFinite<T>(call: LossCall): bool {
  const end = call.gradients + <usize>panelsOf<T>(call.examples) * call.pitch;
  let probes = zeros();
  for (let place = call.gradients; place < end; place += VECTOR) {
    const gradients = v128.load(place);
    probes = v128.add<T>(probes, v128.sub<T>(gradients, gradients));
  }
  return !v128.any_true(v128.ne<T>(probes, probes));
}

/** How far behind the first number of a matrix that of an example lies. */
// @ts-ignore: decorator
@inline
export function placeOf<T>(call: LossCall, example: i32): usize {
  const perPanel = examplesPerPanel<T>();
  return <usize>(example / perPanel) * call.pitch + <usize>(example % perPanel) * sizeof<T>();
}

/** What the loss of an example is multiplied by. */
// @ts-ignore: decorator
@inline
export function weightOf<T>(call: LossCall, example: i32): f64 {
  return call.weights == 0 ? 1 : <f64>load<T>(call.weights + <usize>example * sizeof<T>());
}

/** Writes the mean over examples; Infinity where the sum is NaN. */
export function writeMean(call: LossCall, sum: f64): void {
  // ∞ − ∞ and ∞·0 are NaN.
  store<f64>(call.result, sum == sum ? sum / <f64>call.examples : Infinity);
}
