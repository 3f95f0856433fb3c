import { describe, expect, it } from "vitest";
import reference from "../../../test/reference/statistics.json" with { type: "json" };
import { counterRandom } from "../../base/counter-random.ts";
import { createCrossedBootstrap } from "./crossed-bootstrap.ts";
import { type CrossedSample, meanOf, subtract } from "./crossed-sample.ts";

const samples = reference.crossed.map((one) => ({ ...one, values: Float64Array.from(one.values) }));

function randomSample(seeds: number, examples: number, seed = 1): CrossedSample {
  return { seeds, examples, values: counterRandom(seed, "data").randn(seeds * examples) };
}

function deviationOf(values: Float64Array, middle: number): number {
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
}

describe.each(samples)("of $seeds seeds and $examples examples", (sample) => {
  const resamples = 40_000;
  const means = createCrossedBootstrap({ resamples, seed: 3 }).means(sample);
  const { mean, deviation, percentiles } = sample.bootstrap;

  it("mean and deviation are those of NumPy's bootstrap, within 5 standard errors", () => {
    const ours = means.reduce((sum, value) => sum + value, 0) / resamples;
    // NumPy's 200 000 resamples add a fifth to the variance of ours.
    const error = deviation * Math.sqrt(1.2 / resamples);
    expect(Math.abs(ours - mean)).toBeLessThan(5 * error);
    expect(Math.abs(deviationOf(means, ours) - deviation)).toBeLessThan(5 * (error / Math.SQRT2));
  });

  it("percentiles are those of NumPy's bootstrap, within 5 standard errors and one step of the mean", () => {
    const sorted = means.toSorted();
    const step = Number.isInteger(sample.values[0]) ? 1 / sample.values.length : 0;
    for (const [probability = 0, expected = 0] of percentiles) {
      // The normal density at 2.5 % is 0.058 and near the middle above 0.31.
      const density = Math.abs(probability - 0.5) > 0.3 ? 0.058 : 0.31;
      const error = (deviation / density) * Math.sqrt((1.2 * probability * (1 - probability)) / resamples);
      const ours = sorted[Math.round(probability * resamples)] as number;
      expect(Math.abs(ours - expected)).toBeLessThanOrEqual(5 * error + 1.001 * step);
    }
  });
});

describe("the crossed bootstrap", () => {
  it("gives every sample of a shape the same resamples, whatever came between: differences stay paired", () => {
    const bootstrap = createCrossedBootstrap({ resamples: 100 });
    const [first, second] = [randomSample(4, 30, 1), randomSample(4, 30, 2)];
    const left = bootstrap.means(first);
    bootstrap.means(randomSample(7, 11));
    const right = bootstrap.means(second);
    bootstrap.means(subtract(first, second)).forEach((difference, resample) => {
      expect(difference).toBeCloseTo((left[resample] as number) - (right[resample] as number), 12);
    });
    expect(createCrossedBootstrap({ resamples: 100 }).means(second)).toEqual(right);
  });

  it("draws anew with another seed", () => {
    const sample = randomSample(4, 30);
    const [first, second] = [0, 1].map((seed) =>
      createCrossedBootstrap({ seed, resamples: 100 }).means(sample),
    );
    expect(first).not.toEqual(second);
  });

  it("draws whole rows and whole columns: the mean of a product is the product of the means", () => {
    const [rows, columns] = [randomSample(5, 1), randomSample(1, 20)];
    const product = Float64Array.from(
      { length: 100 },
      (_, place) => (rows.values[Math.floor(place / 20)] as number) * (columns.values[place % 20] as number),
    );
    const bootstrap = createCrossedBootstrap({ resamples: 100 });
    const [byRows, byColumns] = [bootstrap.means(rows), bootstrap.means(columns)];
    bootstrap.means({ seeds: 5, examples: 20, values: product }).forEach((mean, resample) => {
      expect(mean).toBeCloseTo((byRows[resample] as number) * (byColumns[resample] as number), 12);
    });
  });

  it("resamples more than 1000 examples in groups, about the same mean and with the same spread", () => {
    const sample = randomSample(1, 2501);
    const means = createCrossedBootstrap({ resamples: 4000 }).means(sample);
    const expected = deviationOf(sample.values, meanOf(sample)) / Math.sqrt(2501);
    expect(Math.abs(means.reduce((sum, value) => sum + value, 0) / 4000 - meanOf(sample))).toBeLessThan(
      (5 * expected) / Math.sqrt(4000),
    );
    // 1000 groups know a deviation to 1/√2000, 4000 resamples to 1/√8000: 2.5 % together.
    expect(Math.abs(deviationOf(means, meanOf(sample)) / expected - 1)).toBeLessThan(0.1);
  });

  it("resamples more than 200 seeds in groups, about the same mean and with the same spread", () => {
    const stream = counterRandom(11, "data");
    const [seeds, examples] = [450, 4];
    const bySeed = stream.randn(seeds);
    const values = Float64Array.from(
      { length: seeds * examples },
      (_, place) => bySeed[Math.floor(place / examples)] as number,
    );
    const means = createCrossedBootstrap({ resamples: 4000 }).means({ seeds, examples, values });
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = bySeed.reduce((sum, value) => sum + (value - mean) ** 2, 0) / seeds;
    const spread = Math.sqrt(means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / means.length);
    // 200 groups know a deviation to 1/√400, 4000 resamples to 1/√8000: three times both together.
    expect(Math.abs(spread / Math.sqrt(variance / seeds) - 1)).toBeLessThan(
      3 * Math.sqrt(1 / 400 + 1 / 8000),
    );
  });

  it("weighs groups of unequal size by their examples: the mean of ones is 1", () => {
    const values = new Float64Array(2 * 1501).fill(1);
    const means = createCrossedBootstrap({ resamples: 100 }).means({ seeds: 2, examples: 1501, values });
    expect(means.every((mean) => mean === 1)).toBe(true);
  });

  it("takes 10 000 resamples unless told otherwise, and not fewer than 100", () => {
    expect(createCrossedBootstrap().resamples).toBe(10_000);
    expect(createCrossedBootstrap().means(randomSample(2, 3))).toHaveLength(10_000);
    expect(() => createCrossedBootstrap({ resamples: 99 })).toThrow("expected at least 100 resamples");
  });
});
