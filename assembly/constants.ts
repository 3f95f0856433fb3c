/** The numbers that the elementary functions are made of. */

/**
 * The constants of both precisions, in memory: a processor loads one with one instruction, while compilers build a
 * constant in a register anew at each of its places, with three.
 */
export const enum Constant {
  One,
  Two,
  Half,
  InverseLn2,
  /**
   * 1.5·2^52 or 1.5·2^23, which leaves a number's nearest integer in the lowest bits of the sum, and the exponent's bias,
   * 1023 or 127, which makes that integer an exponent.
   */
  Rounder,
  /** ln 2 in two parts: few enough bits in the first that its product with an exponent is exact. */
  Ln2High,
  Ln2Low,
  /** e^x is infinite for x beyond this, */
  Largest,
  /** and 0 below this. */
  Smallest,
  /** Beyond this, 1 + e^−|x| is 1, and e^−|x| may be no normal number. */
  Far,
  /** From here on tanh rounds to 1. */
  Saturation,
  /** Below this, a derivative counts as 0: its products with weights would be denormal numbers. */
  Negligible,
  /** 1/2!, and after it 1/3! … up to 1/13!, in float32 1/7!. */
  InverseFactorials,
}

// @ts-ignore: decorator
@lazy
const CONSTANTS_64 = memory.data<f64>(
  [
    1,
    2,
    0.5,
    1.4426950408889634,
    6755399441055744.0 + 1023.0,
    0.6931471803691238,
    1.9082149292705877e-10,
    710,
    -750,
    700,
    20,
    1.1830521861667747e-271,
    1.0 / 2.0,
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5040.0,
    1.0 / 40320.0,
    1.0 / 362880.0,
    1.0 / 3628800.0,
    1.0 / 39916800.0,
    1.0 / 479001600.0,
    1.0 / 6227020800.0,
  ],
  16,
);

// @ts-ignore: decorator
@lazy
const CONSTANTS_32 = memory.data<f32>(
  [
    1,
    2,
    0.5,
    1.4426950408889634,
    12582912.0 + 127.0,
    0.693359375,
    -0.00021219444005469057,
    89,
    -106,
    86,
    10,
    8.271806125530277e-25,
    1.0 / 2.0,
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5040.0,
  ],
  16,
);

/** A constant in every lane. */
// @ts-ignore: decorator
@inline
export function constant<T>(index: i32): v128 {
  return v128.load_splat<T>((sizeof<T>() == 8 ? CONSTANTS_64 : CONSTANTS_32) + <usize>index * sizeof<T>());
}
