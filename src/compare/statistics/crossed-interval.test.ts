import { describe, expect, it } from "vitest";
import { counterRandom } from "../../base/counter-random.ts";
import { createCrossedBootstrap } from "./crossed-bootstrap.ts";
import { estimateDifference, estimateMean } from "./crossed-interval.ts";
import type { CrossedSample } from "./crossed-sample.ts";
import { studentQuantile } from "./distributions.ts";
import { varianceOfMean } from "./variance-components.ts";

const bootstrap = createCrossedBootstrap();

/** Normal numbers around a mean, with effects of seeds and of examples. */
function sampleAround(mean: number, seeds: number, examples: number): CrossedSample {
  const stream = counterRandom(8, "data");
  const [rows, columns] = [stream.randn(seeds), stream.randn(examples)];
  const values = Float64Array.from(
    { length: seeds * examples },
    (_, place) =>
      mean +
      0.3 * (rows[Math.floor(place / examples)] as number) +
      (columns[place % examples] as number) +
      stream.randn(),
  );
  return { seeds, examples, values };
}

describe.each([
  { name: "a measure", estimate: estimateMean },
  { name: "a difference", estimate: estimateDifference },
])("the mean of $name", ({ estimate }) => {
  it.each([
    { seeds: 12, examples: 80 },
    { seeds: 1, examples: 80 },
    { seeds: 30, examples: 1 },
  ])(
    "has Student's interval where all is normal: $seeds seeds, $examples examples",
    ({ seeds, examples }) => {
      const sample = sampleAround(0, seeds, examples);
      const { mean, standardError, degreesOfFreedom, interval } = estimate(sample, bootstrap);
      const half = studentQuantile(0.975, degreesOfFreedom) * standardError;
      expect(standardError ** 2).toBeCloseTo(varianceOfMean(sample).variance, 14);
      // Chance in percentiles of 10 000 resamples: 3 %; skewness of a normal sample: up to 10 %.
      expect(Math.abs(interval.high - mean - half)).toBeLessThan(0.15 * half);
      expect(Math.abs(mean - interval.low - half)).toBeLessThan(0.15 * half);
      expect(Math.abs((interval.high - interval.low) / (2 * half) - 1)).toBeLessThan(0.04);
    },
  );

  it("is called different from 0 at 5 % exactly where its 95 % interval leaves out 0", () => {
    const start = sampleAround(0, 8, 40);
    const { mean, interval } = estimate(start, bootstrap);
    const around = (shift: number) =>
      estimate({ ...start, values: start.values.map((value) => value + shift) }, bootstrap);
    const edges = [mean - interval.low, mean - interval.high].flatMap((edge) => [0.98 * edge, 1.02 * edge]);
    const verdicts = edges
      .map((edge) => around(edge - mean))
      .map((one) => {
        const leavesOutZero = one.interval.low > 0 || one.interval.high < 0;
        expect(one.pValue < 0.05).toBe(leavesOutZero);
        return leavesOutZero;
      });
    expect(verdicts).toEqual([false, true, false, true]);
  });

  it("has a smaller p-value the farther it is from 0, also beyond all resamples", () => {
    const start = sampleAround(0, 8, 40);
    const pValues = [0.2, 0.6, 1, 1.4, 2].map((shift) => {
      const values = start.values.map((value) => value + shift);
      return estimate({ ...start, values }, bootstrap).pValue;
    });
    expect(pValues).toEqual(pValues.toSorted((a, b) => b - a));
    expect(new Set(pValues).size).toBe(pValues.length);
    expect(pValues.every((value) => value > 0 && value <= 1)).toBe(true);
  });

  it("is certain where nothing varies", () => {
    const alike = (value: number) => ({ seeds: 3, examples: 5, values: new Float64Array(15).fill(value) });
    expect(estimate(alike(0.1), bootstrap)).toMatchObject({
      mean: 0.1,
      standardError: 0,
      interval: { low: 0.1, high: 0.1 },
      pValue: 0,
    });
    expect(estimate(alike(0), bootstrap)).toMatchObject({ interval: { low: 0, high: 0 }, pValue: 1 });
  });

  it("has an interval, too, where neither seeds nor examples differ in their means", () => {
    const values = Float64Array.of(1, -1, -1, 1);
    const { mean, interval, pValue } = estimate({ seeds: 2, examples: 2, values }, bootstrap);
    expect(mean).toBe(0);
    expect(interval.low).toBeLessThan(0);
    expect(interval.high).toBeGreaterThan(0);
    expect(pValue).toBe(1);
  });

  it("moves and stretches with the sample", () => {
    const sample = sampleAround(1, 6, 25);
    const stretched = { ...sample, values: sample.values.map((value) => 2 * value + 3) };
    const [first, second] = [sample, stretched].map((one) => estimate(one, bootstrap));
    expect(second?.interval.low).toBeCloseTo(2 * (first?.interval.low ?? 0) + 3, 10);
    expect(second?.interval.high).toBeCloseTo(2 * (first?.interval.high ?? 0) + 3, 10);
  });
});

it("the interval of a skewed measure is longer on the side where the rare values are, that of a difference never", () => {
  const values = Float64Array.from({ length: 10 * 60 }, (_, place) => Number(place % 60 > 3));
  values[59] = 0;
  const sample = { seeds: 10, examples: 60, values };
  const measure = estimateMean(sample, bootstrap);
  expect(measure.mean - measure.interval.low).toBeGreaterThan(1.4 * (measure.interval.high - measure.mean));
  expect(measure.interval.high).toBeLessThan(1);
  const difference = estimateDifference(sample, bootstrap);
  expect(difference.mean - difference.interval.low).toBeCloseTo(
    difference.interval.high - difference.mean,
    14,
  );
});
