/** The standard normal distribution lies between −1.96 and 1.96 with a chance of 95 %. */
const NORMAL_QUANTILE_95 = 1.959964;

/** The ends of an interval of shares. */
export interface ShareInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * The 95 % interval of an accuracy: where the share of correct answers on endlessly many examples lies, as far as
 * these examples tell. Wilson's, which also holds at 0 and 1 (Wilson 1927; Brown, Cai and DasGupta 2001).
 *
 * @param examples at least 1
 */
export function accuracyInterval(correct: number, examples: number): ShareInterval {
  const square = NORMAL_QUANTILE_95 * NORMAL_QUANTILE_95;
  const share = correct / examples;
  const middle = (share + square / (2 * examples)) / (1 + square / examples);
  const variance = (share * (1 - share) + square / (4 * examples)) / examples;
  const half = (NORMAL_QUANTILE_95 * Math.sqrt(variance)) / (1 + square / examples);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
