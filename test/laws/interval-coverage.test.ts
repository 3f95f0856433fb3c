import { beforeAll, describe, expect, it } from "vitest";
import { counterRandom } from "../../src/base/counter-random.ts";
import { exp } from "../../src/base/elementary.ts";
import { createCrossedBootstrap } from "../../src/compare/statistics/crossed-bootstrap.ts";
import { estimateDifference, estimateMean } from "../../src/compare/statistics/crossed-interval.ts";
import { type CrossedSample, subtract } from "../../src/compare/statistics/crossed-sample.ts";
import { adjustByHolm } from "../../src/compare/statistics/holm.ts";
import { exactMcNemar } from "../../src/compare/statistics/mcnemar.ts";
import type { MeanEstimate } from "../../src/compare/statistics/mean-estimate.ts";

/** 10 000 outside of this test: fewer widen the intervals' own chance, not their mean, and this test has 4000 intervals. */
const RESAMPLES = 400;

/** Of the synthetic variants. With others the shares below differ by what 2000 trials leave to chance: half a point. */
const SEED = 0;

/**
 * How synthetic variants answer: right with the chance sigmoid(bias + the sum of these normal effects). Each number is the
 * standard deviation of an effect, in logits.
 */
interface Effects {
  /** Of a seed and of an example on every variant. */
  readonly seed: number;
  readonly example: number;
  /** Of both together: the same example is hard for some seeds. */
  readonly seedAndExample: number;
  /** The same three for each variant alone. */
  readonly variantSeed: number;
  readonly variantExample: number;
  readonly variantCell: number;
}

interface Design {
  readonly name: string;
  readonly seeds: number;
  readonly examples: number;
  /** The true ones. */
  readonly accuracies: readonly number[];
  readonly effects: Effects;
  /** How often it is simulated. */
  readonly comparisons: number;
}

const effects: Effects = {
  seed: 0.3,
  example: 3,
  seedAndExample: 0.7,
  variantSeed: 0.3,
  variantExample: 1,
  variantCell: 0.7,
};

/** 2000 comparisons in all. */
const designs: readonly Design[] = [
  {
    name: "20 seeds × 200 examples",
    seeds: 20,
    examples: 200,
    accuracies: [0.93, 0.945],
    effects,
    comparisons: 320,
  },
  {
    name: "8 seeds × 60 examples",
    seeds: 8,
    examples: 60,
    accuracies: [0.93, 0.9],
    effects,
    comparisons: 420,
  },
  {
    name: "5 seeds × 100 examples",
    seeds: 5,
    examples: 100,
    accuracies: [0.93, 0.95],
    effects,
    comparisons: 420,
  },
  {
    name: "10 seeds × 100 examples, mostly chance",
    seeds: 10,
    examples: 100,
    accuracies: [0.9, 0.92],
    effects: { ...effects, example: 1, variantExample: 0.2, seedAndExample: 0.2, variantCell: 0.2 },
    comparisons: 420,
  },
  {
    name: "10 seeds × 80 examples, with seeds that differ much",
    seeds: 10,
    examples: 80,
    accuracies: [0.92, 0.94],
    effects: { ...effects, seed: 0.6, variantSeed: 0.6, example: 2 },
    comparisons: 420,
  },
];

const sigmoid = (x: number): number => 1 / (1 + exp(-x));

/** The mean of sigmoid(bias + deviation·Z): the trapezoidal rule, which is exact to rounding for such smooth functions. */
function trueAccuracy(bias: number, deviation: number): number {
  let [sum, weights] = [0, 0];
  for (let step = -400; step <= 400; step++) {
    const weight = exp(-((step / 40) ** 2) / 2);
    sum += weight * sigmoid(bias + (deviation * step) / 40);
    weights += weight;
  }
  return sum / weights;
}

/** The bias at which the true accuracy is this. */
function biasOf(accuracy: number, deviation: number): number {
  let [low, high] = [-40, 40];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (trueAccuracy(middle, deviation) < accuracy) low = middle;
    else high = middle;
  }
  return low;
}

