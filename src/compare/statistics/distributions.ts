/**
 * Student's distribution and the normal one, with the same bits on every engine.
 *
 * Tails are half the incomplete beta integral I_x(ν/2, 1/2) at x = ν/(ν + t²): near 0 from the power series of the rest,
 * beyond from the continued fraction of DiDonato and Morris (Algorithm 708, 1992), which turns into Laplace's fraction of
 * the normal tail as ν grows. Both converge fast for every ν, and neither cancels.
 */

import { exp, log, log1p, tanh } from "../../base/elementary.ts";
import { checkInvariant } from "../../base/errors.ts";

/** With so many degrees of freedom Student's distribution is the normal one to the last bit. */
const NORMAL_DEGREES = 1e24;

/** From here on 1 + x² is x² to the last bit. */
const ONE_VANISHES = 2 ** 27;

/** Relative change below which a root or a fraction is found. */
const PRECISION = 2 ** -51;

/** Relative size of a term below which a series is summed. */
const TERM_VANISHES = 2 ** -56;

/**
 * P(T > t) for Student's distribution; relative error below 1e-12, in the far tail too.
 *
 * @param degreesOfFreedom any number above 0; `Infinity` gives the normal distribution
 */
export function studentTail(t: number, degreesOfFreedom: number): number {
  const nu = checkDegrees(degreesOfFreedom);
  if (t < 0) return 1 - studentTail(-t, nu);
  return isCentral(t, nu) ? 0.5 - centralShare(t, nu) : outerShare(t, nu);
}

/**
 * The number that Student's distribution falls below with a probability; relative error below 1e-12.
 *
 * @param probability from 0, which gives −Infinity, to 1, which gives Infinity
 * @param degreesOfFreedom any number above 0; `Infinity` gives the normal distribution
 */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  checkInvariant(probability >= 0 && probability <= 1, "a probability from 0 to 1");
  const nu = checkDegrees(degreesOfFreedom);
  return probability > 0.5 ? upperQuantile(1 - probability, nu) : 0 - upperQuantile(probability, nu);
}

/** The number that the standard normal distribution falls below with a probability from 0 to 1. */
export function normalQuantile(probability: number): number {
  return studentQuantile(probability, Infinity);
}

function checkDegrees(degreesOfFreedom: number): number {
  checkInvariant(degreesOfFreedom > 0, "degrees of freedom above 0");
  return Math.min(degreesOfFreedom, NORMAL_DEGREES);
}

/** t ≥ 0 with P(T > t) = tail ≤ 1/2. */
function upperQuantile(tail: number, nu: number): number {
  if (tail === 0) return Infinity;
  return tail > 0.25 ? innerQuantile(tail, nu) : outerQuantile(tail, nu);
}

/** Newton's method from 0: the tail is convex in t > 0, so that no step passes the root. */
function innerQuantile(tail: number, nu: number): number {
  let t = 0;
  for (;;) {
    const excess = isCentral(t, nu) ? 0.5 - tail - centralShare(t, nu) : outerShare(t, nu) - tail;
    const step = excess / density(t, nu);
    t += step;
    if (!(step > PRECISION * t)) return t;
  }
}

/**
 * Newton's method for log P(T > t) as a function of log t, which is concave: no step from above passes the root, and the
 * start lies above, since I_x(a, b) ≤ x^a for b ≤ 1 makes P(T > t) at most (1 + t²/ν)^(−ν/2)/2. The slope is −t times
 * the density over the tail, which is twice the continued fraction.
 */
function outerQuantile(tail: number, nu: number): number {
  const target = log(tail);
  const halfExponent = -(Math.LN2 + target) / nu;
  // e^2z − 1 = e^2z·2h/(1 + h) with h = tanh z.
  const hyperbolic = tanh(halfExponent);
  let t = Math.sqrt((2 * nu * hyperbolic) / (1 + hyperbolic)) * exp(halfExponent);
  while (t < Infinity) {
    const { scale, fraction } = outerParts(t, nu);
    const step = (target - log(scale) - decayExponent(t, nu)) / (2 * fraction);
    t *= exp(-step);
    if (!(step > PRECISION)) break;
  }
  return t;
}

