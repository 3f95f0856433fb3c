import { describe, expect, it } from "vitest";
import { type MadeNumberRun, makeNumberRun } from "../../test/support/made-runs.ts";
import { counterRandom } from "../base/counter-random.ts";
import { estimateVariant } from "./estimates.ts";
import type { Design } from "./options.ts";
import type { PairResult } from "./pair-result.ts";
import { comparePairs } from "./pairs.ts";
import { correctedResampledT } from "./statistics/corrected-resampled-t.ts";
import { createCrossedBootstrap } from "./statistics/crossed-bootstrap.ts";

type Seeds = Extract<Design, { kind: "seeds" }>;

const bootstrap = createCrossedBootstrap({ resamples: 1000 });
const overSeeds = (seeds: number, intervals: Seeds["intervals"] = "seeds-and-examples"): Seeds => ({
  kind: "seeds",
  seeds: Array.from({ length: seeds }, (_, seed) => seed),
  intervals: seeds === 1 ? "examples" : intervals,
});

const compare = (
  first: readonly MadeNumberRun[],
  second: readonly MadeNumberRun[],
  design: Design,
): PairResult => {
  const contenders = Object.entries({ first, second }).map(([name, runs]) => ({
    name,
    runs: runs.map(makeNumberRun),
  }));
  const pairs = comparePairs(contenders, design, bootstrap, "rmse");
  expect(pairs).toHaveLength(1);
  return pairs[0] as PairResult;
};

/** Runs whose errors are normal, of this size; the same stream for the same examples. */
const runsOf = (size: number, { seeds = 6, examples = 40, stream = 1 } = {}): MadeNumberRun[] => {
  const random = counterRandom(stream, "data");
  const common = random.randn(examples);
  return Array.from({ length: seeds }, (_, seed) => ({
    seed,
    test: Array.from(common, (error) => size * (error + 0.3 * random.randn())),
  }));
};
const rmseOf = (runs: readonly MadeNumberRun[]): number => {
  const errors = runs.flatMap(({ test = [] }) => test);
  return Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
};

describe("pairs of models of numbers", () => {
  it("differ by their RMSE, and the smaller one is better", () => {
    const [small, large] = [runsOf(1), runsOf(2)];
    const { figures, verdict, ...pair } = compare(large, small, overSeeds(6));
    expect(pair).toEqual({
      first: "first",
      second: "second",
      part: "test",
      runs: 6,
      examples: 40,
      isAlike: false,
    });
    expect(figures?.difference).toBeCloseTo(rmseOf(small) - rmseOf(large), 12);
    expect(figures?.method).toBe("crossed bootstrap");
    expect(verdict.kind).toBe("better");
    expect(verdict.text).toMatch(/^second beats first by 1\.\d\d in RMSE \([\d.]+ to [\d.]+\)$/);
    expect(compare(small, large, overSeeds(6)).verdict.kind).toBe("worse");
    expect(compare(small, large, overSeeds(6)).verdict.text).toBe(
      verdict.text.replace("second beats first", "first beats second"),
    );
  });

  it("leave out 0 with their interval just where their own p-value is below 5 %", () => {
    const sides = [1.02, 1.05, 1.1, 1.2, 1.4].map((size) => {
      const { figures } = compare(runsOf(1), runsOf(size, { stream: 2 }), overSeeds(6));
      const { interval, pValue } = figures as NonNullable<typeof figures>;
      expect(interval.low > 0 || interval.high < 0).toBe(pValue < 0.05);
      return pValue < 0.05;
    });
    expect(new Set(sides).size).toBe(2);
  });

  it("cannot be told apart where the errors are of one size, and err equally where they are the same", () => {
    const other = compare(runsOf(1), runsOf(1, { stream: 3 }), overSeeds(6));
    expect(other.verdict.kind).toBe("undecided");
    expect(other.verdict.text).toMatch(
      /^second and first cannot be told apart with 6 seeds and 40 test examples; /,
    );
    const same = compare(runsOf(1), runsOf(1), overSeeds(6));
    expect(same).toMatchObject({
      isAlike: true,
      figures: { difference: 0, pValue: 1 },
      verdict: { kind: "alike", text: "second and first err equally on every test example" },
    });
  });

  it("say the same whatever the unit of the target", () => {
    const [first, second] = [runsOf(1), runsOf(1.3, { stream: 4 })];
    const inUnits = (unit: number) => {
      const scale = (runs: readonly MadeNumberRun[]): MadeNumberRun[] =>
        runs.map(({ test = [], ...run }) => ({ ...run, test: test.map((error) => unit * error) }));
      const { figures } = compare(scale(first), scale(second), overSeeds(6));
      return figures as NonNullable<typeof figures>;
    };
    const one = inUnits(1);
    for (const unit of [1e-90, 1e-3, 1e5, 1e90]) {
      const { difference, interval, pValue, needed } = inUnits(unit);
      expect(difference / unit / one.difference).toBeCloseTo(1, 9);
      expect(interval.low / unit / one.interval.low).toBeCloseTo(1, 9);
      expect(pValue).toBeCloseTo(one.pValue, 9);
      expect(needed).toEqual(one.needed);
    }
  });

  it("of one seed are compared over the examples, and say that they hold for this seed alone", () => {
    const shape = { seeds: 1, examples: 60 };
    const { figures, verdict } = compare(runsOf(1, shape), runsOf(3, shape), overSeeds(1));
    expect(figures?.method).toBe("bootstrap over examples");
    expect(verdict.text).toMatch(/^first beats second by [\d.]+ in RMSE \(.*\), with seed 0 alone$/);
    const alone = { seeds: 1, examples: 1 };
    expect(compare(runsOf(1, alone), runsOf(3, alone), overSeeds(1)).verdict.kind).toBe("unknown");
  });

  it("are compared without runs that have no finite error", () => {
    const broken = runsOf(1, { stream: 5 }).map((run, index) =>
      index === 2 ? { ...run, test: [Infinity, ...(run.test ?? []).slice(1)] } : run,
    );
    const { runs, figures } = compare(broken, runsOf(1), overSeeds(6));
    expect(runs).toBe(5);
    expect(figures?.difference).toBeTypeOf("number");
  });
});

