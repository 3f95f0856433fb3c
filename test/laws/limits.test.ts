import { describe, expect, it } from "vitest";
import { moons } from "../../src/data/generators.ts";
import { viewOf, weightsOf } from "../../src/network/layout.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import type { Step } from "../../src/train/step.ts";
import { normOf, stepOf, takeStep } from "../support/steps.ts";

const dataset = moons({ examples: 50 });
const ROUNDING = 1 + 1e-12;
/** Steps that are large enough to break every bound, if nothing held them. */
const wild = { hiddenLayers: [6, 4], activation: "tanh", learningRate: 5, batchSize: 16 } as const;

/** By unit, the norm of its weights. */
function unitNorms(step: Step): number[] {
  return weightsOf(step.layout).flatMap((entry) => {
    const weights = viewOf(step.parameters, entry);
    return Array.from({ length: entry.rows }, (_, unit) =>
      normOf(weights.subarray(unit * entry.columns, (unit + 1) * entry.columns)),
    );
  });
}

/** The largest singular value of each layer's weights, by 300 rounds of the power method. */
function spectralNorms(step: Step): number[] {
  return weightsOf(step.layout).map((entry) => {
    const weights = viewOf(step.parameters, entry);
    let right = Array.from({ length: entry.columns }, (_, k) => 1 + 0.1 * k);
    let norm = 0;
    for (let round = 0; round < 300; round++) {
      const left = Array.from({ length: entry.rows }, (_, i) =>
        right.reduce((sum, value, k) => sum + value * (weights[i * entry.columns + k] as number), 0),
      );
      norm = normOf(left);
      const next = right.map((_, k) =>
        left.reduce((sum, value, i) => sum + value * (weights[i * entry.columns + k] as number), 0),
      );
      const size = normOf(next);
      right = next.map((value) => value / size);
    }
    return norm;
  });
}

/** Calls back after each of 30 steps. */
function afterEachStep(options: TrainOptions, check: (step: Step, before: Float64Array) => void): void {
  const step = stepOf(dataset, { ...wild, ...options });
  for (let iteration = 0; iteration < 30; iteration++) {
    const before = Float64Array.from(step.parameters);
    takeStep(step, iteration);
    check(step, before);
  }
}

describe("constraints hold after every step", () => {
  it.each(["gradient-descent", "adam"] as const)("max-norm, with %s", (optimizer) => {
    let reached = 0;
    afterEachStep({ optimizer, constraint: "max-norm", constraintLimit: 1.5 }, (step) => {
      const norms = unitNorms(step);
      expect(Math.max(...norms)).toBeLessThanOrEqual(1.5 * ROUNDING);
      reached += norms.filter((norm) => norm > 1.499).length;
    });
    expect(reached).toBeGreaterThan(0);
  });

  it("unit-norm", () => {
    afterEachStep({ constraint: "unit-norm" }, (step) => {
      for (const norm of unitNorms(step)) expect(norm).toBeCloseTo(1, 12);
    });
  });

  it("non-negative", () => {
    let zeros = 0;
    afterEachStep({ constraint: "non-negative" }, (step) => {
      const weights = weightsOf(step.layout).flatMap((entry) => Array.from(viewOf(step.parameters, entry)));
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
      zeros += weights.filter((weight) => weight === 0).length;
    });
    expect(zeros).toBeGreaterThan(0);
  });

  it("spectral-norm", () => {
    let reached = 0;
    afterEachStep({ constraint: "spectral-norm", constraintLimit: 2 }, (step) => {
      const norms = spectralNorms(step);
      // The engine's own power method has some digits, too.
      expect(Math.max(...norms)).toBeLessThanOrEqual(2 * (1 + 1e-3));
      reached += norms.filter((norm) => norm > 1.99).length;
    });
    expect(reached).toBeGreaterThan(0);
  });

  it("and would not without", () => {
    let largest = 0;
    afterEachStep({}, (step) => {
      largest = Math.max(largest, ...unitNorms(step), ...spectralNorms(step));
    });
    expect(largest).toBeGreaterThan(2.5);
  });
});

describe("clipping bounds the change of each step", () => {
  const limit = 0.01;
  const bound = wild.learningRate * limit * ROUNDING + 1e-14;
  const changeOf = (step: Step, before: Float64Array): Float64Array =>
    before.map((value, index) => (step.parameters[index] as number) - value);

  it("by value: of every parameter", () => {
    afterEachStep({ clipping: "value", clippingLimit: limit }, (step, before) => {
      expect(Math.max(...changeOf(step, before).map(Math.abs))).toBeLessThanOrEqual(bound);
    });
  });

  it("by norm: of every block", () => {
    let reached = 0;
    afterEachStep({ clipping: "norm", clippingLimit: limit }, (step, before) => {
      const change = changeOf(step, before);
      for (const entry of step.layout.entries) {
        const norm = normOf(viewOf(change, entry));
        expect(norm).toBeLessThanOrEqual(bound);
        if (norm > 0.999 * bound) reached++;
      }
    });
    expect(reached).toBeGreaterThan(0);
  });

  it("by global norm: of all parameters together, and leaves smaller gradients as they are", () => {
    let reached = 0;
    afterEachStep({ clipping: "global-norm", clippingLimit: limit }, (step, before) => {
      const norm = normOf(changeOf(step, before));
      expect(norm).toBeLessThanOrEqual(bound);
      if (norm > 0.999 * bound) reached++;
    });
    expect(reached).toBeGreaterThan(0);
    const [plain, clipped] = [{}, { clipping: "global-norm", clippingLimit: 1e6 } as const].map((options) => {
      const step = stepOf(dataset, { ...wild, ...options });
      step.iterate(0, 20);
      return step.parameters;
    });
    expect(clipped).toEqual(plain);
  });
});
