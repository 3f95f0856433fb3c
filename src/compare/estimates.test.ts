import { describe, expect, it } from "vitest";
import { answers, type MadeRun, makeRun } from "../../test/support/made-runs.ts";
import { counterRandom } from "../base/counter-random.ts";
import { type Estimate, estimateVariant, type VariantEstimates } from "./estimates.ts";
import type { Design } from "./options.ts";
import { createCrossedBootstrap } from "./statistics/crossed-bootstrap.ts";
import { wilsonInterval } from "./statistics/wilson-interval.ts";

type SeedsDesign = Extract<Design, { kind: "seeds" }>;

const bootstrap = createCrossedBootstrap({ resamples: 1000 });
const overSeeds = (seeds: number, intervals: SeedsDesign["intervals"] = "seeds-and-examples"): Design => ({
  kind: "seeds",
  seeds: Array.from({ length: seeds }, (_, seed) => seed),
  intervals,
});
const overFolds = (folds: number, repeats = 1): Design => ({
  kind: "folds",
  folds,
  seeds: Array.from({ length: repeats }, (_, seed) => seed),
});
const estimate = (made: readonly MadeRun[], design: Design): VariantEstimates =>
  estimateVariant(made.map(makeRun), design, bootstrap);
const widthOf = ({ interval = { low: 0, high: 0 } }: Estimate): number => interval.high - interval.low;

describe("figures over seeds", () => {
  const runs = [answers(2, 2), answers(3, 1), answers(4, 0)].map((test, seed) => ({ seed, test }));

  it("are means and standard deviations over the runs", () => {
    const { test } = estimate(runs, overSeeds(3));
    expect(test?.accuracy).toMatchObject({
      mean: 0.75,
      standardDeviation: 0.25,
      method: "crossed bootstrap",
    });
    // Costs of 1 and of 0.1: means of 0.55, 0.325 and 0.1.
    expect(test?.dataCost.mean).toBeCloseTo(0.325, 14);
    expect(test?.dataCost.standardDeviation).toBeCloseTo(0.225, 14);
  });

  it("are those of the parts that the runs were judged on", () => {
    expect(Object.keys(estimate(runs, overSeeds(3)))).toEqual(["training", "test"]);
    const withDevelopment = runs.map((run) => ({ ...run, development: [1, 0] }));
    expect(Object.keys(estimate(withDevelopment, overSeeds(3)))).toEqual(["training", "development", "test"]);
    expect(estimate([], overSeeds(3))).toEqual({});
  });

  it("have intervals that hold the mean and stay among shares, and among costs", () => {
    const oneWrong = Array.from({ length: 5 }, (_, seed) => ({
      seed,
      test: seed === 1 ? answers(18, 1) : answers(19, 0),
    }));
    const { test } = estimate(oneWrong, overSeeds(5));
    for (const { mean, interval } of [test?.accuracy, test?.dataCost] as Estimate[]) {
      expect(interval?.low).toBeLessThan(mean);
      expect(interval?.high).toBeGreaterThan(mean);
    }
    expect(test?.accuracy?.interval?.high).toBeLessThanOrEqual(1);
    expect(test?.dataCost.interval?.low).toBeGreaterThanOrEqual(0);
  });

  it.each([
    ["right", answers(20, 0), 20],
    ["wrong", answers(0, 20), 0],
  ])("are not certain where every run has every example %s", (_, test, correct) => {
    const { accuracy } = estimate(
      [0, 1, 2].map((seed) => ({ seed, test })),
      overSeeds(3),
    ).test as NonNullable<VariantEstimates["test"]>;
    expect(accuracy?.interval).toEqual(wilsonInterval(correct, 20));
    expect(accuracy?.method).toBe("Wilson");
  });

  it("have no interval of a cost that is not finite", () => {
    const [first, ...others] = runs;
    const { test } = estimate([{ ...first, cost: Infinity }, ...others], overSeeds(3));
    expect(test?.dataCost).toEqual({ mean: Infinity, standardDeviation: Number.NaN });
    expect(test?.accuracy?.interval).toBeDefined();
  });
});

describe("the interval of a cost", () => {
  const made = [answers(2, 2), answers(3, 1), answers(4, 0)];
  it.each([-900, -600, 600, 900])(
    "has the unit of the costs, also where their squares are not finite: 2^%i",
    (power) => {
      const unit = 2 ** power;
      const intervalsWith = (cost: number) =>
        [
          estimate(
            made.map((test, seed) => ({ seed, test, cost })),
            overSeeds(3),
          ).test,
          estimate([{ test: answers(3, 1), cost }], overSeeds(1, "examples")).test,
          estimate(
            made.map((development) => ({ development, cost })),
            overFolds(3),
          ).development,
        ].map((part) => part?.dataCost.interval);
      expect(intervalsWith(unit)).toEqual(
        intervalsWith(1).map((interval) => ({
          low: unit * (interval?.low ?? Number.NaN),
          high: unit * (interval?.high ?? Number.NaN),
        })),
      );
    },
  );
});

describe("figures of one seed", () => {
  const only = estimate([{ test: answers(15, 5) }], overSeeds(1, "examples")).test;

  it("have Wilson's interval of the accuracy, and no deviation", () => {
    expect(only?.accuracy).toEqual({ mean: 0.75, interval: wilsonInterval(15, 20), method: "Wilson" });
  });

  it("have the bootstrap's interval over examples of the cost", () => {
    const { interval, method, mean, standardDeviation } = (only as NonNullable<typeof only>).dataCost;
    expect([mean, standardDeviation, method]).toEqual([
      expect.closeTo(0.325, 14),
      undefined,
      "bootstrap over examples",
    ]);
    expect(interval?.low).toBeLessThan(0.325);
    expect(interval?.high).toBeGreaterThan(0.325);
  });

  it("of several tell nothing of other seeds where the others are missing", () => {
    const alone = estimate([{ test: answers(15, 5) }], overSeeds(3, "seeds")).test;
    expect(alone?.dataCost.interval).toBeUndefined();
    expect(alone?.dataCost.method).toBeUndefined();
  });
});

