import { describe, expect, it } from "vitest";
import { Dataset } from "../../src/data/dataset.ts";
import { moons } from "../../src/data/generators.ts";
import { viewOf } from "../../src/network/layout.ts";
import { train } from "../../src/train/train.ts";
import { distance, gradientsAt, linearData, logitsOf, rowOf, stepOf } from "../support/steps.ts";

const options = { hiddenLayers: [5], activation: "tanh", learningRate: 0.3 } as const;

describe("weights of examples", () => {
  it("balanced classes are the classes repeated until they are of one size", () => {
    const full = moons({ examples: 80 });
    const of = (kind: number, count: number): number[] =>
      Array.from(full.target.values.keys())
        .filter((i) => full.target.values[i] === kind)
        .slice(0, count);
    const [few, many] = [of(0, 6), of(1, 18)];
    const weighed = stepOf(full.select("uneven", [...few, ...many]), {
      ...options,
      classWeights: "balanced",
    });
    const repeated = stepOf(full.select("even", [...few, ...few, ...few, ...many]), options);
    for (const step of [weighed, repeated]) step.iterate(0, 200);
    expect(distance(weighed.parameters, repeated.parameters)).toBeLessThan(1e-11);
  });

  it.each(["numbers", "classes"])("integers are examples repeated so often: %s", (kind) => {
    const plain = kind === "numbers" ? linearData(20, 2) : moons({ examples: 20 });
    const counts = Array.from({ length: 20 }, (_, i) => (i * 7) % 4);
    const places = counts.flatMap((count, i) => Array.from({ length: count }, () => i));
    const weighed = new Dataset({
      name: "weighed",
      features: plain.features,
      target: plain.target,
      weights: Float64Array.from(counts),
    });
    const [left, right] = [stepOf(weighed, options), stepOf(plain.select("repeated", places), options)];
    expect(distance(gradientsAt(left), gradientsAt(right))).toBeLessThan(1e-13);
    for (const step of [left, right]) step.iterate(0, 200);
    expect(distance(left.parameters, right.parameters)).toBeLessThan(1e-11);
  });
});

describe("label smoothing", () => {
  const rows = [[-1], [-1], [1], [1]];

  it.each([0.02, 0.1, 0.4])("bounds the best logit of two classes: log((1 − s/2)/(s/2)), s = %d", (s) => {
    const dataset = Dataset.fromRows({ name: "apart", rows, labels: ["no", "no", "yes", "yes"] });
    const step = stepOf(dataset, { hiddenLayers: [], labelSmoothing: s, learningRate: 4, seed: 3 });
    step.iterate(0, 4000);
    step.forward(0);
    const best = Math.log((1 - s / 2) / (s / 2));
    expect(distance(logitsOf(step), [-best, -best, best, best])).toBeLessThan(1e-9);
  });

  it("bounds the best differences of K logits: log((1 − s + s/K)/(s/K))", () => {
    const three = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    const dataset = Dataset.fromRows({ name: "apart", rows: three, labels: ["a", "b", "c"] });
    const step = stepOf(dataset, { hiddenLayers: [], labelSmoothing: 0.3, learningRate: 3 });
    step.iterate(0, 4000);
    step.forward(0);
    const [a, b, c] = [0, 1, 2].map((row) => rowOf(step.outputs.at(-1) as never, row)[0] as number) as [
      number,
      number,
      number,
    ];
    const best = Math.log((1 - 0.3 + 0.1) / 0.1);
    expect(a - b).toBeCloseTo(best, 9);
    expect(a - c).toBeCloseTo(best, 9);
  });
});

describe("batch normalization", () => {
  const normalized = { ...options, normalization: "batch", batchSize: 16, iterations: 300, seed: 2 } as const;

  it("predicts by running statistics: an example's prediction does not depend on those beside it", async () => {
    const dataset = moons({ examples: 50 });
    const { model } = await train(dataset, normalized);
    const rows = Array.from({ length: 50 }, (_, i) => dataset.row(i));
    const together = Array.from(model.predict(rows));
    expect(rows.map((row) => model.predict([row])[0])).toEqual(together);
  });

  it("keeps running statistics that are means of those of the batches", () => {
    const dataset = moons({ examples: 64 });
    const step = stepOf(dataset, { ...normalized, learningRate: 1e-12, iterations: 2000 });
    step.iterate(0, 2000);
    const weights = step.layout.entries.find(({ kind, layer }) => kind === "weight" && layer === 1) as never;
    const matrix = viewOf(step.parameters, weights);
    const rows = Array.from({ length: 64 }, (_, i) => dataset.row(i));
    const statistics = (kind: string) =>
      viewOf(step.parameters, step.layout.entries.find((entry) => entry.kind === kind) as never);
    for (let unit = 0; unit < 5; unit++) {
      const sums = rows.map(
        ([x, y]) =>
          (x as number) * (matrix[2 * unit] as number) + (y as number) * (matrix[2 * unit + 1] as number),
      );
      const mean = sums.reduce((total, sum) => total + sum, 0) / 64;
      const variance = sums.reduce((total, sum) => total + (sum - mean) ** 2, 0) / 64;
      // The last twenty batches or so, of 16 each: some noise is left.
      expect(Math.abs((statistics("mean")[unit] as number) - mean)).toBeLessThan(0.3 * Math.sqrt(variance));
      expect(Math.abs((statistics("variance")[unit] as number) / variance - 1)).toBeLessThan(0.3);
    }
  });
});
