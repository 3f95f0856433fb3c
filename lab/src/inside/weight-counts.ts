/** How many weights of a layer have which size. */
export interface WeightCounts {
  readonly weights: number;
  /** The counts reach from −end to end, which is the size of the largest weight. */
  readonly end: number;
  /** In bins of the same width, from the lowest. */
  readonly counts: readonly number[];
}

/** An odd number: 0, which L2 draws weights towards, is the middle of a bin. */
const BINS = 25;

/** Counts weights by their size. */
export function countWeights(weights: Float64Array): WeightCounts {
  const end = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const counts = Array.from({ length: BINS }, () => 0);
  for (const weight of weights) {
    const share = end === 0 ? 0.5 : (weight / end + 1) / 2;
    const bin = Math.min(BINS - 1, Math.floor(share * BINS));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { weights: weights.length, end, counts };
}
