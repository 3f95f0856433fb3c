import { describe, expect, it } from "vitest";
import { Lbfgs } from "../../src/train/lbfgs.ts";
import { searchLine, type Trial } from "../../src/train/line-search.ts";
import { logisticCost, rosenbrock, toOracle } from "../support/cost-functions.ts";
import figures from "./lbfgs-figures.json" with { type: "json" };

const { rows, labels } = figures.data;

describe("L-BFGS takes the steps of PyTorch's, to 1e-9", () => {
  it.each(figures.cases.map((made, index) => ({ ...made, index })))(
    "$problem, case $index, first step $learningRate",
    ({ problem, penalty, start, learningRate, points }) => {
      const costOf = problem === "rosenbrock" ? rosenbrock : logisticCost(rows, labels, penalty ?? 0);
      const oracle = toOracle(costOf, Float64Array.from(start));
      const minimizer = new Lbfgs(oracle, { learningRate });
      for (const [index, point] of points.entries()) {
        const { kind, cost } = minimizer.iterate();
        // Against the largest parameter: near a minimum, single ones of size 0 have no digits to compare.
        const size = Math.max(...point.parameters.map(Math.abs));
        for (const [i, parameter] of point.parameters.entries()) {
          const difference = Math.abs((oracle.parameters[i] as number) - parameter);
          expect(difference, `iteration ${index + 1}`).toBeLessThan(1e-9 * size);
        }
        expect(Math.abs(cost - point.cost)).toBeLessThan(1e-9 * Math.max(point.cost, 1));
        expect(oracle.evaluations()).toBe(point.evaluations);
        const isLast = index === points.length - 1 && points.length < 50;
        expect(kind).toBe(isLast ? "converged" : "moved");
      }
    },
  );
});

const { sqrt, sin, cos } = Math;

/** The curves of make-lbfgs-figures.py: cost and slope at a step. */
const curves: Readonly<Record<string, (t: number) => readonly [cost: number, slope: number]>> = {
  rational: (t) => [-t / (t ** 2 + 2), (t ** 2 - 2) / (t ** 2 + 2) ** 2],
  quintic: (t) => {
    const s = t + 0.1;
    return [s ** 5 - 2 * s ** 4, 5 * s ** 4 - 8 * s ** 3];
  },
  waves: (t) => [(1 - t) ** 2 / 2 + 0.3 * sin(7 * t) - 2 * t, t - 3 + 2.1 * cos(7 * t)],
  corner: (t) => {
    const [left, right] = [sqrt(t ** 2 + 1e-6), sqrt((1 - t) ** 2 + 1e-4)];
    return [0.99 * right + 0.01 * left, (0.99 * (t - 1)) / right + (0.01 * t) / left];
  },
  "two corners": (t) => {
    const [left, right] = [sqrt(t ** 2 + 1e-2), sqrt((1 - t) ** 2 + 1e-6)];
    return [(right + left) / 2 - 0.05 * t, ((t - 1) / right + t / left) / 2 - 0.05];
  },
};

describe("its line search tries the steps of PyTorch's, to 1e-9", () => {
  it.each(figures.lines)("$curve, first step $firstStep", ({ curve, firstStep, steps, step, cost }) => {
    const tried: number[] = [];
    const evaluate = (t: number): Trial => {
      const [height, slope] = (curves[curve] as (typeof curves)[string])(t);
      tried.push(t);
      return { step: t, cost: height, slope, gradient: Float64Array.of(slope) };
    };
    const { trial } = searchLine({ start: evaluate(0), largest: 1, evaluate }, firstStep);
    expect(tried).toHaveLength(steps.length + 1);
    for (const [i, expected] of [...steps, step].entries()) {
      const actual = i < steps.length ? tried[i + 1] : trial.step;
      expect(Math.abs((actual as number) / expected - 1), `step ${i + 1}`).toBeLessThan(1e-9);
    }
    expect(Math.abs(trial.cost - cost)).toBeLessThan(1e-9 * Math.abs(cost));
  });
});
