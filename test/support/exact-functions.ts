/**
 * exp, log, sin, cos and tanh in whole-number arithmetic, to 2⁻¹²⁰⁰: what the fast functions are measured against. Slow
 * and simple on purpose. A fixed-point number is a bigint that stands for value / 2¹²⁰⁰, so that every float has one.
 */

/** Bits behind the point of a fixed-point number. */
export const BITS = 1200n;
/** The last place of the smallest floats is 2⁻¹⁰⁷⁴. */
const LEAST_EXPONENT = -1074;
/** The fixed-point number 1. */
export const ONE = 1n << BITS;
const LN2 = logSeries(ONE / 3n);
/** The fixed-point number π. */
export const PI = 4n * (4n * arctangentOfInverse(5n) - arctangentOfInverse(239n));

/** The distance between a float and an exact fixed-point value, in units of the float's last place. */
export function ulpError(actual: number, exact: bigint): number {
  if (!Number.isFinite(actual)) return Infinity;
  const difference = toFixed(actual) - exact;
  return Math.abs(Number((difference * 2n ** 60n) / ulpOf(exact)) / 2 ** 60);
}

export function exactExp(x: number): bigint {
  return expOfFixed(toFixed(x));
}

/** Of a fixed-point number. */
export function expOfFixed(value: bigint): bigint {
  const k = value / LN2;
  let rest = value - k * LN2;
  rest /= 256n;
  let term = ONE;
  let sum = ONE;
  for (let n = 1n; term !== 0n; n++) {
    term = (term * rest) / (n * ONE);
    sum += term;
  }
  for (let i = 0; i < 8; i++) sum = (sum * sum) >> BITS;
  return k >= 0n ? sum << k : sum >> -k;
}

export function exactLog(x: number): bigint {
  return logOfFixed(toFixed(x));
}

export function exactLog1p(x: number): bigint {
  return logOfFixed(ONE + toFixed(x));
}

/** Of a fixed-point number. */
export function logOfFixed(value: bigint): bigint {
  let mantissa = value;
  let exponent = 0n;
  while (mantissa > (ONE * 3n) / 2n) {
    mantissa >>= 1n;
    exponent++;
  }
  while (mantissa < (ONE * 3n) / 4n) {
    mantissa <<= 1n;
    exponent--;
  }
  return exponent * LN2 + logSeries(((mantissa - ONE) * ONE) / (mantissa + ONE));
}

export function exactSin(x: number): bigint {
  return sinOfFixed(toFixed(x));
}

export function exactCos(x: number): bigint {
  return sinOfFixed(toFixed(x) + PI / 2n);
}

export function exactTanh(x: number): bigint {
  const e = exactExp(2 * x);
  return ((e - ONE) * ONE) / (e + ONE);
}

/** 1/(1 + e^−x). */
export function exactSigmoid(x: number): bigint {
  return (ONE * ONE) / (ONE + exactExp(-x));
}

function sinOfFixed(angle: bigint): bigint {
  const x = angle % (2n * PI);
  const square = (x * x) >> BITS;
  let term = x;
  let sum = x;
  for (let n = 2n; term !== 0n; n += 2n) {
    term = (-term * square) / (n * (n + 1n) * ONE);
    sum += term;
  }
  return sum;
}

/** 2·atanh(s). */
function logSeries(s: bigint): bigint {
  const square = (s * s) >> BITS;
  let power = s;
  let sum = 0n;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += power / n;
    power = (power * square) / ONE;
  }
  return 2n * sum;
}

function arctangentOfInverse(n: bigint): bigint {
  let power = ONE / n;
  let sum = 0n;
  for (let k = 0n; power !== 0n; k++) {
    sum += (k % 2n === 0n ? power : -power) / (2n * k + 1n);
    power /= n * n;
  }
  return sum;
}

/** A finite float as a fixed-point number, exactly. */
export function toFixed(x: number): bigint {
  const exponent = Math.max(LEAST_EXPONENT, Math.floor(Math.log2(Math.abs(x) || 1)) - 53);
  // In two steps, since 2¹⁰⁷⁴ is no float.
  const half = Math.trunc(-exponent / 2);
  return shift(BigInt(x * 2 ** half * 2 ** (-exponent - half)), BITS + BigInt(exponent));
}

/** A fixed-point number as a float that lies near. */
export function toFloat(value: bigint): number {
  // In steps, since 2¹²⁰⁰ is no float.
  const size = value < 0n ? -value : value;
  return size < 1n << 1000n ? Number(value) * 2 ** -1000 * 2 ** -200 : Number(value >> 200n) * 2 ** -1000;
}

function shift(value: bigint, bits: bigint): bigint {
  return bits >= 0n ? value << bits : value >> -bits;
}

/** The last place of the float64 nearest to an exact value. */
function ulpOf(exact: bigint): bigint {
  const size = exact < 0n ? -exact : exact;
  const hexadecimal = size.toString(16);
  const leadingBit = 4 * hexadecimal.length + 27 - Math.clz32(Number.parseInt(hexadecimal.charAt(0), 16));
  const least = Number(BITS) + LEAST_EXPONENT;
  return 1n << BigInt(Math.max(leadingBit - 52, least));
}
