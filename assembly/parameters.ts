/** Loops over flat parameters: penalties, the step of an optimizer, the search for what is not finite. */

import { bytesOf, put, Single, take, Whole, withSignOf } from "./flat-arrays";
import { multiplyAdd, sumOfLanes, VECTOR, zeros } from "./panels";
import { StepColumn, stepNumber } from "./step-table";

@unmanaged
export class ParametersCall {
  kernel: i32;
  count: i32;
  values: usize;
  gradients: usize;
  /** Receives what the kernel computes, where it does not replace its input. */
  result: usize;
  /** What values are multiplied by, as λ/m of the penalty's gradient. */
  rate: f64;
}

@unmanaged
export class StepCall {
  kernel: i32;
  count: i32;
  values: usize;
  /** Of a step, its direction; of an average, the parameters that it takes in. */
  gradients: usize;
  table: usize;
  /** Of weight decay, its strength. */
  decay: f64;
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

/** values := values − rate·gradients, by the iteration's learning rate, unless a result is not finite: then nothing changes. @returns whether it was done */
export function descend<T>(call: StepCall, iteration: u32): bool {
  const rate = <T>stepNumber(call.table, iteration, StepColumn.LearningRate);
  if (!isStepFinite<T>(call, rate)) return false;
  const values = call.values,
    gradients = call.gradients;
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
function isStepFinite<T>(call: StepCall, rate: T): bool {
  const values = call.values,
    gradients = call.gradients;
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

/** gradients := gradients + rate·sign(values), the sign of 0 being 0. */
export function addSignGradient<T>(call: ParametersCall): void {
  addSignsOver<T, Single>(call, addSignsOver<T, Whole>(call, 0));
}

/** Goes over the parts from an offset on. @returns the offset of what is left */
// @ts-ignore: decorator
@inline
function addSignsOver<T, Part>(call: ParametersCall, offset: usize): usize {
  const bytes = <usize>call.count * sizeof<T>();
  const values = call.values,
    gradients = call.gradients;
  const rates = v128.splat<T>(<T>call.rate);
  for (; offset + bytesOf<T, Part>() <= bytes; offset += bytesOf<T, Part>()) {
    const added = withSignOf<T>(take<T, Part>(values + offset), rates);
    put<T, Part>(gradients + offset, v128.add<T>(take<T, Part>(gradients + offset), added));
  }
  return offset;
}

/** Σ |w|, in float64 and in ascending order. */
export function sumOfMagnitudes<T>(call: ParametersCall): void {
  let sum: f64 = 0;
  for (let i = 0; i < call.count; i++) sum += abs<f64>(<f64>load<T>(call.values + <usize>i * sizeof<T>()));
  store<f64>(call.result, sum);
}

/** values := values − (rate·decay)·values, by the iteration's learning rate. */
export function decay<T>(call: StepCall, iteration: u32): void {
  const rate = <T>(stepNumber(call.table, iteration, StepColumn.LearningRate) * call.decay);
  decayOver<T, Single>(call, rate, decayOver<T, Whole>(call, rate, 0));
}

// @ts-ignore: decorator
@inline
function decayOver<T, Part>(call: StepCall, rate: T, offset: usize): usize {
  const bytes = <usize>call.count * sizeof<T>();
  const values = call.values;
  const rates = v128.splat<T>(rate);
  for (; offset + bytesOf<T, Part>() <= bytes; offset += bytesOf<T, Part>()) {
    const value = take<T, Part>(values + offset);
    put<T, Part>(values + offset, v128.sub<T>(value, v128.mul<T>(rates, value)));
  }
  return offset;
}

/** values := values + weight·(gradients − values), by the iteration's averaging weight. */
export function average<T>(call: StepCall, iteration: u32): void {
  const weight = <T>stepNumber(call.table, iteration, StepColumn.AveragingWeight);
  averageOver<T, Single>(call, weight, averageOver<T, Whole>(call, weight, 0));
}

// @ts-ignore: decorator
@inline
function averageOver<T, Part>(call: StepCall, weight: T, offset: usize): usize {
  const bytes = <usize>call.count * sizeof<T>();
  const values = call.values,
    parameters = call.gradients;
  const weights = v128.splat<T>(weight);
  for (; offset + bytesOf<T, Part>() <= bytes; offset += bytesOf<T, Part>()) {
    const value = take<T, Part>(values + offset);
    const difference = v128.sub<T>(take<T, Part>(parameters + offset), value);
    put<T, Part>(values + offset, multiplyAdd<T>(value, weights, difference));
  }
  return offset;
}
