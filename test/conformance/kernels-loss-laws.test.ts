/** All losses, with weights and soft targets: against their formulas, against each other, and against their own costs. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LossArrays } from "../../src/engine/losses.ts";
import type { Precision } from "../../src/engine/precision.ts";
import { type LossOfHead, losses } from "../../src/network/losses.ts";
import {
  createBench,
  createNumbers,
  type Expected,
  errorOf,
  flat,
  PRECISIONS,
  type RandomNumbers,
  type Rows,
  rounderOf,
  seeds,
  selectExamples,
  sizes,
  sumOf,
  TOLERANCES,
  worstError,
} from "../support/kernel-bench.ts";

type Column = readonly number[];

/** A loss in the words of mathematics. */
interface Oracle {
  readonly name: string;
  readonly loss: LossOfHead;
  /** The loss of an example, and its derivative by one logit, with δ. */
  readonly value: (z: Column, y: Column, delta: number) => Expected;
  readonly derivative: (z: Column, y: Column, row: number, delta: number) => Expected;
  readonly target: (numbers: RandomNumbers) => number;
  /** Whether targets of an example are made to have the sum 1. */
  readonly isShared: boolean;
}

const uniform = (numbers: RandomNumbers): number => numbers.below(1001) / 1000;
const normal = (numbers: RandomNumbers): number => 3 * (numbers.list(1)[0] as number);

/** The mean over rows of a part of each. */
const perRow =
  (part: (z: number, y: number, delta: number) => readonly number[]) =>
  (z: Column, y: Column, delta: number): Expected => {
    const { value, size } = sumOf(z.flatMap((logit, row) => part(logit, y[row] as number, delta)));
    return { value: value / z.length, size: size / z.length };
  };
const atRow =
  (part: (z: number, y: number, delta: number) => readonly number[]) =>
  (z: Column, y: Column, row: number, delta: number): Expected =>
    sumOf(part(z[row] as number, y[row] as number, delta));

/** δ·sign(r) beyond δ; the error of r is measured by its terms. */
function huberSlope(z: number, y: number, delta: number): readonly number[] {
  const r = z - y;
  return Math.abs(r) <= delta ? [z, -y] : [Math.sign(r) * delta];
}

const oracles: readonly Oracle[] = [
  {
    name: "logistic",
    loss: losses["cross-entropy"].heads.multilabel,
    value: perRow((z, y) => [Math.max(z, 0), -z * y, Math.log1p(Math.exp(-Math.abs(z)))]),
    derivative: atRow((z, y) => [1 / (1 + Math.exp(-z)), -y]),
    target: uniform,
    isShared: false,
  },
  {
    name: "softmax",
    loss: losses["cross-entropy"].heads.multiclass,
    value: (z, y) => {
      const largest = Math.max(...z);
      const powers = z.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
      return sumOf([Math.log(powers), ...z.map((logit, row) => (largest - logit) * (y[row] as number))]);
    },
    derivative: (z, y, row) => {
      const powers = z.map((logit) => Math.exp(logit - (z[row] as number)));
      return sumOf([1 / powers.reduce((sum, power) => sum + power, 0), -(y[row] as number)]);
    },
    target: (numbers) => 0.001 + uniform(numbers),
    isShared: true,
  },
  {
    name: "squared",
    loss: losses.squared.heads.regression,
    value: perRow((z, y) => [z * z, -2 * z * y, y * y]),
    derivative: atRow((z, y) => [2 * z, -2 * y]),
    target: normal,
    isShared: false,
  },
  {
    name: "Huber",
    loss: losses.huber.heads.regression,
    value: perRow((z, y, delta) => {
      const r = Math.abs(z - y);
      return r <= delta ? [0.5 * (z * z), -z * y, 0.5 * y * y] : [delta * r, -0.5 * delta * delta];
    }),
    derivative: atRow(huberSlope),
    target: normal,
    isShared: false,
  },
  {
    name: "Poisson",
    loss: losses.poisson.heads.count,
    value: perRow((z, y) => [Math.exp(z), -y * z]),
    derivative: atRow((z, y) => [Math.exp(z), -y]),
    target: (numbers) => numbers.below(20),
    isShared: false,
  },
];

const problems = fc.record({
  seed: seeds,
  examples: sizes,
  rows: fc.integer({ min: 1, max: 9 }),
  deviation: fc.constantFrom(0.1, 3, 10),
  delta: fc.constantFrom(0.25, 1, 3),
  /** What stands where no example is. */
  padding: fc.constantFrom(1e30, 0),
});

type Problem = typeof problems extends fc.Arbitrary<infer Value> ? Value : never;

const RUNS = { numRuns: 60, seed: 5 };

interface Examples {
  readonly logits: Rows;
  readonly targets: Rows;
  readonly weights?: Float64Array;
}

