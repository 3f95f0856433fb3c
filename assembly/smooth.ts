/**
 * The smooth activations that are made of exponentials, and their derivatives, from the parts of elementary.ts. Their
 * values err by at most 2 units of the last place, over the whole range of float64 and float32.
 */

import { Constant, constant } from "./constants";
import {
  exp,
  isAnyFar,
  powerOfMinus,
  reduce,
  scaleInTwo,
  seriesTail,
  sigmoidOfPower,
  toBiasedPower,
  toPower,
  toScale,
} from "./elementary";
import { zeros } from "./panels";
import { polynomial } from "./polynomials";

/** The places of {@link SMOOTH_64} and {@link SMOOTH_32}. */
const enum Smooth {
  Ln2 = 0,
  /** Below this, x·e^x is 0. */
  LastProduct = 1,
  /** The scale of selu, and scale times α in two parts: its authors' fixed point of mean 0 and variance 1. */
  SeluScale = 2,
  SeluBelow = 3,
  SeluBelowLow = 4,
  /** 2/3, 2/5, 2/7 …: the series of 2·atanh(s)/s without its first term. */
  LogSeries = 5,
}

// @ts-ignore: decorator
@lazy
const SMOOTH_64 = memory.data<f64>(
  [
    0.6931471805599453,
    -760,
    1.0507009873554805,
    1.7580993408473768,
    1.41535193800845e-17,
    2.0 / 3.0,
    2.0 / 5.0,
    2.0 / 7.0,
    2.0 / 9.0,
    2.0 / 11.0,
    2.0 / 13.0,
    2.0 / 15.0,
    2.0 / 17.0,
    2.0 / 19.0,
    2.0 / 21.0,
    2.0 / 23.0,
    2.0 / 25.0,
  ],
  16,
);

// @ts-ignore: decorator
@lazy
const SMOOTH_32 = memory.data<f32>(
  [
    0.6931471805599453,
    -112,
    1.0507009873554805,
    1.7580993408473768,
    2.3296717680252718e-08,
    2.0 / 3.0,
    2.0 / 5.0,
    2.0 / 7.0,
    2.0 / 9.0,
    2.0 / 11.0,
    2.0 / 13.0,
    2.0 / 15.0,
    2.0 / 17.0,
  ],
  16,
);

// @ts-ignore: decorator
@inline
function placeOf<T>(index: i32): usize {
  return (sizeof<T>() == 8 ? SMOOTH_64 : SMOOTH_32) + <usize>index * sizeof<T>();
}

/** e^x − 1 for x ≤ 0, accurate near 0 too: (2^k − 1) + 2^k·(e^r − 1), where the first is 0 or the larger. */
// @ts-ignore: decorator
@inline
export function expm1OfNegative<T>(x: v128): v128 {
  const clamped = v128.pmax<T>(x, v128.neg<T>(constant<T>(Constant.Far)));
  const biased = toBiasedPower<T>(clamped);
  const r = reduce<T>(clamped, toPower<T>(biased));
  const scale = toScale<T>(biased);
  const grown = v128.mul<T>(scale, v128.add<T>(r, seriesTail<T>(r)));
  return v128.add<T>(v128.sub<T>(scale, constant<T>(Constant.One)), grown);
}

// @ts-ignore: decorator
@inline
function smooth<T>(index: i32): v128 {
  return v128.load_splat<T>(placeOf<T>(index));
}

/** scale·x, below 0 scale·α·(e^x − 1), as in {@link expm1OfNegative}, with what rounding took from its sum. */
// @ts-ignore: decorator
@inline
export function selu<T>(x: v128): v128 {
  const clamped = v128.pmax<T>(x, v128.neg<T>(constant<T>(Constant.Far)));
  const biased = toBiasedPower<T>(clamped);
  const r = reduce<T>(clamped, toPower<T>(biased));
  const scale = toScale<T>(biased);
  const whole = v128.sub<T>(scale, constant<T>(Constant.One));
  const grown = v128.mul<T>(scale, v128.add<T>(r, seriesTail<T>(r)));
  const sum = v128.add<T>(whole, grown);
  const lost = v128.add<T>(v128.sub<T>(whole, sum), grown);
  const factor = smooth<T>(Smooth.SeluBelow);
  const correction = v128.add<T>(
    v128.mul<T>(lost, factor),
    v128.mul<T>(sum, smooth<T>(Smooth.SeluBelowLow)),
  );
  const below = v128.add<T>(v128.mul<T>(sum, factor), correction);
  return v128.bitselect(v128.mul<T>(x, smooth<T>(Smooth.SeluScale)), below, v128.ge<T>(x, zeros()));
}

/** The derivative of {@link selu}, from its value a. */
// @ts-ignore: decorator
@inline
export function seluSlope<T>(a: v128): v128 {
  const below = v128.add<T>(a, smooth<T>(Smooth.SeluBelow));
  return v128.bitselect(smooth<T>(Smooth.SeluScale), below, v128.gt<T>(a, zeros()));
}

