/**
 * Elementary functions of float64 as JavaScript, which take the same steps as the code whose bits they have: first what
 * src/base/elementary.ts does, for the heads, then one lane of what assembly/elementary.ts does, for the activations.
 */

import { code } from "./code.ts";

const powerOfTwo = code(`
const bits = new DataView(new ArrayBuffer(8));

/** 2 to a whole power from -1022 to 1023. */
function powerOfTwo(k) {
  bits.setInt32(0, (k + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}`);

/** x·2ᵏ, rounded once even where the result is subnormal. */
const scale = code(
  `
function scale(x, k) {
  if (k < -1022) return x * powerOfTwo(k + 1022) * powerOfTwo(-1022);
  return k > 1023 ? x * powerOfTwo(k - 1023) * powerOfTwo(1023) : x * powerOfTwo(k);
}`,
  powerOfTwo,
);

/** e^x = 2^k·(1 + r + rest). */
const reduce = code(`
const SERIES = [];
for (let n = 2, factorial = 2; n <= 14; factorial *= ++n) SERIES.push(1 / factorial);

/** e^x = 2^k (1 + r + rest) as [k, r, rest]. */
function reduce(x) {
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * 0.6931471803691238;
  const low = k * 1.9082149292705877e-10;
  const r = high - low;
  const series = SERIES.reduceRight((sum, coefficient) => sum * r + coefficient, 0);
  return [k, r, high - r - low + r * r * series];
}`);

/** `exp` of src/base/elementary.ts. */
export const exp = code(
  `
function exp(x) {
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  const [k, r, rest] = reduce(x);
  return scale(1 + (r + rest), k);
}`,
  scale,
  reduce,
);

/** `sigmoid` of src/base/elementary.ts. */
export const logistic = code(
  `
/** 1/(1 + e^-x). */
function logistic(x) {
  const size = -Math.abs(x);
  if (size < -745.1332191019412) return x < 0 ? 0 : 1;
  const [k, r, rest] = reduce(size);
  const mantissa = 1 + (r + rest);
  const mantissaLost = 1 - mantissa + r + rest;
  const power = scale(mantissa, k);
  const bottom = 1 + power;
  const bottomLost = 1 - bottom + power + scale(mantissaLost, k);
  const quotient = (x < 0 ? power : 1) / bottom;
  return quotient + quotient * ((x < 0 ? mantissaLost / mantissa : 0) - bottomLost / bottom);
}`,
  scale,
  reduce,
);

/** What begins every exponential of the kernels; the constant leaves the nearest whole number in a sum's last bits. */
export const split = code(`
const FACTORIALS = [1, 1];
for (let n = 2; n < 14; n++) FACTORIALS.push(FACTORIALS[n - 1] * n);
const INVERSES = FACTORIALS.map((factorial) => 1 / factorial);

const nearest = (x) => x * 1.4426950408889634 + 6755399441056767 - 6755399441056767;
const remainder = (x, k) => x - k * 0.6931471803691238 - k * 1.9082149292705877e-10;

/** e^r - 1 - r. */
function tailOf(r) {
  const pair = (n) => INVERSES[n] + INVERSES[n + 1] * r;
  const r2 = r * r;
  const r4 = r2 * r2;
  const middle = pair(6) + pair(8) * r2;
  const last = pair(10) + pair(12) * r2;
  return r2 * (pair(2) + pair(4) * r2 + (middle + last * r4) * r4);
}

/** e^x = 2^k (1 + r + tail) as [k, r, tail]. */
function split(x) {
  const k = nearest(x);
  const r = remainder(x, k);
  return [k, r, tailOf(r)];
}`);

/** x·2ᵏ where k may leave the range of one exponent. */
export const scaleInTwo = code(
  `
function scaleInTwo(x, k) {
  const half = Math.round(k / 2);
  return x * powerOfTwo(half) * powerOfTwo(k - half);
}`,
  powerOfTwo,
);

/** `exp` of the kernels. */
export const kernelExp = code(
  `
function kernelExp(x) {
  const [k, r, tail] = split(Math.max(Math.min(x, 710), -750));
  return scaleInTwo(1 + (r + tail), k);
}`,
  split,
  scaleInTwo,
);

/** e^−x for |x| ≤ 700. */
export const powerOfMinus = code(
  `
function powerOfMinus(x) {
  const [k, r, tail] = split(-x);
  return (1 + (r + tail)) * powerOfTwo(k);
}`,
  split,
  powerOfTwo,
);

/** `tanh` of the kernels. */
export const tanh = code(
  `
function tanh(x) {
  const size = Math.min(Math.abs(x), 20);
  const [k, r, tail] = split(size + size);
  const power = powerOfTwo(k);
  const whole = power - 1;
  const part = r + tail;
  const grown = power * part;
  const top = whole + grown;
  const topLost = whole - top + grown + power * (r - part + tail);
  const bottom = top + 2;
  const bottomLost = Math.max(top, 2) - bottom + Math.min(top, 2) + topLost;
  const quotient = top / bottom;
  const value = quotient + (topLost - quotient * bottomLost) / bottom;
  return x < 0 ? -value : value;
}`,
  split,
  powerOfTwo,
);

/** The sum 1 + t and what rounding took from it. */
export const onePlus = code(`
/** 1 + t, and what rounding took from it. */
function onePlus(t) {
  const sum = 1 + t;
  return [sum, Math.max(t, 1) - sum + Math.min(t, 1)];
}`);

/** `sigmoid` of the kernels. */
export const sigmoid = code(
  `
function sigmoid(x) {
  if (Math.abs(x) > 700) return x > 0 ? 1 : kernelExp(x);
  const [bottom, lost] = onePlus(powerOfMinus(x));
  const quotient = 1 / bottom;
  return quotient - quotient * (quotient * lost);
}`,
  kernelExp,
  powerOfMinus,
  onePlus,
);

/** c₀ + c₁x + …, in four sums with steps of x⁴. */
export const polynomial = code(`
function polynomial(coefficients, x) {
  const x2 = x * x;
  const x4 = x2 * x2;
  const sums = coefficients.slice(-4);
  for (let place = coefficients.length - 8; place >= 0; place -= 4) {
    for (let n = 0; n < 4; n++) sums[n] = coefficients[place + n] + sums[n] * x4;
  }
  return sums[0] + sums[1] * x + (sums[2] + sums[3] * x) * x2;
}`);
