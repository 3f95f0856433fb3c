import { expect, it } from "vitest";
import { datasets } from "../../src/data/datasets.ts";
import { model } from "../../src/textbook/index.ts";
import { presets } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";

it.each([
  {},
  { lambda: 0.7 },
  { keepProbability: 0.86 },
  { lambda: 0.7, keepProbability: 0.86, hiddenLayers: [5, 4], learningRate: 0.1, seed: 8 },
])("the textbook's model and train go the same way: %j", async (options) => {
  const { training } = datasets.football();
  const { X, Y } = training.toMatrices();
  const told: number[] = [];
  const { costs } = model(X, Y, {
    ...options,
    iterations: 2001,
    onCost: (iteration) => told.push(iteration),
  });
  const run = await train(training, { ...presets.article, ...options, iterations: 2001, costInterval: 1000 });
  expect(told).toEqual([0]);
  expect(costs).toHaveLength(3);
  costs.forEach((cost, index) => {
    expect(Math.abs(cost / (run.history.cost[index] as number) - 1)).toBeLessThan(1e-12);
  });
});
