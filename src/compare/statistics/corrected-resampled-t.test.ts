import { expect, it } from "vitest";
import reference from "../../../test/reference/statistics.json" with { type: "json" };
import { correctedResampledT } from "./corrected-resampled-t.ts";

it.each(reference.resampledT)(
  "interval and p-value of $values are those of SciPy's distribution",
  ({ values, testToTraining, ...expected }) => {
    const { mean, standardError, interval, pValue, degreesOfFreedom } = correctedResampledT(
      values,
      testToTraining,
    );
    const figures = { mean, standardError, low: interval.low, high: interval.high, pValue };
    for (const [name, value] of Object.entries(expected)) {
      expect(Math.abs(figures[name as keyof typeof figures] - value), name).toBeLessThan(1e-13);
    }
    expect(degreesOfFreedom).toBe(values.length - 1);
  },
);

it("without overlap it is the ordinary t-interval, and overlap widens it", () => {
  const values = [1, 2, 3];
  // The quantile of Student's distribution with two degrees of freedom has a formula.
  const quantile = 0.95 * Math.sqrt(2 / (1 - 0.95 * 0.95));
  expect(correctedResampledT(values, 0).interval.high).toBeCloseTo(2 + quantile / Math.sqrt(3), 12);
  expect(correctedResampledT(values, 0.25).standardError).toBeCloseTo(Math.sqrt(1 / 3 + 0.25), 14);
});

it("results that are all alike leave no doubt", () => {
  const certain = { standardError: 0, degreesOfFreedom: 2 };
  expect(correctedResampledT([0.1, 0.1, 0.1], 0.5)).toEqual({
    ...certain,
    mean: 0.1,
    interval: { low: 0.1, high: 0.1 },
    pValue: 0,
  });
  expect(correctedResampledT([0, 0, 0], 0.5)).toEqual({
    ...certain,
    mean: 0,
    interval: { low: 0, high: 0 },
    pValue: 1,
  });
});

it("a single split has no interval", () => {
  expect(() => correctedResampledT([0.5], 0.25)).toThrow("expected results of at least 2 splits");
});
