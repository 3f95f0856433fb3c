/**
 * The coefficients of k(v) in the tail of the normal distribution, the constant first, as assembly/normal.ts has them:
 * beyond u ≥ 0 the tail is e^(−u²/2)·t(u), where t(u)·(u + 4) is a line plus (1 − v²)·k(v) with v = (u − 4)/(u + 4).
 */
export const NORMAL_TAIL: readonly number[] = [
  -0.44418600978496486, 0.19263221782739154, -0.057048609042750234, 0.006110359867735477,
  0.003347965848184031, -0.0014298290990438056, -0.00013172651920569155, 0.00020098935957514938,
  1.6177938650499422e-6, -3.0105586436418165e-5, -2.904754557021501e-7, 5.039167186462043e-6,
  4.2627409810206054e-7, -8.812677660676318e-7, -2.0379706940492274e-7, 1.4092124066343055e-7,
  6.906617981689725e-8, -1.497086108511007e-8, -1.8247049734729322e-8, -1.0029317314265137e-9,
  3.492864193686447e-9, 8.852092660399681e-10, -3.6132707304175343e-10, -1.4784206901378884e-10,
];

/** 1/√2π. */
export const NORMAL_DENSITY = 0.3989422804014327;

/** The tail beyond this is 0 in float64. */
export const LAST_TAIL = 39;

/** Where v is 0. */
export const TAIL_SHIFT = 4;
