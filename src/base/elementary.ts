/**
 * exp, log, log1p, tanh, sigmoid, sin and cos from additions, multiplications and divisions alone.
 *
 * `Math.exp` and its siblings differ in the last bits between browser engines and versions; IEEE 754 arithmetic
 * does not. Whatever reaches a result of wellfit goes through this file, so that it has the same bits everywhere.
 * Errors against exact values, as the tests measure over the whole range: exp, log, log1p, sin and cos below 1 ulp,
 * tanh and sigmoid below 1.5.
 *
 * Method: reduction to a short interval with a constant split in two or three parts, so that the leading product
 * is exact, then the Taylor series summed from its small end.
 */

import { scaleByPowerOfTwo, splitFloat } from "./float-bits.ts";

/** ln 2 = LN2_HIGH + LN2_LOW; the low 21 bits of LN2_HIGH are zero, so k·LN2_HIGH is exact for |k| < 2²¹. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** Beyond these arguments exp is Infinity or 0. */
const EXP_OVERFLOW = 709.782712893384;
const EXP_UNDERFLOW = -745.1332191019412;

/** 1/n! for n = 2 … 14: (e^r − 1 − r)/r² is below rounding after these for |r| ≤ ln(2)/2. */
const EXP_SERIES = inverseFactorials(2, 14, 1);

/** e^x. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > EXP_OVERFLOW) return Infinity;
  if (x < EXP_UNDERFLOW) return 0;
  const { k, r, rest } = reduceExponent(x);
  return scaleByPowerOfTwo(1 + (r + rest), k);
}

/** e^x = 2ᵏ·(1 + r + rest) with |r| ≤ ln(2)/2 and rest < r². */
function reduceExponent(x: number): { k: number; r: number; rest: number } {
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const lost = high - r - low;
  return { k, r, rest: lost + r * r * horner(EXP_SERIES, r) };
}

/** 2/(2n+1) for n = 1 … 12: the tail of 2·atanh(s) for |s| ≤ 0.172. */
const LOG_SERIES = Array.from({ length: 12 }, (_, n) => 2 / (2 * n + 3));

/** Natural logarithm; −Infinity at 0, NaN below. */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return x;
  const { mantissa, exponent } = splitFloat(x);
  return exponent * LN2_HIGH + logNearOne(mantissa - 1, exponent * LN2_LOW);
}

/** log(1 + x), accurate for small x too. */
export function log1p(x: number): number {
  if (x > -0.25 && x < 0.4) return logNearOne(x, 0);
  const sum = 1 + x;
  if (!(sum > 0 && sum < Infinity)) return log(sum);
  const lost = x > 1 ? 1 - (sum - x) : x - (sum - 1);
  const { mantissa, exponent } = splitFloat(sum);
  return exponent * LN2_HIGH + logNearOne(mantissa - 1, exponent * LN2_LOW + lost / sum);
}

/** log(1 + f) + correction for −0.3 ≤ f ≤ 0.42: f − (f²/2 − s·(f²/2 + tail)) with s = f/(2 + f). */
function logNearOne(f: number, correction: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const half = 0.5 * f * f;
  return f - (half - (s * (half + z * horner(LOG_SERIES, z)) + correction));
}

/** From here on tanh rounds to 1. */
const TANH_SATURATION = 20;

/** Hyperbolic tangent: t/(t + 2) with t = e^2|x| − 1. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < 2 ** -28 || Number.isNaN(x)) return x;
  const value = size > TANH_SATURATION ? 1 : tanhOfPositive(size);
  return x < 0 ? -value : value;
}

/** Numerator and denominator carry what their rounding lost, so that only the division and one sum round the result. */
function tanhOfPositive(x: number): number {
  const { k, r, rest } = reduceExponent(2 * x);
  const scale = scaleByPowerOfTwo(1, k);
  const whole = scale - 1;
  const grown = scale * (r + rest);
  const top = whole + grown;
  const topLost = whole - top + grown + scale * (r - (r + rest) + rest);
  const bottom = top + 2;
  const bottomLost = (top > 2 ? top - bottom + 2 : 2 - bottom + top) + topLost;
  const quotient = top / bottom;
  return quotient + quotient * (topLost / top - bottomLost / bottom);
}

