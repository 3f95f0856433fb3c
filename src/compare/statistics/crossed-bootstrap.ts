import { counterRandom } from "../../base/counter-random.ts";
import { checkInvariant } from "../../base/errors.ts";
import type { RandomStream } from "../../base/random-stream.ts";
import type { CrossedSample } from "./crossed-sample.ts";

/** How often a comparison is resampled unless told otherwise. */
export const DEFAULT_RESAMPLES = 10_000;

/** Fewer could be all alike by chance, and say nothing of the ends of an interval. */
const LEAST_RESAMPLES = 100;

/** More levels of a factor than these are resampled in so many groups. */
const MAX_GROUPS = { seeds: 200, examples: 1000 } as const;

/** What each factor's draws, and the groups, are keyed by. */
const LAYERS = { seeds: 0, examples: 1, groupsOfExamples: 2, groupsOfSeeds: 3 } as const;

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
 * as much about the spread of the mean, with 999 degrees of freedom. More than 200 seeds are dealt into 200 groups likewise.
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
    const grouped = group(sample, seed);
    const rows = countsOf("seeds", grouped.rowSizes.length);
    const columns = countsOf("examples", grouped.columnSizes.length);
    return resampledMeans(grouped, { rows, columns, resamples });
  };
  return { resamples, means };
}

/** A sample by groups of seeds and of examples: a row for each group of seeds. */
interface GroupedSample {
  /** Row after row: the sums over the cells of each pair of groups. */
  readonly sums: Float64Array;
  /** How many seeds, and how many examples, are in each group. */
  readonly rowSizes: Float64Array;
  readonly columnSizes: Float64Array;
}

function group({ seeds, examples, values }: CrossedSample, seed: number): GroupedSample {
  const rows = deal(seeds, MAX_GROUPS.seeds, counterRandom(seed, "bootstrap", LAYERS.groupsOfSeeds));
  const columns = deal(
    examples,
    MAX_GROUPS.examples,
    counterRandom(seed, "bootstrap", LAYERS.groupsOfExamples),
  );
  const groups = { rowSizes: rows.sizes, columnSizes: columns.sizes };
  if (rows.sizes.length === seeds && columns.sizes.length === examples) return { ...groups, sums: values };
  const sums = new Float64Array(rows.sizes.length * columns.sizes.length);
  for (let row = 0; row < seeds; row++) {
    const first = (rows.groupOf[row] as number) * columns.sizes.length;
    for (let column = 0; column < examples; column++) {
      const cell = first + (columns.groupOf[column] as number);
      sums[cell] = (sums[cell] as number) + (values[row * examples + column] as number);
    }
  }
  return { ...groups, sums };
}

/** The levels of a factor in at most so many groups, dealt in a random order, as cards are; few are groups of their own. */
function deal(
  levels: number,
  most: number,
  stream: RandomStream,
): { readonly groupOf: Uint32Array; readonly sizes: Float64Array } {
  const groups = Math.min(levels, most);
  const groupOf = Uint32Array.from({ length: levels }, (_, level) => level);
  const sizes = new Float64Array(groups).fill(groups === levels ? 1 : 0);
  if (groups === levels) return { groupOf, sizes };
  stream.permutation(levels).forEach((level, place) => {
    groupOf[level] = place % groups;
    sizes[place % groups] = (sizes[place % groups] as number) + 1;
  });
  return { groupOf, sizes };
}

/** What is drawn of one factor. */
interface Draws {
  readonly seed: number;
  readonly factor: "seeds" | "examples";
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
  { sums, rowSizes, columnSizes }: GroupedSample,
  { rows, columns, resamples }: DrawnCounts,
): Float64Array {
  const means = new Float64Array(resamples);
  const groups = columnSizes.length;
  // Counts as floats, once per resample: converting them in the inner loop would take most of the time.
  const counts = new Float64Array(groups);
  for (let resample = 0; resample < resamples; resample++) {
    counts.set(columns.subarray(resample * groups, (resample + 1) * groups));
    let sum = 0;
    let seeds = 0;
    for (let row = 0; row < rowSizes.length; row++) {
      const drawn = rows[resample * rowSizes.length + row] as number;
      if (drawn > 0) sum += drawn * dotRow(sums, row, counts);
      seeds += drawn * (rowSizes[row] as number);
    }
    means[resample] = sum / (seeds * dotRow(columnSizes, 0, counts));
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
