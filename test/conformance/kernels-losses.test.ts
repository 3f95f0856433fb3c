import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type LossArrays,
  logisticCost,
  logisticGradient,
  softmaxCost,
  softmaxGradient,
} from "../../src/engine/losses.ts";
import type { Precision } from "../../src/engine/precision.ts";
import {
  createBench,
  createNumbers,
  type Expected,
  errorOf,
  flat,
  type KernelBench,
  PRECISIONS,
  type Rows,
  seeds,
  selectExamples,
  sizes,
  sumOf,
  TOLERANCES,
  worstError,
} from "../support/kernel-bench.ts";

/** Costs are computed in float64 from the logits of either precision. */
const COST_TOLERANCE = TOLERANCES.f64;

/** Deviations of logits: probabilities near ½, near 0 and 1, and those that round to 0 and 1. */
const problems = fc.record({
  seed: seeds,
  examples: sizes,
  classes: fc.integer({ min: 2, max: 12 }),
  deviation: fc.constantFrom(0.1, 3, 40, 500),
});

type Problem = typeof problems extends fc.Arbitrary<infer Value> ? Value : never;

const RUNS = { numRuns: 150, seed: 3 };

interface Examples {
  readonly logits: Rows;
  readonly targets: Rows;
}

function createTwoClasses({ seed, examples, deviation }: Problem, precision: Precision): Examples {
  const numbers = createNumbers(seed, precision);
  const targets = Float64Array.from({ length: examples }, () => numbers.below(2));
  return { logits: numbers.rows(1, examples, deviation), targets: [targets] };
}

function createClasses({ seed, examples, classes, deviation }: Problem, precision: Precision): Examples {
  const numbers = createNumbers(seed, precision);
  const chosen = Array.from({ length: examples }, () => numbers.below(classes));
  const targets = Array.from({ length: classes }, (_, row) =>
    Float64Array.from(chosen, (target) => (target === row ? 1 : 0)),
  );
  return { logits: numbers.rows(classes, examples, deviation), targets };
}

/** Puts examples into a bench, with logits in the padding that would change every sum. */
function place(bench: KernelBench, { logits, targets }: Examples): LossArrays {
  return {
    logits: bench.matrix(logits, 1e30),
    targets: bench.matrix(targets),
    gradients: bench.unwritten(logits.length, (logits[0] as Float64Array).length),
    result: bench.result(),
  };
}

function gradientsOf(
  examples: Examples,
  precision: Precision,
  kernel: typeof logisticGradient,
): { gradients: Rows; padding: Float64Array; isComplete: boolean } {
  const bench = createBench(precision);
  const arrays = place(bench, examples);
  const { rows, padding, isComplete } = bench.run([kernel(arrays)]);
  return { gradients: rows(arrays.gradients), padding: padding(arrays.gradients), isComplete };
}

function costOf(examples: Examples, precision: Precision, kernel: typeof logisticCost): number {
  const bench = createBench(precision);
  const arrays = place(bench, examples);
  return bench.run([kernel(arrays)]).engine.result(arrays.result);
}

/** The logits of one example. */
const columnOf = (rows: Rows, example: number): number[] => rows.map((row) => row[example] as number);

/** The mean of all examples' parts. */
function meanOf(parts: readonly Expected[]): Expected {
  const { value } = sumOf(parts.map((part) => part.value));
  const { size } = sumOf(parts.map((part) => part.size));
  return { value: value / parts.length, size: size / parts.length };
}

/** max(z, 0) − z·y + log(1 + e^−|z|). */
function logisticPart(z: number, y: number): Expected {
  return sumOf([Math.max(z, 0), -z * y, Math.log1p(Math.exp(-Math.abs(z)))]);
}

/** log Σ e^z − z of the true class. */
function softmaxPart(logits: readonly number[], target: number): Expected {
  const largest = Math.max(...logits);
  const powers = logits.reduce((sum, z) => sum + Math.exp(z - largest), 0);
  return sumOf([Math.log(powers), largest - (logits[target] as number)]);
}

/** softmax(z) − y. */
function softmaxGradientAt({ logits, targets }: Examples, row: number, example: number): Expected {
  const values = columnOf(logits, example);
  const largest = Math.max(...values);
  const powers = values.map((z) => Math.exp(z - largest));
  const probability = (powers[row] as number) / powers.reduce((sum, power) => sum + power);
  return sumOf([probability, -(columnOf(targets, example)[row] as number)]);
}

