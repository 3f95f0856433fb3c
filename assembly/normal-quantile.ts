/**
 * The quantile of the normal distribution, in float64 whatever the engine's precision: the number that a standard normal
 * one stays below with probability p, from q = p − ½.
 *
 * Source: M. J. Wichura, Algorithm AS 241: the percentage points of the normal distribution, Applied Statistics 37
 * (1988), in its version of 16 digits. Its third part is for p below e⁻²⁵ and left out: p comes from 32 random bits, and
 * is at least 2⁻³³.
 */

/** Beyond this |q| the quotient of polynomials in q gives way to that in √−log p. */
const CENTRE: f64 = 0.425;

/** Places in {@link NUMBERS}. */
const enum Place {
  CentreTop = 0,
  CentreBottom = 8,
  TailTop = 16,
  TailBottom = 24,
  LogSeries = 32,
}

/** Terms of each polynomial of the quantile, and of that of the logarithm. */
const TERMS: i32 = 8;
const LOG_TERMS: i32 = 12;

/**
 * The polynomials' coefficients from the lowest power up, and 2/3, 2/5 … 2/25 for the logarithm. In memory, as the
 * constants of the elementary functions.
 */
// @ts-ignore: decorator
@lazy
const NUMBERS = memory.data<f64>(
  [
    3.387132872796366608,
    133.14166789178437745,
    1971.5909503065514427,
    13731.693765509461125,
    45921.953931549871457,
    67265.770927008700853,
    33430.575583588128105,
    2509.0809287301226727,
    1,
    42.313330701600911252,
    687.1870074920579083,
    5394.1960214247511077,
    21213.794301586595867,
    39307.89580009271061,
    28729.085735721942674,
    5226.495278852854561,
    1.42343711074968357734,
    4.6303378461565452959,
    5.7694972214606914055,
    3.64784832476320460504,
    1.27045825245236838258,
    0.24178072517745061177,
    0.0227238449892691845833,
    0.000774545014278341407640,
    1,
    2.05319162663775882187,
    1.6763848301838038494,
    0.68976733498510000455,
    0.14810397642748007459,
    0.0151986665636164571966,
    0.00054759380849953449460,
    0.00000000105075007164441684324,
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

/** A polynomial by Horner's rule, from its highest power down. */
// @ts-ignore: decorator
@inline
function polynomial(place: usize, terms: i32, x: v128): v128 {
  let value = v128.load64_splat(NUMBERS + ((place + <usize>terms - 1) << 3));
  for (let term = terms - 2; term >= 0; term--) {
    value = f64x2.add(f64x2.mul(value, x), v128.load64_splat(NUMBERS + ((place + <usize>term) << 3)));
  }
  return value;
}

/** All ones where q lies beyond {@link CENTRE}, so that {@link tailQuantile} is right and not {@link centreQuantile}. */
// @ts-ignore: decorator
@inline
export function isInTail(q: v128): v128 {
  return f64x2.gt(f64x2.abs(q), f64x2.splat(CENTRE));
}

/** The quantile for |q| ≤ {@link CENTRE}; some finite number beyond. */
// @ts-ignore: decorator
@inline
export function centreQuantile(q: v128): v128 {
  const r = f64x2.sub(f64x2.splat(CENTRE * CENTRE), f64x2.mul(q, q));
  const top = f64x2.mul(q, polynomial(Place.CentreTop, TERMS, r));
  return f64x2.div(top, polynomial(Place.CentreBottom, TERMS, r));
}

/** The quantile for {@link CENTRE} < |q| ≤ ½ − 2⁻³³. */
// @ts-ignore: decorator
@inline
export function tailQuantile(q: v128): v128 {
  const p = f64x2.sub(f64x2.splat(0.5), f64x2.abs(q));
  const r = f64x2.sub(f64x2.sqrt(f64x2.neg(logOfNormal(p))), f64x2.splat(1.6));
  const size = f64x2.div(polynomial(Place.TailTop, TERMS, r), polynomial(Place.TailBottom, TERMS, r));
  return v128.or(size, v128.and(q, f64x2.splat(-0.0)));
}

const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const SQRT_HALF_BITS: i64 = 0x3fe6a09e667f3bcd;
const MANTISSA_BITS: i32 = 52;
/** Added to a power of 2, it is a whole number above 0; and 2^52 with it in its lowest bits is a float64. */
const POWER_BIAS: i64 = 1023;
const INTEGER_BITS: i64 = 0x4330000000000000;

/** The natural logarithm of positive normal numbers, with the bits of `log` in elementary.ts. */
// @ts-ignore: decorator
@inline
function logOfNormal(x: v128): v128 {
  const bits = i64x2.add(x, i64x2.splat((POWER_BIAS << MANTISSA_BITS) - SQRT_HALF_BITS));
  const biased = i64x2.shr_u(bits, MANTISSA_BITS);
  const shift = i64x2.sub(i64x2.shl(biased, MANTISSA_BITS), i64x2.splat(POWER_BIAS << MANTISSA_BITS));
  const f = f64x2.sub(i64x2.sub(x, shift), f64x2.splat(1));
  const whole = v128.or(biased, i64x2.splat(INTEGER_BITS));
  const k = f64x2.sub(whole, f64x2.splat(4503599627370496.0 + <f64>POWER_BIAS));
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const z = f64x2.mul(s, s);
  const half = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const tail = f64x2.mul(z, polynomial(Place.LogSeries, LOG_TERMS, z));
  const low = f64x2.add(
    f64x2.mul(s, f64x2.add(half, tail)),
    f64x2.mul(k, f64x2.splat(LN2_LOW)),
  );
  return f64x2.add(f64x2.mul(k, f64x2.splat(LN2_HIGH)), f64x2.sub(f, f64x2.sub(half, low)));
}
