import { describe, expect, it } from "vitest";
import { compare, toComparison } from "../compare/compare.ts";
import type { Comparison } from "../compare/comparison.ts";
import type { CompareOptions } from "../compare/options.ts";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import { train } from "../train/train.ts";
import { drawPictures } from "./pictures.ts";
import { summarize } from "./summary.ts";

const football = datasets.football();
const moons = splitDataset(datasets.moons({ examples: 60 }));
const remarksOf = (comparison: Comparison): string => summarize(comparison).remarks.join("\n");

/** A comparison of one seed. */
const compareOnce = (data: Parameters<typeof compare>[0], options: CompareOptions): Promise<Comparison> =>
  compare(data, { seeds: 1, ...options });

/** A comparison that is stopped after so many runs. */
async function stopAfter(count: number, options: CompareOptions): Promise<Comparison> {
  const controller = new AbortController();
  let runs = 0;
  return compare(football, {
    ...options,
    signal: controller.signal,
    onEvent: ({ type }) => type === "run" && ++runs === count && controller.abort(),
  });
}

describe("the summary of one seed", () => {
  it("begins with the accuracies on the test examples", async () => {
    const { headline } = summarize(await compareOnce(football, { iterations: 300 }));
    expect(headline).toMatch(
      /^Accuracy on the 200 test examples: \d\d\.\d % with no regularization, \d\d\.\d % with L2 \(λ = 0\.7\), \d\d\.\d % with dropout \(keep 0\.86\)\.$/,
    );
  });

  it("gives the interval of every accuracy, not of the best alone, and one even at 100 %", async () => {
    const blobs = datasets.blobs({ examples: 60, centers: 2, deviation: 0.1 });
    const data = { name: "blobs", training: blobs, test: blobs };
    const { remarks, verdicts } = summarize(await compareOnce(data, { iterations: 200 }));
    expect(remarks).toEqual([
      "This is one seed, and 60 test examples leave each accuracy uncertain (95 % intervals): " +
        "94.0 % to 100.0 % with no regularization, 94.0 % to 100.0 % with L2 (λ = 0.7), " +
        "94.0 % to 100.0 % with dropout (keep 0.86); a small difference between two models may be chance.",
      "The test examples were looked at 3 times, once for each run, and chose nothing. There are no development " +
        "examples to choose a model by: the best of these test accuracies promises more than new examples will keep.",
    ]);
    expect(verdicts).toEqual([
      "l2 and none answer every test example alike.",
      "dropout and none answer every test example alike.",
      "dropout and l2 answer every test example alike.",
    ]);
  });

  it("says so where all test examples are of one class", async () => {
    const { training, test } = football;
    const home = [...test.target.values.keys()].filter((i) => test.target.values[i] === 1);
    const remarks = remarksOf(
      await compareOnce({ name: "f", training, test: test.select("home", home) }, { iterations: 20 }),
    );
    expect(remarks).toContain("All test examples are of home: the accuracy says nothing of the other class.");
  });

  it("of one model speaks of no other", async () => {
    const run = await train(football.training, { iterations: 300, lambda: 0.7 });
    const { remarks, verdicts, endings } = summarize(toComparison("l2", run, football));
    expect(remarks).toEqual([
      expect.stringMatching(
        /^This is one seed, and 200 test examples leave the accuracy uncertain \(95 % interval\): \d\d\.\d % to \d\d\.\d % with L2 \(λ = 0\.7\)\.$/,
      ),
    ]);
    expect([verdicts, endings]).toEqual([[], []]);
  });

  it("gives a run that diverged no interval", async () => {
    const { remarks } = summarize(
      await compareOnce(football, { iterations: 100, learningRate: 1000, lambda: 1, keepProbability: 1 }),
    );
    expect(remarks[0]).toMatch(
      /leave the accuracy uncertain \(95 % interval\): [^,;]* with no regularization\.$/,
    );
  });

  it("says that a frozen mask is frozen", async () => {
    const remarks = remarksOf(await compareOnce(football, { iterations: 20, mask: "frozen" }));
    expect(remarks).toContain("The dropout mask was frozen, as in the article's code");
  });

  it("says of a run that diverged where and why, and gives it no accuracy", async () => {
    const diverged = await compareOnce(football, { learningRate: 1e155, iterations: 300 });
    const { headline, endings, remarks } = summarize(diverged);
    expect(headline).toContain("none with no regularization, which diverged");
    expect(headline).not.toContain("%");
    expect(endings).toHaveLength(3);
    expect(endings[0]).toContain("no regularization: diverged at iteration");
    expect(remarks.filter((remark) => remark.startsWith("This is one seed"))).toEqual([]);
    expect(drawPictures(diverged).every(({ svg }) => !/NaN|Infinity/.test(svg))).toBe(true);
  });

  it("says of a run that was stopped after how many iterations", async () => {
    const controller = new AbortController();
    const run = await train(football.training, {
      signal: controller.signal,
      onEvent: ({ type }) => type === "progress" && controller.abort(),
    });
    expect(summarize(toComparison("none", run, football)).endings).toEqual([
      expect.stringMatching(/^no regularization: stopped after \d+ iterations\.$/),
    ]);
  });
});

