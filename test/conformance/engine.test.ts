import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Matrix } from "../../src/base/matrix.ts";
import { numpyRandom } from "../../src/base/numpy-random.ts";
import { Dataset } from "../../src/data/dataset.ts";
import type { Numbers, Precision } from "../../src/engine/precision.ts";
import { Model } from "../../src/model/model.ts";
import { viewOf } from "../../src/network/layout.ts";
import type { NetworkSpec } from "../../src/network/spec.ts";
import {
  addPenaltyGradients,
  backwardPropagation,
  backwardPropagationWithDropout,
  computeCostWithRegularization,
  forwardPropagation,
  forwardPropagationWithDropout,
  type Parameters,
} from "../../src/textbook/index.ts";
import { resolveSettings } from "../../src/train/resolve-settings.ts";
import { createStep, type Step } from "../../src/train/step.ts";

/** Random networks on random data, sizes around everything that a kernel may treat in blocks. */
const problems = fc.record({
  seed: fc.integer({ min: 0, max: 1000 }),
  examples: fc.integer({ min: 2, max: 70 }),
  features: fc.integer({ min: 1, max: 9 }),
  hiddenLayers: fc.array(fc.integer({ min: 1, max: 33 }), { maxLength: 3 }),
  lambda: fc.constantFrom<number[]>(0, 0.7, 10),
  keepProbability: fc.constantFrom<number[]>(1, 0.86, 0.4),
});

type Problem = typeof problems extends fc.Arbitrary<infer Value> ? Value : never;

/** How far a number may lie from the textbook's, in units of the largest of its matrix. */
const TOLERANCES: Readonly<Record<Precision, number>> = { f64: 1e-12, f32: 1e-5 };

function createProblem(
  problem: Problem,
  precision: Precision = "f64",
): { dataset: Dataset; step: Step; parameters: Parameters } {
  const { seed, examples, features, hiddenLayers, lambda, keepProbability } = problem;
  const random = numpyRandom(seed);
  const dataset = Dataset.fromRows({
    name: "random",
    // float32 numbers, so that both precisions work on the same.
    rows: random.randn(examples, features).map(Math.fround).toRows(),
    labels: Array.from({ length: examples }, (_, i) => (i < 1 ? 0 : i < 2 ? 1 : random.randint(2))),
  });
  const dropout = { keepProbability, rng: "numpy", mask: "frozen" } as const;
  const settings = resolveSettings({ hiddenLayers, lambda, seed, ...dropout, precision });
  const step = createStep(dataset, settings);
  for (const entry of step.layout.entries) {
    if (entry.kind === "bias") viewOf(step.parameters, entry).set(random.randn(entry.length));
  }
  return { dataset, step, parameters: toRecord(step.parameters, step.spec, dataset) };
}

/** Flat numbers as the textbook's record of matrices. */
function toRecord(values: Numbers, spec: NetworkSpec, dataset: Dataset): Parameters {
  return Model.fromTraining(spec, Float64Array.from(values), dataset).toTextbook();
}

function expectClose(actual: Matrix, expected: Matrix, tolerance: number, what: string): void {
  expect(actual.shape, what).toBe(expected.shape);
  const scale = Math.max(1e-3, ...expected.data.map(Math.abs));
  actual.data.forEach((value, index) => {
    expect(Math.abs(value - (expected.data[index] as number)) / scale, what).toBeLessThan(tolerance);
  });
}

describe("the engine against the textbook", () => {
  it.each(Object.entries(TOLERANCES))(
    "cost and gradients agree on any network, with λ and dropout, in %s to %d",
    (precision, tolerance) => {
      fc.assert(
        fc.property(problems, (problem) => {
          const { dataset, step, parameters } = createProblem(problem, precision as Precision);
          const { X, Y } = dataset.toMatrices();
          const { lambda, keepProbability } = problem;
          step.forward(0);
          step.backward();
          const hasDropout = keepProbability < 1;
          const { AL, cache } = hasDropout
            ? forwardPropagationWithDropout(X, parameters, keepProbability)
            : forwardPropagation(X, parameters);
          const expected = addPenaltyGradients(
            hasDropout
              ? backwardPropagationWithDropout(X, Y, cache, keepProbability)
              : backwardPropagation(X, Y, cache),
            cache,
            lambda / Y.columns,
          );
          const cost = computeCostWithRegularization(AL, Y, parameters, lambda);
          expect(Math.abs((step.dataCost() + step.penalty()) / cost - 1)).toBeLessThan(tolerance);
          const actual = toRecord(step.gradients, step.spec, dataset);
          for (const [name, matrix] of Object.entries<Matrix>(actual)) {
            expectClose(matrix, expected[`d${name}` as "dW1"], tolerance, `d${name}`);
          }
        }),
        { numRuns: 200, seed: 1 },
      );
    },
  );

  it("a step of gradient descent subtracts the learning rate times the gradient", () => {
    const { step } = createProblem({
      seed: 4,
      examples: 9,
      features: 2,
      hiddenLayers: [3],
      lambda: 1,
      keepProbability: 1,
    });
    const before = step.parameters.slice();
    step.forward(0);
    step.backward();
    expect(step.descend()).toBe(true);
    step.parameters.forEach((value, i) => {
      expect(value).toBe((before[i] as number) - 0.3 * (step.gradients[i] as number));
    });
  });
});
