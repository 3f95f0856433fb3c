import { correctedResampledT } from "../compare/statistics/corrected-resampled-t.ts";
import type { Advantage, Standing } from "./study.ts";
import { meanValue, type TrialRun } from "./trial.ts";

/**
 * How many examples are held out for each that is trained on: what makes folds more alike than independent samples. Where
 * trials are judged on the same development examples each time, intervals speak of the seeds alone.
 */
function heldOutRatio(folds: number): number {
  return folds === 1 ? 0 : 1 / (folds - 1);
}

/**
 * The mean of the objective over runs with the corrected resampled t-interval. The best of many trials stands here better
 * than it is; what is fair is the {@link advantageOf} fresh repeats.
 */
export function standingOf(
  runs: readonly TrialRun[],
  { folds, sign }: { readonly folds: number; readonly sign: 1 | -1 },
): Standing {
  const mean = meanValue(runs);
  if (runs.length === 0 || Number.isNaN(mean)) return { runs: runs.length };
  if (runs.length === 1) return { mean, runs: 1 };
  const values = runs.map(({ value }) => value as number);
  const { standardError, interval } = correctedResampledT(values, heldOutRatio(folds));
  if (standardError === 0) return { mean, runs: runs.length };
  // Costs and errors have no mean below 0, unless they are of a kind that can be.
  const least = sign === 1 && values.every((value) => value >= 0) ? 0 : -Infinity;
  const { low, high } = interval;
  return { mean, standardError, interval: { low: Math.max(least, low), high }, runs: runs.length };
}

/** How much better the first runs are than the second ones, pair by pair; undefined where one has no value. */
export function advantageOf(
  better: readonly TrialRun[],
  worse: readonly TrialRun[],
  { folds, sign }: { readonly folds: number; readonly sign: 1 | -1 },
): Advantage | undefined {
  const gains = better.map(
    ({ value }, index) => sign * ((worse[index]?.value ?? Number.NaN) - (value ?? Number.NaN)),
  );
  if (gains.length === 0 || gains.some(Number.isNaN)) return undefined;
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  if (gains.length === 1) return { mean, runs: 1 };
  const estimate = correctedResampledT(gains, heldOutRatio(folds));
  if (estimate.standardError === 0) return { mean, runs: gains.length };
  return { mean, interval: estimate.interval, pValue: estimate.pValue, runs: gains.length };
}
