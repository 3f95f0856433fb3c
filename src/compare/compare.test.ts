import { describe, expect, it } from "vitest";
import { formatCost } from "../base/number-format.ts";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import { resolveSettings } from "../train/options.ts";
import { type CompareEvent, compare } from "./compare.ts";
import { toDatasetDocument, toResultsTable, toVariantDocument } from "./results.ts";
import { type CompareOptions, describeLeftOut, shortNameOf, titleOf } from "./variants.ts";

const football = datasets.football();

describe("compare", () => {
  it("trains none, L2 and dropout from the same first weights on the same data", async () => {
    const events: CompareEvent[] = [];
    const { variants } = await compare(football, { iterations: 100, onEvent: (event) => events.push(event) });
    expect(variants.map(({ name, title }) => [name, title])).toEqual([
      ["none", "no regularization"],
      ["l2", "L2 (λ = 0.7)"],
      ["dropout", "dropout (keep 0.86)"],
    ]);
    const [none, l2] = variants;
    expect(l2?.run.history.dataCost[0]).toBe(none?.run.history.dataCost[0]);
    expect(
      events.filter(({ type }) => type !== "training").map(({ type, variant }) => `${type} ${variant}`),
    ).toEqual([
      "started none",
      "evaluated none",
      "started l2",
      "evaluated l2",
      "started dropout",
      "evaluated dropout",
    ]);
  });

  it("takes other strengths, in either spelling of dropout", async () => {
    const { variants } = await compare(football, { iterations: 1, lambda: 2, dropoutRate: 0.3 });
    expect(variants.map(({ run: { settings } }) => [settings.lambda, settings.keepProbability])).toEqual([
      [0, 1],
      [2, 1],
      [0, 0.7],
    ]);
    await expect(compare(football, { keepProbability: 0.9, dropoutRate: 0.3 })).rejects.toThrow(
      "keepProbability: expected 0.7",
    );
    await expect(compare(football, { lambda: -1 })).rejects.toThrow(
      "lambda: expected a finite number of at least 0, got -1.",
    );
  });

  it("leaves out a variant whose strength is off: it would be the first again", async () => {
    const namesOf = async (options: CompareOptions): Promise<string[]> =>
      (await compare(football, { iterations: 1, ...options })).variants.map(({ name }) => name);
    expect(await namesOf({ lambda: 0 })).toEqual(["none", "dropout"]);
    expect(await namesOf({ dropoutRate: 0 })).toEqual(["none", "l2"]);
    expect(await namesOf({ lambda: 0, keepProbability: 1 })).toEqual(["none"]);
    const hiddenLayers = [20, 3];
    expect(describeLeftOut({ lambda: 0, keepProbability: 1, hiddenLayers })).toEqual([
      "l2 is left out: λ = 0 is no regularization.",
      "dropout is left out: a keep probability of 1 is no regularization.",
    ]);
    expect(describeLeftOut({ lambda: 1e-9, keepProbability: 0.9, hiddenLayers })).toEqual([]);
  });

  it("leaves out dropout without hidden layers: it would be the first again", async () => {
    const { variants } = await compare(football, { iterations: 1, hiddenLayers: [] });
    expect(variants.map(({ name }) => name)).toEqual(["none", "l2"]);
    expect(describeLeftOut({ lambda: 0.7, keepProbability: 0.86, hiddenLayers: [] })).toEqual([
      "dropout is left out: without hidden layers it acts on nothing.",
    ]);
    expect(describeLeftOut({ lambda: 0.7, keepProbability: 1, hiddenLayers: [] })).toEqual([
      "dropout is left out: a keep probability of 1 is no regularization.",
    ]);
  });

  it("calls data without a name as its training part is called", async () => {
    const { training, test } = football;
    const { data } = await compare({ training, test }, { iterations: 1 });
    expect(data).toEqual({ name: "football (training)", training, test });
    expect((await compare(football, { iterations: 1 })).data).toEqual(football);
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
  ])("refuses %o", async (context, message) => {
    await expect(compare(football, { iterations: 1, ...context })).rejects.toThrow(message);
  });

  it("an abort keeps what is finished and leaves out the rest", async () => {
    const controller = new AbortController();
    const { variants } = await compare(football, {
      iterations: 2000,
      signal: controller.signal,
      onEvent: (event) => {
        if (event.variant === "l2" && event.type === "started") controller.abort();
      },
    });
    expect(variants.map(({ name, run }) => [name, run.outcome.kind])).toEqual([
      ["none", "finished"],
      ["l2", "stopped"],
    ]);
  });

  it("evaluates on development examples where there are any", async () => {
    const data = splitDataset(datasets.moons({ examples: 60 }));
    const { variants } = await compare(data, { iterations: 50 });
    expect(variants[0]?.development?.examples).toBe(12);
    expect(toResultsTable({ data, variants }).columns).toContain("development accuracy");
  });
});

