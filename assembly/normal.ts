/**
 * Functions of the normal distribution: gelu, which multiplies a sum by the chance that a normal number lies below it, and
 * its derivative.
 *
 * Method: the tail beyond u ≥ 0 is e^(−u²/2)·t(u), where t falls slowly from ½ towards 1/(u·√2π), so that t(u)·(u + 4) is
 * nearly a polynomial in v = (u − 4)/(u + 4). Both factors are relatively accurate however small the tail. What rounding
 * takes from u + 4 is put back with t′ = u·t − 1/√2π, and u² is split in two so that its larger part is exact. gelu errs
 * by at most 5 units of the last place, over its whole range.
 */

import { Constant, constant } from "./constants";
import { reduce, scaleInTwo, seriesTail, toBiasedPower, toPower, toScale } from "./elementary";
import { polynomial } from "./polynomials";
import { zeros } from "./panels";

/** The places of {@link NORMAL_64} and {@link NORMAL_32}. */
const enum Normal {
  Shift = 0,
  /** 1/√2π, the density at 0. */
  Density = 1,
  /** The tail beyond this is 0. */
  LastTail = 2,
  /** Beyond this, the density counts as 0, see {@link Constant.Negligible}; before it, e^(−u²/2) is a normal number. */
  LastDensity = 3,
  Coefficients = 4,
}

// @ts-ignore: decorator
@lazy
const NORMAL_64 = memory.data<f64>(
  [
    4,
    0.3989422804014327,
    39,
    36,
    -0.44418600978496486,
    0.19263221782739154,
    -0.057048609042750234,
    0.006110359867735477,
    0.003347965848184031,
    -0.0014298290990438056,
    -0.00013172651920569155,
    0.00020098935957514938,
    1.6177938650499422e-06,
    -3.0105586436418165e-05,
    -2.904754557021501e-07,
    5.039167186462043e-06,
    4.2627409810206054e-07,
    -8.812677660676318e-07,
    -2.0379706940492274e-07,
    1.4092124066343055e-07,
    6.906617981689725e-08,
    -1.497086108511007e-08,
    -1.8247049734729322e-08,
    -1.0029317314265137e-09,
    3.492864193686447e-09,
    8.852092660399681e-10,
    -3.6132707304175343e-10,
    -1.4784206901378884e-10,
  ],
  16,
);

// @ts-ignore: decorator
@lazy
const NORMAL_32 = memory.data<f32>(
  [
    4,
    0.3989422804014327,
    15,
    13,
    -0.44418600975103184,
    0.1926322177698295,
    -0.057048613271027976,
    0.006110361140635208,
    0.0033480521026863852,
    -0.0014298059090366653,
    -0.00013235946474779705,
    0.00020054835002690892,
    3.543635719584092e-06,
    -2.8016658652597246e-05,
    -2.2506309218600806e-06,
    1.7496675061616959e-06,
  ],
  16,
);

// @ts-ignore: decorator
@inline
function placeOf<T>(index: i32): usize {
  return (sizeof<T>() == 8 ? NORMAL_64 : NORMAL_32) + <usize>index * sizeof<T>();
}

// @ts-ignore: decorator
@inline
function normal<T>(index: i32): v128 {
  return v128.load_splat<T>(placeOf<T>(index));
}

/**
 * t(u), the tail beyond u ≥ 0 times e^(u²/2), as f(v)/(u + 4), where f is a line plus (1 − v²)·k(v). For u < 1 it is written
 * as ½ and what is missing from it, so that its error vanishes towards 0.
 */
