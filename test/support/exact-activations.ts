/** The smooth activations in the whole-number arithmetic of exact-functions.ts: what the kernels are measured against. */

import { BITS, exactExp, exactSigmoid, expOfFixed, logOfFixed, ONE, PI, toFixed } from "./exact-functions.ts";

/** z, below 0 e^z − 1. */
export function exactElu(z: number): bigint {
  return z > 0 ? toFixed(z) : exactExp(z) - ONE;
}

/** The fixed point of selu to 31 decimals, as its paper gives it (Klambauer et al., 2017). */
const SELU_SCALE = decimal("1.0507009873554804934193349852946");
const SELU_ALPHA = decimal("1.6732632423543772848170429916717");

/** scale·z, below 0 scale·α·(e^z − 1). */
export function exactSelu(z: number): bigint {
  return multiply(SELU_SCALE, z > 0 ? toFixed(z) : multiply(SELU_ALPHA, exactExp(z) - ONE));
}

/** log(1 + e^z). */
export function exactSoftplus(z: number): bigint {
  return (z > 0 ? toFixed(z) : 0n) + logOfFixed(ONE + exactExp(-Math.abs(z)));
}

/** z·σ(z). */
export function exactSwish(z: number): bigint {
  return multiply(toFixed(z), exactSigmoid(z));
}

/** z·Φ(z). */
export function exactGelu(z: number): bigint {
  return multiply(toFixed(z), exactNormal(z));
}

/** Φ(z) + z·φ(z). */
export function exactGeluSlope(z: number): bigint {
  return exactNormal(z) + multiply(toFixed(z), exactDensity(z));
}

/** σ(z) + z·σ(z)·σ(−z). */
export function exactSwishSlope(z: number): bigint {
  const chance = exactSigmoid(z);
  return chance + multiply(toFixed(z), multiply(chance, ONE - chance));
}

/** The normal distribution function Φ(z) = ½ + φ(z)·(z + z³/3 + z⁵/(3·5) + …), whose terms have one sign. */
export function exactNormal(z: number): bigint {
  const x = toFixed(z);
  const square = multiply(x, x);
  let term = x;
  let sum = x;
  for (let n = 3n; term !== 0n; n += 2n) {
    term = multiply(term, square) / n;
    sum += term;
  }
  // Divided, since e^(−z²/2) would have lost its last places where the sum is large.
  return ONE / 2n + (sum * ONE) / multiply(expOfFixed(square / 2n), SQUARE_ROOT_OF_2_PI);
}

const SQUARE_ROOT_OF_2_PI = squareRoot(2n * PI * ONE);

/** φ(z) = e^(−z²/2)/√2π. */
export function exactDensity(z: number): bigint {
  const x = toFixed(z);
  return (expOfFixed(-multiply(x, x) / 2n) * ONE) / SQUARE_ROOT_OF_2_PI;
}

function multiply(a: bigint, b: bigint): bigint {
  return (a * b) >> BITS;
}

/** The whole part of a square root, by Newton's method. */
function squareRoot(value: bigint): bigint {
  let root = value;
  for (let next = (root + 1n) / 2n; next < root; next = (root + value / root) / 2n) root = next;
  return root;
}

/** A number in decimals as a fixed-point number. */
function decimal(text: string): bigint {
  const [whole = "", decimals = ""] = text.split(".");
  return (BigInt(whole + decimals) * ONE) / 10n ** BigInt(decimals.length);
}