/** Whether the series converges faster than the continued fraction. */
function isCentral(t: number, nu: number): boolean {
  return t * t * (nu + 2) < 3 * nu;
}

/** The logarithm of (1 + t²/ν)^(−ν/2). */
function decayExponent(t: number, nu: number): number {
  const scaled = t / Math.sqrt(nu);
  return scaled > ONE_VANISHES ? -nu * log(scaled) : -(nu / 2) * log1p((t * t) / nu);
}

/** The density at t ≥ 0. */
function density(t: number, nu: number): number {
  return (gammaRatio(nu / 2) * exp(decayExponent(t, nu))) / Math.sqrt(2 * Math.PI * (1 + (t * t) / nu));
}

/** P(0 < T < t): t times the density times the sum of the products of (ν + 1 + 2k)/(3 + 2k)·t²/(ν + t²). */
function centralShare(t: number, nu: number): number {
  const ratio = (t * t) / (nu + t * t);
  let term = 1;
  let sum = 1;
  for (let k = 0; term > TERM_VANISHES * sum; k++) {
    term *= ((nu + 1 + 2 * k) / (3 + 2 * k)) * ratio;
    sum += term;
  }
  return t * density(t, nu) * sum;
}

/** P(T > t) for t > 0 beyond the centre. */
function outerShare(t: number, nu: number): number {
  return t === Infinity ? 0 : outerParts(t, nu).scale * exp(decayExponent(t, nu));
}

/** P(T > t) = scale·(1 + t²/ν)^(−ν/2), and the continued fraction in the scale. */
function outerParts(t: number, nu: number): { scale: number; fraction: number } {
  const a = nu / 2;
  const x = 1 / (1 + (t / nu) * t);
  const y = 1 / (1 + nu / t / t);
  const fraction = betaFraction(a, x, y);
  return { scale: (gammaRatio(a) * Math.sqrt((a * y) / Math.PI)) / (2 * fraction), fraction };
}

/** DiDonato and Morris' fraction, for b = 1/2 and x + y = 1: I_x(a, b) is x^a·y^b/B(a, b) divided by it. */
function betaFraction(a: number, x: number, y: number): number {
  const b = 0.5;
  const first = a * y - b * x + 1;
  let value = (a / (a + 1)) * first;
  // Lentz' method (1976): quotients of neighbouring numerators and denominators.
  let upper = value;
  let lower = 0;
  for (let m = 1; ; m++) {
    const odd = a + 2 * m - 1;
    const numerator = ((a + m - 1) / odd) * ((a + b + m - 1) / odd) * m * (b - m) * x * x;
    const denominator = m + (m * (b - m) * x) / odd + ((a + m) / (odd + 2)) * (first + m * (1 + y));
    lower = 1 / (denominator + numerator * lower);
    upper = denominator + numerator / upper;
    const change = upper * lower;
    value *= change;
    if (Math.abs(change - 1) < PRECISION) return value;
  }
}

/** Coefficients of a⁻¹, a⁻³ … a⁻⁹ in the logarithm of {@link gammaRatio}, from Stirling's series. */
const RATIO_SERIES = [-1 / 8, 1 / 192, -1 / 640, 17 / 14_336, -31 / 18_432];

/** From here on the next term of the series is below rounding. */
const LARGE_ARGUMENT = 16;

/** Γ(a + 1/2)/(Γ(a)·√a), without the cancellation of two log-gammas. */
function gammaRatio(a: number): number {
  let factor = 1;
  let large = a;
  for (; large < LARGE_ARGUMENT; large++) factor *= large / (large + 0.5);
  const inverse = 1 / large;
  const square = inverse * inverse;
  const series = RATIO_SERIES.reduceRight((sum, coefficient) => sum * square + coefficient, 0);
  return factor * Math.sqrt(large / a) * exp(inverse * series);
}
