import { describe, expect, it } from "vitest";
import reference from "../../../test/reference/statistics.json" with { type: "json" };
import { normalQuantile, studentQuantile, studentTail } from "./distributions.ts";

/** Largest relative error of ours against SciPy's. */
const TOLERANCE = 1e-12;

function expectClose(value: number, expected: number): void {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(TOLERANCE * Math.abs(expected));
}

describe.each(reference.student)(
  "with $degreesOfFreedom degrees of freedom",
  ({ degreesOfFreedom, tails, quantiles }) => {
    const degrees = Number(degreesOfFreedom);

    it("tails are SciPy's", () => {
      for (const [t = 0, tail = 0] of tails) expectClose(studentTail(t, degrees), tail);
    });

    it("quantiles are SciPy's", () => {
      for (const [probability = 0, quantile = 0] of quantiles) {
        expectClose(studentQuantile(probability, degrees), quantile);
      }
    });

    it("the quantile undoes the tail, from the middle to where float64 ends", () => {
      const shares = [0.499999, 0.4, 0.26, 0.25, 0.24, 0.1, 1e-3, 1e-10, 1e-100, 1e-300];
      const finite = shares.filter((tail) => studentQuantile(tail, degrees) > -Infinity);
      expect(finite.length).toBeGreaterThan(8);
      for (const tail of finite) expectClose(studentTail(-studentQuantile(tail, degrees), degrees), tail);
    });
  },
);

it("Cauchy's and the distribution with two degrees of freedom are their formulas, far out too", () => {
  for (const t of [1e-9, 0.1, 1, 1.5, 10, 1e6, 1e150]) {
    expectClose(studentTail(t, 1), Math.atan(1 / t) / Math.PI);
    const root = Math.sqrt(2 + t * t);
    if (t < 1e100) expectClose(studentTail(t, 2), 1 / (root * (root + t)));
  }
});

it("a billion degrees of freedom are nearly the normal distribution, and 10²⁵ are it", () => {
  expect(studentQuantile(0.975, 1e9)).toBeCloseTo(normalQuantile(0.975), 8);
  expect(studentQuantile(0.975, 1e25)).toBe(normalQuantile(0.975));
});

it("the ends of the distribution are infinite, and its middle is 0", () => {
  expect([0, 0.5, 1].map((probability) => studentQuantile(probability, 3))).toEqual([-Infinity, 0, Infinity]);
  expect([-Infinity, 0, Infinity].map((t) => studentTail(t, 3))).toEqual([1, 0.5, 0]);
  expect(studentTail(Infinity, Infinity)).toBe(0);
  expect(studentQuantile(1e-300, 0.1)).toBe(-Infinity);
});

it("what is no probability and what are no degrees of freedom are defects of the caller", () => {
  expect(() => studentQuantile(1.5, 3)).toThrow("expected a probability from 0 to 1");
  expect(() => studentQuantile(Number.NaN, 3)).toThrow("expected a probability from 0 to 1");
  expect(() => studentQuantile(0.5, 0)).toThrow("expected degrees of freedom above 0");
  expect(() => studentTail(1, Number.NaN)).toThrow("expected degrees of freedom above 0");
});
