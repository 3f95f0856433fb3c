import { describe, expect, it } from "vitest";
import { answers, type MadeRun, makeRun } from "../../test/support/made-runs.ts";
import { counterRandom } from "../base/counter-random.ts";
import type { Design } from "./options.ts";
import type { PairResult } from "./pair-result.ts";
import { comparePairs } from "./pairs.ts";
import { createCrossedBootstrap } from "./statistics/crossed-bootstrap.ts";

const bootstrap = createCrossedBootstrap({ resamples: 1000 });
const overSeeds = (seeds: number): Extract<Design, { kind: "seeds" }> => ({
  kind: "seeds",
  seeds: Array.from({ length: seeds }, (_, seed) => seed),
  intervals: seeds === 1 ? "examples" : "seeds-and-examples",
});
const pairsOf = (
  made: Readonly<Record<string, readonly MadeRun[]>>,
  design: Design,
): readonly PairResult[] => {
  const contenders = Object.entries(made).map(([name, runs]) => ({ name, runs: runs.map(makeRun) }));
  return comparePairs(contenders, design, bootstrap);
};
const only = (pairs: readonly PairResult[]): PairResult => {
  expect(pairs).toHaveLength(1);
  return pairs[0] as PairResult;
};

/** Which of three models are right on 20 examples: 10 all of them, 1 a alone, 3 b and c, 5 b alone, 1 none. */
const once = {
  a: [{ test: [...answers(10, 0), 1, ...answers(0, 8), 0] }],
  b: [{ test: [...answers(10, 0), 0, ...answers(8, 0), 0] }],
  c: [{ test: [...answers(10, 0), 0, ...answers(3, 5), 0] }],
};

describe("pairs of one seed", () => {
  it("have McNemar's exact test and the interval of Bonett and Price", () => {
    const { a, b } = once;
    const { figures, verdict, ...pair } = only(pairsOf({ a, b }, overSeeds(1)));
    expect(pair).toEqual({ first: "a", second: "b", part: "test", runs: 1, examples: 20, isAlike: false });
    // On 9 examples one alone is right, on 1 of them a: 2·(1 + 9)/2⁹.
    expect(figures?.pValue).toBe(20 / 512);
    expect(figures?.adjustedPValue).toBe(20 / 512);
    expect(figures?.difference).toBe(7 / 20);
    const half = 1.959964 * Math.sqrt((11 / 22 - (7 / 22) ** 2) / 22);
    expect(figures?.interval.low).toBeCloseTo(7 / 22 - half, 6);
    expect(figures?.interval.high).toBeCloseTo(7 / 22 + half, 6);
    expect(figures?.method).toBe("exact McNemar");
    // A variance of 9/20 − 0.35² for each example, over (0.35/(1.96 + 0.84))².
    expect(figures?.needed).toEqual({ seeds: 1, examples: 21 });
    expect(verdict.kind).toBe("better");
    expect(verdict.text).toMatch(/^b beats a by 35\.0 points \(.*\), with seed 0 alone$/);
  });

  it("of which one alone would stand out do so no more after Holm's correction", () => {
    const pairs = pairsOf(once, overSeeds(1));
    expect(pairs.map(({ first, second }) => first + second)).toEqual(["ab", "ac", "bc"]);
    expect(pairs.map(({ figures }) => figures?.pValue)).toEqual([20 / 512, 10 / 16, 2 / 32]);
    expect(pairs.map(({ figures }) => figures?.adjustedPValue)).toEqual([60 / 512, 10 / 16, 4 / 32]);
    expect(pairs.map(({ verdict }) => verdict.kind)).toEqual(["undecided", "undecided", "undecided"]);
    expect(pairs[0]?.verdict.text).toMatch(
      /^b leads a by 35\.0 points \(.*\), but among 3 comparisons one such lead may be chance$/,
    );
  });

  it("count among the comparisons that verdicts speak of only where there are figures", () => {
    const pairs = pairsOf({ ...once, none: [] }, overSeeds(1));
    expect(pairs).toHaveLength(6);
    expect(pairs[0]?.figures?.adjustedPValue).toBe(60 / 512);
    expect(pairs[0]?.verdict.text).toMatch(/, but among 3 comparisons one such lead may be chance$/);
  });

  it("that are right equally often on other examples are not alike", () => {
    const { isAlike, figures, verdict } = only(
      pairsOf({ a: [{ test: [1, 1, 0, 0] }], b: [{ test: [0, 0, 1, 1] }] }, overSeeds(1)),
    );
    expect([isAlike, figures?.difference, figures?.pValue]).toEqual([false, 0, 1]);
    expect(verdict.text).toBe(
      "b and a cannot be told apart with 1 seed and 4 test examples: they are right equally often",
    );
  });
});