describe("intervals of the same runs", () => {
  /** Six seeds on forty examples, both of which differ in how often answers are right. */
  const draw = (seed: number): MadeRun[] => {
    const stream = counterRandom(seed, "data");
    const hardness = stream.rand(40);
    return Array.from({ length: 6 }, (_, run) => {
      const skill = 0.3 * stream.rand();
      return {
        seed: run,
        test: Array.from(hardness, (hard) => (stream.rand() < 0.55 + skill + 0.5 * (hard - 0.5) ? 1 : 0)),
      };
    });
  };
  const samples = Array.from({ length: 20 }, (_, seed) => draw(seed));
  const estimatesWith = (intervals: SeedsDesign["intervals"]): Estimate[] =>
    samples.map((runs) => estimate(runs, overSeeds(6, intervals)).test?.accuracy as Estimate);
  const [both, seeds, examples] = [
    estimatesWith("seeds-and-examples"),
    estimatesWith("seeds"),
    estimatesWith("examples"),
  ];
  const meanWidth = (estimates: readonly Estimate[]): number =>
    estimates.reduce((sum, one) => sum + widthOf(one), 0) / estimates.length;

  it("are around the same means, whichever sources of chance they cover", () => {
    expect(seeds.map(({ mean }) => mean)).toEqual(both.map(({ mean }) => mean));
    expect(examples.map(({ mean }) => mean)).toEqual(both.map(({ mean }) => mean));
  });

  it("are named by the sources of chance that they cover", () => {
    expect([both, seeds, examples].map(([first]) => first?.method)).toEqual([
      "crossed bootstrap",
      "bootstrap over seeds",
      "bootstrap over examples",
    ]);
  });

  it("are widest on average where they cover both", () => {
    expect(meanWidth(both)).toBeGreaterThan(meanWidth(seeds));
    expect(meanWidth(both)).toBeGreaterThan(meanWidth(examples));
  });

  it("over seeds are nothing where seeds have one accuracy, over examples where these are alike", () => {
    const alikeSeeds = [0, 1, 2, 3].map((seed) => ({
      seed,
      test: Array.from({ length: 8 }, (_, i) => ((i + seed) % 4 === 0 ? 0 : 1)),
    }));
    const widthWith = (runs: readonly MadeRun[], intervals: SeedsDesign["intervals"]): number =>
      widthOf(estimate(runs, overSeeds(runs.length, intervals)).test?.accuracy as Estimate);
    expect(widthWith(alikeSeeds, "seeds")).toBe(0);
    expect(widthWith(alikeSeeds, "seeds-and-examples")).toBeGreaterThan(0.1);
    const oneSided = [answers(8, 0), answers(0, 8), answers(8, 0)].map((test, seed) => ({ seed, test }));
    expect(widthWith(oneSided, "examples")).toBe(0);
    expect(widthWith(oneSided, "seeds")).toBeGreaterThan(0.5);
  });
});

describe("figures over folds", () => {
  const accuracies = [3, 4, 2, 4];
  const runs = accuracies.map((right, index) => ({
    place: { repeat: 1, fold: index + 1 },
    training: answers(9, 3),
    development: answers(right, 4 - right),
  }));

  it("have the corrected resampled t-interval of the held-out examples", () => {
    const { development, test } = estimate(runs, overFolds(4));
    expect(test).toBeUndefined();
    const { accuracy } = development ?? {};
    const { mean, standardDeviation, interval, method } = accuracy as Estimate;
    // Accuracies of 0.75, 1, 0.5 and 1: s² = 11/192. Student's quantile 0.975 with 3 degrees of freedom is 3.182446.
    expect(mean).toBe(0.8125);
    expect(standardDeviation).toBeCloseTo(Math.sqrt(11 / 192), 14);
    const half = 3.182446 * Math.sqrt((1 / 4 + 4 / 12) * (11 / 192));
    expect(interval?.low).toBeCloseTo(0.8125 - half, 6);
    expect(interval?.high).toBe(1);
    expect(method).toBe("corrected resampled t");
  });

  it("of which only one is finished have no interval", () => {
    const { development } = estimate(runs.slice(0, 1), overFolds(4));
    expect(development?.accuracy).toEqual({ mean: 0.75 });
  });
});

it("where nothing varied there is no interval, unless all is right or all wrong: then examples alone have Wilson's", () => {
  const accuracyOf = (right: number, intervals: "seeds" | "seeds-and-examples"): unknown => {
    const runs = [0, 1].map((seed) => makeRun({ seed, test: answers(right, 10 - right) }));
    const design = { kind: "seeds", seeds: [0, 1], intervals } as const;
    return estimateVariant(runs, design, createCrossedBootstrap({ resamples: 200 })).test?.accuracy;
  };
  expect(accuracyOf(9, "seeds")).not.toHaveProperty("interval");
  expect(accuracyOf(10, "seeds")).not.toHaveProperty("interval");
  expect(accuracyOf(10, "seeds-and-examples")).toMatchObject({ method: "Wilson", interval: { high: 1 } });
});