function createExamples(oracle: Oracle, problem: Problem, precision: Precision): Required<Examples> {
  const { seed, examples, rows, deviation } = problem;
  const numbers = createNumbers(seed, precision);
  const round = rounderOf(precision);
  const targets = Array.from({ length: rows }, () =>
    Float64Array.from({ length: examples }, () => oracle.target(numbers)),
  );
  const sums = Float64Array.from({ length: examples }, (_, example) =>
    oracle.isShared ? sumOf(columnOf(targets, example)).value : 1,
  );
  return {
    logits: numbers.rows(rows, examples, deviation),
    targets: targets.map((row) => row.map((y, example) => round(y / (sums[example] as number)))),
    weights: Float64Array.from({ length: examples }, () => numbers.below(9) / 4),
  };
}

const columnOf = (rows: Rows, example: number): Column => rows.map((row) => row[example] as number);

interface Results {
  readonly gradients: Rows;
  readonly padding: Float64Array;
  readonly isComplete: boolean;
  readonly cost: number;
}

/** What the kernels of a loss give. */
function runLoss(
  { loss }: Oracle,
  { logits, targets, weights }: Examples,
  { precision, delta = 1, padding = 1e30 }: { precision: Precision; delta?: number; padding?: number },
): Results {
  const bench = createBench(precision);
  const arrays: LossArrays = {
    logits: bench.matrix(logits, padding),
    targets: bench.matrix(targets),
    gradients: bench.unwritten(logits.length, (logits[0] as Float64Array).length),
    result: bench.result(),
    weights: weights && bench.matrix([weights]),
  };
  const result = bench.run([loss.cost(arrays, delta), loss.gradient(arrays, delta)]);
  return {
    gradients: result.rows(arrays.gradients),
    padding: result.padding(arrays.gradients),
    isComplete: result.isComplete,
    cost: result.engine.result(arrays.result),
  };
}

/** The same examples with another logit in one place. */
function withLogit(examples: Examples, row: number, example: number, logit: number): Examples {
  const logits = examples.logits.map((values) => values.slice());
  (logits[row] as Float64Array)[example] = logit;
  return { ...examples, logits };
}