/** Runs of some seeds on 40 examples, right as often as said. */
function draw(seed: number, share: number, seeds = 6): MadeRun[] {
  const stream = counterRandom(seed, "data");
  return Array.from({ length: seeds }, (_, run) => ({
    seed: run,
    test: Array.from({ length: 40 }, () => (stream.rand() < share ? 1 : 0)),
  }));
}

const meanOf = (runs: readonly MadeRun[]): number => {
  const all = runs.flatMap(({ test = [] }) => test);
  return all.reduce((sum, answer) => sum + answer, 0) / all.length;
};

describe("pairs of several seeds", () => {
  const [weak, strong] = [draw(1, 0.6), draw(2, 0.9)];

  it("differ by the mean of all differences, and are told apart where these leave no doubt", () => {
    const { figures, verdict, runs, examples } = only(pairsOf({ weak, strong }, overSeeds(6)));
    expect([runs, examples, figures?.method]).toEqual([6, 40, "crossed bootstrap"]);
    expect(figures?.difference).toBeCloseTo(meanOf(strong) - meanOf(weak), 14);
    const { low, high } = figures?.interval ?? { low: 0, high: 0 };
    expect(low).toBeGreaterThan(0);
    // As long on either side, so that the pair says the same in the other order.
    expect((low + high) / 2).toBeCloseTo(figures?.difference ?? 0, 12);
    expect(figures?.pValue).toBeLessThan(0.05);
    expect(verdict.kind).toBe("better");
    expect(verdict.text).toMatch(/^strong beats weak by \d+\.\d points \(\d+\.\d to \d+\.\d\)$/);
  });

  it("say the same in the other order", () => {
    const one = only(pairsOf({ weak, strong }, overSeeds(6)));
    const other = only(pairsOf({ strong, weak }, overSeeds(6)));
    expect(other.verdict).toEqual({ ...one.verdict, kind: "worse" });
    expect(other.figures?.difference).toBeCloseTo(-(one.figures?.difference ?? 0), 14);
    expect(other.figures?.interval.low).toBeCloseTo(-(one.figures?.interval.high ?? 0), 14);
    expect(other.figures?.pValue).toBeCloseTo(one.figures?.pValue ?? 0, 12);
  });

  it("leave out 0 with their interval just where their own p-value is below 5 %", () => {
    for (let seed = 10; seed < 40; seed++) {
      const { figures } = only(pairsOf({ a: draw(seed, 0.8), b: draw(100 + seed, 0.87) }, overSeeds(6)));
      const { low, high } = figures?.interval ?? { low: 0, high: 0 };
      expect((figures?.pValue ?? 1) < 0.05).toBe(low > 0 || high < 0);
    }
  });

  it("are compared by those sources of chance that intervals are to cover", () => {
    const methodWith = (intervals: "seeds" | "examples"): string | undefined =>
      only(pairsOf({ weak, strong }, { ...overSeeds(6), intervals })).figures?.method;
    expect([methodWith("seeds"), methodWith("examples")]).toEqual([
      "bootstrap over seeds",
      "bootstrap over examples",
    ]);
  });

  it("are alike where they are one variant under two names", () => {
    const { isAlike, figures, verdict } = only(pairsOf({ one: weak, other: weak }, overSeeds(6)));
    expect([isAlike, figures?.difference, figures?.pValue]).toEqual([true, 0, 1]);
    expect(figures?.interval).toEqual({ low: 0, high: 0 });
    expect(verdict).toEqual({ kind: "alike", text: "other and one answer every test example alike" });
  });

  it("are compared on the seeds that both finished, whatever else either has", () => {
    const without = (runs: readonly MadeRun[], ...seeds: number[]): MadeRun[] =>
      runs.filter(({ seed = 0 }) => !seeds.includes(seed));
    const common = without(weak, 0, 5);
    const partner = without(strong, 0, 5);
    const whole = only(pairsOf({ weak: common, strong: partner }, overSeeds(6)));
    expect(whole.runs).toBe(4);
    expect(only(pairsOf({ weak: without(weak, 0), strong: without(strong, 5) }, overSeeds(6)))).toEqual(
      whole,
    );
  });

  it("are unknown with only one seed in common, and are no comparison that others are corrected for", () => {
    const few = weak.slice(0, 1);
    const pairs = pairsOf({ few, weak, strong }, overSeeds(6));
    expect(pairs.map(({ verdict }) => verdict.kind)).toEqual(["unknown", "unknown", "better"]);
    expect(pairs[0]?.verdict.text).toBe("weak and few cannot be compared: only one run of both has a result");
    expect(pairs[0]).not.toHaveProperty("figures");
    expect(pairs[2]?.figures?.adjustedPValue).toBe(pairs[2]?.figures?.pValue);
    expect(only(pairsOf({ a: few, b: strong.slice(1) }, overSeeds(6))).verdict.text).toBe(
      "b and a cannot be compared: no run of both has a result",
    );
  });

  it("are none of a lone variant", () => {
    expect(pairsOf({ weak }, overSeeds(6))).toEqual([]);
  });
});

