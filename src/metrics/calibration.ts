import { describeValue } from "../base/errors.ts";
import { checkCount, checkLength, checkProbabilities, refusedData } from "./checks.ts";
import { checkScoredExamples, type ScoredExamples } from "./ranking.ts";
import { sumOf, totalWeight, weightOf } from "./weights.ts";

/** How examples are put into bins: by equal widths of probability, or by equal numbers of examples. */
export type CalibrationBins = "uniform" | "quantile";

/** How {@link calibrationCurve} divides the examples. */
export interface CalibrationOptions {
  /** How many bins; 10 by default. */
  readonly bins?: number | undefined;
  /** "uniform" by default. Quantiles are those of the examples, whatever they weigh. */
  readonly strategy?: CalibrationBins | undefined;
}

/** The examples of one bin. */
export interface CalibrationBin {
  /** Probabilities above `low`, or from it on in the first bin, and up to `high` are in the bin. */
  readonly low: number;
  readonly high: number;
  /** How many examples are in it. */
  readonly examples: number;
  /** What they weigh; as many as they are where they have no weights. */
  readonly weight: number;
  /** The mean of their probabilities; NaN in a bin that weighs nothing. */
  readonly probability: number;
  /** The share of them that came true; NaN in a bin that weighs nothing. */
  readonly share: number;
}

/** Whether probabilities are what they say, bin by bin, empty bins included. */
export interface CalibrationCurve {
  readonly bins: readonly CalibrationBin[];
  /**
   * The expected calibration error, Σ weight/total·|share − probability| (Naeini et al. 2015; Guo et al. 2017, eq. 3):
   * 0 where every bin keeps its word. It depends on the bins, and is too large by chance where they hold few examples.
   */
  readonly expectedError: number;
}

const USUAL_BINS = 10;

/**
 * The calibration curve, or reliability diagram: of examples with about the same probability, how many came true. For
 * two classes give the probabilities of class 1 and which examples are of it; for more, how sure the model was of its
 * answer and whether that was right, as {@link toConfidence} makes them.
 *
 * Bins are those of scikit-learn's `calibration_curve`: a probability on the edge of two is in the lower one.
 *
 * @throws InvalidInputError when lengths differ, a number is not what it should be, or an option is wrong
 */
export function calibrationCurve(
  examples: ScoredExamples,
  options: CalibrationOptions = {},
): CalibrationCurve {
  checkScoredExamples(examples, "calibrationCurve");
  checkProbabilities(examples.scores, "calibrationCurve: scores");
  const { bins = USUAL_BINS, strategy = "uniform" } = options;
  checkCount(bins, "calibrationCurve: bins");
  if (strategy !== "uniform" && strategy !== "quantile") {
    throw refusedData("calibrationCurve: strategy", "one of uniform, quantile", describeValue(strategy));
  }
  return fillBins(
    examples,
    strategy === "uniform" ? uniformEdges(bins) : quantileEdges(examples.scores, bins),
  );
}

/** The calibration curve with usual bins of what was checked before. */
export function traceCalibration(examples: ScoredExamples): CalibrationCurve {
  return fillBins(examples, uniformEdges(USUAL_BINS));
}

/**
 * How sure a model of several classes was of each answer, and whether it was right: the largest probability, and 1 where
 * that is of the example's class. The first of equal probabilities counts.
 *
 * @param probabilities examples × classes, row after row
 * @param classes the class of each example, counted from 0
 * @throws InvalidInputError when there is no example, or the number of probabilities is no multiple of their number
 */
export function toConfidence(
  probabilities: ArrayLike<number>,
  classes: ArrayLike<number>,
): { readonly scores: Float64Array; readonly outcomes: Uint8Array } {
  const outputs = Math.floor(probabilities.length / classes.length);
  checkLength(probabilities, classes.length * outputs, "toConfidence: probabilities");
  const scores = new Float64Array(classes.length);
  const outcomes = new Uint8Array(classes.length);
  for (let example = 0; example < classes.length; example++) {
    const best = largestOf(probabilities, example * outputs, outputs);
    scores[example] = probabilities[example * outputs + best] as number;
    outcomes[example] = best === classes[example] ? 1 : 0;
  }
  return { scores, outcomes };
}

/** The place of the largest of some numbers in a row, counted from `start`; the first of equal ones. */
export function largestOf(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let place = 1; place < count; place++) {
    if ((values[start + place] as number) > (values[start + best] as number)) best = place;
  }
  return best;
}

function uniformEdges(bins: number): readonly number[] {
  return Array.from({ length: bins + 1 }, (_, index) => index / bins);
}

/** Quantiles between the scores by linear interpolation, NumPy's usual kind. */
function quantileEdges(scores: ArrayLike<number>, bins: number): readonly number[] {
  const sorted = Float64Array.from(scores).toSorted();
  return Array.from({ length: bins + 1 }, (_, index) => {
    const place = (index * (sorted.length - 1)) / bins;
    const before = Math.floor(place);
    const low = sorted[before] as number;
    return low + (place - before) * ((sorted[before + 1] ?? low) - low);
  });
}

function fillBins({ scores, outcomes, weights }: ScoredExamples, edges: readonly number[]): CalibrationCurve {
  const sums = edges.slice(1).map(() => ({ examples: 0, weight: 0, probability: 0, share: 0 }));
  for (let example = 0; example < scores.length; example++) {
    const sum = sums[binOf(scores[example] as number, edges)] as (typeof sums)[number];
    const weight = weightOf(weights, example);
    sum.examples++;
    sum.weight += weight;
    sum.probability += weight * (scores[example] as number);
    sum.share += weight * (outcomes[example] as number);
  }
  const bins = sums.map(({ examples, weight, probability, share }, index) => ({
    low: edges[index] as number,
    high: edges[index + 1] as number,
    examples,
    weight,
    probability: weight === 0 ? Number.NaN : probability / weight,
    share: weight === 0 ? Number.NaN : share / weight,
  }));
  const gap = sumOf(sums.length, (index) => {
    const { probability, share } = sums[index] as (typeof sums)[number];
    return Math.abs(share - probability);
  });
  return { bins, expectedError: gap / totalWeight(scores.length, weights) };
}

/** The bin of a probability: how many inner edges lie below it, found by halving. */
function binOf(probability: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle + 1] as number) < probability) low = middle + 1;
    else high = middle;
  }
  return low;
}