describe.each(PRECISIONS)("cross-entropy in %s", (precision) => {
  const tolerance = TOLERANCES[precision];
  /** A derivative of at most this size counts as 0. */
  const negligible = precision === "f64" ? 2 ** -900 : 2 ** -80;
  const beyondNegligible = ({ value, size }: Expected): Expected => ({
    value,
    size: Math.max(size, (1.01 * negligible) / tolerance),
  });

  it("of two classes has the derivative σ(z) − y, and 0 in padding", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const examples = createTwoClasses(problem, precision);
        const { gradients, padding, isComplete } = gradientsOf(examples, precision, logisticGradient);
        expect(isComplete).toBe(true);
        const worst = worstError(gradients, (row, example) => {
          const z = (examples.logits[row] as Float64Array)[example] as number;
          const y = (examples.targets[row] as Float64Array)[example] as number;
          return beyondNegligible(sumOf([1 / (1 + Math.exp(-z)), -y]));
        });
        expect(worst).toBeLessThan(tolerance);
        expect(padding.every((value) => value === 0)).toBe(true);
      }),
      RUNS,
    );
  });

  it("of several classes has the derivative softmax(z) − y, and 0 in padding", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const examples = createClasses(problem, precision);
        const { gradients, padding } = gradientsOf(examples, precision, softmaxGradient);
        const worst = worstError(gradients, (row, example) =>
          beyondNegligible(softmaxGradientAt(examples, row, example)),
        );
        expect(worst).toBeLessThan(tolerance);
        expect(padding.every((value) => value === 0)).toBe(true);
      }),
      RUNS,
    );
  });

  it("of two classes is the mean of the stable formula", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const examples = createTwoClasses(problem, precision);
        const [logits, targets] = [examples.logits[0] as Float64Array, examples.targets[0] as Float64Array];
        const parts = Array.from(logits, (z, example) => logisticPart(z, targets[example] as number));
        expect(errorOf(costOf(examples, precision, logisticCost), meanOf(parts))).toBeLessThan(
          COST_TOLERANCE,
        );
      }),
      RUNS,
    );
  });

  it("of several classes is the mean of the stable formula", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const examples = createClasses(problem, precision);
        const parts = Array.from({ length: problem.examples }, (_, example) =>
          softmaxPart(columnOf(examples.logits, example), columnOf(examples.targets, example).indexOf(1)),
        );
        expect(errorOf(costOf(examples, precision, softmaxCost), meanOf(parts))).toBeLessThan(COST_TOLERANCE);
      }),
      RUNS,
    );
  });

  it("has derivatives of an example that do not depend on the others", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        for (const [create, kernel] of [
          [createTwoClasses, logisticGradient],
          [createClasses, softmaxGradient],
        ] as const) {
          const { logits, targets } = create(problem, precision);
          const order = Array.from(
            { length: 1 + (problem.seed % 70) },
            (_, i) => (7 * i + 3) % problem.examples,
          );
          const some = { logits: selectExamples(logits, order), targets: selectExamples(targets, order) };
          const all = gradientsOf({ logits, targets }, precision, kernel).gradients;
          const { gradients } = gradientsOf(some, precision, kernel);
          expect(flat(gradients)).toEqual(flat(selectExamples(all, order)));
        }
      }),
      RUNS,
    );
  });

  it("has derivatives of 0 where they are negligible, and no sooner", () => {
    const edge = Math.log(negligible);
    const logits = [Float64Array.of(edge - 1, edge + 1, edge + 1, -edge, 300)];
    const targets = [Float64Array.of(0, 0, 1, 1, 0)];
    const [row] = gradientsOf({ logits, targets }, precision, logisticGradient).gradients;
    const [below, above, ...others] = row as Float64Array;
    expect([below, ...others]).toEqual([0, -1, 0, 1]);
    expect((above as number) / negligible / Math.E).toBeCloseTo(1, 4);
  });

  it.each([1, 5, 9, 40])("ends the run where one of %d logits of two classes is not finite", (examples) => {
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      for (let spoiled = 0; spoiled < examples; spoiled++) {
        const logits = Float64Array.from({ length: examples }, (_, example) =>
          example === spoiled ? bad : 0,
        );
        const problem = { logits: [logits], targets: [new Float64Array(examples)] };
        expect(gradientsOf(problem, precision, logisticGradient).isComplete).toBe(false);
      }
    }
  });

  it("stays finite and right where a probability rounds to 0 or 1", () => {
    const two = (z: number, y: number): Examples => ({
      logits: [Float64Array.of(z)],
      targets: [Float64Array.of(y)],
    });
    expect(costOf(two(800, 0), precision, logisticCost)).toBe(800);
    expect(costOf(two(-800, 1), precision, logisticCost)).toBe(800);
    expect(costOf(two(800, 1), precision, logisticCost)).toBe(0);
    const three = { logits: [[900], [0], [-900]].map((row) => Float64Array.from(row)) };
    const targets = [[0], [0], [1]].map((row) => Float64Array.from(row));
    expect(costOf({ ...three, targets }, precision, softmaxCost)).toBe(1800);
    expect(costOf({ ...three, targets: targets.toReversed() }, precision, softmaxCost)).toBe(0);
    const { gradients } = gradientsOf({ ...three, targets }, precision, softmaxGradient);
    expect([...flat(gradients)]).toEqual([1, 0, -1]);
  });

  it.each([1, 5, 9, 40])(
    "is infinite where one of %d logits is not finite, even one of the right sign",
    (examples) => {
      for (const bad of [Number.NaN, Infinity, -Infinity]) {
        for (const target of [0, 1]) {
          const [logits, targets] = [new Float64Array(examples), new Float64Array(examples).fill(target)];
          const opposite = targets.map((y) => 1 - y);
          logits[examples - 1] = bad;
          expect(costOf({ logits: [logits], targets: [targets] }, precision, logisticCost)).toBe(Infinity);
          const several = { logits: [logits, new Float64Array(examples)], targets: [targets, opposite] };
          expect(costOf(several, precision, softmaxCost)).toBe(Infinity);
        }
      }
    },
  );
});
