/**
 * Figures of the numbers in a column. Every sum is made in the order of the rows, with +, −, ×, ÷ and square roots alone:
 * the same bits on every machine.
 */

/** Mean and deviation of some numbers. */
export interface Moments {
  readonly mean: number;
  /** The root of the mean squared distance from the mean: divided by n, as scikit-learn's scaler does. */
  readonly deviation: number;
}

/**
 * Mean and deviation of the values that are there. The mean is corrected by the mean distance from it, which takes back
 * what rounding took from the sum.
 * Source: T. F. Chan, G. H. Golub, R. J. LeVeque, Algorithms for computing the sample variance (1983).
 *
 * @param values NaN where there is none; at least one is there
 */
export function momentsOf(values: Float64Array): Moments {
  let [count, sum, distance, squares] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
  }
  const roughly = sum / count;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isNaN(value)) distance += value - roughly;
  }
  const mean = roughly + distance / count;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isNaN(value)) squares += (value - mean) * (value - mean);
  }
  return { mean: mean + 0, deviation: Math.sqrt(squares / count) };
}

/**
 * A quantile of sorted numbers, between two of them in proportion: NumPy's and R's usual one.
 * Source: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages (1996), definition 7.
 *
 * @param share from 0 to 1: 0.5 is the median
 */
export function quantileOf(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  const part = place - below;
  return (part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part)) + 0;
}

/** How many different numbers there are. */
export function countDistinct(sorted: Float64Array): number {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}
