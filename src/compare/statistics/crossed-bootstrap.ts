import { counterRandom } from "../../base/counter-random.ts";
import { checkInvariant } from "../../base/errors.ts";
import type { CrossedSample } from "./crossed-sample.ts";

/** How often a comparison is resampled unless told otherwise. */
export const DEFAULT_RESAMPLES = 10_000;

/** Fewer could be all alike by chance, and say nothing of the ends of an interval. */
const LEAST_RESAMPLES = 100;

/** More examples than this are resampled in so many groups. */
const MAX_GROUPS = 1000;

/** What each factor's draws, and the groups, are keyed by. */
const LAYERS = { seeds: 0, examples: 1, groups: 2 } as const;

/** Resamples crossed samples; two samples of one shape meet the same resamples. */
export interface CrossedBootstrap {
  readonly resamples: number;
  /** The mean of a sample in each resample, in the order in which they were drawn. */
  readonly means: (sample: CrossedSample) => Float64Array;
}

/** What a bootstrap draws. */
export interface BootstrapOptions {
  /** A whole number from 0 to 2³² − 1; 0 unless given. */
  readonly seed?: number;
  /** How many resamples, at least 100; 10 000 unless given. */
  readonly resamples?: number;
}

/**
 * The bootstrap for two crossed sources of chance: seeds and examples are drawn with replacement independently of each
 * other, and a resample holds every drawn seed's answers to every drawn example (McCullagh 2000; the pigeonhole bootstrap
 * of Owen 2007). Assumes exchangeable seeds and exchangeable examples.
 *
 * Draws depend on the seed and on the shape of the sample alone, so that variants meet the same resamples and differences
 * stay paired. More than 1000 examples are dealt at random into 1000 groups, whose sizes differ by at most one, and groups
 * are resampled instead: means of random groups of exchangeable examples are exchangeable themselves, and their spread tells
 * as much about the spread of the mean, with 999 degrees of freedom.
 */
export function createCrossedBootstrap({
  seed = 0,
  resamples = DEFAULT_RESAMPLES,
}: BootstrapOptions = {}): CrossedBootstrap {
  checkInvariant(resamples >= LEAST_RESAMPLES, `at least ${LEAST_RESAMPLES} resamples`);
  const drawn = { seeds: new Map<number, Uint16Array>(), examples: new Map<number, Uint16Array>() };
  const countsOf = (factor: "seeds" | "examples", levels: number): Uint16Array => {
    const counts = drawn[factor].get(levels) ?? drawCounts({ seed, factor, levels, resamples });
    drawn[factor].set(levels, counts);
    return counts;
  };
  const means = (sample: CrossedSample): Float64Array => {
    const grouped = groupExamples(sample, seed);
    const rows = countsOf("seeds", sample.seeds);
    const columns = countsOf("examples", grouped.sizes.length);
    return resampledMeans(grouped, { rows, columns, resamples });
  };
  return { resamples, means };
}

/** A sample by groups of examples: a row of sums for each seed. */
interface GroupedSample {
  readonly seeds: number;
  /** Row after row: for each seed the sum over each group's examples. */
  readonly sums: Float64Array;
  /** How many examples are in each group. */
  readonly sizes: Float64Array;
}

/** Up to 1000 examples are groups of their own; more are dealt out in a random order, as cards are. */
function groupExamples({ seeds, examples, values }: CrossedSample, seed: number): GroupedSample {
  const groups = Math.min(examples, MAX_GROUPS);
  const sizes = new Float64Array(groups).fill(1);
  if (groups === examples) return { seeds, sums: values, sizes };
  sizes.fill(0);
  const sums = new Float64Array(seeds * groups);
  counterRandom(seed, "bootstrap", LAYERS.groups)
    .permutation(examples)
    .forEach((example, place) => {
      const group = place % groups;
      sizes[group] = (sizes[group] as number) + 1;
      for (let row = 0; row < seeds; row++) {
        const cell = row * groups + group;
        sums[cell] = (sums[cell] as number) + (values[row * examples + example] as number);
      }
    });
  return { seeds, sums, sizes };
}

/** What is drawn of one factor. */
interface Draws {
  readonly seed: number;
  readonly factor: keyof typeof LAYERS;
  readonly levels: number;
  readonly resamples: number;
}

/** How often each level of a factor is drawn in each resample: resample after resample. */
function drawCounts({ seed, factor, levels, resamples }: Draws): Uint16Array {
  const stream = counterRandom(seed, "bootstrap", LAYERS[factor]);
  const counts = new Uint16Array(resamples * levels);
  for (let first = 0; first < counts.length; first += levels) {
    for (let draw = 0; draw < levels; draw++) {
      const place = first + stream.randint(levels);
      counts[place] = (counts[place] as number) + 1;
    }
  }
  return counts;
}

/** How often each row and each column is drawn, resample after resample. */
interface DrawnCounts {
  readonly rows: Uint16Array;
  readonly columns: Uint16Array;
  readonly resamples: number;
}

/** The mean over all drawn examples of all drawn seeds, for each resample. */
function resampledMeans(
  { seeds, sums, sizes }: GroupedSample,
  { rows, columns, resamples }: DrawnCounts,
): Float64Array {
  const means = new Float64Array(resamples);
  const groups = sizes.length;
  // Counts as floats, once per resample: converting them in the inner loop would take most of the time.
  const counts = new Float64Array(groups);
  for (let resample = 0; resample < resamples; resample++) {
    counts.set(columns.subarray(resample * groups, (resample + 1) * groups));
    let sum = 0;
    for (let row = 0; row < seeds; row++) {
      const drawn = rows[resample * seeds + row] as number;
      if (drawn > 0) sum += drawn * dotRow(sums, row, counts);
    }
    means[resample] = sum / (seeds * dotRow(sizes, 0, counts));
  }
  return means;
}

/** The weighted sum of a row of as many numbers as there are weights. */
function dotRow(values: Float64Array, row: number, weights: Float64Array): number {
  const first = row * weights.length;
  let sum = 0;
  for (let column = 0; column < weights.length; column++) {
    sum += (values[first + column] as number) * (weights[column] as number);
  }
  return sum;
}