describe("the summary of several seeds", () => {
  it("says of means over fewer runs than planned whose they are", async () => {
    const { headline } = summarize(await stopAfter(7, { iterations: 60, seeds: 4 }));
    expect(headline).toMatch(/^Mean accuracy of the runs with a result on the 200 test examples: /);
  });

  it("says that each example was held out only where each was", async () => {
    const whole = await compare(moons, { iterations: 5, folds: 2 });
    expect(remarksOf(whole)).toContain(
      "Each example was held out once in every repeat; the intervals allow for ",
    );
    const variants = whole.variants.map((variant) => ({ ...variant, runs: variant.runs.slice(0, 1) }));
    expect(remarksOf({ ...whole, variants })).toContain("The intervals allow for folds");
    expect(remarksOf({ ...whole, variants })).not.toContain("Each example was held out");
  });

  it("warns of two or three seeds, which hardly tell how much seeds differ", async () => {
    const remarksWith = async (options: object): Promise<string> =>
      remarksOf(await compare(football, { iterations: 5, ...options }));
    const warning = "So few seeds hardly tell how much seeds differ";
    expect(await remarksWith({ seeds: 3 })).toContain(warning);
    expect(await remarksWith({ seeds: 4 })).not.toContain(warning);
    expect(await remarksWith({ seeds: 3, intervals: "examples" })).not.toContain(warning);
  });

  it("begins with mean accuracies, and says what the intervals cover", async () => {
    const options = { iterations: 50, seeds: 3 };
    const { headline } = summarize(await compare(football, options));
    expect(headline).toMatch(
      /^Mean accuracy of 3 seeds on the 200 test examples: \d+\.\d % with no regularization, \d+\.\d % with L2 \(λ = 0\.7\), \d+\.\d % with dropout \(keep 0\.86\)\.$/,
    );
    for (const [intervals, covered] of [
      ["seeds-and-examples", "both sources of chance: other seeds, and other test examples"],
      ["seeds", "other seeds, but not other test examples"],
      ["examples", "other test examples, but not other seeds"],
    ] as const) {
      const remarks = remarksOf(await compare(football, { ...options, intervals }));
      expect(remarks).toContain(`The intervals are of 95 % and cover ${covered}.`);
      expect(remarks).not.toContain("This is one seed");
    }
  });

  it("has the verdict on every pair as a sentence, those that tell two apart first", async () => {
    const comparison = await compare(football, {
      iterations: 200,
      seeds: 3,
      variants: [{ name: "a" }, { name: "same" }, { name: "idle", lambda: 500 }],
    });
    const texts = comparison.pairs.map(({ verdict }) => `${verdict.text}.`);
    const kinds = comparison.pairs.map(({ verdict }) => verdict.kind);
    expect(kinds).toEqual(["alike", "worse", "worse"]);
    expect(summarize(comparison).verdicts).toEqual([texts[1], texts[2], texts[0]]);
  });

  it("leaves the verdicts on very many pairs to the table, but for those that tell two apart", async () => {
    const variants = Array.from({ length: 5 }, (_, i) => ({ name: `same${i}` }));
    const comparison = await compare(football, {
      iterations: 100,
      seeds: 3,
      variants: [...variants, { name: "idle", lambda: 500 }],
    });
    const { verdicts } = summarize(comparison);
    expect(comparison.pairs).toHaveLength(15);
    expect(verdicts).toHaveLength(6);
    expect(verdicts.slice(0, 5).every((verdict) => / beats idle by /.test(verdict))).toBe(true);
    expect(verdicts[5]).toBe("The table of differences has 10 other pairs of models.");
  });

  it("says which models one seed alone would crown, where seeds disagree", async () => {
    const comparison = await compare(football, { iterations: 600, seeds: 6 });
    const right = comparison.variants.map(({ runs }) => runs.map(({ test }) => test?.correct ?? 0));
    const winners = comparison.design.seeds.map((_, index) => {
      const counts = right.map((variant) => variant[index] ?? 0);
      const best = counts.filter((count) => count === Math.max(...counts));
      return best.length === 1 ? counts.indexOf(best[0] ?? 0) : undefined;
    });
    expect(winners.map((winner) => winner !== undefined)).toContain(true);
    expect(winners.every((winner) => winner === 2 || winner === undefined)).toBe(true);
    const ties = winners.filter((winner) => winner === undefined).length;
    expect(remarksOf(comparison)).toContain(
      `One seed alone would crown dropout in ${6 - ties} of 6 seeds; ${ties} are ties.`,
    );
  });

  it("says nothing of crowns where seeds agree", async () => {
    const comparison = await compare(football, {
      iterations: 300,
      seeds: 2,
      variants: [{ name: "good" }, { name: "idle", lambda: 500 }],
    });
    expect(remarksOf(comparison)).not.toContain("crown");
  });

  it("counts runs that diverged, and tells of the first where and why", async () => {
    const options = { iterations: 72, learningRate: 430, lambda: 1, seeds: 3 };
    const { headline, endings } = summarize(await compare(football, options));
    expect(headline).toMatch(/, \d+\.\d % with L2 \(λ = 1\), /);
    expect(endings).toEqual([
      expect.stringMatching(
        /^L2 \(λ = 1\): 2 of 3 runs are left out of all figures\. Seed 3: diverged at iteration \d+: .*\. Likely cause: .*\.$/,
      ),
    ]);
  });

  it("says how many runs are finished after a stop", async () => {
    const { endings } = summarize(await stopAfter(4, { iterations: 5, seeds: 3 }));
    expect(endings).toEqual(["4 of 9 runs are finished: the figures are of these alone."]);
  });

  it("says how many runs failed, and why the first did", async () => {
    const comparison = await stopAfter(7, { iterations: 5, seeds: 3 });
    const failures = [{ variant: "l2", seed: 5, cause: new Error("The worker died.") }];
    expect(summarize({ ...comparison, failures }).endings).toEqual([
      "7 of 9 runs are finished, 1 of the others failed: the figures are of these alone.",
      "The first that failed is l2 with seed 5: The worker died.",
    ]);
  });
});

