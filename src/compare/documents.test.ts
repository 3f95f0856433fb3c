import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import { train } from "../train/train.ts";
import { startTraining } from "../train/training.ts";
import { compare, toComparison } from "./compare.ts";
import type { Comparison } from "./comparison.ts";
import { comparisonDocument, variantDocument } from "./document-schema.ts";
import { toComparisonDocument, toDatasetDocument, toVariantDocument } from "./documents.ts";

const football = datasets.football();
const moons = splitDataset(datasets.moons({ examples: 60 }));

const rows = Array.from({ length: 40 }, (_, i) => [i % 2 === 0 ? 1.7e308 : -1.7e308, 1.7e308]);
const labels = rows.map((_, i) => (i % 4 < 2 ? "home" : "guests"));
/** Development examples on which sums overflow. */
const huge = Dataset.fromRows({ name: "huge", rows, labels });

/** A comparison that was stopped after some runs, or before the first. */
async function stoppedAfter(count: number): Promise<Comparison> {
  const controller = new AbortController();
  let runs = 0;
  if (count === 0) controller.abort();
  return compare(football, {
    iterations: 5,
    seeds: 3,
    signal: controller.signal,
    onEvent: ({ type }) => type === "run" && ++runs === count && controller.abort(),
  });
}

const comparisons: Readonly<Record<string, () => Promise<Comparison>>> = {
  "several seeds": () => compare(football, { iterations: 20, seeds: 3 }),
  "one seed": () => compare(football, { iterations: 20, seeds: 1 }),
  folds: () => compare(football, { iterations: 10, folds: 2, repeats: 2 }),
  "development examples": () => compare(moons, { iterations: 10, seeds: 2 }),
  "some runs that diverged": () =>
    compare(football, { iterations: 72, learningRate: 430, lambda: 1, seeds: 3 }),
  "all runs diverged": () => compare(football, { iterations: 100, learningRate: 1e155, seeds: 2 }),
  "examples whose sums overflow": () =>
    compare({ ...football, development: huge }, { iterations: 2, costInterval: 1, seeds: 2 }),
  "one variant": () => compare(football, { iterations: 5, seeds: 2, lambda: 0, keepProbability: 1 }),
  "no hidden layers": () => compare(football, { iterations: 5, seeds: 2, hiddenLayers: [] }),
  "a single run": async () =>
    toComparison("none", await train(football.training, { iterations: 5 }), football),
  "a stop after some runs": () => stoppedAfter(4),
  "a stop before the first run": () => stoppedAfter(0),
};

