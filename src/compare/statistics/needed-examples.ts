import { normalQuantile } from "./distributions.ts";
import { CONFIDENCE } from "./interval.ts";
import type { VarianceComponents } from "./variance-components.ts";

/** How many seeds and test examples a comparison takes. */
export interface Needed {
  readonly seeds: number;
  readonly examples: number;
}

/** A difference that was found, and what chance made of it. */
export interface FoundDifference extends Needed {
  /** Taken for the true difference. */
  readonly difference: number;
  /** Of the difference of one seed's runs on one example. */
  readonly components: VarianceComponents;
  /** How many pairs are compared: p-values are corrected for their number. */
  readonly pairs: number;
}

/** More than these, and a comparison is called out of reach. */
const MAX_NEEDED: Needed = { seeds: 1e4, examples: 1e6 };

/** The chance of finding a true difference. */
export const POWER = 0.8;

/**
 * How many seeds and test examples would probably settle a difference: would give the two-sided test a power of 80 % if the
 * true difference were the one that was found. Its level is that of Holm's hardest step, 5 % over the number of pairs. The variance of a difference of means, seeds/S + (examples + rest/S)/E,
 * must then be (difference/(z + z₀.₈₀))² with the level's quantile z, by the normal approximation (Cohen 1988, for this variance).
 *
 * More examples for the same seeds if that does, since they cost no training; else more seeds with the same examples; else
 * more of both by the same factor. Rounded up to two digits, and never fewer than there are.
 *
 * @returns undefined for no difference at all, or where it would take over 10⁶ examples or 10⁴ seeds
 */
export function neededToSettle(found: FoundDifference): Needed | undefined {
  const { difference, components, seeds, examples, pairs } = found;
  if (difference === 0) return undefined;
  const level = (1 - CONFIDENCE) / pairs;
  const deviation = difference / (normalQuantile(1 - level / 2) + normalQuantile(POWER));
  const variance = deviation * deviation;
  const moreExamples = {
    seeds,
    examples: divideBy(components.examples + components.rest / seeds, variance - components.seeds / seeds),
  };
  const moreSeeds = {
    seeds: divideBy(components.seeds + components.rest / examples, variance - components.examples / examples),
    examples,
  };
  const ways = [moreExamples, moreSeeds, growBoth(found, variance)];
  return ways.map((needed) => roundUp(needed, found)).find(isWithinReach);
}

/** The same factor for both, at which the variance is this. */
function growBoth({ components, seeds, examples }: FoundDifference, variance: number): Needed {
  const linear = components.seeds / seeds + components.examples / examples;
  const square = components.rest / (seeds * examples);
  const factor = (linear + Math.sqrt(linear * linear + 4 * variance * square)) / (2 * variance);
  return { seeds: seeds * factor, examples: examples * factor };
}

/** The quotient; Infinity where nothing is left to divide by. */
function divideBy(amount: number, room: number): number {
  return room > 0 ? amount / room : Infinity;
}

function roundUp({ seeds, examples }: Needed, least: Needed): Needed {
  return {
    seeds: Math.max(least.seeds, roundUpToTwoDigits(seeds)),
    examples: Math.max(least.examples, roundUpToTwoDigits(examples)),
  };
}

function roundUpToTwoDigits(count: number): number {
  if (count <= 99 || count === Infinity) return Math.ceil(count);
  return 10 * roundUpToTwoDigits(count / 10);
}

function isWithinReach({ seeds, examples }: Needed): boolean {
  return seeds <= MAX_NEEDED.seeds && examples <= MAX_NEEDED.examples;
}