// @ts-ignore: decorator
@inline
function scaledTail<T>(u: v128): v128 {
  const shift = normal<T>(Normal.Shift);
  const half = constant<T>(Constant.Half);
  const one = constant<T>(Constant.One);
  const density = normal<T>(Normal.Density);
  const bottom = v128.add<T>(u, shift);
  const rounded = v128.sub<T>(bottom, shift);
  const inverse = v128.div<T>(one, bottom);
  const isNear = v128.lt<T>(u, one);
  const series = polynomial<T>(
    placeOf<T>(Normal.Coefficients),
    sizeof<T>() == 8 ? 24 : 12,
    v128.mul<T>(v128.sub<T>(rounded, shift), inverse),
  );
  // (1 − v²)·k = 16·u·k/(u + 4)², the line 8/(u + 4) + u/(u + 4)/√2π, of which ½·(u + 4) is taken off where u < 1.
  const curve = v128.mul<T>(v128.mul<T>(v128.mul<T>(shift, shift), inverse), series);
  const missing = v128.and(v128.add<T>(shift, v128.mul<T>(half, rounded)), isNear);
  const part = v128.mul<T>(
    v128.mul<T>(rounded, inverse),
    v128.add<T>(curve, v128.sub<T>(density, missing)),
  );
  const constantPart = v128.andnot(v128.mul<T>(v128.add<T>(shift, shift), inverse), isNear);
  const start = v128.and(half, isNear);
  const rest = v128.div<T>(v128.add<T>(constantPart, part), bottom);
  const slope = v128.sub<T>(v128.mul<T>(u, v128.add<T>(start, rest)), density);
  return v128.add<T>(start, v128.add<T>(rest, v128.mul<T>(v128.sub<T>(u, rounded), slope)));
}

/** The leading half of a number's bits: its square is exact. */
// @ts-ignore: decorator
@inline
function leadingHalf<T>(u: v128): v128 {
  return v128.and(u, sizeof<T>() == 8 ? i64x2.splat(-0x8000000) : i32x4.splat(-0x1000));
}

/** The power k of 2 in e^(−u²/2), as {@link toBiasedPower} gives it. */
// @ts-ignore: decorator
@inline
function biasedPowerOf<T>(u: v128): v128 {
  return toBiasedPower<T>(v128.mul<T>(v128.mul<T>(u, u), v128.neg<T>(constant<T>(Constant.Half))));
}

/** e^(−u²/2)/2^k − 1. */
// @ts-ignore: decorator
@inline
function mantissaLessOne<T>(u: v128, power: v128): v128 {
  const minusHalf = v128.neg<T>(constant<T>(Constant.Half));
  const leading = leadingHalf<T>(u);
  const rest = v128.mul<T>(v128.mul<T>(v128.sub<T>(u, leading), v128.add<T>(u, leading)), minusHalf);
  const exact = v128.mul<T>(v128.mul<T>(leading, leading), minusHalf);
  const r = v128.add<T>(reduce<T>(exact, power), rest);
  return v128.add<T>(r, seriesTail<T>(r));
}

/**
 * x·Φ(x). Below 0 the small tail is multiplied by x before it is scaled, so that it keeps its places until the product
 * becomes a denormal number.
 */
// @ts-ignore: decorator
@inline
export function gelu<T>(x: v128): v128 {
  const last = normal<T>(Normal.LastTail);
  const isBelow = v128.lt<T>(x, zeros());
  const u = v128.pmin<T>(v128.abs<T>(x), last);
  const power = toPower<T>(biasedPowerOf<T>(u));
  const tail = scaledTail<T>(u);
  const mantissa = v128.add<T>(tail, v128.mul<T>(tail, mantissaLessOne<T>(u, power)));
  const factor = v128.bitselect(v128.neg<T>(u), constant<T>(Constant.One), isBelow);
  const scaled = scaleInTwo<T>(v128.mul<T>(factor, mantissa), power);
  const above = v128.mul<T>(x, v128.sub<T>(constant<T>(Constant.One), scaled));
  return v128.bitselect(scaled, above, isBelow);
}

/** Φ(x) + x·φ(x) = 1 − (the same at −x). */
// @ts-ignore: decorator
@inline
export function geluSlope<T>(x: v128): v128 {
  const isBelow = v128.lt<T>(x, zeros());
  const u = v128.pmin<T>(v128.abs<T>(x), normal<T>(Normal.LastDensity));
  const biased = biasedPowerOf<T>(u);
  const part = v128.sub<T>(scaledTail<T>(u), v128.mul<T>(u, normal<T>(Normal.Density)));
  const mantissa = mantissaLessOne<T>(u, toPower<T>(biased));
  const below = v128.mul<T>(v128.add<T>(part, v128.mul<T>(part, mantissa)), toScale<T>(biased));
  return v128.bitselect(below, v128.sub<T>(constant<T>(Constant.One), below), isBelow);
}
