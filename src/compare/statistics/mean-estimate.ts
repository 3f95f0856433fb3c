import type { Interval } from "./interval.ts";

/** A mean, how far chance may have moved it, and whether the true one could be 0. */
export interface MeanEstimate {
  readonly mean: number;
  readonly standardError: number;
  /** Of Student's distribution behind the interval. */
  readonly degreesOfFreedom: number;
  /** Of 95 %. */
  readonly interval: Interval;
  /** Two-sided, of "the true mean is 0": below 0.05 where the interval leaves out 0. */
  readonly pValue: number;
}

/** What is known of a mean from values that are all alike. */
export function certainMean(mean: number, degreesOfFreedom: number): MeanEstimate {
  const interval = { low: mean, high: mean };
  return { mean, standardError: 0, degreesOfFreedom, interval, pValue: mean === 0 ? 1 : 0 };
}
