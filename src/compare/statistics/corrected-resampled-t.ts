import { checkInvariant } from "../../base/errors.ts";
import { studentQuantile, studentTail } from "./distributions.ts";
import { CONFIDENCE } from "./interval.ts";
import { certainMean, type MeanEstimate } from "./mean-estimate.ts";

/**
 * Interval and test of a mean over the folds of repeated cross-validation, or over other random splits. The training sets
 * of the splits overlap, so their results are more alike than independent ones would be; the variance of the mean is
 * therefore taken as (1/J + testToTraining)·s² instead of s²/J, with J − 1 degrees of freedom (Nadeau and Bengio 2003).
 * Assumes that the results are about normal.
 *
 * @param values one result, or difference of results, for each of at least 2 splits
 * @param testToTraining held-out examples of a split over its training examples: 1/(k − 1) for k folds
 */
export function correctedResampledT(values: readonly number[], testToTraining: number): MeanEstimate {
  checkInvariant(values.length > 1, "results of at least 2 splits");
  const splits = values.length;
  const first = values[0] as number;
  if (values.every((value) => value === first)) return certainMean(first, splits - 1);
  const mean = values.reduce((sum, value) => sum + value, 0) / splits;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const standardError = Math.sqrt(((1 / splits + testToTraining) * squares) / (splits - 1));
  const half = studentQuantile((1 + CONFIDENCE) / 2, splits - 1) * standardError;
  return {
    mean,
    standardError,
    degreesOfFreedom: splits - 1,
    interval: { low: mean - half, high: mean + half },
    pValue: 2 * studentTail(Math.abs(mean) / standardError, splits - 1),
  };
}
