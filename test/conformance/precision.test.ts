import { beforeAll, describe, expect, it } from "vitest";
import { datasets } from "../../src/data/datasets.ts";
import { moons } from "../../src/data/generators.ts";
import { ACTIVATION_NAMES, type ActivationName } from "../../src/network/activations.ts";
import { train } from "../../src/train/train.ts";
import { comparePrecisions, type PrecisionComparison } from "../support/precision-agreement.ts";

/** With softplus, costs swing at the usual learning rate, and differences grow. */
const rateOf = (activation: ActivationName): number => (activation === "softplus" ? 0.05 : 0.3);

describe("short runs in float32", () => {
  const runs = [datasets.football().training, moons({ examples: 75 })].flatMap((dataset) =>
    ACTIVATION_NAMES.flatMap((activation) =>
      [{}, { lambda: 0.7 }, { keepProbability: 0.86 }, { lambda: 0.1, keepProbability: 0.6 }].map(
        (options) => ({
          data: dataset.name,
          dataset,
          options: {
            activation,
            learningRate: rateOf(activation),
            iterations: 100,
            costInterval: 1,
            ...options,
          } as const,
        }),
      ),
    ),
  );

  it.each(runs)(
    "cost the same as in float64 to 1e-5 in each of 100 iterations: $data, $options",
    async (run) => {
      const f64 = await train(run.dataset, run.options);
      const f32 = await train(run.dataset, { ...run.options, precision: "f32" });
      expect(f32.history.iteration).toEqual(f64.history.iteration);
      f32.history.cost.forEach((cost, i) => {
        expect(Math.abs(cost / (f64.history.cost[i] as number) - 1)).toBeLessThan(1e-5);
      });
      expect(f32.fingerprint).not.toBe(f64.fingerprint);
      expect(f32.model.parameters).toEqual(f32.model.parameters.map(Math.fround));
    },
  );
});

describe("the article's runs in float32, beside those in float64", () => {
  let comparisons: readonly PrecisionComparison[];
  beforeAll(async () => {
    comparisons = await comparePrecisions();
  });

  it("have costs that stay near, very near at first and with L2", () => {
    // After 100, 1000, 10000 and 30000 iterations. Without L2, where units switch on and off grows to chaos.
    const [withL2, others] = [
      [1e-6, 1e-5, 1e-3, 1e-3],
      [1e-6, 1e-3, 0.2, 0.5],
    ];
    for (const { name, costs } of comparisons) {
      const bounds = name.startsWith("L2") ? withL2 : others;
      for (const [index, { iteration, relativeDifference }] of costs.entries())
        expect(relativeDifference, `${name}, ${iteration}`).toBeLessThan(bounds[index] as number);
    }
  });

  it("classify a few examples at most otherwise", () => {
    for (const { name, training, test } of comparisons) {
      for (const { examples, f64, f32 } of [training, test])
        expect(Math.abs(f32 - f64) * examples, name).toBeLessThan(8.5);
    }
  });
});