/** One sample of right answers for each accuracy of the design, as often as asked. */
function createSimulation(design: Design, seed: number): () => readonly CrossedSample[] {
  const { seeds, examples } = design;
  const scale = design.effects;
  const deviation = Math.sqrt(Object.values(scale).reduce((sum, value) => sum + value * value, 0));
  const biases = design.accuracies.map((accuracy) => biasOf(accuracy, deviation));
  const stream = counterRandom(seed, "data");
  return () => {
    const [bySeed, byExample] = [stream.randn(seeds), stream.randn(examples)];
    const byCell = stream.randn(seeds * examples);
    return biases.map((bias) => {
      const [variantSeed, variantExample] = [stream.randn(seeds), stream.randn(examples)];
      const values = byCell.map((common, place) => {
        const [row, column] = [Math.floor(place / examples), place % examples];
        const logit =
          bias +
          scale.seed * (bySeed[row] as number) +
          scale.example * (byExample[column] as number) +
          scale.seedAndExample * common +
          scale.variantSeed * (variantSeed[row] as number) +
          scale.variantExample * (variantExample[column] as number) +
          scale.variantCell * stream.randn();
        return Number(stream.rand() < sigmoid(logit));
      });
      return { seeds, examples, values };
    });
  };
}

function covers({ interval }: MeanEstimate, truth: number): boolean {
  return interval.low <= truth && truth <= interval.high;
}

/** The share of trials, in percent, of which something holds. */
function percentOf(trials: readonly boolean[]): number {
  return (100 * trials.filter(Boolean).length) / trials.length;
}

describe("in 2000 synthetic comparisons of five designs", () => {
  const trials = designs.map(() => ({
    first: [] as boolean[],
    second: [] as boolean[],
    difference: [] as boolean[],
  }));

  beforeAll(() => {
    designs.forEach((design, index) => {
      const simulate = createSimulation(design, SEED + index);
      const bootstrap = createCrossedBootstrap({ resamples: RESAMPLES });
      const [left, right] = design.accuracies as [number, number];
      const covered = trials[index] as (typeof trials)[number];
      for (let comparison = 0; comparison < design.comparisons; comparison++) {
        const [first, second] = simulate() as [CrossedSample, CrossedSample];
        covered.first.push(covers(estimateMean(first, bootstrap), left));
        covered.second.push(covers(estimateMean(second, bootstrap), right));
        const difference = estimateDifference(subtract(second, first), bootstrap);
        covered.difference.push(covers(difference, right - left));
      }
    });
  });

  it.each(["first", "second", "difference"] as const)(
    "the 95 %% interval of the %s covers the truth in 93 to 97 %%",
    (what) => {
      const covered = trials.flatMap((design) => design[what]);
      expect(covered).toHaveLength(2000);
      expect(percentOf(covered)).toBeGreaterThan(93);
      expect(percentOf(covered)).toBeLessThan(97);
    },
  );

  it.each(designs.map(({ name }, index) => [name, index] as const))(
    "no design hides behind the others: %s",
    (_, index) => {
      // The chance of another simulation moves a share of 320 trials by more than 3 points in 1 of 70 cases.
      for (const covered of Object.values(trials[index] ?? {})) {
        expect(percentOf(covered)).toBeGreaterThan(91);
        expect(percentOf(covered)).toBeLessThan(99);
      }
    },
  );
});

describe("verdicts of difference on identical variants come in less than 5 %", () => {
  it.each([
    { seeds: 8, examples: 60, comparisons: 1000 },
    { seeds: 5, examples: 100, comparisons: 1000 },
  ])("of three variants with $seeds seeds and $examples examples, after Holm's correction", (shape) => {
    const design = { ...shape, name: "identical", accuracies: [0.93, 0.93, 0.93], effects };
    const simulate = createSimulation(design, SEED + 100);
    const bootstrap = createCrossedBootstrap({ resamples: RESAMPLES });
    const verdicts = Array.from({ length: design.comparisons }, () => {
      const [a, b, c] = simulate() as [CrossedSample, CrossedSample, CrossedSample];
      const pairs = [subtract(b, a), subtract(c, a), subtract(c, b)];
      const pValues = pairs.map((pair) => estimateDifference(pair, bootstrap).pValue);
      return adjustByHolm(pValues).some((value) => value < 0.05);
    });
    expect(percentOf(verdicts)).toBeLessThan(5);
  });

  it("of two variants with one seed, by McNemar's exact test", () => {
    // One seed's effects are the same for all its examples: identical variants are those without effects of their own seed.
    const design = {
      name: "one seed",
      seeds: 1,
      examples: 200,
      accuracies: [0.93, 0.93],
      effects: { ...effects, variantSeed: 0 },
      comparisons: 2000,
    };
    const simulate = createSimulation(design, SEED + 200);
    const verdicts = Array.from({ length: design.comparisons }, () => {
      const [first, second] = simulate() as [CrossedSample, CrossedSample];
      const differences = subtract(second, first).values;
      const onlySecond = differences.filter((value) => value > 0).length;
      const onlyFirst = differences.filter((value) => value < 0).length;
      return exactMcNemar(onlyFirst, onlySecond) < 0.05;
    });
    expect(percentOf(verdicts)).toBeLessThan(5);
  });
});
