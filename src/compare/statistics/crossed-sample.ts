import { checkInvariant } from "../../base/errors.ts";

/**
 * A measure of every seed's run on every example, such as 1 for a right answer and 0 for a wrong one, or the difference
 * of two variants in it. Seeds and examples are two crossed sources of chance: the runs of all seeds meet the same
 * examples.
 */
export interface CrossedSample {
  readonly seeds: number;
  readonly examples: number;
  /** row after row: one row per seed, one number per example */
  readonly values: Float64Array;
}

/** The mean over all seeds and examples. */
export function meanOf({ values }: CrossedSample): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** One row: for each example the mean over its seeds. What is left varies by examples alone. */
export function averageOverSeeds({ seeds, examples, values }: CrossedSample): CrossedSample {
  const means = new Float64Array(examples);
  values.forEach((value, place) => {
    means[place % examples] = (means[place % examples] as number) + value;
  });
  return { seeds: 1, examples, values: means.map((sum) => sum / seeds) };
}

/** One column: for each seed the mean over its examples. What is left varies by seeds alone. */
export function averageOverExamples({ seeds, examples, values }: CrossedSample): CrossedSample {
  const means = Float64Array.from({ length: seeds }, (_, seed) => {
    const row = values.subarray(seed * examples, (seed + 1) * examples);
    return row.reduce((sum, value) => sum + value, 0) / examples;
  });
  return { seeds, examples: 1, values: means };
}

/** first − second, seed by seed and example by example, which takes out what both have in common. */
export function subtract(first: CrossedSample, second: CrossedSample): CrossedSample {
  const { seeds, examples } = first;
  checkInvariant(
    seeds === second.seeds && examples === second.examples,
    "samples of the same seeds and examples",
  );
  return {
    seeds,
    examples,
    values: first.values.map((value, place) => value - (second.values[place] as number)),
  };
}

/** A sample in units of a size. */
export function divideSample(sample: CrossedSample, size: number): CrossedSample {
  return size === 1 ? sample : { ...sample, values: sample.values.map((value) => value / size) };
}
