import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cutNegatives,
  limitRowNorms,
  limitSpectralNorm,
  setRowNorms,
  type WeightMatrix,
} from "../../src/engine/constraints.ts";
import { startEngine } from "../../src/engine/engine.ts";
import type { KernelCall } from "../../src/engine/kernels.ts";
import { createMemoryPlan, type MemoryPlan } from "../../src/engine/memory-plan.ts";
import type { Precision } from "../../src/engine/precision.ts";
import {
  createBench,
  createNumbers,
  flat,
  PRECISIONS,
  type Rows,
  rounderOf,
  seeds,
} from "../support/kernel-bench.ts";
import { largestSingularValue, normInEights } from "../support/norm-oracle.ts";

const matrices = fc.record({
  seed: seeds,
  units: fc.integer({ min: 1, max: 12 }),
  inputs: fc.integer({ min: 1, max: 40 }),
  limit: fc.constantFrom(0.5, 1, 3, 5),
});

const RUNS = { numRuns: 120, seed: 7 };

/** What a constraint, run so many times, makes of some weights. */
function constrain(
  precision: Precision,
  weights: Rows,
  bind: (matrix: WeightMatrix, plan: MemoryPlan) => KernelCall,
  times = 1,
): Rows {
  const bench = createBench(precision);
  const [units, inputs] = [weights.length, (weights[0] as Float64Array).length];
  const address = bench.numbers(flat(weights));
  const call = bind({ address, units, inputs }, bench.plan);
  const result = bench.run(Array.from({ length: times }, () => call));
  const numbers = result.numbers(address, units * inputs);
  return weights.map((_, unit) => numbers.slice(unit * inputs, (unit + 1) * inputs));
}

