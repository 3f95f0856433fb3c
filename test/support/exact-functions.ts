/**
 * exp, log, sin, cos and tanh with 400 correct bits, in whole-number arithmetic: what the fast functions are
 * measured against. Slow and simple on purpose. A fixed-point number is a bigint that stands for value / 2⁴⁰⁰.
 */

const BITS = 400n;
const ONE = 1n << BITS;
const LN2 = logSeries(ONE / 3n);
const PI = 4n * (4n * arctangentOfInverse(5n) - arctangentOfInverse(239n));

/** The distance between a float and an exact fixed-point value, in units of the float's last place. */
export function ulpError(actual: number, exact: bigint): number {
  if (!Number.isFinite(actual)) return Infinity;
  const difference = toFixed(actual) - exact;
  return Math.abs(Number((difference * 2n ** 60n) / ulpOf(exact)) / 2 ** 60);
}

export function exactExp(x: number): bigint {
  const value = toFixed(x);
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

export function exactExpm1(x: number): bigint {
  return exactExp(x) - ONE;
}

export function exactLog(x: number): bigint {
  return logOfFixed(toFixed(x));
}

export function exactLog1p(x: number): bigint {
  return logOfFixed(ONE + toFixed(x));
}

function logOfFixed(value: bigint): bigint {
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

/** 1/(1 + e^−x) for |x| ≤ 200. */
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

/** A float as a fixed-point number: exact for |x| ≥ 2⁻³⁴⁷. */
function toFixed(x: number): bigint {
  const exponent = Math.max(-347, Math.floor(Math.log2(Math.abs(x) || 1)) - 52);
  return shift(BigInt(Math.round(x * 2 ** -exponent)), BITS + BigInt(exponent));
}

function shift(value: bigint, bits: bigint): bigint {
  return bits >= 0n ? value << bits : value >> -bits;
}

/** The last place of the float64 nearest to an exact value (of a normal number). */
function ulpOf(exact: bigint): bigint {
  const size = exact < 0n ? -exact : exact;
  const leadingBit = BigInt(size.toString(2).length - 1);
  return shift(1n, leadingBit - 52n);
}