describe.each(PRECISIONS)("in %s", (precision) => {
  const tolerance = TOLERANCES[precision];

  describe.each(oracles)("the $name loss", (oracle) => {
    it("has a cost that is the mean of weight times loss", () => {
      fc.assert(
        fc.property(problems, (problem) => {
          const examples = createExamples(oracle, problem, precision);
          const parts = Array.from(examples.weights, (weight, example) => {
            const [z, y] = [columnOf(examples.logits, example), columnOf(examples.targets, example)];
            const { value, size } = oracle.value(z, y, problem.delta);
            const share = weight / problem.examples;
            return { value: share * value, size: share * size };
          });
          const expected = {
            value: sumOf(parts.map((part) => part.value)).value,
            size: sumOf(parts.map((part) => part.size)).value,
          };
          const { cost } = runLoss(oracle, examples, { precision, ...problem });
          expect(errorOf(cost, expected)).toBeLessThan(TOLERANCES.f64);
        }),
        RUNS,
      );
    });

    it("has derivatives that are weight times the formula, and 0 in padding", () => {
      fc.assert(
        fc.property(problems, (problem) => {
          const examples = createExamples(oracle, problem, precision);
          const { gradients, padding, isComplete } = runLoss(oracle, examples, { precision, ...problem });
          expect(isComplete).toBe(true);
          expect(padding.every((value) => value === 0)).toBe(true);
          const worst = worstError(gradients, (row, example) => {
            const [z, y] = [columnOf(examples.logits, example), columnOf(examples.targets, example)];
            const { value, size } = oracle.derivative(z, y, row, problem.delta);
            const weight = examples.weights[example] as number;
            return { value: weight * value, size: weight * size + Number.MIN_VALUE };
          });
          expect(worst).toBeLessThan(tolerance);
        }),
        RUNS,
      );
    });

    it("counts an example of weight 2 as two of weight 1, and one of weight 0 not at all", () => {
      fc.assert(
        fc.property(problems, (problem) => {
          const { logits, targets } = createExamples(oracle, problem, precision);
          const once = Array.from({ length: problem.examples }, (_, example) => example);
          const order = [...once, 0, problem.examples - 1];
          const weights = new Float64Array(order.length).fill(1);
          weights[0] = 2;
          weights[problem.examples] = 0;
          const some = { logits: selectExamples(logits, order), targets: selectExamples(targets, order) };
          const weighed = runLoss(oracle, { ...some, weights }, { precision, ...problem });
          const plain = runLoss(oracle, some, { precision, ...problem });
          expect(weighed.cost).toBeCloseTo(plain.cost, 8 - Math.ceil(Math.log10(1 + Math.abs(plain.cost))));
          for (const [row, values] of plain.gradients.entries()) {
            const expected = values.map((gradient, example) => gradient * (weights[example] as number) + 0);
            expect((weighed.gradients[row] as Float64Array).map((value) => value + 0)).toEqual(expected);
          }
        }),
        RUNS,
      );
    });

    it("gives the same bits with weights of 1 as without weights", () => {
      fc.assert(
        fc.property(problems, (problem) => {
          const { logits, targets, weights } = createExamples(oracle, problem, precision);
          const plain = runLoss(oracle, { logits, targets }, { precision, ...problem });
          const ones = runLoss(
            oracle,
            { logits, targets, weights: weights.fill(1) },
            { precision, ...problem },
          );
          expect(ones).toEqual(plain);
        }),
        RUNS,
      );
    });

    it.each([1, 5, 9])("ends the run where one logit of %d examples is not finite", (count) => {
      for (const bad of [Number.NaN, Infinity, -Infinity]) {
        for (const rows of [1, 3]) {
          for (let example = 0; example < count; example++) {
            const zeros = Array.from({ length: rows }, () => new Float64Array(count));
            const targets = zeros.map((row) => row.map(() => 1 / rows));
            const spoiled = withLogit({ logits: zeros, targets }, rows - 1, example, bad);
            const { isComplete, cost } = runLoss(oracle, spoiled, { precision, padding: 0 });
            expect(isComplete).toBe(false);
            expect(cost).toBe(Infinity);
          }
        }
      }
    });

    it("has an infinite cost where an example of weight 0 is not finite", () => {
      const examples = { logits: [Float64Array.of(0, Infinity)], targets: [Float64Array.of(1, 1)] };
      const { cost } = runLoss(oracle, { ...examples, weights: Float64Array.of(1, 0) }, { precision });
      expect(cost).toBe(Infinity);
    });
  });

  it("softmax does not see a number that is added to all logits", () => {
    const oracle = oracles.find(({ name }) => name === "softmax") as Oracle;
    fc.assert(
      fc.property(problems, fc.constantFrom(-64, 8, 512), (problem, shift) => {
        const examples = createExamples(oracle, problem, precision);
        // Multiples of 1/64 stay exact when they are shifted.
        const logits = examples.logits.map((row) => row.map((z) => Math.round(64 * z) / 64));
        const shifted = logits.map((row) => row.map((z) => z + shift));
        const results = runLoss(oracle, { ...examples, logits }, { precision, ...problem });
        expect(runLoss(oracle, { ...examples, logits: shifted }, { precision, ...problem })).toEqual(results);
      }),
      RUNS,
    );
  });

  it("Huber's loss with a large δ is half the squared one, and its derivatives", () => {
    const [squared, huber] = oracles.filter(({ name }) => ["squared", "Huber"].includes(name));
    fc.assert(
      fc.property(problems, (problem) => {
        const examples = createExamples(squared as Oracle, problem, precision);
        const half = runLoss(huber as Oracle, examples, { precision, delta: 1000 });
        const whole = runLoss(squared as Oracle, examples, { precision });
        expect(2 * half.cost).toBeCloseTo(whole.cost, 10);
        expect(flat(half.gradients).map((value) => 2 * value)).toEqual(flat(whole.gradients));
      }),
      RUNS,
    );
  });

  it("Poisson's loss ends the run where the power of a finite logit overflows", () => {
    const oracle = oracles.find(({ name }) => name === "Poisson") as Oracle;
    const examples = { logits: [Float64Array.of(0, 800)], targets: [Float64Array.of(1, 1)] };
    expect(runLoss(oracle, examples, { precision })).toMatchObject({ isComplete: false, cost: Infinity });
  });
});

describe.each(oracles)("the $name loss in f64", (oracle) => {
  it("has derivatives that are those of its cost, by central differences", () => {
    const h = 2 ** -20;
    fc.assert(
      fc.property(problems, (drawn) => {
        const problem = { ...drawn, examples: 1 + (drawn.examples % 9), deviation: 3 as const };
        const examples = createExamples(oracle, problem, "f64");
        const numbers = createNumbers(problem.seed + 1, "f64");
        const [row, example] = [numbers.below(problem.rows), numbers.below(problem.examples)];
        const z = (examples.logits[row] as Float64Array)[example] as number;
        const options = { precision: "f64", ...problem } as const;
        const costAt = (logit: number): number =>
          runLoss(oracle, withLogit(examples, row, example, logit), options).cost;
        const difference = (costAt(z + h) - costAt(z - h)) / (2 * h);
        const share = 1 / (problem.examples * (oracle.isShared ? 1 : problem.rows));
        const gradient = (runLoss(oracle, examples, options).gradients[row] as Float64Array)[example];
        const size = Math.abs(difference) + 1;
        expect(Math.abs((gradient as number) * share - difference) / size).toBeLessThan(1e-6);
      }),
      RUNS,
    );
  });
});
