import { normalQuantile } from "./distributions.ts";
import { CONFIDENCE, type Interval } from "./interval.ts";

/**
 * The 95 % interval of an accuracy: where the share of correct answers on endlessly many examples lies, as far as
 * these examples tell. Wilson's, which also holds at 0 and 1 (Wilson 1927; Brown, Cai and DasGupta 2001). Assumes that
 * the examples are independent draws.
 *
 * @param examples at least 1
 */
export function wilsonInterval(correct: number, examples: number): Interval {
  const quantile = normalQuantile((1 + CONFIDENCE) / 2);
  const square = quantile * quantile;
  const share = correct / examples;
  const middle = (share + square / (2 * examples)) / (1 + square / examples);
  const variance = (share * (1 - share) + square / (4 * examples)) / examples;
  const half = (quantile * Math.sqrt(variance)) / (1 + square / examples);
  return {
    low: correct === 0 ? 0 : Math.max(0, middle - half),
    high: correct === examples ? 1 : Math.min(1, middle + half),
  };
}
