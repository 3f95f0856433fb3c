/** Loops over flat parameters: the L2 penalty, the step of gradient descent, the search for what is not finite. */

import { sumOfLanes, VECTOR, zeros } from "./panels";

@unmanaged
export class ParametersCall {
  kernel: i32;
  count: i32;
  values: usize;
  gradients: usize;
  /** Receives what the kernel computes, where it does not replace its input. */
  result: usize;
  /** What values are multiplied by: λ/m of the penalty's gradient, the learning rate of a step. */
  rate: f64;
}

/** Elements of one vector. */
// @ts-ignore: decorator
@inline
function lanes<T>(): i32 {
  return <i32>(VECTOR / sizeof<T>());
}

/** Σ w², in float64 and in ascending order. */
export function sumOfSquares<T>(call: ParametersCall): void {
  let sum: f64 = 0;
  for (let i = 0; i < call.count; i++) {
    const value = <f64>load<T>(call.values + <usize>i * sizeof<T>());
    sum += value * value;
  }
  store<f64>(call.result, sum);
}

/** result := rate·values. */
export function multiply<T>(call: ParametersCall): void {
  const values = call.values,
    result = call.result;
  const rate = <T>call.rate;
  const rates = v128.splat<T>(rate);
  let i = 0;
  for (; i + lanes<T>() <= call.count; i += lanes<T>()) {
    const place = <usize>i * sizeof<T>();
    v128.store(result + place, v128.mul<T>(rates, v128.load(values + place)));
  }
  for (; i < call.count; i++) {
    const place = <usize>i * sizeof<T>();
    store<T>(result + place, <T>(rate * load<T>(values + place)));
  }
}

/** gradients := gradients + rate·values. */
export function addPenaltyGradient<T>(call: ParametersCall): void {
  const values = call.values,
    gradients = call.gradients;
  const rate = <T>call.rate;
  const rates = v128.splat<T>(rate);
  let i = 0;
  for (; i + lanes<T>() <= call.count; i += lanes<T>()) {
    const place = <usize>i * sizeof<T>();
    const added = v128.mul<T>(rates, v128.load(values + place));
    v128.store(gradients + place, v128.add<T>(v128.load(gradients + place), added));
  }
  for (; i < call.count; i++) {
    const place = <usize>i * sizeof<T>();
    store<T>(gradients + place, <T>(load<T>(gradients + place) + <T>(rate * load<T>(values + place))));
  }
}

/** values := values − rate·gradients, unless a result is not finite: then nothing changes. @returns whether it was done */
export function descend<T>(call: ParametersCall): bool {
  if (!isStepFinite<T>(call)) return false;
  const values = call.values,
    gradients = call.gradients;
  const rate = <T>call.rate;
  const rates = v128.splat<T>(rate);
  let i = 0;
  for (; i + lanes<T>() <= call.count; i += lanes<T>()) {
    const place = <usize>i * sizeof<T>();
    v128.store(values + place, stepOf<T>(values + place, gradients + place, rates));
  }
  for (; i < call.count; i++) {
    const place = <usize>i * sizeof<T>();
    store<T>(values + place, <T>(load<T>(values + place) - <T>(rate * load<T>(gradients + place))));
  }
  return true;
}

// @ts-ignore: decorator
@inline
function stepOf<T>(values: usize, gradients: usize, rates: v128): v128 {
  return v128.sub<T>(v128.load(values), v128.mul<T>(rates, v128.load(gradients)));
}

/** Whether values − rate·gradients are all finite: ∞ − ∞ and NaN − NaN are NaN, everything finite leaves the probe at 0. */
// @ts-ignore: decorator
@inline
function isStepFinite<T>(call: ParametersCall): bool {
  const values = call.values,
    gradients = call.gradients;
  const rate = <T>call.rate;
  const rates = v128.splat<T>(rate);
  let probes = zeros();
  let i = 0;
  for (; i + lanes<T>() <= call.count; i += lanes<T>()) {
    const next = stepOf<T>(values + <usize>i * sizeof<T>(), gradients + <usize>i * sizeof<T>(), rates);
    probes = v128.add<T>(probes, v128.sub<T>(next, next));
  }
  let probe = sumOfLanes<T>(probes);
  for (; i < call.count; i++) {
    const place = <usize>i * sizeof<T>();
    const next = <T>(load<T>(values + place) - <T>(rate * load<T>(gradients + place)));
    probe += <T>(next - next);
  }
  return probe == 0;
}

/** Whether all values are finite, by the same probe. */
export function areFinite<T>(call: ParametersCall): bool {
  let probes = zeros();
  let i = 0;
  for (; i + lanes<T>() <= call.count; i += lanes<T>()) {
    const value = v128.load(call.values + <usize>i * sizeof<T>());
    probes = v128.add<T>(probes, v128.sub<T>(value, value));
  }
  let probe = sumOfLanes<T>(probes);
  for (; i < call.count; i++) {
    const value = load<T>(call.values + <usize>i * sizeof<T>());
    probe += <T>(value - value);
  }
  return probe == 0;
}
