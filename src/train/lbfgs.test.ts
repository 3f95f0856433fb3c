import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CostFunction, logisticCost, rosenbrock, toOracle } from "../../test/support/cost-functions.ts";
import { Lbfgs, type LbfgsIteration } from "./lbfgs.ts";

/** Iterates until something else happens than a step. @returns all that happened */
function runToEnd(minimizer: Lbfgs, most = 500): LbfgsIteration[] {
  const iterations: LbfgsIteration[] = [];
  do iterations.push(minimizer.iterate());
  while (iterations.at(-1)?.kind === "moved" && iterations.length < most);
  return iterations;
}

/** Σ c·x², its gradient 2c·x. */
const quadratic =
  (curvatures: readonly number[]): CostFunction =>
  (x) => ({
    cost: x.reduce((sum, value, i) => sum + (curvatures[i] as number) * value * value, 0),
    gradient: x.map((value, i) => 2 * (curvatures[i] as number) * value),
  });

describe("L-BFGS", () => {
  it("finds the minimum of Rosenbrock's function and says so", () => {
    const oracle = toOracle(rosenbrock, Float64Array.of(-1.2, 1));
    const iterations = runToEnd(new Lbfgs(oracle));
    expect(iterations.at(-1)?.kind).toBe("converged");
    for (const value of oracle.parameters) expect(value).toBeCloseTo(1, 5);
    expect(iterations.reduce((sum, { evaluations }) => sum + evaluations, 0)).toBe(oracle.evaluations());
  });

  it("law: the cost falls in every iteration that takes a step, until it is near the minimum", () => {
    const curvatures = fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(curvatures, fc.integer({ min: 1, max: 12 }), (given, history) => {
        const start = Float64Array.from(given, (_, i) => (i % 2 === 0 ? 3 : -2));
        const costOf = quadratic(given);
        const oracle = toOracle(costOf, start);
        let { cost } = costOf(start);
        const iterations = runToEnd(new Lbfgs(oracle, { history }));
        for (const iteration of iterations) {
          if (iteration.step > 0) expect(iteration.cost).toBeLessThan(cost);
          ({ cost } = iteration);
        }
        expect(iterations.at(-1)?.kind).not.toBe("moved");
        expect(cost).toBeLessThan(1e-6);
      }),
    );
  });

  it("leaves the parameters at the step that it tells of, whatever it evaluated last", () => {
    const oracle = toOracle(rosenbrock, Float64Array.of(2, -3));
    const minimizer = new Lbfgs(oracle);
    for (let i = 0; i < 20; i++) {
      const { cost } = minimizer.iterate();
      expect(cost).toBe(rosenbrock(Float64Array.from(oracle.parameters)).cost);
    }
  });

  it("minimizes in float32, until that has no more digits", () => {
    const oracle = toOracle(rosenbrock, Float32Array.of(-1.2, 1));
    const iterations = runToEnd(new Lbfgs(oracle));
    expect(["converged", "line search failed"]).toContain(iterations.at(-1)?.kind);
    for (const value of oracle.parameters) expect(value).toBeCloseTo(1, 3);
    expect(iterations.length).toBeLessThan(100);
  });

  it("steps back from where the cost is not finite", () => {
    const wall: CostFunction = (x) => {
      const value = x[0] as number;
      const cost = value < 1 ? value * value - 0.1 * value : Number.NaN;
      return { cost, gradient: Float64Array.of(value < 1 ? 2 * value - 0.1 : Number.NaN) };
    };
    const oracle = toOracle(wall, Float64Array.of(-5));
    const iterations = runToEnd(new Lbfgs(oracle, { learningRate: 50 }));
    expect(iterations.at(-1)?.kind).toBe("converged");
    expect(oracle.parameters[0]).toBeCloseTo(0.05, 6);
  });

  it("tells of a start that is not finite and changes nothing", () => {
    const broken: CostFunction = (x) => ({ cost: 1, gradient: x.map(() => Infinity) });
    const oracle = toOracle(broken, Float64Array.of(1, 2));
    expect(new Lbfgs(oracle).iterate()).toEqual({ kind: "not finite", cost: 1, step: 0, evaluations: 1 });
    expect([...oracle.parameters]).toEqual([1, 2]);
  });

  it("tells of a start at the minimum and changes nothing", () => {
    const oracle = toOracle(rosenbrock, Float64Array.of(1, 1));
    const minimizer = new Lbfgs(oracle);
    expect(minimizer.iterate()).toEqual({ kind: "converged", cost: 0, step: 0, evaluations: 1 });
    expect(minimizer.iterate()).toEqual({ kind: "converged", cost: 0, step: 0, evaluations: 0 });
  });

  it("tells of a gradient that leads nowhere and puts the parameters back", () => {
    const lying: CostFunction = (x) => ({ cost: (x[0] as number) ** 2, gradient: Float64Array.of(-1) });
    const oracle = toOracle(lying, Float64Array.of(3));
    const { kind, cost, step } = new Lbfgs(oracle).iterate();
    expect({ kind, cost, step }).toEqual({ kind: "line search failed", cost: 9, step: 0 });
    expect(oracle.parameters[0]).toBe(3);
  });

  it("tries once more down the gradient, with nothing remembered, where the line search fails", () => {
    const start = Float64Array.of(-1.2, 1);
    const plain = toOracle(rosenbrock, Float64Array.from(start));
    const minimizer = new Lbfgs(plain);
    for (let i = 0; i < 3; i++) minimizer.iterate();
    const before = plain.evaluations();
    // All 26 evaluations of the next line search fail, as they may in a region of overflow.
    let calls = 0;
    let retried = start;
    const failing: CostFunction = (x) => {
      calls++;
      if (calls === before + 27) retried = Float64Array.from(x);
      const fails = calls > before && calls <= before + 26;
      return fails ? { cost: Number.NaN, gradient: x } : rosenbrock(x);
    };
    const oracle = toOracle(failing, Float64Array.from(start));
    const retrying = new Lbfgs(oracle);
    for (let i = 0; i < 3; i++) retrying.iterate();
    const from = Float64Array.from(oracle.parameters);
    const { kind, evaluations, step } = retrying.iterate();
    expect(kind).toBe("moved");
    expect(evaluations).toBeGreaterThan(26);
    const { gradient } = rosenbrock(from);
    const size = gradient.reduce((sum, slope) => sum + Math.abs(slope), 0);
    expect(size).toBeGreaterThan(1);
    gradient.forEach((slope, i) => {
      expect(retried[i]).toBeCloseTo((from[i] as number) - slope / size, 14);
      expect(oracle.parameters[i]).toBe((from[i] as number) - step * slope);
    });
    expect(runToEnd(retrying).at(-1)?.kind).toBe("converged");
    for (const value of oracle.parameters) expect(value).toBeCloseTo(1, 4);
  });

  it("remembers no more steps than it is told: with one, its way differs from that with ten", () => {
    const start = Array.from({ length: 6 }, (_, i) => i / 3);
    const endOf = (history: number): number[] => {
      const oracle = toOracle(rosenbrock, Float64Array.from(start));
      const minimizer = new Lbfgs(oracle, { history });
      for (let i = 0; i < 8; i++) minimizer.iterate();
      return [...oracle.parameters];
    };
    expect(endOf(1)).not.toEqual(endOf(10));
    expect(endOf(10)).toEqual(endOf(8));
  });

  it("gives the same bits for the same problem", () => {
    const rows = [
      [1, 2],
      [0.5, -1],
      [-2, 0.3],
      [1.5, 1],
    ];
    const endOf = (): number[] => {
      const oracle = toOracle(logisticCost(rows, [1, 0, 0, 1], 0.5), new Float64Array(3));
      runToEnd(new Lbfgs(oracle));
      return [...oracle.parameters];
    };
    expect(endOf()).toEqual(endOf());
  });
});
