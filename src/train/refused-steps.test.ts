/** A step that leads to numbers that are not finite is not taken, and leaves nothing of itself. */

import { describe, expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import type { TrainOptions } from "./options.ts";
import { train } from "./train.ts";

const points = Dataset.fromRows({
  name: "points",
  rows: [[1e-3], [2e-3], [-1e-3], [5e-3]],
  labels: [0, 1, 0, 1],
});

describe("a run that diverges", () => {
  /** All lead, after some good steps, to one that is refused; records are so far apart that none is of use. */
  const runs: readonly TrainOptions[] = [
    { optimizer: "lion", learningRate: 1.5e308, hiddenLayers: [] },
    // The step itself would leave the range, after a decay that would not.
    { optimizer: "lion", weightDecay: 1e-309, learningRate: 1.5e308, hiddenLayers: [] },
    // Decay leaves it alone.
    { optimizer: "adamw", learningRate: 1e200, hiddenLayers: [] },
    { optimizer: "momentum", weightDecay: 3, learningRate: 1, hiddenLayers: [] },
    { weightDecay: 1e20, learningRate: 1, hiddenLayers: [3], normalization: "batch", precision: "f32" },
    {
      weightDecay: 1e20,
      learningRate: 1,
      hiddenLayers: [3],
      normalization: "batch",
      averaging: "ema",
      precision: "f32",
    },
    { optimizer: "adamw", learningRate: 1e200, hiddenLayers: [], averaging: "swa", averageStart: 0 },
    { optimizer: "adamw", learningRate: 1e200, hiddenLayers: [], constraint: "non-negative" },
  ];

  it.each(runs)("has the model of a run that ends before the refused step: %j", async (options) => {
    const diverged = await train(points, { iterations: 3000, costInterval: 3000, ...options });
    expect(diverged.outcome).toMatchObject({ kind: "diverged" });
    expect(diverged.iterations).toBeGreaterThan(0);
    const ended = await train(points, { ...options, iterations: diverged.iterations });
    expect(diverged.fingerprint).toBe(ended.fingerprint);
    expect(diverged.modelIteration).toBe(diverged.iterations);
  });
});
