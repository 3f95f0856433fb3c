import { averageOverExamples, averageOverSeeds, type CrossedSample, meanOf } from "./crossed-sample.ts";

/** What a measure of one seed's run on one example varies by, as variances that add up. */
export interface VarianceComponents {
  /** By which the seeds differ on all examples alike. */
  readonly seeds: number;
  /** By which the examples differ for all seeds alike. */
  readonly examples: number;
  /** What is left: that seeds differ from example to example, and chance in a single answer. */
  readonly rest: number;
}

/** The variance of a mean over all seeds and examples, and how well it is known. */
export interface VarianceOfMean {
  readonly variance: number;
  /** Those of the χ² distribution that the estimate is closest to. */
  readonly degreesOfFreedom: number;
}

/** A mean square of the analysis of variance with its degrees of freedom; 0 and 0 where there is only one level. */
interface MeanSquare {
  readonly value: number;
  readonly degrees: number;
}

/**
 * Estimates the variance components of two crossed random factors with one number in each cell, from the mean squares of
 * the analysis of variance (Searle, Casella and McCulloch 1992). Negative estimates become 0. With a single seed, or a
 * single example, the only component is that of the other. Assumes exchangeable seeds and exchangeable examples.
 */
export function varianceComponents(sample: CrossedSample): VarianceComponents {
  const { bySeeds, byExamples, rest } = meanSquares(sample);
  return {
    seeds: Math.max(0, (bySeeds.value - rest.value) / sample.examples),
    examples: Math.max(0, (byExamples.value - rest.value) / sample.seeds),
    rest: rest.value,
  };
}

/**
 * Estimates the variance of the mean of a crossed sample: seeds/S + examples/E + rest/(S·E) of the
 * {@link varianceComponents}. Unless a component is cut at 0 that is the unbiased (MS_S + MS_E − MS_SE)/(S·E); with cuts
 * it is larger. Both factors' own terms, MS_S/(S·E) and MS_E/(S·E), are never undercut.
 *
 * The degrees of freedom are Satterthwaite's (1946) for the same sum of mean squares, but never fewer than those of the
 * factor with fewer levels: differences of mean squares would make them too few. A single number has variance 0 and 0 degrees.
 */
export function varianceOfMean(sample: CrossedSample): VarianceOfMean {
  const { bySeeds, byExamples, rest } = meanSquares(sample);
  const parts =
    rest.value > bySeeds.value
      ? [rest.value > byExamples.value ? rest : byExamples]
      : rest.value > byExamples.value
        ? [bySeeds]
        : [bySeeds, byExamples, { ...rest, value: -rest.value }];
  const informative = parts.filter(({ degrees }) => degrees > 0);
  const sum = informative.reduce((total, { value }) => total + value, 0);
  const spread = informative.reduce((total, { value, degrees }) => total + (value * value) / degrees, 0);
  const degrees = [bySeeds, byExamples].map((square) => square.degrees).filter((count) => count > 0);
  const fewest = degrees.length === 0 ? 0 : Math.min(...degrees);
  return {
    variance: sum / (sample.seeds * sample.examples),
    degreesOfFreedom: spread === 0 ? fewest : Math.max(fewest, (sum * sum) / spread),
  };
}

/** The mean squares of seeds, of examples and of what both leave. */
function meanSquares(sample: CrossedSample): Record<"bySeeds" | "byExamples" | "rest", MeanSquare> {
  const { seeds, examples, values } = sample;
  const mean = meanOf(sample);
  const rows = averageOverExamples(sample).values;
  const columns = averageOverSeeds(sample).values;
  const left = values.map((value, place) => {
    const seed = Math.floor(place / examples);
    return value - (rows[seed] as number) - (columns[place - seed * examples] as number) + mean;
  });
  return {
    bySeeds: meanSquare(examples * squaresAround(rows, mean), seeds - 1),
    byExamples: meanSquare(seeds * squaresAround(columns, mean), examples - 1),
    rest: meanSquare(squaresAround(left, 0), (seeds - 1) * (examples - 1)),
  };
}

function squaresAround(values: Float64Array, middle: number): number {
  return values.reduce((sum, value) => sum + (value - middle) * (value - middle), 0);
}

function meanSquare(squares: number, degrees: number): MeanSquare {
  return { value: degrees === 0 ? 0 : squares / degrees, degrees };
}