/** log(1 + e^x) = max(x, 0) + log(1 + e^−|x|). */
// @ts-ignore: decorator
@inline
export function softplus<T>(x: v128): v128 {
  const near = softplusNear<T>(x);
  return isAnyFar<T>(x) ? softplusFar<T>(x, near) : near;
}

/**
 * {@link softplus} where e^−|x| is a normal number t. Beyond ½ it is log 2 + log(1 + (t − 1)/2), so that the series
 * converges as fast as for small t.
 */
// @ts-ignore: decorator
@inline
function softplusNear<T>(x: v128): v128 {
  const half = constant<T>(Constant.Half);
  const t = powerOfMinus<T>(v128.abs<T>(x));
  const isLarge = v128.gt<T>(t, half);
  const f = v128.bitselect(v128.mul<T>(v128.sub<T>(t, constant<T>(Constant.One)), half), t, isLarge);
  const logarithm = v128.add<T>(v128.and(smooth<T>(Smooth.Ln2), isLarge), logNearOne<T>(f));
  return v128.add<T>(v128.pmax<T>(x, zeros()), logarithm);
}

/** log(1 + f) for −¼ ≤ f ≤ ½: f − (f²/2 − s·(f²/2 + tail)) with s = f/(2 + f) and the tail of 2·atanh(s). */
// @ts-ignore: decorator
@inline
function logNearOne<T>(f: v128): v128 {
  const s = v128.div<T>(f, v128.add<T>(constant<T>(Constant.Two), f));
  const z = v128.mul<T>(s, s);
  const half = v128.mul<T>(v128.mul<T>(constant<T>(Constant.Half), f), f);
  const count = sizeof<T>() == 8 ? 12 : 8;
  const tail = v128.mul<T>(z, polynomial<T>(placeOf<T>(Smooth.LogSeries), count, z));
  return v128.sub<T>(f, v128.sub<T>(half, v128.mul<T>(s, v128.add<T>(half, tail))));
}

/** In far lanes, {@link softplus} has become x, or e^x. */
function softplusFar<T>(x: v128, near: v128): v128 {
  const isFar = v128.gt<T>(v128.abs<T>(x), constant<T>(Constant.Far));
  const limit = v128.bitselect(x, exp<T>(x), v128.gt<T>(x, zeros()));
  return v128.bitselect(limit, near, isFar);
}

/** The derivative of {@link softplus}, from its value a: 1 − e^−a, which is the logistic function. */
// @ts-ignore: decorator
@inline
export function softplusSlope<T>(a: v128): v128 {
  return v128.neg<T>(expm1OfNegative<T>(v128.neg<T>(a)));
}

/** x/(1 + e^−x). */
// @ts-ignore: decorator
@inline
export function swish<T>(x: v128): v128 {
  const near = swishNear<T>(x);
  return isAnyFar<T>(x) ? swishFar<T>(x, near) : near;
}

/** {@link swish} where e^−x is a normal number. What rounding takes from the sum is put back in the quotient. */
// @ts-ignore: decorator
@inline
function swishNear<T>(x: v128): v128 {
  const one = constant<T>(Constant.One);
  const t = powerOfMinus<T>(x);
  const bottom = v128.add<T>(one, t);
  const lost = v128.add<T>(v128.sub<T>(v128.pmax<T>(t, one), bottom), v128.pmin<T>(t, one));
  const quotient = v128.div<T>(x, bottom);
  return v128.sub<T>(quotient, v128.mul<T>(quotient, v128.div<T>(lost, bottom)));
}

/** In far lanes, {@link swish} has become x, or x·e^x, multiplied before e^x can become a denormal number. */
function swishFar<T>(x: v128, near: v128): v128 {
  const clamped = v128.pmax<T>(x, smooth<T>(Smooth.LastProduct));
  const power = toPower<T>(toBiasedPower<T>(clamped));
  const r = reduce<T>(clamped, power);
  const mantissa = v128.add<T>(constant<T>(Constant.One), v128.add<T>(r, seriesTail<T>(r)));
  const below = scaleInTwo<T>(v128.mul<T>(clamped, mantissa), power);
  const limit = v128.bitselect(x, below, v128.gt<T>(x, zeros()));
  return v128.bitselect(limit, near, v128.gt<T>(v128.abs<T>(x), constant<T>(Constant.Far)));
}

/** The derivative of {@link swish}: σ(x)·(1 + x·σ(−x)). */
// @ts-ignore: decorator
@inline
export function swishSlope<T>(x: v128): v128 {
  const far = constant<T>(Constant.Far);
  const clamped = v128.pmax<T>(v128.pmin<T>(x, far), v128.neg<T>(far));
  const t = powerOfMinus<T>(clamped);
  const chance = sigmoidOfPower<T>(t);
  const rest = v128.mul<T>(clamped, v128.mul<T>(t, chance));
  return v128.mul<T>(chance, v128.add<T>(constant<T>(Constant.One), rest));
}