describe("pairs in cross-validation", () => {
  const design: Design = { kind: "folds", folds: 2, seeds: [3, 4] };
  const places = [3, 4].flatMap((seed, index) =>
    [1, 2].map((fold) => ({ seed, place: { repeat: index + 1, fold } })),
  );
  const runsWith = (rights: readonly number[]): MadeRun[] =>
    rights.map((right, index) => ({
      ...places[index],
      training: answers(10, 0),
      development: answers(right, 10 - right),
    }));

  it("have the corrected resampled t-test of the held-out examples", () => {
    const pair = only(pairsOf({ a: runsWith([6, 5, 6, 7]), b: runsWith([8, 8, 7, 9]) }, design));
    expect([pair.part, pair.runs, pair.examples]).toEqual(["development", 4, 20]);
    const { figures } = pair;
    // Differences of 0.2, 0.3, 0.1 and 0.2: s² = 0.02/3. Student's quantile 0.975 with 3 degrees is 3.182446.
    expect(figures?.difference).toBeCloseTo(0.2, 14);
    const error = Math.sqrt((1 / 4 + 1) * (0.02 / 3));
    expect(figures?.interval.low).toBeCloseTo(0.2 - 3.182446 * error, 6);
    expect(figures?.interval.high).toBeCloseTo(0.2 + 3.182446 * error, 6);
    // P(|T| > √(24/5)) with 3 degrees of freedom, in closed form.
    const angle = Math.atan(0.2 / error / Math.sqrt(3));
    expect(figures?.pValue).toBeCloseTo(1 - (2 / Math.PI) * (angle + Math.sin(angle) * Math.cos(angle)), 10);
    expect(figures?.method).toBe("corrected resampled t");
    expect(figures).not.toHaveProperty("needed");
    expect(pair.verdict.text).toBe(
      "b and a cannot be told apart by 2 × 2-fold cross-validation of 20 examples",
    );
  });

  it("compare the same fold of the same repeat, in whatever order runs come", () => {
    const [a, b] = [runsWith([6, 5, 6, 7]), runsWith([8, 8, 7, 9])];
    const straight = only(pairsOf({ a, b }, design)).figures;
    const { difference, interval } = only(pairsOf({ a, b: b.toReversed() }, design)).figures ?? {};
    expect({ difference, interval }).toEqual({
      difference: straight?.difference,
      interval: straight?.interval,
    });
    const { runs } = only(pairsOf({ a: a.slice(1), b: b.slice(0, 3) }, design));
    expect(runs).toBe(2);
  });

  it("are unknown with only one fold in common", () => {
    const pair = only(pairsOf({ a: runsWith([6]), b: runsWith([8, 8]) }, design));
    expect(pair.verdict.kind).toBe("unknown");
    expect(pair).not.toHaveProperty("figures");
  });
});

describe("differences that are the same in every run", () => {
  it.each<[string, Design]>([
    ["folds", { kind: "folds", folds: 2, seeds: [3] }],
    ["seeds", { kind: "seeds", seeds: [3, 4], intervals: "seeds" }],
  ])("are no evidence, with two %s: they do not tell how far chance reaches", (kind, design) => {
    const part = kind === "folds" ? "development" : "test";
    const runsOf = (right: number): MadeRun[] =>
      [3, 4].map((seed, index) => ({
        seed: kind === "folds" ? 3 : seed,
        ...(kind === "folds" ? { place: { repeat: 1, fold: index + 1 } } : {}),
        [part]: answers(right, 10 - right),
      }));
    const { figures, verdict } = only(pairsOf({ a: runsOf(7), b: runsOf(8) }, design));
    expect(figures).toBeUndefined();
    expect(verdict).toEqual({
      kind: "unknown",
      text: "b and a cannot be compared: all runs show the same difference",
    });
  });
});

it("what would settle a difference is more of what the interval covers, never of the other", () => {
  const runsOf = (shift: number): MadeRun[] =>
    [3, 5, 4, 6].map((right, seed) => ({
      seed,
      test: answers(right + (seed % 2) * shift, 20 - right - (seed % 2) * shift),
    }));
  const neededFor = (intervals: "seeds" | "examples"): unknown =>
    only(pairsOf({ a: runsOf(0), b: runsOf(2) }, { ...overSeeds(4), intervals })).figures?.needed;
  expect(neededFor("seeds")).toMatchObject({ examples: 20, seeds: expect.any(Number) });
  expect(neededFor("examples")).toMatchObject({ seeds: 4, examples: expect.any(Number) });
});
