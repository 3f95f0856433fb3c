import fc from "fast-check";
import { expect, it } from "vitest";
import { type Line, searchLine, type Trial } from "./line-search.ts";

/** A line along a polynomial c₀ + c₁·t + c₂·t² + …, from t = 0. */
function lineOf(coefficients: readonly number[]): Line & { readonly steps: number[] } {
  const steps: number[] = [];
  const evaluate = (step: number): Trial => {
    steps.push(step);
    const cost = coefficients.reduce((sum, c, n) => sum + c * step ** n, 0);
    const slope = coefficients.reduce((sum, c, n) => (n === 0 ? 0 : sum + n * c * step ** (n - 1)), 0);
    return { step, cost, slope, gradient: Float64Array.of(slope) };
  };
  return { start: evaluate(0), largest: 1, evaluate, steps };
}

it("law: the step fulfils both strong Wolfe conditions, from any first step", () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const bowls = fc.tuple(number(-5, 5), number(-10, -0.1), number(-2, 2), number(-1, 1), number(0.1, 2));
  fc.assert(
    fc.property(bowls, number(0.001, 100), (coefficients, firstStep) => {
      const line = lineOf(coefficients);
      const { trial, evaluations } = searchLine(line, firstStep);
      expect(evaluations).toBe(line.steps.length - 1);
      expect(trial.step).toBeGreaterThan(0);
      expect(trial.cost).toBeLessThanOrEqual(line.start.cost + 1e-4 * trial.step * line.start.slope);
      expect(Math.abs(trial.slope)).toBeLessThanOrEqual(0.9 * Math.abs(line.start.slope));
    }),
  );
});

it("a first step that is good is taken as it is", () => {
  const line = lineOf([1, -2, 1]);
  expect(searchLine(line, 0.9).trial.step).toBe(0.9);
  expect(line.steps).toEqual([0, 0.9]);
});

it("a cost that falls forever ends the search at its last step, after 26 evaluations", () => {
  const line = lineOf([0, -1]);
  const { trial, evaluations } = searchLine(line, 1);
  expect(evaluations).toBe(26);
  expect(trial.step).toBeGreaterThan(1e20);
});

it("a bracket in which nothing moves any more ends the search at its best step", () => {
  const line = { ...lineOf([1, -2, 1]), largest: 1e-12 };
  const { trial, evaluations } = searchLine(line, 2.5);
  expect(trial).toBe(line.start);
  expect(evaluations).toBe(1);
});
