import { checkScoredExamples, rankExamples, type ScoredExamples, withFirst } from "./ranking.ts";
import { sumOf } from "./weights.ts";

/** Precision over recall: one point for each threshold that answers differently, from the surest on. */
export interface PrecisionRecallCurve {
  /** Of the examples whose score is at least the threshold, the share that is of the class; 1 at the first point. */
  readonly precision: Float64Array;
  /** The share of the class whose score is; ascending from 0. 1 everywhere else where the class has no examples. */
  readonly recall: Float64Array;
  /** Infinity, which nothing reaches, then every score that occurs, from the largest on. */
  readonly thresholds: Float64Array;
  /** The share of the class among all examples: the precision of guessing. */
  readonly prevalence: number;
}

/**
 * The precision–recall curve of a class. Its first point, recall 0 with precision 1, stands for a threshold that nothing
 * reaches, by convention.
 *
 * The points are those of scikit-learn's `precision_recall_curve`, in the opposite order.
 *
 * @throws InvalidInputError when lengths differ, or a number is not what it should be
 */
export function precisionRecallCurve(examples: ScoredExamples): PrecisionRecallCurve {
  checkScoredExamples(examples, "precisionRecallCurve");
  return tracePrecisionRecall(examples);
}

/** {@link precisionRecallCurve} of what was checked before. */
export function tracePrecisionRecall(examples: ScoredExamples): PrecisionRecallCurve {
  const { thresholds, truePositives, falsePositives } = rankExamples(examples);
  const positives = truePositives.at(-1) as number;
  const precision = truePositives.map((count, index) => count / (count + (falsePositives[index] as number)));
  const recall = truePositives.map((count) => (positives === 0 ? 1 : count / positives));
  return {
    precision: withFirst(1, precision),
    recall: withFirst(0, recall),
    thresholds: withFirst(Infinity, thresholds),
    prevalence: positives / (positives + (falsePositives.at(-1) as number)),
  };
}

/**
 * Average precision, Σ (Rₙ − Rₙ₋₁)·Pₙ: the precision at every threshold, weighted by the recall that it adds. This is
 * scikit-learn's `average_precision_score`; it does not interpolate between points, as areas by trapezoids do, which are
 * too optimistic (Davis & Goadrich 2006). It is 0 where the class has no examples.
 */
export function averagePrecision({ precision, recall }: PrecisionRecallCurve): number {
  return sumOf(
    recall.length - 1,
    (index) => ((recall[index + 1] as number) - (recall[index] as number)) * (precision[index + 1] as number),
  );
}
