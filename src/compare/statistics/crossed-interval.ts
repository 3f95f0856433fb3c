import type { CrossedBootstrap } from "./crossed-bootstrap.ts";
import { averageOverExamples, averageOverSeeds, type CrossedSample, meanOf } from "./crossed-sample.ts";
import { normalQuantile, studentQuantile, studentTail } from "./distributions.ts";
import { CONFIDENCE, type Interval } from "./interval.ts";
import { certainMean, type MeanEstimate } from "./mean-estimate.ts";
import { varianceOfMean } from "./variance-components.ts";

/** Quantiles with fewer resamples beyond them are too noisy: from there outwards the normal distribution goes on. */
const LEAST_BEYOND = 10;

/** Where the search for a p-value starts and ends, as normal deviates: p-values from 1 down to 2.6e-12 are told apart. */
const DEVIATE_RANGE = [1e-3, 7] as const;

/** Halvings of the search for a p-value. */
const HALVINGS = 45;

/** The interval whose ends the normal distribution passes with the chances of ±deviate. */
type IntervalAt = (deviate: number) => Interval;

/**
 * The mean of a crossed sample with an interval that covers both sources of chance, seeds and examples. For measures of one
 * variant, whose distribution is skewed: most answers of a good model are right.
 *
 * The interval is the bias-corrected and accelerated one of Efron (1987): percentiles of the bootstrap means, moved by the
 * skewness of the mean. Acceleration and bias correction both are that skewness over 6, from the influence of every
 * seed and every example (Davison and Hinkley 1997, section 5.3, for several samples). Percentiles alone make up for only a
 * third of it, and would miss an accuracy near 1 several times as often on one side as on the other.
 *
 * Deviations from the mean are scaled by two factors. One makes the variance of the bootstrap means that of
 * {@link varianceOfMean}: the crossed bootstrap's own is too small by (n − 1)/n for each factor, and counts what seeds and
 * examples do not explain up to three times (Owen 2007). The other turns a quantile of the normal distribution into
 * Student's, as the expanded percentile interval does for one factor (Hesterberg 2015).
 *
 * With one seed or one example it is the interval of the ordinary bootstrap of the other. Where nothing varies it is the
 * mean alone. Assumes exchangeable seeds and exchangeable examples.
 */
export function estimateMean(sample: CrossedSample, bootstrap: CrossedBootstrap): MeanEstimate {
  return estimate(sample, bootstrap, ({ mean, deviations }, scaleAt) => {
    const quantile = deviateQuantile(deviations.toSorted());
    const acceleration = skewnessOf(sample) / 6;
    return (deviate) => {
      const scale = scaleAt(deviate);
      const low = quantile(accelerate(-deviate, acceleration));
      const high = quantile(accelerate(deviate, acceleration));
      return { low: mean + scale * low, high: mean + scale * high };
    };
  });
}

/**
 * The mean of the differences of two variants, seed by seed and example by example, with an interval that covers both
 * sources of chance.
 *
 * Its two sides are equally long: it reaches as far as the deviations of the bootstrap means from the mean do, whichever
 * their direction (the symmetric bootstrap interval of Hall 1988), scaled as those of {@link estimateMean}. Of two variants
 * that are alike each difference is as likely as its opposite, and what skewness a sample shows is chance; following it
 * would tell them apart too often. Assumptions as there.
 *
 * @param differences made by `subtract`
 */
export function estimateDifference(differences: CrossedSample, bootstrap: CrossedBootstrap): MeanEstimate {
  return estimate(differences, bootstrap, ({ mean, deviations }, scaleAt) => {
    const both = new Float64Array(2 * deviations.length);
    both.set(deviations);
    both.set(
      deviations.map((deviation) => -deviation),
      deviations.length,
    );
    const quantile = deviateQuantile(both.toSorted());
    return (deviate) => {
      const half = scaleAt(deviate) * quantile(deviate);
      return { low: mean - half, high: mean + half };
    };
  });
}

