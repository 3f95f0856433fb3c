import { checkScoredExamples, rankExamples, type ScoredExamples, withFirst } from "./ranking.ts";
import { sumOf } from "./weights.ts";

/** A receiver operating characteristic: one point for each threshold that answers differently, from (0, 0) to (1, 1). */
export interface RocCurve {
  /** The share of the others whose score is at least the threshold; ascending. NaN where there are no others. */
  readonly falsePositiveRate: Float64Array;
  /** The share of the class whose score is: its recall; ascending. NaN where the class has no examples. */
  readonly truePositiveRate: Float64Array;
  /** Infinity, which nothing reaches, then every score that occurs, from the largest on. */
  readonly thresholds: Float64Array;
}

/**
 * The ROC curve of a class against the others. Equal scores make one step, however many they are.
 *
 * Source: Fawcett, An introduction to ROC analysis (2006), algorithm 1. Points on a straight line are kept, as
 * scikit-learn's `roc_curve` does with `drop_intermediate=False`.
 *
 * @throws InvalidInputError when lengths differ, or a number is not what it should be
 */
export function rocCurve(examples: ScoredExamples): RocCurve {
  checkScoredExamples(examples, "rocCurve");
  return traceRoc(examples);
}

/** {@link rocCurve} of what was checked before. */
export function traceRoc(examples: ScoredExamples): RocCurve {
  const { thresholds, truePositives, falsePositives } = rankExamples(examples);
  return {
    falsePositiveRate: toRates(falsePositives),
    truePositiveRate: toRates(truePositives),
    thresholds: withFirst(Infinity, thresholds),
  };
}

/** Shares of the last number, after a 0. */
function toRates(counts: Float64Array): Float64Array {
  const all = counts.at(-1) as number;
  if (all === 0) return new Float64Array(counts.length + 1).fill(Number.NaN);
  return withFirst(
    0,
    counts.map((count) => count / all),
  );
}

/**
 * The area below a ROC curve by trapezoids, which is exact: the chance that an example of the class has a higher score
 * than one of the others, half of that of equal scores included. NaN where either has no examples.
 */
export function rocArea({ falsePositiveRate, truePositiveRate }: RocCurve): number {
  return sumOf(falsePositiveRate.length - 1, (index) => {
    const width = (falsePositiveRate[index + 1] as number) - (falsePositiveRate[index] as number);
    return (width * ((truePositiveRate[index + 1] as number) + (truePositiveRate[index] as number))) / 2;
  });
}
