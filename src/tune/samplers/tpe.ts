import { counterRandom } from "../../base/counter-random.ts";
import { log } from "../../base/elementary.ts";
import { keyOf, type SearchPoint } from "./axis.ts";
import { createHaltonSampler } from "./halton.ts";
import { createParzenEstimator } from "./parzen.ts";
import type { Knowledge, Observation, Sampler, SamplerContext } from "./sampler.ts";

/** So many trials look everywhere before the first is proposed by what was found. */
const USUAL_STARTUP_TRIALS = 10;

/** Points that are drawn from the good ones' density for each proposal. */
const CANDIDATES = 24;
/** In small spaces most draws were tried before. */
const MOST_DRAWS = 4 * CANDIDATES;
/** One trial in ten counts as good, but never more than this. */
const MOST_GOOD = 25;
/** So many of the latest trials count in full; the weight of older ones falls linearly with their age. */
const REMEMBERED = 25;

/**
 * The tree-structured Parzen estimator, over all axes at once: the best tenth of the trials and all others are each made
 * into a density, points are drawn from that of the good ones, and the one is proposed at which it exceeds the other's
 * most, which is where the expected improvement is largest. Trials that are still at work count among the bad ones, so
 * that the search does not crowd around them. A point that was tried is not proposed again while others are drawn. The
 * first trials are points of Halton's sequence.
 *
 * Source: J. Bergstra, R. Bardenet, Y. Bengio and B. Kégl, Algorithms for hyper-parameter optimization (2011); the good ones
 * are weighed by their ranks as N. Hansen weighs parents, The CMA evolution strategy: a tutorial (2016).
 *
 * @param startup how many trials come from Halton's sequence
 */
export function createTpeSampler(context: SamplerContext, startup: number = USUAL_STARTUP_TRIALS): Sampler {
  const { axes, seed } = context;
  const halton = createHaltonSampler(context);
  return {
    propose: (knowledge) => {
      const { trial, observations, pending } = knowledge;
      if (observations.length < startup) return halton.propose(knowledge);
      const good = pickGood(observations);
      const isGood = new Set(good);
      const others = [
        ...observations.filter((each) => !isGood.has(each)).map(({ point }) => point),
        ...pending,
      ];
      const better = createParzenEstimator(
        axes,
        good.map(({ point }) => point),
        weighByRank(good.length),
      );
      const worse = createParzenEstimator(axes, others, weighByAge(others.length));
      const random = counterRandom(seed, "search", trial);
      const candidates = drawFresh(() => better.draw(random), knowledge);
      return bestOf(candidates, (point) => better.densityAt(point) / worse.densityAt(point));
    },
  };
}

/** The observations that count as good, the best first: a tenth, at least one. */
function pickGood(observations: readonly Observation[]): readonly Observation[] {
  const count = Math.min(MOST_GOOD, Math.ceil(observations.length / 10));
  const best: Observation[] = [];
  for (const observation of observations) {
    const place = best.findIndex((other) => isBetter(observation, other));
    if (place >= 0) best.splice(place, 0, observation);
    else if (best.length < count) best.push(observation);
    if (best.length > count) best.pop();
  }
  return best;
}

/** Whether one trial did better than another: the one that went further, of equals the one with the smaller loss. */
function isBetter(first: Observation, second: Observation): boolean {
  if (first.rungs !== second.rungs) return first.rungs > second.rungs;
  return first.loss < second.loss;
}

/** Weights of good trials, the best first: the logarithm of how many ranks are below, as evolution strategies weigh. */
function weighByRank(count: number): readonly number[] {
  return Array.from({ length: count }, (_, rank) => log((count + 1) / (rank + 1)));
}

/** Weights of the other trials, the oldest first. */
function weighByAge(count: number): readonly number[] {
  const fading = Math.max(0, count - REMEMBERED);
  return Array.from({ length: count }, (_, index) =>
    index >= fading ? 1 : (1 + (index * (count - 1)) / Math.max(1, fading - 1)) / count,
  );
}

/** As many candidates as there should be that were not tried; where every draw was, the draws themselves. */
function drawFresh(draw: () => SearchPoint, { observations, pending }: Knowledge): readonly SearchPoint[] {
  // Where two points have one key, one of them is passed over.
  const tried = new Set([...observations.map(({ point }) => keyOf(point)), ...pending.map(keyOf)]);
  const drawn: SearchPoint[] = [];
  const fresh: SearchPoint[] = [];
  while (fresh.length < CANDIDATES && drawn.length < MOST_DRAWS) {
    const candidate = draw();
    drawn.push(candidate);
    if (!tried.has(keyOf(candidate))) fresh.push(candidate);
  }
  return fresh.length === 0 ? drawn : fresh;
}

/** The first point whose score is highest. */
function bestOf(points: readonly SearchPoint[], scoreOf: (point: SearchPoint) => number): SearchPoint {
  const scores = points.map(scoreOf);
  return points[scores.indexOf(Math.max(...scores))] as SearchPoint;
}
