/**
 * exp, tanh and the logistic function on vectors, and log on single numbers, from additions, multiplications and
 * divisions alone, so that they have the same bits everywhere.
 *
 * Method: x = k·ln 2 + r with |r| ≤ ln(2)/2 and ln 2 split in two parts, so that k·LN2_HIGH is exact; then the Taylor
 * series of e^r from its small end. Where a result is a quotient, what rounding took from the denominator is put back.
 */

import { Constant, constant } from "./constants";
import { zeros } from "./panels";

/** The sign bit of every lane. */
// @ts-ignore: decorator
@inline
function signBits<T>(): v128 {
  return v128.splat<T>(<T>-0.0);
}

/** In its lowest bits, the integer nearest to x/ln 2 plus the exponent's bias. */
// @ts-ignore: decorator
@inline
export function toBiasedPower<T>(x: v128): v128 {
  const log2e = constant<T>(Constant.InverseLn2);
  return v128.add<T>(v128.mul<T>(x, log2e), constant<T>(Constant.Rounder));
}

// @ts-ignore: decorator
@inline
export function toPower<T>(biased: v128): v128 {
  return v128.sub<T>(biased, constant<T>(Constant.Rounder));
}

/** 2^k, of −1023 < k < 1024 as {@link toBiasedPower} gives it. */
// @ts-ignore: decorator
@inline
export function toScale<T>(biased: v128): v128 {
  return sizeof<T>() == 8 ? i64x2.shl(biased, 52) : i32x4.shl(biased, 23);
}

/** 2^k in two factors, for k that leave the range of one exponent. */
// @ts-ignore: decorator
@inline
export function scaleInTwo<T>(value: v128, power: v128): v128 {
  const first = v128.nearest<T>(v128.mul<T>(power, constant<T>(Constant.Half)));
  const rounder = constant<T>(Constant.Rounder);
  const scaled = v128.mul<T>(value, toScale<T>(v128.add<T>(first, rounder)));
  return v128.mul<T>(scaled, toScale<T>(v128.add<T>(v128.sub<T>(power, first), rounder)));
}

/** r = x − k·ln 2. */
// @ts-ignore: decorator
@inline
export function reduce<T>(x: v128, power: v128): v128 {
  const high = v128.sub<T>(x, v128.mul<T>(power, constant<T>(Constant.Ln2High)));
  return v128.sub<T>(high, v128.mul<T>(power, constant<T>(Constant.Ln2Low)));
}

/** low + high·x for two constants or two parts of a polynomial. */
// @ts-ignore: decorator
@inline
export function join<T>(low: v128, high: v128, x: v128): v128 {
  return v128.add<T>(low, v128.mul<T>(high, x));
}

/** 1/n! + r/(n + 1)!. */
// @ts-ignore: decorator
@inline
function pair<T>(n: i32, r: v128): v128 {
  const place = Constant.InverseFactorials + n - 2;
  return join<T>(constant<T>(place), constant<T>(place + 1), r);
}

/**
 * e^r − 1 − r = r²·(1/2! + r/3! + …) for |r| ≤ ln(2)/2: up to 1/13! in float64, 1/7! in float32. Estrin's scheme: pairs,
 * then pairs of pairs, since a processor can compute these side by side.
 */
// @ts-ignore: decorator
@inline
export function seriesTail<T>(r: v128): v128 {
  const r2 = v128.mul<T>(r, r);
  const r4 = v128.mul<T>(r2, r2);
  const first = join<T>(pair<T>(2, r), pair<T>(4, r), r2);
  const second = pair<T>(6, r);
  if (sizeof<T>() == 4) return v128.mul<T>(r2, join<T>(first, second, r4));
  const middle = join<T>(second, pair<T>(8, r), r2);
  const last = join<T>(pair<T>(10, r), pair<T>(12, r), r2);
  return v128.mul<T>(r2, join<T>(first, join<T>(middle, last, r4), r4));
}

/** Bounds beyond which e^x is surely 0 or infinite; NaN passes. */
// @ts-ignore: decorator
@inline
function clampExponent<T>(x: v128): v128 {
  return v128.pmax<T>(v128.pmin<T>(x, constant<T>(Constant.Largest)), constant<T>(Constant.Smallest));
}

/** e^x. */
export function exp<T>(x: v128): v128 {
  const clamped = clampExponent<T>(x);
  const power = toPower<T>(toBiasedPower<T>(clamped));
  const r = reduce<T>(clamped, power);
  const mantissa = v128.add<T>(constant<T>(Constant.One), v128.add<T>(r, seriesTail<T>(r)));
  return scaleInTwo<T>(mantissa, power);
}

/** The logistic function σ(x) = 1/(1 + e^−x). */
// @ts-ignore: decorator
@inline
export function sigmoid<T>(x: v128): v128 {
  return isAnyFar<T>(x) ? sigmoidFar<T>(x) : sigmoidNear<T>(x);
}

/** Whether e^−x or e^x of a lane may be no normal number: x is large, infinite or NaN. */
// @ts-ignore: decorator
@inline
export function isAnyFar<T>(x: v128): bool {
  return v128.any_true(v128.not(v128.le<T>(v128.abs<T>(x), constant<T>(Constant.Far))));
}

/** The logistic function where {@link isAnyFar} is false. */
// @ts-ignore: decorator
@inline
function sigmoidNear<T>(x: v128): v128 {
  return sigmoidOfPower<T>(powerOfMinus<T>(x));
}