/** The logistic function 1/(1 + e^−x), without overflow on either side. */
export function sigmoid(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = -Math.abs(x);
  if (size < EXP_UNDERFLOW) return x < 0 ? 0 : 1;
  const { k, r, rest } = reduceExponent(size);
  const mantissa = 1 + (r + rest);
  const mantissaLost = 1 - mantissa + r + rest;
  const power = scaleByPowerOfTwo(mantissa, k);
  const bottom = 1 + power;
  const bottomLost = 1 - bottom + power + scaleByPowerOfTwo(mantissaLost, k);
  const quotient = (x < 0 ? power : 1) / bottom;
  const topLost = x < 0 ? mantissaLost / mantissa : 0;
  return quotient + quotient * (topLost - bottomLost / bottom);
}

/** π/2 = PIO2_HIGH + PIO2_MIDDLE + PIO2_LOW; the first two carry 33 bits each, so their products with k < 2²⁰ are exact. */
const PIO2_HIGH = 1.5707963267341256;
const PIO2_MIDDLE = 6.077100506303966e-11;
const PIO2_LOW = 2.0222662487959506e-21;
const INVERSE_PIO2 = 0.6366197723675814;
/** Largest |x| whose reduction by multiples of π/2 is accurate. */
const MAX_ANGLE = 1e5;

/** (−1)ⁿ/(2n+1)! for n = 1 … 9. */
const SIN_SERIES = inverseFactorials(3, 19, 2).map(alternate);
/** (−1)ⁿ/(2n)! for n = 2 … 10. */
const COS_SERIES = inverseFactorials(4, 20, 2).map((value, index) => -alternate(value, index));

/** Sine of an angle in radians, |x| ≤ 10⁵ (NaN beyond). */
export function sin(x: number): number {
  if (x === 0) return x;
  return ofQuadrant(x, 0);
}

/** Cosine of an angle in radians, |x| ≤ 10⁵ (NaN beyond). */
export function cos(x: number): number {
  return ofQuadrant(x, 1);
}

/** sin(x + shift·π/2) from the quadrant of x. */
function ofQuadrant(x: number, shift: number): number {
  if (!(Math.abs(x) <= MAX_ANGLE)) return Number.NaN;
  const k = Math.floor(x * INVERSE_PIO2 + 0.5);
  const rest = x - k * PIO2_HIGH;
  const middle = k * PIO2_MIDDLE;
  const high = rest - middle;
  const lost = rest - high - middle - k * PIO2_LOW;
  const quadrant = (((k + shift) % 4) + 4) % 4;
  const value = quadrant % 2 === 0 ? sinNearZero(high, lost) : cosNearZero(high, lost);
  return quadrant < 2 ? value : -value;
}

/** sin(r + lost) for |r| ≤ π/4 and a tiny `lost`. */
function sinNearZero(r: number, lost: number): number {
  const z = r * r;
  return r + (lost + z * (r * horner(SIN_SERIES, z) - 0.5 * lost));
}

/** cos(r + lost) for |r| ≤ π/4 and a tiny `lost`. */
function cosNearZero(r: number, lost: number): number {
  const z = r * r;
  const half = 0.5 * z;
  const leading = 1 - half;
  return leading + (1 - leading - half + (z * z * horner(COS_SERIES, z) - r * lost));
}

/** c₀ + c₁x + c₂x² + …, from the highest power down. */
function horner(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let n = coefficients.length - 1; n >= 0; n--) value = value * x + (coefficients[n] as number);
  return value;
}

function alternate(value: number, index: number): number {
  return index % 2 === 0 ? -value : value;
}

/** 1/first!, 1/(first + step)!, … up to 1/last!; every factorial up to 22! is exact in float64. */
function inverseFactorials(first: number, last: number, step: number): readonly number[] {
  const values: number[] = [];
  let factorial = 1;
  for (let n = 2; n <= last; n++) {
    factorial *= n;
    if (n >= first && (n - first) % step === 0) values.push(1 / factorial);
  }
  return values;
}
