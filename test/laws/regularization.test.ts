import { describe, expect, it } from "vitest";
import { numpyRandom } from "../../src/base/numpy-random.ts";
import { datasets } from "../../src/data/datasets.ts";
import { moons } from "../../src/data/generators.ts";
import { forwardPropagation } from "../../src/textbook/index.ts";
import { train } from "../../src/train/train.ts";

const { training } = datasets.football();
const norm = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

describe("L2", () => {
  it.each([training, moons({ examples: 120 })])(
    "a larger λ gives smaller weights on $name",
    async (dataset) => {
      const norms: number[] = [];
      for (const lambda of [0, 0.1, 0.5, 1, 3, 10]) {
        const run = await train(dataset, { lambda, iterations: 3000 });
        norms.push(norm(run.model.weightNorms));
      }
      expect(norms).toEqual(norms.toSorted((a, b) => b - a));
      expect(new Set(norms).size).toBe(norms.length);
    },
  );

  it("makes every layer's weights smaller than they are without it", async () => {
    const plain = await train(training, { iterations: 10_000 });
    const l2 = await train(training, { lambda: 0.7, iterations: 10_000 });
    l2.model.weightNorms.forEach((value, layer) => {
      expect(value).toBeLessThan(plain.model.weightNorms[layer] as number);
    });
  });

  it("a λ far too large leaves a constant prediction: bias", async () => {
    const run = await train(training, { lambda: 100, iterations: 3000, learningRate: 0.1 });
    const probabilities = run.model.predict(
      Array.from({ length: training.examples }, (_, i) => training.row(i)),
    );
    expect(Math.max(...probabilities) - Math.min(...probabilities)).toBeLessThan(0.05);
  });

  it("leaves biases alone: a network of biases only learns the share of the classes whatever λ", async () => {
    const run = await train(training, {
      lambda: 1e3,
      hiddenLayers: [],
      learningRate: 0.01,
      iterations: 20_000,
    });
    const [guests, home] = training.classCounts as [number, number];
    expect(run.model.predict([[0, 0]])[0]).toBeCloseTo(home / (guests + home), 2);
  });
});

describe("dropout", () => {
  it.each(["fresh", "frozen"] as const)("keep probability 1 is no dropout at all (%s)", async (mask) => {
    const plain = await train(training, { iterations: 300 });
    const kept = await train(training, { iterations: 300, keepProbability: 1, mask });
    expect(kept.fingerprint).toBe(plain.fingerprint);
  });

  it("keeps the expected activation: the mean thinned logit is that of the whole network", async () => {
    // One hidden layer, so that the logit is linear in what is thinned out.
    const options = {
      hiddenLayers: [8],
      keepProbability: 0.6,
      costInterval: 1,
      learningRate: 1e-12,
    } as const;
    const run = await train(training, { ...options, iterations: 2000 });
    const { dataCost, dataCostWithoutDropout } = run.history;
    const mean = dataCost.reduce((sum, cost) => sum + cost, 0) / dataCost.length;
    // The cost is convex in the logit: its mean lies above the cost at the mean, but near it.
    expect(mean).toBeGreaterThan(dataCostWithoutDropout[0] as number);
    expect(mean).toBeLessThan(1.05 * (dataCostWithoutDropout[0] as number));
  });

  it("fresh masks change from iteration to iteration, frozen ones never", async () => {
    const costs = async (mask: "fresh" | "frozen"): Promise<number> => {
      const run = await train(training, {
        mask,
        keepProbability: 0.5,
        learningRate: 1e-300,
        iterations: 20,
        costInterval: 1,
      });
      return new Set(run.history.dataCost).size;
    };
    expect(await costs("fresh")).toBe(21);
    expect(await costs("frozen")).toBe(1);
  });

  it("never drops when it predicts", async () => {
    const { model } = await train(training, { keepProbability: 0.5, iterations: 100 });
    const { X } = training.toMatrices();
    const rows = Array.from({ length: training.examples }, (_, i) => training.row(i));
    const whole = forwardPropagation(X, model.toTextbook()).AL.data;
    model.predict(rows).forEach((probability, i) => expect(probability).toBeCloseTo(whole[i] as number, 14));
  });
});

describe("examples", () => {
  it("their order changes the cost by less than 1e-12", async () => {
    const order = numpyRandom(4).permutation(training.examples);
    const permuted = training.select("permuted", order);
    const settings = { lambda: 0.7, iterations: 1000 };
    const first = await train(training, settings);
    const second = await train(permuted, settings);
    first.history.cost.forEach((cost, i) => {
      expect(Math.abs(cost - (second.history.cost[i] as number))).toBeLessThan(1e-12);
    });
  });
});
