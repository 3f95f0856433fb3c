import { describe, expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import { train } from "../train/train.ts";
import { type CompareEvent, compare, toComparison } from "./compare.ts";
import { toResultsTable } from "./results.ts";
import { createTrainingPool } from "./training-pool-node.ts";

const football = datasets.football();
const moons = splitDataset(datasets.moons({ examples: 60 }));

/** Strengths with which L2 diverges with the seeds 3 and 5, and not with 4. */
const HALF_DIVERGED = { iterations: 72, learningRate: 430, lambda: 1, seeds: 3 } as const;

describe("compare", () => {
  it("trains none, L2 and dropout with every seed, from the same first weights on the same data", async () => {
    const events: CompareEvent[] = [];
    const { variants, design, planned, data, examples } = await compare(football, {
      iterations: 100,
      seeds: 2,
      onEvent: (event) => events.push(event),
    });
    expect(variants.map(({ name, title, runs }) => [name, title, runs.map(({ seed }) => seed)])).toEqual([
      ["none", "no regularization", [3, 4]],
      ["l2", "L2 (λ = 0.7)", [3, 4]],
      ["dropout", "dropout (keep 0.86)", [3, 4]],
    ]);
    expect(design).toEqual({ kind: "seeds", seeds: [3, 4], intervals: "seeds-and-examples" });
    expect([planned, data, examples]).toEqual([6, football, football.training]);
    const [first] = events;
    expect(first).toMatchObject({ type: "started", runs: 6 });
    expect(
      events.flatMap((event) => (event.type === "run" ? [`${event.result.seed} ${event.title}`] : [])),
    ).toEqual([
      "3 no regularization",
      "3 L2 (λ = 0.7)",
      "3 dropout (keep 0.86)",
      "4 no regularization",
      "4 L2 (λ = 0.7)",
      "4 dropout (keep 0.86)",
    ]);
  });

  it("pairs its runs: a seed gives every variant the same first weights, another seed others", async () => {
    const { variants } = await compare(football, { iterations: 1, costInterval: 1, seeds: 3 });
    const firstCosts = variants.map(({ runs }) =>
      runs.map(({ run }) => run.history.dataCostWithoutDropout[0]),
    );
    const [none = [], l2, dropout] = firstCosts;
    expect(l2).toEqual(none);
    expect(dropout).toEqual(none);
    expect(new Set(none).size).toBe(3);
  });

  it("makes every run as train does with its settings and seed", async () => {
    const { variants } = await compare(football, { iterations: 40, seeds: 2 });
    for (const { runs } of variants) {
      for (const { seed, run, test, scores } of runs) {
        const alone = await train(football.training, run.settings);
        expect(run.settings.seed).toBe(seed);
        expect(run.fingerprint).toBe(alone.fingerprint);
        expect(run.history).toEqual(alone.history);
        expect(scores.test).toEqual(alone.model.scores(football.test));
        expect(test?.correct).toBe(alone.model.evaluate(football.test).correct);
      }
    }
  });

  it("takes 20 seeds from the first on, unless said", async () => {
    const { design } = await compare(football, { iterations: 1, seed: 5, variants: [{ name: "a" }] });
    expect(design.seeds).toEqual(Array.from({ length: 20 }, (_, i) => 5 + i));
  });

  it("trains variants of the caller's in place of its own", async () => {
    const { variants, pairs } = await compare(football, {
      iterations: 3,
      seeds: 2,
      variants: [{ name: "plain" }, { name: "short", iterations: 2 }, { name: "wide", hiddenLayers: [9] }],
    });
    expect(variants.map(({ name, runs }) => [name, runs[0]?.run.iterations])).toEqual([
      ["plain", 3],
      ["short", 2],
      ["wide", 3],
    ]);
    expect(pairs.map(({ first, second }) => `${first} ${second}`)).toEqual([
      "plain short",
      "plain wide",
      "short wide",
    ]);
  });

  it("finds that one variant under two names is alike", async () => {
    const variants = [
      { name: "one", lambda: 1 },
      { name: "other", lambda: 1 },
    ];
    for (const design of [{ seeds: 3 }, { seeds: 1 }, { folds: 2 }]) {
      const { pairs } = await compare(football, { iterations: 30, variants, ...design });
      expect(pairs[0]).toMatchObject({ isAlike: true, figures: { difference: 0, pValue: 1 } });
      expect(pairs[0]?.verdict.kind).toBe("alike");
    }
  });

  it("takes other strengths, in either spelling of dropout", async () => {
    const { variants } = await compare(football, { iterations: 1, seeds: 1, lambda: 2, dropoutRate: 0.3 });
    expect(variants.map(({ settings }) => [settings.lambda, settings.keepProbability])).toEqual([
      [0, 1],
      [2, 1],
      [0, 0.7],
    ]);
    await expect(compare(football, { keepProbability: 0.9, dropoutRate: 0.3 })).rejects.toThrow(
      "keepProbability: expected 0.7",
    );
    await expect(compare(football, { lambda: -1 })).rejects.toThrow(
      "lambda: expected a finite number of at least 0, or a list of such, one for each layer, got -1.",
    );
  });

  it("calls data without a name as its training part is called", async () => {
    const { training, test } = football;
    const { data } = await compare({ training, test }, { iterations: 1, seeds: 1 });
    expect(data).toEqual({ name: "football (training)", training, test });
    expect((await compare(football, { iterations: 1, seeds: 1 })).data).toEqual(football);
  });

  it.each([null, 7, []])("refuses %j in place of options", async (options) => {
    await expect(compare(football, options as never)).rejects.toThrow(
      "options: expected an object of options, got ",
    );
  });

  it("refuses what is no data with training and test examples", async () => {
    const { training } = football;
    await expect(compare({ training } as never)).rejects.toThrow(
      "compare: test: expected a Dataset, got nothing.",
    );
    await expect(compare(training as never)).rejects.toThrow(
      'compare: expected an object with training and test, got the Dataset "football (training)".',
    );
  });

  it.each<["development" | "test", Partial<Parameters<typeof Dataset.fromRows>[0]>, string]>([
    ["test", { featureNames: ["age", "height"] }, "expected the features x1, x2, got age, height."],
    ["development", { featureNames: ["age", "height"] }, "expected the features x1, x2, got age, height."],
    ["test", { labels: ["draw"] }, 'expected no other classes than guests, home, got "draw".'],
  ])("refuses %s examples with %j before anything is trained", async (part, change, message) => {
    const other = Dataset.fromRows({ name: "other", rows: [[1, 2]], labels: ["home"], ...change });
    const events: CompareEvent[] = [];
    const onEvent = (event: CompareEvent): number => events.push(event);
    await expect(compare({ ...football, [part]: other }, { iterations: 1, onEvent })).rejects.toThrow(
      `data set "other": ${message}`,
    );
    expect(events).toEqual([]);
  });

  it.each<[object, string]>([
    [{ signal: true }, "compare: signal: expected an AbortSignal, got true."],
    [{ signal: new AbortController() }, "compare: signal: expected an AbortSignal, got "],
    [{ onEvent: 5 }, "compare: onEvent: expected a function, got 5."],
    [{ pool: 2 }, "compare: pool: expected a pool made by createTrainingPool, got 2."],
    [{ pool: {} }, "compare: pool: expected a pool made by createTrainingPool, got an empty object."],
    [{ pool: null }, "compare: pool: expected a pool made by createTrainingPool, got null."],
    [
      { pool: createTrainingPool },
      "compare: pool: expected a pool made by createTrainingPool, got a function.",
    ],
    [{ variants: [] }, "variants: expected a list of at least one variant, got []."],
    [{ variants: [{ name: "a", lamda: 1 }] }, 'got "lamda". Did you mean "lambda"?'],
  ])("refuses %o", async (context, message) => {
    await expect(compare(football, { iterations: 1, ...context })).rejects.toThrow(message);
  });
});

describe("cross-validation", () => {
  it("judges every variant on every fold, and never opens the test examples", async () => {
    const { variants, examples, testLooks, planned, pairs } = await compare(moons, {
      iterations: 10,
      folds: 3,
      repeats: 2,
    });
    expect([planned, testLooks, examples.examples]).toEqual([18, 0, 48]);
    for (const { runs, estimates } of variants) {
      expect(runs.map(({ seed, place }) => `${seed} ${place?.repeat}.${place?.fold}`)).toEqual([
        "3 1.1",
        "3 1.2",
        "3 1.3",
        "4 2.1",
        "4 2.2",
        "4 2.3",
      ]);
      expect(runs.every(({ test, scores }) => test === undefined && scores.test === undefined)).toBe(true);
      expect(Object.keys(estimates)).toEqual(["training", "development"]);
      const heldOut = runs.slice(0, 3).map(({ development }) => development?.examples ?? 0);
      expect(heldOut.reduce((sum, count) => sum + count, 0)).toBe(48);
    }
    expect(pairs.map(({ part, runs, examples: count }) => [part, runs, count])).toEqual(
      pairs.map(() => ["development", 6, 48]),
    );
  });

  it("gives the variants of a fold the same first weights", async () => {
    const { variants } = await compare(moons, { iterations: 1, costInterval: 1, folds: 2 });
    const firstCosts = variants.map(({ runs }) =>
      runs.map(({ run }) => run.history.dataCostWithoutDropout[0]),
    );
    expect(firstCosts).toEqual(firstCosts.map(() => firstCosts[0]));
  });

  it("refuses folds of examples that time divides, which chance would mix", async () => {
    const times = Array.from({ length: 60 }, (_, day) => new Date(2020, 0, day + 1));
    const inTime = splitDataset(datasets.moons({ examples: 60 }), { times });
    await expect(compare(inTime, { iterations: 1, folds: 2 })).rejects.toThrow(
      "folds: expected none for examples that are divided by time, got 2. " +
        "Folds are drawn by chance: models would learn from what comes after. Compare by seeds instead.",
    );
    expect((await compare(inTime, { iterations: 1, seeds: 1 })).data.order).toBe("time");
  });

  it("chooses by the examples that were held out", async () => {
    const { choice, variants } = await compare(moons, { iterations: 10, folds: 3 });
    const best = Math.max(...variants.map(({ estimates }) => estimates.development?.accuracy?.mean ?? 0));
    expect(choice?.value).toBe(best);
  });
});

describe("the test examples", () => {
  it("are counted once for each run that was judged on them", async () => {
    expect((await compare(football, { iterations: 1, seeds: 2 })).testLooks).toBe(6);
    expect((await compare(football, { iterations: 1, seeds: 1, lambda: 0 })).testLooks).toBe(2);
    expect((await compare(football, HALF_DIVERGED)).testLooks).toBe(9);
  });

  it("never choose: there is a choice with development examples alone, and it goes by them", async () => {
    expect(await compare(football, { iterations: 5, seeds: 2 })).not.toHaveProperty("choice");
    const { choice, variants } = await compare(moons, { iterations: 50, seeds: 2 });
    const shares = variants.map(({ estimates }) => estimates.development?.accuracy?.mean ?? 0);
    expect(choice?.value).toBe(Math.max(...shares));
    expect(variants[0]?.runs[0]?.development?.examples).toBe(12);
    expect(
      toResultsTable({
        design: { kind: "seeds", seeds: [3, 4], intervals: "seeds" },
        measure: "accuracy",
        variants,
      }).columns,
    ).toContain("development accuracy");
  });
});

describe("runs that diverged", () => {
  it("are kept, and left out of figures and pairs", async () => {
    const { variants, pairs } = await compare(football, HALF_DIVERGED);
    const [none, l2] = variants;
    expect(l2?.runs.map(({ run }) => run.outcome.kind)).toEqual(["diverged", "finished", "diverged"]);
    const sound = l2?.runs[1];
    // One run is no sample of what other seeds do: there is no interval.
    expect(l2?.estimates.test?.accuracy).toEqual({ mean: sound?.test?.accuracy });
    expect(none?.estimates.test?.accuracy?.standardDeviation).toBeDefined();
    expect(pairs.map(({ runs, verdict: { kind } }) => [runs, kind])).toEqual([
      [1, "unknown"],
      [3, expect.any(String)],
      [1, "unknown"],
    ]);
    expect(pairs[0]?.verdict.text).toBe("l2 and none cannot be compared: only one run of both has a result");
  });

  it("all, leave a variant without figures", async () => {
    const options = { iterations: 100, learningRate: 1000, lambda: 1, seeds: 2 };
    const { variants, pairs } = await compare(football, options);
    expect(variants[1]?.estimates).toEqual({});
    expect(variants[1]?.runs).toHaveLength(2);
    expect(pairs.map(({ verdict }) => verdict.kind).toSorted()).toEqual([
      expect.any(String),
      "unknown",
      "unknown",
    ]);
    expect(pairs[0]?.verdict.text).toBe("l2 and none cannot be compared: no run of both has a result");
  });
});

describe("a single run", () => {
  it("becomes a comparison of one variant with its figures and no pairs", async () => {
    const run = await train(moons.training, { iterations: 50, development: moons.development, seed: 8 });
    const comparison = toComparison("mine", run, moons);
    const [variant] = comparison.variants;
    expect(variant).toMatchObject({ name: "mine", title: "no regularization", settings: run.settings });
    expect(variant?.runs).toHaveLength(1);
    expect(variant?.runs[0]?.run).toBe(run);
    expect(variant?.runs[0]?.test).toEqual({
      ...run.model.evaluate(moons.test),
      dataCost: expect.closeTo(run.model.evaluate(moons.test).dataCost, 12),
    });
    expect(comparison).toMatchObject({
      design: { kind: "seeds", seeds: [8], intervals: "examples" },
      pairs: [],
      testLooks: 1,
      planned: 1,
      failures: [],
    });
    expect(comparison).not.toHaveProperty("choice");
  });

  it("is the same as a comparison that has it alone", async () => {
    const compared = await compare(football, { iterations: 30, seeds: 1, lambda: 0, keepProbability: 1 });
    const run = await train(football.training, { iterations: 30 });
    expect(toComparison("none", run, football)).toEqual(compared);
  });
});
