import { exp } from "../../base/elementary.ts";
import type { RandomStream } from "../../base/random-stream.ts";

/** Beyond so many deviations nothing of a normal distribution is left at the accuracy of {@link normalShare}. */
const FAR = 6;

/**
 * How much of a normal distribution lies within [0, 1]. The error function is formula 7.1.26 of M. Abramowitz and
 * I. A. Stegun, Handbook of mathematical functions (1964), exact to 1.5·10⁻⁷: enough for weights of kernels.
 */
export function normalShare(center: number, deviation: number): number {
  return 1 - upperTail((1 - center) / deviation) - upperTail(center / deviation);
}

/** How much of the standard normal distribution lies above z ≥ 0. */
function upperTail(z: number): number {
  if (z > FAR) return 0;
  const t = 1 / (1 + 0.3275911 * z * Math.SQRT1_2);
  const series =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return 0.5 * series * exp(-0.5 * z * z);
}

/** A number from a normal distribution, given that it lies within [0, 1], where its center does: drawn until one does. */
export function drawTruncatedNormal(random: RandomStream, center: number, deviation: number): number {
  let drawn = center + deviation * random.randn();
  while (!(drawn >= 0 && drawn <= 1)) drawn = center + deviation * random.randn();
  return drawn;
}