describe.each(PRECISIONS)("constraints in %s", (precision) => {
  const round = rounderOf(precision);
  const epsilon = precision === "f64" ? 1e-15 : 3e-7;
  const large = precision === "f64" ? 1e200 : 1e38;
  const small = precision === "f64" ? 1e-200 : 2 ** -140;

  it("max-norm scales the units above the limit to it, to the last bit, and leaves the others", () => {
    fc.assert(
      fc.property(matrices, ({ seed, units, inputs, limit }) => {
        const weights = createNumbers(seed, precision).rows(units, inputs);
        const expected = weights.map((row) => {
          const norm = normInEights(row);
          return norm > limit ? row.map((w) => round(round(limit / norm) * w)) : row;
        });
        expect(constrain(precision, weights, (matrix) => limitRowNorms(matrix, limit))).toEqual(expected);
      }),
      RUNS,
    );
  });

  it("max-norm holds for every unit, of any size", () => {
    fc.assert(
      fc.property(matrices, fc.constantFrom(1, large, small), ({ seed, units, inputs, limit }, size) => {
        const weights = createNumbers(seed, precision).rows(units, inputs, size / 8);
        const bounded = constrain(precision, weights, (matrix) => limitRowNorms(matrix, limit));
        for (const [unit, row] of bounded.entries()) {
          const norm = normInEights(row);
          expect(norm).toBeLessThanOrEqual(limit * (1 + epsilon));
          if (size === large) expect(norm).toBeGreaterThanOrEqual(limit * (1 - epsilon));
          if (size === small) expect(row).toEqual(weights[unit]);
        }
      }),
      RUNS,
    );
  });

  it("unit-norm makes every norm 1, of any size, and leaves zeros", () => {
    fc.assert(
      fc.property(matrices, fc.constantFrom(1, large, small), ({ seed, units, inputs }, size) => {
        const weights = createNumbers(seed, precision)
          .rows(units, inputs, size / 8)
          .map((row, unit) => (unit % 3 === 1 ? row.fill(0) : row));
        const normed = constrain(precision, weights, (matrix) => setRowNorms(matrix, 1));
        for (const [unit, row] of normed.entries()) {
          if ((weights[unit] as Float64Array).every((w) => w === 0)) {
            expect(row).toEqual(weights[unit]);
          } else {
            expect(Math.abs(normInEights(row) - 1)).toBeLessThanOrEqual(epsilon);
            for (const [i, w] of row.entries()) {
              expect(w * ((weights[unit] as Float64Array)[i] as number)).toBeGreaterThanOrEqual(0);
            }
          }
        }
      }),
      RUNS,
    );
  });

  it("non-negative replaces what is below 0 by 0, and nothing else", () => {
    fc.assert(
      fc.property(matrices, ({ seed, units, inputs }) => {
        const weights = createNumbers(seed, precision).rows(units, inputs);
        const expected = weights.map((row) => row.map((w) => Math.max(w, 0)));
        expect(constrain(precision, weights, cutNegatives)).toEqual(expected);
      }),
      RUNS,
    );
    expect(constrain(precision, [Float64Array.of(-0, -1, 2)], cutNegatives)).toEqual([
      Float64Array.of(0, 0, 2),
    ]);
  });

  it.each([
    { calls: 1, excess: 0.05, runs: 200 },
    { calls: 500, excess: 0.001, runs: 150 },
  ])("after $calls calls spectral-norm holds but for $excess, and leaves smaller matrices", (given) => {
    fc.assert(
      fc.property(matrices, ({ seed, units, inputs, limit }) => {
        const weights = createNumbers(seed, precision).rows(units, inputs);
        const bind = (matrix: WeightMatrix, plan: MemoryPlan): KernelCall =>
          limitSpectralNorm(plan, matrix, limit);
        const bounded = constrain(precision, weights, bind, given.calls);
        const norm = largestSingularValue(weights);
        if (norm <= limit) expect(bounded).toEqual(weights);
        else {
          const after = largestSingularValue(bounded);
          expect(after).toBeLessThanOrEqual(limit * (1 + given.excess));
          expect(after).toBeGreaterThanOrEqual(limit * (1 - 1e-5));
        }
      }),
      { seed: 7, numRuns: given.runs },
    );
  });

  it("spectral-norm scales all weights alike", () => {
    const weights = createNumbers(3, precision).rows(5, 9);
    const bounded = constrain(precision, weights, (matrix, plan) => limitSpectralNorm(plan, matrix, 1));
    const factor = 1 / largestSingularValue(weights);
    for (const [unit, row] of bounded.entries()) {
      for (const [i, w] of row.entries()) {
        expect(w / ((weights[unit] as Float64Array)[i] as number) / factor).toBeCloseTo(1, 2);
      }
    }
  });

  it("spectral-norm takes weights of any size, and zeros", () => {
    const limitTo1 = (matrix: WeightMatrix, plan: MemoryPlan): KernelCall =>
      limitSpectralNorm(plan, matrix, 1);
    for (const [units, inputs] of [
      [1, 1],
      [1, 7],
      [6, 1],
      [3, 5],
    ] as const) {
      const weights = createNumbers(2, precision).rows(units, inputs, large / 8);
      expect(largestSingularValue(constrain(precision, weights, limitTo1, 50))).toBeCloseTo(1, 3);
      const tiny = createNumbers(2, precision).rows(units, inputs, small);
      expect(constrain(precision, tiny, limitTo1, 3)).toEqual(tiny);
      const zeros = tiny.map((row) => row.map(() => 0));
      expect(constrain(precision, zeros, limitTo1, 3)).toEqual(zeros);
    }
  });

  it("spectral-norm notices when another direction of the weights becomes the largest", () => {
    const plan = createMemoryPlan(precision);
    const address = plan.reserveNumbers(9);
    const engine = startEngine(plan, {
      limit: [limitSpectralNorm(plan, { address, units: 3, inputs: 3 }, 1)],
    });
    const weights = engine.numbers(address, 9);
    const limitAfter = (values: readonly number[], steps: number): void => {
      for (let step = 0; step < steps; step++) {
        weights.set(values);
        engine.run("limit");
      }
    };
    limitAfter([1, 0, 0, 0, 0.1, 0, 0, 0, 0.1], 50);
    limitAfter([1, 0, 0, 0, 1.2, 0, 0, 0, 0.1], 10);
    expect(weights[4]).toBeCloseTo(1, 3);
  });
});