/** The mean of a sample and how the bootstrap means deviate from it, in the order in which they were drawn. */
interface Resampled {
  readonly mean: number;
  readonly deviations: Float64Array;
}

function estimate(
  sample: CrossedSample,
  bootstrap: CrossedBootstrap,
  toIntervals: (resampled: Resampled, scaleAt: (deviate: number) => number) => IntervalAt,
): MeanEstimate {
  const { variance, degreesOfFreedom } = varianceOfMean(sample);
  const first = sample.values[0] as number;
  if (sample.values.every((value) => value === first)) return certainMean(first, degreesOfFreedom);
  const mean = meanOf(sample);
  const deviations = bootstrap.means(sample).map((value) => value - mean);
  const square = deviations.reduce((sum, value) => sum + value * value, 0) / deviations.length;
  const scale = Math.sqrt(variance / square);
  const intervalAt = toIntervals({ mean, deviations }, (deviate) => {
    return (scale * -studentQuantile(studentTail(deviate, Infinity), degreesOfFreedom)) / deviate;
  });
  const deviate = normalQuantile((1 + CONFIDENCE) / 2);
  return {
    mean,
    standardError: Math.sqrt(variance),
    degreesOfFreedom,
    interval: intervalAt(deviate),
    pValue: findPValue(intervalAt, deviate),
  };
}

/** The smallest level at which the interval leaves out 0, found on the scale of normal deviates. */
function findPValue(intervalAt: IntervalAt, start: number): number {
  const leavesOutZero = (deviate: number): boolean => {
    const { low, high } = intervalAt(deviate);
    return low > 0 || high < 0;
  };
  let [inside, outside]: [number, number] = [...DEVIATE_RANGE];
  if (!leavesOutZero(inside)) return 1;
  // From the deviate of the interval that is shown, so that both say the same.
  for (let step = 0, tried = start; step < HALVINGS; step++) {
    if (leavesOutZero(tried)) inside = tried;
    else outside = tried;
    tried = (inside + outside) / 2;
  }
  return 2 * studentTail(inside, Infinity);
}

/** Quantiles of resampled deviations by the normal deviate of their chance. */
function deviateQuantile(sorted: Float64Array): (deviate: number) => number {
  const edge = -normalQuantile(LEAST_BEYOND / (sorted.length + 1));
  const within = (deviate: number): number => {
    const place = studentTail(-deviate, Infinity) * (sorted.length + 1) - 1;
    const below = Math.floor(place);
    const lower = sorted[below] as number;
    return lower + (place - below) * ((sorted[below + 1] as number) - lower);
  };
  const [lowest, highest] = [within(-edge), within(edge)];
  return (deviate) => {
    if (Math.abs(deviate) < edge) return within(deviate);
    return (Math.abs(deviate) / edge) * (deviate < 0 ? lowest : highest);
  };
}

/** Beyond such deviates nothing is left of the normal distribution. */
const MAX_DEVIATE = 40;

/** A normal deviate after Efron's correction, for a mean: its bias correction is its acceleration. */
function accelerate(deviate: number, acceleration: number): number {
  const moved = deviate + acceleration;
  const remaining = 1 - acceleration * moved;
  if (remaining <= Math.abs(moved) / MAX_DEVIATE) return Math.sign(moved) * MAX_DEVIATE;
  return acceleration + moved / remaining;
}

/** The skewness of the mean, from the influence of every seed and every example on it; from −1 to 1. */
function skewnessOf(sample: CrossedSample): number {
  const mean = meanOf(sample);
  let [squares, cubes] = [0, 0];
  for (const { values } of [averageOverExamples(sample), averageOverSeeds(sample)]) {
    for (const value of values) {
      const influence = (value - mean) / values.length;
      squares += influence * influence;
      cubes += influence * influence * influence;
    }
  }
  return squares === 0 ? 0 : cubes / (squares * Math.sqrt(squares));
}
