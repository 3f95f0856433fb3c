import { describe, expect, it } from "vitest";
import { compare } from "../compare/compare.ts";
import type { Comparison } from "../compare/comparison.ts";
import type { CompareOptions } from "../compare/options.ts";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { summarize } from "./summary.ts";

const football = datasets.football();
const remarksOf = (comparison: Comparison): string => summarize(comparison).remarks.join("\n");

/** A comparison of one seed. */
const compareOnce = (data: Parameters<typeof compare>[0], options: CompareOptions): Promise<Comparison> =>
  compare(data, { seeds: 1, ...options });

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

describe("a run that learned nothing", () => {
  it("is named with its cause where a penalty holds all weights near 0", async () => {
    const remarks = remarksOf(await compareOnce(football, { iterations: 1000, lambda: 200 }));
    expect(remarks).toMatch(
      /L2 \(λ = 200\) learned nothing: it takes every training example for \w+, and its data cost is that of guessing from how frequent each class is\. Likely cause: λ = 200 holds all weights near 0\./,
    );
    expect(remarks).not.toContain("no regularization learned nothing");
  });

  it("is named with large features where they throw every unit out of its range", async () => {
    const remarks = remarksOf(await compareOnce(scaled(1e4), { iterations: 200 }));
    expect(remarks).toMatch(/learned nothing: .* Likely cause: feature "x2" reaches \d.*Scale the features/);
  });

  it("is named with large features, not with the penalty that wears the dead weights down", async () => {
    const remarks = remarksOf(await compareOnce(scaled(100), { iterations: 30_000 }));
    expect(remarks).toMatch(/L2 \(λ = 0\.7\) learned nothing: .* Likely cause: feature "x2" reaches 68\.0/);
    expect(remarks).not.toContain("smaller λ");
  });

  it("is named with a keep probability that lets nothing through", async () => {
    const remarks = remarksOf(await compareOnce(football, { iterations: 1000, keepProbability: 0.05 }));
    expect(remarks).toMatch(
      /dropout \(keep 0\.05\) learned nothing: .* Likely cause: a keep probability of 0\.05 leaves most examples no unit/,
    );
  });

  it("is named with advice where it may still learn", async () => {
    const remarks = remarksOf(await compareOnce(scaled(1e-6), { iterations: 20 }));
    expect(remarks).toContain("It may need more iterations, another learning rate, or features scaled");
  });

  it("is named where its cost is far above that of guessing", async () => {
    const remarks = remarksOf(
      await compareOnce(scaled(1e6), { iterations: 2, learningRate: 1e-13, seed: 1 }),
    );
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
    const comparison = await compareOnce({ name: "rare", training: rare, test: rare }, { iterations: 20 });
    expect(
      comparison.variants
        .map(({ runs }) => runs[0]?.run.history.dataCost.at(-1) as number)
        .every((cost) => cost > 0.01),
    ).toBe(true);
    const remarks = remarksOf(comparison);
    expect(remarks).toMatch(
      /no regularization needs more iterations: its data cost fell from 0\.[678]\d\d\d to 0\.0\d\d\d, and still falls\./,
    );
    expect(remarks).not.toMatch(/learned nothing|learning rate/);
  });

  it("is named with the penalty, however short it was, where that holds all weights near 0", async () => {
    const remarks = remarksOf(await compareOnce(football, { iterations: 30, lambda: 200 }));
    expect(remarks).toContain("Likely cause: λ = 200 holds all weights near 0.");
    expect(remarks).not.toContain("L2 (λ = 200) needs more iterations");
  });

  it("is not told to take a smaller λ where its cost is far above guessing, whatever its weights are", async () => {
    const comparison = await compareOnce(football, { iterations: 200, learningRate: 50 });
    const costs = comparison.variants.map(({ runs }) => runs[0]?.training.dataCost.toFixed(4));
    expect(costs).toEqual(["10.0542", "10.0542", "10.0542"]);
    expect(Math.max(...(comparison.variants[1]?.runs[0]?.run.model.weightNorms ?? []))).toBeLessThan(0.01);
    const remarks = remarksOf(comparison);
    expect(remarks).toMatch(
      /L2 \(λ = 0\.7\) learned nothing: .* is far above .* Likely cause: the learning rate 50 is too large/,
    );
    expect(remarks).not.toContain("smaller λ");
  });

  it("is named with its first weights where these let nothing through", async () => {
    const remarks = remarksOf(
      await compareOnce(football, { iterations: 100, hiddenLayers: [1, 1], seed: 2 }),
    );
    expect(remarks).toMatch(
      /no regularization learned nothing: .* Cause: the first weights already give every example the same answer\. Take another seed or more hidden units\./,
    );
    expect(remarks).not.toContain("learning rate");
  });

  it("is told that no setting helps where no feature varies", async () => {
    const flat = await compareOnce(scaled(0), { iterations: 50 });
    const remarks = summarize(flat).remarks;
    expect(remarks.filter((remark) => remark.startsWith("Every feature has the same value"))).toHaveLength(1);
    expect(remarks.join(" ")).not.toMatch(/learned nothing|learning rate|iterations/);
  });

  it("is not found among runs that learned", async () => {
    expect(remarksOf(await compareOnce(football, { iterations: 1000 }))).not.toContain("learned nothing");
  });

  it("is told once for a variant of many runs, with how many they are and the first one's seed", async () => {
    const { remarks } = summarize(await compare(football, { iterations: 100, lambda: 200, seeds: 3 }));
    const told = remarks.filter((remark) => remark.includes("learned nothing"));
    expect(told).toEqual([
      expect.stringMatching(
        /^In 3 of 3 runs \(seed 3 for one\): L2 \(λ = 200\) learned nothing: .* Take a smaller λ\.$/,
      ),
    ]);
    const some = await compare(football, {
      iterations: 100,
      hiddenLayers: [2],
      seeds: 4,
      seed: 1,
      lambda: 0,
    });
    expect(summarize(some).remarks.join("\n")).toMatch(
      /^In 2 of 4 runs \(seed 2 for one\): no regularization learned nothing: /m,
    );
  });

  it("by a few seeds alone is not blamed on the settings", async () => {
    const few = await compare(football, {
      iterations: 1000,
      hiddenLayers: [20, 3],
      seeds: 3,
      seed: 6,
      lambda: 0,
    });
    expect(summarize(few).remarks.filter((remark) => remark.includes("learned nothing"))).toEqual([
      "In 1 of 3 runs (seed 7), no regularization learned nothing: it takes every training example for home, and its " +
        "data cost is that of guessing from how frequent each class is. With most seeds it learns, so these first " +
        "weights rather than the settings are to blame.",
    ]);
  });
});

it("nothing is said of numbers by another loss than squares: Huber's leaves outliers alone", async () => {
  const places = Array.from({ length: 60 }, (_, index) => index / 30 - 1);
  const targets = places.map((x, index) => (index % 20 === 7 ? 80 * (x - 3) : 2 * x));
  const data = Dataset.fromRows({ name: "outliers", rows: places.map((x) => [x]), targets });
  const options = { hiddenLayers: [], iterations: 300, learningRate: 0.1 } as const;
  const split = { name: "outliers", training: data, test: data };
  expect(remarksOf(await compareOnce(split, { ...options, loss: "huber" }))).not.toContain("learned nothing");
});
