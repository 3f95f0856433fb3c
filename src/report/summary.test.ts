import { describe, expect, it } from "vitest";
import { type Comparison, compare, evaluateVariant } from "../compare/compare.ts";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { train } from "../train/train.ts";
import { drawPictures } from "./pictures.ts";
import { summarize } from "./summary.ts";

const football = datasets.football();
const remarksOf = (comparison: Comparison): string => summarize(comparison).remarks.join("\n");

/** The football data with every feature so many times as large. */
function scaled(factor: number): typeof football {
  const scale = ({ name, features, target }: Dataset): Dataset =>
    new Dataset({
      name,
      features: features.map((column) => ({
        ...column,
        values: column.values.map((value) => value * factor),
      })),
      target,
    });
  return { ...football, training: scale(football.training), test: scale(football.test) };
}

describe("the summary", () => {
  it("begins with the accuracies on the test examples", async () => {
    const { headline } = summarize(await compare(football, { iterations: 300 }));
    expect(headline).toMatch(
      /^Accuracy on the 200 test examples: \d\d\.\d % with no regularization, \d\d\.\d % with L2 \(λ = 0\.7\), \d\d\.\d % with dropout \(keep 0\.86\)\.$/,
    );
  });

  it("gives the interval of every accuracy, not of the best alone, and one even at 100 %", async () => {
    const blobs = datasets.blobs({ examples: 60, centers: 2, deviation: 0.1 });
    const data = { name: "blobs", training: blobs, test: blobs };
    const { remarks } = summarize(await compare(data, { iterations: 200 }));
    expect(remarks).toEqual([
      "This is one seed, and 60 test examples leave each accuracy uncertain (95 % intervals): " +
        "94.0 % to 100.0 % with no regularization, 94.0 % to 100.0 % with L2 (λ = 0.7), " +
        "94.0 % to 100.0 % with dropout (keep 0.86); a small difference between two models may be chance.",
    ]);
  });

  it("says so where all test examples are of one class", async () => {
    const { training, test } = football;
    const home = [...test.target.values.keys()].filter((i) => test.target.values[i] === 1);
    const remarks = remarksOf(
      await compare({ name: "f", training, test: test.select("home", home) }, { iterations: 20 }),
    );
    expect(remarks).toContain("All test examples are of home: the accuracy says nothing of the other class.");
  });

  it("of one model speaks of no other", async () => {
    const { variants, data } = await compare(football, { iterations: 300 });
    const { remarks } = summarize({ data, variants: variants.slice(1, 2) });
    expect(remarks).toEqual([
      expect.stringMatching(
        /^This is one seed, and 200 test examples leave the accuracy uncertain \(95 % interval\): \d\d\.\d % to \d\d\.\d % with L2 \(λ = 0\.7\)\.$/,
      ),
    ]);
  });

  it("gives a run that diverged no interval", async () => {
    const { remarks } = summarize(
      await compare(football, { iterations: 100, learningRate: 1000, lambda: 1, keepProbability: 1 }),
    );
    expect(remarks[0]).toMatch(
      /leave the accuracy uncertain \(95 % interval\): [^,;]* with no regularization\.$/,
    );
  });

  it("says that a frozen mask is frozen", async () => {
    const remarks = remarksOf(await compare(football, { iterations: 20, mask: "frozen" }));
    expect(remarks).toContain("The dropout mask was frozen, as in the article's code");
  });

  it("says that dropout acts on nothing without a hidden layer", async () => {
    const idle = { iterations: 100, hiddenLayers: [], keepProbability: 0.86, mask: "frozen" } as const;
    const variant = evaluateVariant("dropout", await train(football.training, idle), football);
    const remarks = remarksOf({ data: football, variants: [variant] });
    expect(remarks).toContain(
      "dropout (keep 0.86, frozen mask): the network has no hidden layer, so dropout acts on nothing.",
    );
    expect(remarks).not.toContain("The dropout mask was frozen");
  });

  it("says of a run that diverged where and why, and gives it no accuracy", async () => {
    const diverged = await compare(football, { learningRate: 1e155, iterations: 300 });
    const { headline, endings, remarks } = summarize(diverged);
    expect(headline).toContain("none with no regularization, which diverged");
    expect(headline).not.toContain("%");
    expect(endings).toHaveLength(3);
    expect(endings[0]).toContain("no regularization: diverged at iteration");
    expect(remarks).toEqual([]);
    expect(drawPictures(diverged).every(({ svg }) => !/NaN|Infinity/.test(svg))).toBe(true);
  });

  it("says so where nothing was trained", () => {
    expect(summarize({ data: football, variants: [] })).toEqual({
      headline: "Training was stopped before the first model: there are no results.",
      endings: [],
      remarks: [],
    });
  });
});

