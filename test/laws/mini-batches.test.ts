import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dataset } from "../../src/data/dataset.ts";
import { moons } from "../../src/data/generators.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";
import { distance, gradientsAt, rowOf, stepOf } from "../support/steps.ts";

/** Examples that can be told by their only feature. */
function numbered(examples: number): Dataset {
  const labels = Array.from({ length: examples }, (_, i) => (i % 2 === 0 ? "even" : "odd"));
  return Dataset.fromRows({ name: "numbered", rows: labels.map((_, i) => [i]), labels });
}

/** The examples of an iteration's batch, by the only feature. */
function batchOf(step: ReturnType<typeof stepOf>, iteration: number): number[] {
  const { batchesPerEpoch, batchSize, lastBatchSize } = step.schedule;
  step.forward(iteration);
  const isLast = iteration % batchesPerEpoch === batchesPerEpoch - 1;
  return rowOf(step.outputs[0] as never).slice(0, isLast ? lastBatchSize : batchSize);
}

describe("mini-batches", () => {
  it("have every example once in every epoch, in another order", () => {
    const sizes = fc.integer({ min: 2, max: 40 });
    fc.assert(
      fc.property(sizes, sizes, fc.nat(1e6), (examples, size, seed) => {
        const batchSize = Math.min(size, examples);
        const step = stepOf(numbered(examples), { batchSize, seed, hiddenLayers: [] });
        const epochs = [0, 1, 2].map((epoch) =>
          Array.from({ length: step.schedule.batchesPerEpoch }, (_, i) =>
            batchOf(step, epoch * step.schedule.batchesPerEpoch + i),
          ).flat(),
        );
        const all = Array.from({ length: examples }, (_, i) => i);
        for (const epoch of epochs) expect(epoch.toSorted((a, b) => a - b)).toEqual(all);
        // Of all examples in one batch, the order would change no sum but its bits.
        if (examples >= 20 && batchSize < examples) expect(epochs[1]).not.toEqual(epochs[0]);
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it("of all examples give the bits of full batches", async () => {
    const dataset = moons({ examples: 61 });
    const options = { iterations: 60, lambda: 0.3, keepProbability: 0.8 };
    const full = await train(dataset, options);
    const batches = await train(dataset, { ...options, batchSize: 61 });
    expect(batches.fingerprint).toBe(full.fingerprint);
  });

  it.each<TrainOptions>([
    { batchSize: 7 },
    { batchSize: 7, optimizer: "adam", learningRate: 0.01, keepProbability: 0.7, noise: 0.1, mixup: 0.4 },
    { batchSize: 16, normalization: "batch", connectKeepProbability: 0.8, schedule: "cosine", warmup: 5 },
  ])("give the same bits however the iterations are split: %j", (options) => {
    const dataset = moons({ examples: 45 });
    const whole = stepOf(dataset, { ...options, iterations: 600 });
    whole.iterate(0, 600);
    const ends = fc.array(fc.integer({ min: 1, max: 599 }), { maxLength: 12 });
    fc.assert(
      fc.property(ends, (given) => {
        const step = stepOf(dataset, { ...options, iterations: 600 });
        let start = 0;
        for (const end of [...given.toSorted((a, b) => a - b), 600]) {
          step.iterate(start, end);
          start = end;
        }
        expect(step.modelParameters).toEqual(whole.modelParameters);
      }),
      { numRuns: 8, seed: 5 },
    );
  });

  it("have a last short batch with a mean of its own, and an epoch's mean is that of all examples", () => {
    const dataset = numbered(23);
    const options = { hiddenLayers: [3], activation: "tanh", lambda: 0.5 } as const;
    const step = stepOf(dataset, { ...options, batchSize: 9 });
    const plain = stepOf(dataset, options);
    const mean = Array.from(step.gradients, () => 0);
    for (const iteration of [0, 1, 2]) {
      const batch = batchOf(step, iteration);
      expect(batch.length).toBe(iteration === 2 ? 5 : 9);
      const found = gradientsAt(step, iteration);
      found.forEach((value, i) => {
        mean[i] = (mean[i] as number) + (value * batch.length) / 23;
      });
      if (!hasBothClasses(batch)) continue;
      // λ is divided by all 23 examples, not by those of the batch.
      const alone = stepOf(dataset.select("batch", batch), { ...options, lambda: (0.5 * batch.length) / 23 });
      expect(distance(found, gradientsAt(alone))).toBeLessThan(1e-13);
    }
    expect(distance(mean, gradientsAt(plain))).toBeLessThan(1e-13);
  });

  it("count iterations and epochs alike", async () => {
    const dataset = moons({ examples: 45 });
    const byEpochs = await train(dataset, { batchSize: 16, epochs: 4 });
    const byIterations = await train(dataset, { batchSize: 16, iterations: 12 });
    expect(byEpochs.fingerprint).toBe(byIterations.fingerprint);
    for (const run of [byEpochs, byIterations]) expect(run).toMatchObject({ iterations: 12, epochs: 4 });
    const within = await train(dataset, { batchSize: 16, iterations: 13 });
    expect(within.epochs).toBeCloseTo(4 + 1 / 3, 12);
  });

  it.each<TrainOptions>([
    { batchSize: 16, keepProbability: 0.8 },
    { batchSize: 16, normalization: "batch", optimizer: "adam", learningRate: 0.01, averaging: "ema" },
    { normalization: "batch", inputNoise: 0.1 },
  ])("give the same bits whatever is recorded: %j", async (options) => {
    const dataset = moons({ examples: 45 });
    const development = moons({ examples: 30, seed: 2 });
    const usual = await train(dataset, { ...options, iterations: 130 });
    for (const costInterval of [1, 7, 1000]) {
      const recorded = await train(dataset, { ...options, iterations: 130, costInterval, development });
      expect(recorded.fingerprint).toBe(usual.fingerprint);
    }
  });
});

function hasBothClasses(batch: readonly number[]): boolean {
  return new Set(batch.map((example) => example % 2)).size === 2;
}
