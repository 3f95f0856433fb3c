import { describe, expect, it } from "vitest";
import { moons } from "../../src/data/generators.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";
import { distance, stepOf, takeStep } from "../support/steps.ts";

const dataset = moons({ examples: 40, noise: 0.4 });
const development = moons({ examples: 40, noise: 0.4, seed: 2 });

describe("early stopping", () => {
  const options = { hiddenLayers: [20], learningRate: 1, costInterval: 10, batchSize: 16 } as const;

  it.each<[string, TrainOptions]>([
    ["stopped early", { patience: 5, iterations: 5000 }],
    ["ended normally", { patience: 10_000, iterations: 1500 }],
    ["watched accuracy", { patience: 10_000, iterations: 600, monitor: "accuracy" }],
    ["watched averages", { patience: 10_000, iterations: 1500, averaging: "ema", averageDecay: 0.9 }],
  ])("restores the parameters of the best record: %s", async (name, given) => {
    const run = await train(dataset, { ...options, ...given, development });
    expect(run.outcome.kind).toBe(name === "stopped early" ? "stoppedEarly" : "finished");
    expect(run.modelIteration).toBeLessThan(run.iterations);
    const { developmentCost, iteration } = run.history;
    if (given.monitor === undefined) {
      const best = developmentCost.indexOf(Math.min(...developmentCost));
      expect(iteration[best]).toBe(run.modelIteration);
    }
    const { patience: _, monitor: _unused, ...others } = given;
    const stoppedThere = await train(dataset, { ...options, ...others, iterations: run.modelIteration });
    expect(run.fingerprint).toBe(stoppedThere.fingerprint);
  });

  it("keeps the last parameters where it is told to", async () => {
    const given = { ...options, iterations: 300 };
    const kept = await train(dataset, { ...given, patience: 1000, restoreBest: false, development });
    expect(kept.fingerprint).toBe((await train(dataset, given)).fingerprint);
  });
});

describe("averaging", () => {
  const ITERATIONS = 40;
  const means = {
    // From the first on.
    ema: (history: readonly Float64Array[]) =>
      history.reduce((mean, values) => mean.map((value, i) => 0.8 * value + 0.2 * (values[i] as number))),
    // The last quarter.
    swa: (history: readonly Float64Array[]) => {
      const last = history.slice(30);
      return (last[0] as Float64Array).map(
        (_, i) => last.reduce((sum, values) => sum + (values[i] as number), 0) / last.length,
      );
    },
  };

  it.each(["ema", "swa"] as const)("%s is the mean of the parameters that the steps led to", (averaging) => {
    const options = { hiddenLayers: [5], batchSize: 16, iterations: ITERATIONS, learningRate: 0.5 } as const;
    const step = stepOf(dataset, {
      ...options,
      averaging,
      ...(averaging === "ema" && { averageDecay: 0.8 }),
    });
    const history = Array.from({ length: ITERATIONS }, (_, iteration) => {
      takeStep(step, iteration);
      return Float64Array.from(step.parameters);
    });
    expect(distance(step.modelParameters, means[averaging](history))).toBeLessThan(1e-13);
    expect(distance(step.modelParameters, step.parameters)).toBeGreaterThan(1e-4);
  });
});