/** e^−x where {@link isAnyFar} is false; some number where it is true. */
// @ts-ignore: decorator
@inline
export function powerOfMinus<T>(x: v128): v128 {
  const minus = v128.neg<T>(x);
  const biased = toBiasedPower<T>(minus);
  const r = reduce<T>(minus, toPower<T>(biased));
  const mantissa = v128.add<T>(constant<T>(Constant.One), v128.add<T>(r, seriesTail<T>(r)));
  return v128.mul<T>(mantissa, toScale<T>(biased));
}

/** 1/(1 + t) for a normal t = e^−x. What rounding takes from the sum is put back in the quotient. */
// @ts-ignore: decorator
@inline
export function sigmoidOfPower<T>(t: v128): v128 {
  const one = constant<T>(Constant.One);
  const bottom = v128.add<T>(one, t);
  const lost = v128.add<T>(v128.sub<T>(v128.pmax<T>(t, one), bottom), v128.pmin<T>(t, one));
  const quotient = v128.div<T>(one, bottom);
  return v128.sub<T>(quotient, v128.mul<T>(quotient, v128.mul<T>(quotient, lost)));
}

/** Where {@link isAnyFar} is true: in such lanes the function has become 1, or e^x. */
export function sigmoidFar<T>(x: v128): v128 {
  const isFar = v128.gt<T>(v128.abs<T>(x), constant<T>(Constant.Far));
  const limit = v128.bitselect(constant<T>(Constant.One), exp<T>(x), v128.gt<T>(x, zeros()));
  return v128.bitselect(limit, sigmoidNear<T>(x), isFar);
}

/**
 * The hyperbolic tangent t/(t + 2) with t = e^2|x| − 1. Numerator and denominator carry what their rounding lost, so
 * that only the division and one sum round the result.
 */
export function tanh<T>(x: v128): v128 {
  const one = constant<T>(Constant.One);
  const two = constant<T>(Constant.Two);
  const size = v128.pmin<T>(v128.abs<T>(x), constant<T>(Constant.Saturation));
  const doubled = v128.add<T>(size, size);
  const biased = toBiasedPower<T>(doubled);
  const r = reduce<T>(doubled, toPower<T>(biased));
  const tail = seriesTail<T>(r);
  const scale = toScale<T>(biased);
  const whole = v128.sub<T>(scale, one);
  const part = v128.add<T>(r, tail);
  const partLost = v128.add<T>(v128.sub<T>(r, part), tail);
  const grown = v128.mul<T>(scale, part);
  const top = v128.add<T>(whole, grown);
  // Fast two-sum needs the larger first: whole is 0 or at least as large as grown.
  const topLost = v128.add<T>(v128.add<T>(v128.sub<T>(whole, top), grown), v128.mul<T>(scale, partLost));
  const bottom = v128.add<T>(top, two);
  const larger = v128.pmax<T>(top, two);
  const smaller = v128.pmin<T>(top, two);
  const bottomLost = v128.add<T>(v128.add<T>(v128.sub<T>(larger, bottom), smaller), topLost);
  const quotient = v128.div<T>(top, bottom);
  // (top + lost)/(bottom + lost′) ≈ q + (lost − q·lost′)/bottom; it needs no division by top, which may be 0.
  const correction = v128.div<T>(v128.sub<T>(topLost, v128.mul<T>(quotient, bottomLost)), bottom);
  return v128.or(v128.add<T>(quotient, correction), v128.and(x, signBits<T>()));
}

const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const SQRT_HALF_BITS: i64 = 0x3fe6a09e667f3bcd;
const MANTISSA_BITS: i64 = 52;

/** Natural logarithm of a single number; −Infinity at 0, NaN below. */
export function log(x: f64): f64 {
  if (!(x > 0) || x == Infinity) return x == 0 ? -Infinity : x < 0 ? NaN : x;
  return logOfSum(x, 0);
}

/** log(1 + x) for x ≥ 0, accurate for small x too. */
export function log1p(x: f64): f64 {
  const sum = 1 + x;
  if (sum == Infinity || sum != sum) return sum;
  return logOfSum(sum, (x > 1 ? 1 - (sum - x) : x - (sum - 1)) / sum);
}

/** log(x) + correction for finite x > 0: x = 2^k·(1 + f) with √½ ≤ 1 + f < √2. */
function logOfSum(x: f64, correction: f64): f64 {
  let bits = reinterpret<i64>(x);
  let power: i64 = 0;
  if (bits < 0x0010000000000000) {
    bits = reinterpret<i64>(x * 18014398509481984.0);
    power = -54;
  }
  const shift = (bits - SQRT_HALF_BITS) >> MANTISSA_BITS;
  const f = reinterpret<f64>(bits - (shift << MANTISSA_BITS)) - 1;
  const k = <f64>(power + shift);
  return k * LN2_HIGH + logNearOne(f, k * LN2_LOW + correction);
}

/** log(1 + f) + correction: f − (f²/2 − s·(f²/2 + tail)) with s = f/(2 + f) and the tail of 2·atanh(s). */
function logNearOne(f: f64, correction: f64): f64 {
  const s = f / (2 + f);
  const z = s * s;
  const half = 0.5 * f * f;
  let tail: f64 = 0;
  for (let n = 25; n >= 3; n -= 2) tail = tail * z + 2 / <f64>n;
  return f - (half - (s * (half + z * tail) + correction));
}
