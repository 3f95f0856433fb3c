import { describe, expect, it } from "vitest";
import { counterRandom } from "../../src/base/counter-random.ts";
import { Dataset } from "../../src/data/dataset.ts";
import { viewOf, weightsOf } from "../../src/network/layout.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { distance, gradientsAt, linearData, logitsOf, stepOf } from "../support/steps.ts";

const ITERATIONS = 40000;

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** How far the mean logit under noise is from the one without, in standard errors, over iterations. */
function deviation(options: TrainOptions): number {
  const dataset = linearData(5, 3);
  const network = { hiddenLayers: [6], activation: "tanh", seed: 8, ...options } as const;
  const noisy = stepOf(dataset, network);
  const { hiddenLayers, activation, seed } = network;
  const plain = stepOf(dataset, { hiddenLayers, activation, seed });
  plain.forward(0);
  const samples = Array.from({ length: ITERATIONS }, (_, iteration) => {
    noisy.forward(iteration);
    return meanOf(logitsOf(noisy));
  });
  const mean = meanOf(samples);
  const variance = samples.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (ITERATIONS - 1);
  expect(variance).toBeGreaterThan(0);
  return (mean - meanOf(logitsOf(plain))) / Math.sqrt(variance / ITERATIONS);
}

describe("noise", () => {
  // Each is the only noise behind the last place that bends, so that the logit is linear in it.
  it.each<TrainOptions>([
    { keepProbability: 0.5 },
    { keepProbability: 0.9 },
    { keepProbability: 0.7, dropoutKind: "gaussian" },
    { noise: 0.5 },
    { keepProbability: 0.7, noise: 0.3 },
    { hiddenLayers: [], inputKeepProbability: 0.6 },
    { hiddenLayers: [], inputKeepProbability: 0.6, dropoutKind: "gaussian" },
    { hiddenLayers: [], inputNoise: 0.5 },
    { hiddenLayers: [], connectKeepProbability: 0.7 },
    { connectKeepProbability: [1, 0.5] },
  ])("leaves the expected output what it is without: %j", (options) => {
    expect(Math.abs(deviation(options))).toBeLessThan(3);
  });

  it.each([0.5, 0.8, 0.95])(
    "alpha dropout keeps mean 0 and variance 1 of what it acts on, p = %d",
    (keep) => {
      const examples = 20_000;
      const values = counterRandom(3, "data").randn(examples);
      const dataset = Dataset.fromRows({
        name: "normal",
        rows: Array.from(values, (x) => [x]),
        targets: Array.from(values),
      });
      const step = stepOf(dataset, { hiddenLayers: [], inputKeepProbability: keep, dropoutKind: "alpha" });
      viewOf(step.parameters, weightsOf(step.layout)[0] as never)[0] = 1;
      step.forward(0);
      const noisy = logitsOf(step);
      const mean = noisy.reduce((sum, value) => sum + value, 0) / examples;
      const squares = noisy.map((value) => (value - mean) ** 2);
      const variance = squares.reduce((sum, value) => sum + value, 0) / examples;
      const spread = squares.reduce((sum, value) => sum + (value - variance) ** 2, 0) / examples;
      expect(Math.abs(mean)).toBeLessThan(3 * Math.sqrt(variance / examples));
      expect(Math.abs(variance - 1)).toBeLessThan(3 * Math.sqrt(spread / examples));
    },
  );

  it("mixup of shares 0 and 1 mixes nothing: a tiny α leaves cost and gradients", () => {
    const dataset = linearData(33, 3);
    const options = { hiddenLayers: [4], activation: "tanh" } as const;
    const plain = gradientsAt(stepOf(dataset, options));
    const step = stepOf(dataset, { ...options, mixup: 1e-6 });
    for (let iteration = 0; iteration < 20; iteration++) {
      expect(distance(gradientsAt(step, iteration), plain)).toBeLessThan(1e-12);
    }
    expect(distance(gradientsAt(stepOf(dataset, { ...options, mixup: 1 })), plain)).toBeGreaterThan(1e-3);
  });
});
