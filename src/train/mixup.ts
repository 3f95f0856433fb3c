import { counterKey } from "../base/counter-random.ts";
import { exp, log, log1p, sigmoid } from "../base/elementary.ts";
import { fillThreefry } from "../base/threefry.ts";

/**
 * A function that gives the share λ of an iteration, from the distribution Beta(α, α): a network under mixup sees
 * λ·example + (1 − λ)·partner. A pure function of seed and iteration.
 *
 * Sources: H. Zhang, M. Cisse, Y. N. Dauphin and D. Lopez-Paz, mixup: beyond empirical risk minimization (2018);
 * R. C. H. Cheng, Generating beta variates with nonintegral shape parameters, Communications of the ACM 21 (1978),
 * algorithm BA: at most four trials on average. Since the distribution is symmetric, what is compared depends on V alone,
 * and the share is its logistic function: nothing overflows, however small α is.
 *
 * @param seed a whole number from 0 to 2³² − 1
 * @param alpha α > 0: below 1 most shares are near 0 or 1, at 1 all are as likely, above they gather around ½
 */
export function createMixingShares(seed: number, alpha: number): (iteration: number) => number {
  const key = counterKey(seed, "mixup");
  const words = new Uint32Array(2);
  const rate = alpha <= 1 ? alpha : Math.sqrt(alpha);
  return (iteration) => {
    for (let trial = 0; ; trial++) {
      fillThreefry(words, key, iteration, trial);
      const first = toUniform(words[0] as number);
      const second = toUniform(words[1] as number);
      const v = (log(first) - log(1 - first)) / rate;
      const density = 2 * alpha * (Math.LN2 - softplus(v)) + (alpha + rate) * v - 2 * Math.LN2;
      if (density >= 2 * log(first) + log(second)) return sigmoid(v);
    }
  };
}

/** A word as a number between 0 and 1, neither of them. */
function toUniform(word: number): number {
  return (word + 0.5) / 2 ** 32;
}

/** log(1 + e^v). */
function softplus(v: number): number {
  return Math.max(v, 0) + log1p(exp(-Math.abs(v)));
}
