import { normalQuantile } from "./distributions.ts";
import { CONFIDENCE, type Interval } from "./interval.ts";

/** On how many examples two models disagree, and of how many. */
export interface PairedShares {
  /** Examples that only the first model has right. */
  readonly onlyFirst: number;
  /** Examples that only the second model has right. */
  readonly onlySecond: number;
  /** All examples that both were asked, at least 1. */
  readonly examples: number;
}

/**
 * The two-sided p-value of "both models are right equally often" from the examples on which only one of them is: each is
 * then as likely to be the one as the other (McNemar 1947, in its exact form). Twice the smaller tail of the binomial
 * distribution, at most 1. Assumes that the examples are independent draws; it speaks of these two trained models alone,
 * not of what another seed would give.
 */
export function exactMcNemar(onlyFirst: number, onlySecond: number): number {
  const discordant = onlyFirst + onlySecond;
  const smaller = Math.min(onlyFirst, onlySecond);
  // Terms in units of the middle one, from there downwards, so that nothing overflows; both halves are alike.
  let count = Math.floor(discordant / 2);
  let term = 1;
  let tail = 0;
  let total = discordant % 2 === 0 ? -1 : 0;
  for (; count >= 0 && term > 0; count--) {
    total += 2 * term;
    if (count <= smaller) tail += term;
    term *= count / (discordant - count + 1);
  }
  return Math.min(1, (2 * tail) / total);
}

/**
 * The 95 % interval of how much more often the second model is right than the first, as a difference of shares from −1 to
 * 1: Wald's interval after one more example is given to each kind of disagreement (Bonett and Price 2012). Assumes that the
 * examples are independent draws.
 */
export function pairedShareInterval({ onlyFirst, onlySecond, examples }: PairedShares): Interval {
  const count = examples + 2;
  const [first, second] = [(onlyFirst + 1) / count, (onlySecond + 1) / count];
  const difference = second - first;
  const variance = (first + second - difference * difference) / count;
  const half = normalQuantile((1 + CONFIDENCE) / 2) * Math.sqrt(variance);
  return { low: Math.max(-1, difference - half), high: Math.min(1, difference + half) };
}