describe("a run that learned nothing", () => {
  it("is named with its cause where a penalty holds all weights near 0", async () => {
    const remarks = remarksOf(await compare(football, { iterations: 1000, lambda: 200 }));
    expect(remarks).toMatch(
      /L2 \(λ = 200\) learned nothing: it takes every training example for \w+, and its data cost is that of guessing from how frequent each class is\. Likely cause: λ = 200 holds all weights near 0\./,
    );
    expect(remarks).not.toContain("no regularization learned nothing");
  });

  it("is named with large features where they throw every unit out of its range", async () => {
    const remarks = remarksOf(await compare(scaled(1e4), { iterations: 200 }));
    expect(remarks).toMatch(/learned nothing: .* Likely cause: feature "x1" reaches \d.*Scale the features/);
  });

  it("is named with large features, not with the penalty that wears the dead weights down", async () => {
    const remarks = remarksOf(await compare(scaled(100), { iterations: 30_000 }));
    expect(remarks).toMatch(/L2 \(λ = 0\.7\) learned nothing: .* Likely cause: feature "x1" reaches 61\.4/);
    expect(remarks).not.toContain("smaller λ");
  });

  it("is named with a keep probability that lets nothing through", async () => {
    const remarks = remarksOf(await compare(football, { iterations: 1000, keepProbability: 0.05 }));
    expect(remarks).toMatch(
      /dropout \(keep 0\.05\) learned nothing: .* Likely cause: a keep probability of 0\.05 leaves most examples no unit/,
    );
  });

  it("is named with advice where it may still learn", async () => {
    const remarks = remarksOf(await compare(scaled(1e-6), { iterations: 20 }));
    expect(remarks).toContain("It may need more iterations, another learning rate, or features scaled");
  });

  it("is named where its cost is far above that of guessing", async () => {
    const remarks = remarksOf(await compare(scaled(1e6), { iterations: 2, learningRate: 1e-13, seed: 1 }));
    expect(remarks).toMatch(
      /learned nothing: its data cost of \S+ is far above the 0\.69\d\d of guessing from how frequent each class is\. It may need/,
    );
  });

  it("is told to go on where its cost has fallen clearly and still falls, never to take smaller steps", async () => {
    const examples = 20_000;
    const rare = Dataset.fromRows({
      name: "rare",
      rows: Array.from({ length: examples }, (_, i) => [Math.sin(i), Math.cos(1.7 * i)]),
      labels: Array.from({ length: examples }, (_, i) => (i % 7000 === 5 ? 1 : 0)),
    });
    const comparison = await compare({ name: "rare", training: rare, test: rare }, { iterations: 20 });
    expect(
      comparison.variants
        .map(({ run }) => run.history.dataCost.at(-1) as number)
        .every((cost) => cost > 0.01),
    ).toBe(true);
    const remarks = remarksOf(comparison);
    expect(remarks).toMatch(
      /no regularization needs more iterations: its data cost fell from 0\.[678]\d\d\d to 0\.0\d\d\d, and still falls\./,
    );
    expect(remarks).not.toMatch(/learned nothing|learning rate/);
  });

  it("is named with the penalty, however short it was, where that holds all weights near 0", async () => {
    const remarks = remarksOf(await compare(football, { iterations: 30, lambda: 200 }));
    expect(remarks).toContain("Likely cause: λ = 200 holds all weights near 0.");
    expect(remarks).not.toContain("L2 (λ = 200) needs more iterations");
  });

  it("is not told to take a smaller λ where its cost is far above guessing, whatever its weights are", async () => {
    const comparison = await compare(football, { iterations: 200, learningRate: 50 });
    const costs = comparison.variants.map(({ training }) => training.dataCost.toFixed(4));
    expect(costs).toEqual(["10.0542", "10.0542", "10.0542"]);
    expect(Math.max(...(comparison.variants[1]?.run.model.weightNorms ?? []))).toBeLessThan(0.01);
    const remarks = remarksOf(comparison);
    expect(remarks).toMatch(
      /L2 \(λ = 0\.7\) learned nothing: .* is far above .* Likely cause: the learning rate 50 is too large/,
    );
    expect(remarks).not.toContain("smaller λ");
  });

  it("is named with its first weights where these let nothing through", async () => {
    const remarks = remarksOf(await compare(football, { iterations: 100, hiddenLayers: [1, 1], seed: 2 }));
    expect(remarks).toMatch(
      /no regularization learned nothing: .* Cause: the first weights already give every example the same answer\. Take another seed or more hidden units\./,
    );
    expect(remarks).not.toContain("learning rate");
  });

  it("is told that no setting helps where no feature varies", async () => {
    const flat = await compare(scaled(0), { iterations: 50 });
    const remarks = summarize(flat).remarks;
    expect(remarks.filter((remark) => remark.startsWith("Every feature has the same value"))).toHaveLength(1);
    expect(remarks.join(" ")).not.toMatch(/learned nothing|learning rate|iterations/);
  });

  it("is not found among runs that learned", async () => {
    expect(remarksOf(await compare(football, { iterations: 1000 }))).not.toContain("learned nothing");
  });
});
