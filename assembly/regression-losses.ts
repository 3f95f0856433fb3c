/**
 * Losses of numbers: of the logit itself, squared and Huber's (Huber, Robust estimation of a location parameter, Annals
 * of Mathematical Statistics 35, 1964), and of counts with mean e^z, Poisson's. Every row is an output of its own.
 */

import { exp } from "./elementary";
import { areGradientsFinite, difference, LossCall, placeOf, weighGradients, weightOf, writeMean } from "./losses";
import { panelsOf, ROW, VECTOR } from "./panels";

/** The losses of this file. */
const enum Loss {
  Squared,
  Huber,
  Poisson,
}

/** 2(z − y). @returns whether all logits and derivatives are finite */
export function squaredGradient<T>(call: LossCall): bool {
  return gradient<T>(call, Loss.Squared);
}

/** z − y, but at most δ and at least −δ. @returns whether all logits are finite */
export function huberGradient<T>(call: LossCall): bool {
  return gradient<T>(call, Loss.Huber);
}

/** e^z − y. @returns whether all logits and derivatives are finite */
export function poissonGradient<T>(call: LossCall): bool {
  return gradient<T>(call, Loss.Poisson);
}

function gradient<T>(call: LossCall, loss: i32): bool {
  const bytes = <usize>panelsOf<T>(call.examples) * call.pitch;
  const delta = v128.splat<T>(<T>call.delta);
  for (let place: usize = 0; place < bytes; place += VECTOR) {
    const z = v128.load(call.logits + place);
    const d = derivative<T>(loss, z, v128.load(call.targets + place), delta);
    // A logit that is not finite makes NaN of a derivative that δ or e^−∞ has made finite.
    v128.store(call.gradients + place, v128.add<T>(d, v128.sub<T>(z, z)));
  }
  weighGradients<T>(call);
  return areGradientsFinite<T>(call);
}

// @ts-ignore: decorator
@inline
function derivative<T>(loss: i32, z: v128, y: v128, delta: v128): v128 {
  if (loss == Loss.Poisson) return difference<T>(exp<T>(z), y);
  const r = difference<T>(z, y);
  if (loss == Loss.Squared) return v128.add<T>(r, r);
  return v128.pmin<T>(v128.pmax<T>(r, v128.neg<T>(delta)), delta);
}

/** The mean over examples of weight times the mean over rows of (z − y)²; Infinity where a logit is not finite. */
export function squaredCost<T>(call: LossCall): void {
  cost<T>(call, Loss.Squared);
}

/** The same of ½r² for |r| ≤ δ, else δ(|r| − ½δ), with r = z − y. */
export function huberCost<T>(call: LossCall): void {
  cost<T>(call, Loss.Huber);
}

/** The same of e^z − y·z; Infinity where e^z overflows, too. */
export function poissonCost<T>(call: LossCall): void {
  cost<T>(call, Loss.Poisson);
}

function cost<T>(call: LossCall, loss: i32): void {
  const rows = <usize>call.rows * ROW;
  let sum: f64 = 0;
  for (let example = 0; example < call.examples; example++) {
    const first = placeOf<T>(call, example);
    let ofRows: f64 = 0;
    for (let place = first; place < first + rows; place += ROW) {
      ofRows += part(loss, <f64>load<T>(call.logits + place), <f64>load<T>(call.targets + place), call.delta);
    }
    sum += weightOf<T>(call, example) * (ofRows / <f64>call.rows);
  }
  writeMean(call, sum);
}

// @ts-ignore: decorator
@inline
function part(loss: i32, z: f64, y: f64, delta: f64): f64 {
  if (loss == Loss.Poisson) return f64x2.extract_lane(exp<f64>(f64x2.splat(z)), 0) - y * z;
  const r = abs(z - y);
  if (loss == Loss.Squared) return r * r;
  return r <= delta ? 0.5 * r * r : delta * (r - 0.5 * delta);
}
