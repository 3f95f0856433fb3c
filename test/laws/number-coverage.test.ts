import { beforeAll, describe, expect, it } from "vitest";
import { counterRandom } from "../../src/base/counter-random.ts";
import { estimateVariant } from "../../src/compare/estimates.ts";
import { comparePairs } from "../../src/compare/pairs.ts";
import type { RunResult } from "../../src/compare/perform-runs.ts";
import { createCrossedBootstrap } from "../../src/compare/statistics/crossed-bootstrap.ts";
import type { Interval } from "../../src/compare/statistics/interval.ts";
import { makeNumberRun } from "../support/made-runs.ts";

/** Fewer than outside of this test: they widen the intervals' own chance, not their mean. */
const RESAMPLES = 400;
const COMPARISONS = 400;

/** Standard deviations of what errors are the sum of: effects of an example, a seed and both, on all models and on one. */
const effects = { example: 0.7, seed: 0.2, cell: 0.5, ownExample: 0.3, ownSeed: 0.2, ownCell: 0.3 };
/** One seed has the same effect on all examples, which an interval for this seed alone does not cover. */
const withoutSeeds = { ...effects, seed: 0, ownSeed: 0 };

const designs = [
  { name: "20 seeds × 200 examples", seeds: 20, examples: 200, effects, ratio: 0.9 },
  { name: "8 seeds × 60 examples", seeds: 8, examples: 60, effects, ratio: 1.2 },
  { name: "6 seeds × 100 examples, equal models", seeds: 6, examples: 100, effects, ratio: 1 },
  { name: "1 seed × 150 examples", seeds: 1, examples: 150, effects: withoutSeeds, ratio: 1.1 },
  { name: "1 seed × 80 examples, equal models", seeds: 1, examples: 80, effects: withoutSeeds, ratio: 1 },
] as const;

/** Two models whose normal errors have this RMSE, and this times the ratio, on the same seeds and examples. */
function createSimulation(
  { seeds, examples, effects: own, ratio }: (typeof designs)[number],
  seed: number,
): () => readonly [readonly RunResult[], readonly RunResult[]] {
  const stream = counterRandom(seed, "data");
  return () => {
    const [byExample, bySeed, byCell] = [examples, seeds, seeds * examples].map((count) =>
      stream.randn(count),
    ) as [Float64Array, Float64Array, Float64Array];
    const make = (scale: number): RunResult[] => {
      const [ofExample, ofSeed] = [stream.randn(examples), stream.randn(seeds)];
      const errorOf = (row: number, column: number): number =>
        own.example * (byExample[column] as number) +
        own.seed * (bySeed[row] as number) +
        own.cell * (byCell[row * examples + column] as number) +
        own.ownExample * (ofExample[column] as number) +
        own.ownSeed * (ofSeed[row] as number) +
        own.ownCell * stream.randn();
      return Array.from({ length: seeds }, (_, row) =>
        makeNumberRun({
          seed: row,
          test: Array.from({ length: examples }, (__, column) => scale * errorOf(row, column)),
        }),
      );
    };
    return [make(1), make(ratio)];
  };
}

function covers({ low, high }: Interval, truth: number): boolean {
  return low <= truth && truth <= high;
}

function percentOf(trials: readonly boolean[]): number {
  return (100 * trials.filter(Boolean).length) / trials.length;
}

describe.each(designs)("in synthetic comparisons of models of numbers: $name", (design) => {
  const ofModel: boolean[] = [];
  const ofDifference: boolean[] = [];
  const isToldApart: boolean[] = [];

  beforeAll(() => {
    const { seeds, effects: own, ratio } = design;
    const truth = Math.sqrt(Object.values(own).reduce((sum, value) => sum + value * value, 0));
    const intervals = seeds === 1 ? "examples" : "seeds-and-examples";
    const shape = { kind: "seeds", seeds: Array.from({ length: seeds }, (_, i) => i), intervals } as const;
    const bootstrap = createCrossedBootstrap({ resamples: RESAMPLES });
    const simulate = createSimulation(design, design.examples);
    for (let comparison = 0; comparison < COMPARISONS; comparison++) {
      const [first, second] = simulate();
      const estimate = estimateVariant(first, shape, bootstrap).test?.rmse;
      ofModel.push(covers(estimate?.interval as Interval, truth));
      const contenders = [
        { name: "first", runs: first },
        { name: "second", runs: second },
      ];
      const [pair] = comparePairs(contenders, shape, bootstrap, "rmse");
      ofDifference.push(covers(pair?.figures?.interval as Interval, (ratio - 1) * truth));
      isToldApart.push(pair?.verdict.kind === "better" || pair?.verdict.kind === "worse");
    }
  });

  it("the 95 % intervals of an RMSE and of a difference cover the truth about as often", () => {
    for (const covered of [ofModel, ofDifference]) {
      expect(covered).toHaveLength(COMPARISONS);
      expect(percentOf(covered)).toBeGreaterThan(91);
      expect(percentOf(covered)).toBeLessThan(99);
    }
  });

  it("equal models are told apart in about 5 % at most, and others more often", () => {
    // The chance of another simulation moves a share of 400 trials by 1.1 points.
    expect(percentOf(isToldApart) < 7.5).toBe(design.ratio === 1);
  });
});
