import { exp, log } from "../../base/elementary.ts";
import { quantileOf } from "../preparation/statistics.ts";

/** How many numbers lie between edges: each bin holds its lower edge, the last one both of its edges. */
export interface Histogram {
  /** In ascending order, one more than there are bins. */
  readonly edges: number[];
  readonly counts: number[];
}

/** More bins would be narrower than a reader can tell apart where they are drawn small. */
export const MOST_BINS = 40;
/** Whole numbers over so few values, as the hours of a day, have a bin each. */
const FEW_WHOLE = 24;
/** Of whole numbers below it, float64 knows every half between them and up to twice their range beyond. */
const HALVES_BELOW = 2 ** 50;

/**
 * A histogram of numbers with bins of equal width: NumPy's of the same data with its rule "auto", the finer of Freedman
 * and Diaconis's and Sturges's, but with at most {@link MOST_BINS} bins. Bins of whole numbers hold the same whole
 * numbers each, and their edges are halves between them. Numbers that are all the same are one bin.
 * Sources: D. Freedman, P. Diaconis, On the histogram as a density estimator (1981); H. A. Sturges, The choice of a class
 * interval (1926).
 *
 * @param sorted in ascending order; at least one
 */
export function countNumbers(sorted: Float64Array): Histogram {
  const [least, greatest] = [sorted[0] as number, sorted.at(-1) as number];
  const bins = Math.min(MOST_BINS, chooseBins(sorted));
  const isWhole = sorted.every((value) => Number.isInteger(value) && Math.abs(value) < HALVES_BELOW);
  const edges = isWhole ? wholeEdges(least, greatest, bins) : evenEdges(least, greatest, bins);
  return { edges, counts: countBetween(sorted, edges) };
}

/** How many of the numbers lie in each bin. @param edges the first and the last hold all numbers between them */
export function countBetween(sorted: Float64Array, edges: readonly number[]): number[] {
  const last = edges.length - 2;
  const counts = Array.from({ length: last + 1 }, () => 0);
  let bin = 0;
  for (const value of sorted) {
    while (bin < last && value >= (edges[bin + 1] as number)) bin++;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}

/** How many bins the numbers deserve: the more, the more there are and the closer half of them lie together. */
export function chooseBins(sorted: Float64Array): number {
  const range = (sorted.at(-1) as number) - (sorted[0] as number);
  const distance = quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25);
  const width = (2 * distance) / cubeRoot(sorted.length);
  const narrow = width > 0 ? Math.ceil(range / width) : 1;
  return Math.max(1, narrow, sturges(sorted.length));
}

/** One more than the binary digits that number the values from 0. */
function sturges(length: number): number {
  let digits = 0;
  for (let reach = 1; reach < length; reach *= 2) digits++;
  return digits + 1;
}

/** The cube root of a count: a step of Newton's makes that of a cube exact. */
function cubeRoot(count: number): number {
  const root = exp(log(count) / 3);
  return root - (root * root * root - count) / (3 * root * root);
}

function wholeEdges(least: number, greatest: number, bins: number): number[] {
  const values = greatest - least + 1;
  const width = values <= FEW_WHOLE ? 1 : Math.ceil(values / bins);
  return Array.from({ length: Math.ceil(values / width) + 1 }, (_, bin) => least - 0.5 + bin * width);
}

/** Fewer edges where the numbers are so close that float64 knows none between two. */
function evenEdges(least: number, greatest: number, bins: number): number[] {
  if (least === greatest) return [least, greatest];
  const step = (greatest - least) / bins;
  const edges = Array.from({ length: bins }, (_, bin) => least + bin * step);
  return [...new Set([...edges, greatest])];
}