describe("pairs of models of numbers in cross-validation", () => {
  const places = [1, 2, 3].map((fold) => ({ repeat: 1, fold }));
  const folds: Design = { kind: "folds", folds: 3, seeds: [0] };
  const held = (errors: readonly (readonly number[])[]): MadeNumberRun[] =>
    places.map((place, index) => ({
      place,
      training: [0, 0, 0, 0],
      development: errors[index] as readonly number[],
    }));

  it("have the corrected resampled t-test of the mean squared errors, in RMSE", () => {
    const first = held([
      [1, 1],
      [2, 0],
      [1, 3],
    ]);
    const second = held([
      [2, 2],
      [2, 2],
      [3, 4],
    ]);
    const { figures } = compare(first, second, folds);
    // Mean squares of 1, 2, 5 and 4, 4, 12.5; two are held out for each four that are trained on.
    const byMeans = correctedResampledT([3, 2, 7.5], 1 / 2);
    const roots = Math.sqrt(8 / 3) + Math.sqrt(20.5 / 3);
    expect(figures?.difference).toBeCloseTo(Math.sqrt(20.5 / 3) - Math.sqrt(8 / 3), 12);
    expect(figures?.interval.low).toBeCloseTo(byMeans.interval.low / roots, 12);
    expect(figures?.interval.high).toBeCloseTo(byMeans.interval.high / roots, 12);
    expect(figures?.pValue).toBeCloseTo(byMeans.pValue, 12);
  });
});

describe("the RMSE of a variant", () => {
  it("is that of all runs together, with the deviation of theirs and the root of the interval's ends", () => {
    const runs = runsOf(1, { seeds: 4 });
    const { test } = estimateVariant(runs.map(makeNumberRun), overSeeds(4), bootstrap);
    const { accuracy, rmse, dataCost } = test as NonNullable<typeof test>;
    expect(accuracy).toBeUndefined();
    expect(rmse?.mean).toBeCloseTo(rmseOf(runs), 12);
    const each = runs.map((run) => rmseOf([run]));
    const mean = each.reduce((sum, value) => sum + value, 0) / 4;
    const variance = each.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3;
    expect(rmse?.standardDeviation).toBeCloseTo(Math.sqrt(variance), 12);
    expect(rmse?.interval?.low).toBeCloseTo(Math.sqrt(dataCost.interval?.low ?? 0), 12);
    expect(rmse?.interval?.high).toBeCloseTo(Math.sqrt(dataCost.interval?.high ?? 0), 12);
  });

  it("has an interval with one seed too, over the examples", () => {
    const [run] = runsOf(1, { seeds: 1 });
    const { test } = estimateVariant([makeNumberRun(run as MadeNumberRun)], overSeeds(1), bootstrap);
    expect(test?.rmse?.method).toBe("bootstrap over examples");
  });
});