describe("the document of a comparison", () => {
  it.each(Object.keys(comparisons))("fits its schema and survives JSON: %s", async (name) => {
    const document = toComparisonDocument(await (comparisons[name] as () => Promise<Comparison>)());
    expect(v.parse(comparisonDocument, document)).toEqual(document);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it("has seeds, intervals, pairs and verdicts, one for each two variants", async () => {
    const comparison = await compare(football, { iterations: 100, seeds: 3 });
    const document = toComparisonDocument(comparison);
    expect(document).toMatchObject({
      design: { kind: "seeds", intervals: "seeds-and-examples" },
      seeds: [3, 4, 5],
      testLooks: 9,
      choice: null,
      planned: 9,
      failures: [],
    });
    expect(document.intervals.map(({ variant, part, measure }) => `${variant} ${part} ${measure}`)).toEqual(
      ["none", "l2", "dropout"].flatMap((name) => [
        `${name} training accuracy`,
        `${name} training dataCost`,
        `${name} test accuracy`,
        `${name} test dataCost`,
      ]),
    );
    const accuracy = comparison.variants[0]?.estimates.test?.accuracy;
    expect(document.intervals[2]).toEqual({
      variant: "none",
      part: "test",
      measure: "accuracy",
      runs: 3,
      mean: accuracy?.mean,
      standardDeviation: accuracy?.standardDeviation,
      ...accuracy?.interval,
      method: "crossed bootstrap",
    });
    const { figures, verdict } = comparison.pairs[0] as (typeof comparison.pairs)[number];
    expect(document.pairs[0]).toEqual({
      first: "none",
      second: "l2",
      part: "test",
      runs: 3,
      examples: 200,
      difference: figures?.difference,
      ...figures?.interval,
      pValue: figures?.pValue,
      adjustedPValue: figures?.adjustedPValue,
      method: "crossed bootstrap",
      needed: figures?.needed ?? null,
    });
    expect(document.verdicts).toEqual(
      comparison.pairs.map(({ first, second, verdict: { kind, text } }) => ({ first, second, kind, text })),
    );
    expect(document.verdicts[0]).toMatchObject(verdict);
  });

  it("of a cross-validation names folds and repeats, and each run's place", async () => {
    const document = toComparisonDocument(await compare(moons, { iterations: 5, folds: 3, repeats: 2 }));
    expect(document).toMatchObject({ design: { kind: "folds", folds: 3, repeats: 2 }, seeds: [3, 4] });
    expect(document.variants[0]?.runs.map(({ seed, repeat, fold }) => [seed, repeat, fold])).toEqual([
      [3, 1, 1],
      [3, 1, 2],
      [3, 1, 3],
      [4, 2, 1],
      [4, 2, 2],
      [4, 2, 3],
    ]);
    expect(document.variants[0]?.runs[0]?.accuracy).not.toHaveProperty("test");
    expect(document.testLooks).toBe(0);
    expect(document.choice).toEqual({
      variant: expect.any(String),
      measure: "accuracy",
      value: expect.any(Number),
    });
  });

  it("tells runs that could not be made, with their cause in words", async () => {
    const comparison = await compare(football, { iterations: 5, seeds: 2 });
    const failures = [
      { variant: "l2", seed: 3, cause: new Error("The worker died.") },
      { variant: "l2", seed: 4, place: { repeat: 2, fold: 1 }, cause: "out of memory" },
    ];
    const document = toComparisonDocument({ ...comparison, failures });
    expect(document.failures).toEqual([
      { variant: "l2", seed: 3, cause: "The worker died." },
      { variant: "l2", seed: 4, repeat: 2, fold: 1, cause: "out of memory" },
    ]);
    expect(v.parse(comparisonDocument, document)).toEqual(document);
  });

  it("has null for what is not known of variants whose runs diverged", async () => {
    const comparison = await compare(football, { iterations: 100, learningRate: 1000, lambda: 1, seeds: 2 });
    const { intervals, pairs } = toComparisonDocument(comparison);
    expect(intervals.map(({ variant }) => variant)).not.toContain("l2");
    expect(pairs[0]).toMatchObject({
      first: "none",
      second: "l2",
      runs: 0,
      difference: null,
      low: null,
      high: null,
      pValue: null,
      adjustedPValue: null,
      method: null,
      needed: null,
    });
  });

  it("counts for the figures of a variant only the runs that they are of", async () => {
    const options = { iterations: 72, learningRate: 430, lambda: 1, seeds: 3 };
    const { intervals, variants } = toComparisonDocument(await compare(football, options));
    const counts = intervals.flatMap(({ variant, measure, part, runs }) =>
      measure === "accuracy" && part === "test" ? [[variant, runs]] : [],
    );
    expect(counts).toEqual([
      ["none", 3],
      ["l2", 1],
      ["dropout", 3],
    ]);
    expect(variants.map(({ runs }) => runs.length)).toEqual([3, 3, 3]);
  });

  it("has null for the mean and the interval of a cost whose sums overflow", async () => {
    const { intervals } = toComparisonDocument(
      await compare({ ...football, development: huge }, { iterations: 2, seeds: 2, lambda: 0 }),
    );
    const cost = intervals.find(({ part, measure }) => part === "development" && measure === "dataCost");
    expect(cost).toMatchObject({ mean: null, standardDeviation: null, low: null, high: null, method: null });
  });
});

describe("the document of the data", () => {
  it("names it and counts its parts", async () => {
    expect(toDatasetDocument(await compare(football, { iterations: 1, seeds: 1 }))).toEqual({
      name: "football",
      hash: expect.stringMatching(/^[0-9a-f]{16}$/),
      training: 211,
      test: 200,
      features: 2,
    });
    expect(toDatasetDocument({ data: moons })).toMatchObject({ training: 36, development: 12, test: 12 });
  });
});

describe("the document of a variant", () => {
  it("is complete: settings, and of every run outcome, accuracies, norms and records", async () => {
    const { variants } = await compare(football, { iterations: 200, seeds: 2 });
    const l2 = toVariantDocument(variants[1] as (typeof variants)[1]);
    expect(l2).toMatchObject({ name: "l2", title: "L2 (λ = 0.7)", settings: { lambda: 0.7, seed: 3 } });
    expect(l2.runs.map(({ seed, outcome, iterations }) => [seed, outcome, iterations])).toEqual([
      [3, "finished", 200],
      [4, "finished", 200],
    ]);
    for (const { costs, weightNorms, accuracy, dataCost } of l2.runs) {
      expect(costs.map(({ iteration }) => iteration)).toEqual([0, 100, 200]);
      expect(weightNorms).toHaveLength(3);
      expect(Object.keys(accuracy ?? {})).toEqual(["training", "test"]);
      expect(Object.keys(dataCost)).toEqual(["training", "test"]);
    }
  });

  it("says of a diverged run where and why", async () => {
    const { variants } = await compare(football, { iterations: 200, learningRate: 1e155, seeds: 1 });
    expect(toVariantDocument(variants[0] as (typeof variants)[0]).runs[0]).toMatchObject({
      outcome: "diverged",
      divergence: { place: "sums", cause: expect.any(String) },
    });
  });

  it("has the changes of a run that was changed on the way, beside the settings that it began with", () => {
    const training = startTraining(football.training, { iterations: 20, lambda: 0.7 });
    training.advance(10);
    training.change({ lambda: [0, 1, 2], learningRate: 0.1 });
    training.advance(Infinity);
    const { variants } = toComparison("live", training.stop(), football);
    const document = toVariantDocument(variants[0] as (typeof variants)[0]);
    expect(document.title).toBe("L2 (λ = 0.7), changed on the way");
    expect(document.settings).toMatchObject({ lambda: 0.7, learningRate: 0.3 });
    expect(document.runs[0]?.changes).toEqual([{ iteration: 10, lambda: [0, 1, 2], learningRate: 0.1 }]);
    expect(v.parse(variantDocument, document)).toEqual(document);
  });

  it("has null for a recorded cost whose sums overflow on development examples", async () => {
    const data = { ...football, development: huge };
    const { variants } = await compare(data, { iterations: 2, costInterval: 1, seeds: 1 });
    const [variant] = variants;
    const document = variant && toVariantDocument(variant);
    expect(document?.runs[0]?.costs.at(-1)?.developmentCost).toBeNull();
    expect(document?.runs[0]?.dataCost.development).toBeNull();
    expect(variant?.runs[0]?.run.history.developmentCost.at(-1)).toBe(Infinity);
    expect(variant?.runs[0]?.run.outcome.kind).toBe("finished");
  });
});