describe("results", () => {
  it("become documents whose numbers are complete", async () => {
    const comparison = await compare(football, { iterations: 200 });
    expect(toDatasetDocument(comparison)).toMatchObject({
      name: "football",
      training: 211,
      test: 200,
      features: 2,
    });
    const l2 = toVariantDocument(comparison.variants[1] as (typeof comparison.variants)[1]);
    expect(l2).toMatchObject({ name: "l2", outcome: "finished", iterations: 200, settings: { lambda: 0.7 } });
    expect(l2.costs.map(({ iteration }) => iteration)).toEqual([0, 100, 200]);
    expect(l2.weightNorms).toHaveLength(3);
    expect(JSON.parse(JSON.stringify(l2))).toEqual(l2);
  });

  it("a diverged run says so, with the place and the cause", async () => {
    const { variants } = await compare(football, { iterations: 200, learningRate: 1e155 });
    const none = toVariantDocument(variants[0] as (typeof variants)[0]);
    expect(none).toMatchObject({
      outcome: "diverged",
      divergence: { place: "sums", cause: expect.any(String) },
    });
  });

  it("have a table with the penalty of the final weights, as the last record has it", async () => {
    const comparison = await compare(football, { iterations: 250, costInterval: 7 });
    const { columns, rows } = toResultsTable(comparison);
    const penalties = rows.map((row) => row[columns.indexOf("penalty")]);
    const recorded = comparison.variants.map(({ run }) => formatCost(run.history.penalty.at(-1) as number));
    expect(penalties).toEqual(recorded);
    expect(Number(penalties[1])).toBeGreaterThan(0);
  });

  it("have a table with a column for every layer", async () => {
    const comparison = await compare(football, { iterations: 20, hiddenLayers: [4] });
    const { columns, rows } = toResultsTable(comparison);
    expect(columns.slice(-2)).toEqual(["‖W₁‖", "‖W₂‖"]);
    const [norms = []] = comparison.variants.map(({ run }) => run.model.weightNorms);
    expect(rows[0]?.slice(-2)).toEqual(norms.map((norm) => norm.toFixed(2)));
  });

  it("have a table that gives a diverged run neither accuracy nor penalty", async () => {
    const options = { iterations: 100, learningRate: 1000, lambda: 1 };
    const { columns, rows } = toResultsTable(await compare(football, options));
    const l2 = Object.fromEntries(columns.map((column, index) => [column, rows[1]?.[index]]));
    expect(l2).toEqual({
      model: "L2 (λ = 1), diverged",
      "training accuracy": "diverged",
      "test accuracy": "diverged",
      "data cost": "not finite",
      penalty: "diverged",
      "‖W₁‖": expect.stringMatching(/^\d\.\de123$/),
      "‖W₂‖": expect.any(String),
      "‖W₃‖": expect.any(String),
    });
    expect(rows[0]?.[1]).toMatch(/%$/);
  });

  it("are written with null for a cost whose sums overflow on development examples", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i % 2 === 0 ? 1.7e308 : -1.7e308, 1.7e308]);
    const labels = rows.map((_, i) => (i % 4 < 2 ? "home" : "guests"));
    const development = Dataset.fromRows({ name: "huge", rows, labels });
    const { variants } = await compare({ ...football, development }, { iterations: 2, costInterval: 1 });
    const document = variants[0] && toVariantDocument(variants[0]);
    expect(document?.costs.at(-1)?.developmentCost).toBeNull();
    expect(variants[0]?.run.history.developmentCost.at(-1)).toBe(Infinity);
    expect(variants[0]?.run.outcome.kind).toBe("finished");
  });

  it("are named by what regularizes them", () => {
    const both = resolveSettings({ lambda: 0.3, keepProbability: 0.9, mask: "frozen" });
    expect([shortNameOf(both), titleOf(both)]).toEqual([
      "l2+dropout",
      "L2 (λ = 0.3) + dropout (keep 0.9, frozen mask)",
    ]);
  });
});