describe("the summary of a cross-validation", () => {
  it("begins with the accuracies on examples that were held out, and says how they were divided", async () => {
    const once = summarize(await compare(moons, { iterations: 10, folds: 3 }));
    expect(once.headline).toMatch(
      /^Mean accuracy on held-out examples, in 3-fold cross-validation of 48 examples: \d+\.\d % with no regularization, /,
    );
    const twice = summarize(await compare(moons, { iterations: 10, folds: 3, repeats: 2 }));
    expect(twice.headline).toContain("in 2 × 3-fold cross-validation of 48 examples:");
    expect(twice.remarks[0]).toBe(
      "Each example was held out once in every repeat; the intervals allow for folds that share most of their " +
        "training examples.",
    );
  });
});

describe("the guard of the test examples", () => {
  it("counts the looks at them, and names the model that development examples speak for", async () => {
    const comparison = await compare(moons, { iterations: 20, seeds: 2 });
    const { choice, variants } = comparison;
    const title = variants.find(({ name }) => name === choice?.variant)?.title;
    expect(remarksOf(comparison)).toContain(
      "The test examples were looked at 6 times, once for each run, and chose nothing. " +
        `To choose a model, go by the development examples: no model does better on them than ${title}, with `,
    );
  });

  it("warns where there are no development examples to choose by", async () => {
    expect(remarksOf(await compare(football, { iterations: 5, seeds: 2 }))).toContain(
      "The test examples were looked at 6 times, once for each run, and chose nothing. There are no development " +
        "examples to choose a model by: the best of these test accuracies promises more than new examples will keep.",
    );
  });

  it("says that cross-validation did not look, and which model it speaks for", async () => {
    expect(remarksOf(await compare(moons, { iterations: 10, folds: 2 }))).toMatch(
      /^The test examples were not looked at\. To choose a model, go by the examples that were held out: no model does better on them than .+, with \d+\.\d %\.$/m,
    );
  });
});

describe("the summary of no run", () => {
  it("says so where nothing was trained", async () => {
    const controller = new AbortController();
    controller.abort();
    expect(summarize(await compare(football, { signal: controller.signal }))).toEqual({
      headline: "Training was stopped before the first run was over: there are no results.",
      verdicts: [],
      endings: [],
      remarks: [],
    });
  });

  it("says so where no run could be made, and why", async () => {
    const stopped = await compare(football, { signal: AbortSignal.abort(), seeds: 1 });
    const failures = ["none", "l2", "dropout"].map((variant) => ({
      variant,
      seed: 3,
      cause: new Error("A worker died"),
    }));
    const { headline, endings } = summarize({ ...stopped, failures });
    expect(headline).toBe("3 of 3 runs failed, and none is finished: there are no results.");
    expect(endings).toEqual(["The first that failed is none with seed 3: A worker died."]);
  });
});
