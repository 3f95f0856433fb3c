import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ActivationCode, activationCodes } from "../../src/engine/activations.ts";
import { denseForward, inputGradients, parameterGradients } from "../../src/engine/dense.ts";
import type { Precision } from "../../src/engine/precision.ts";
import {
  createBench,
  createNumbers,
  type Expected,
  errorOf,
  flat,
  PRECISIONS,
  products,
  type Rows,
  seeds,
  selectExamples,
  sizes,
  sumOf,
  TOLERANCES,
  worstError,
} from "../support/kernel-bench.ts";

/** An activation in the words of mathematics. */
interface Oracle {
  readonly code: ActivationCode;
  readonly value: (z: number) => number;
  /** The derivative, from the activation. */
  readonly derivative: (a: number) => number;
  /** What is added up for the derivative: its size without cancellation. */
  readonly derivativeSize: (a: number) => number;
}

const oracles: readonly Oracle[] = [
  {
    code: activationCodes.identity,
    value: (z) => z,
    derivative: () => 1,
    derivativeSize: () => 1,
  },
  {
    code: activationCodes.relu,
    value: (z) => Math.max(z, 0),
    derivative: (a) => (a > 0 ? 1 : 0),
    derivativeSize: () => 1,
  },
  {
    code: activationCodes.tanh,
    value: Math.tanh,
    derivative: (a) => 1 - a * a,
    derivativeSize: (a) => 1 + a * a,
  },
  {
    code: activationCodes.sigmoid,
    value: (z) => 1 / (1 + Math.exp(-z)),
    derivative: (a) => a * (1 - a),
    derivativeSize: (a) => a * (1 + a),
  },
];

const layers = fc.record({
  seed: seeds,
  units: sizes,
  inputs: sizes,
  examples: sizes,
  activation: fc.constantFrom(...oracles),
});

type Layer = typeof layers extends fc.Arbitrary<infer Value> ? Value : never;

const RUNS = { numRuns: 100, seed: 1 };

/** The activations that a kernel computes. */
function forward(
  { activation, units }: Layer,
  precision: Precision,
  { weights, biases, input }: { weights: Rows; biases: Float64Array; input: Rows },
): Rows {
  const bench = createBench(precision);
  const output = bench.unwritten(units, (input[0] as Float64Array).length);
  const call = {
    activation: activation.code,
    weights: bench.numbers(flat(weights)),
    biases: bench.numbers(biases),
    input: bench.matrix(input),
    output,
  };
  return bench.run([denseForward(call, precision)]).rows(output);
}

/** The derivatives by the sums of the layer below that a kernel computes. */
function backward(
  { activation, inputs }: Layer,
  precision: Precision,
  { weights, sumGradients, activations }: { weights: Rows; sumGradients: Rows; activations: Rows },
): Rows {
  const bench = createBench(precision);
  const output = bench.unwritten(inputs, (activations[0] as Float64Array).length);
  const call = {
    activation: activation.code,
    weights: bench.numbers(flat(weights)),
    sumGradients: bench.matrix(sumGradients),
    activations: bench.matrix(activations),
    output,
  };
  return bench.run([inputGradients(call, precision)]).rows(output);
}

/** Activations that an activation function can give: of relu, about half are 0. */
function createActivations({ activation, seed, inputs, examples }: Layer, precision: Precision): Rows {
  const values = createNumbers(seed + 1, precision).rows(inputs, examples);
  const round = precision === "f32" ? Math.fround : Number;
  return values.map((row) => row.map((z) => round(activation.value(z))));
}

/** Some of a layer's examples, in any order, some of them twice. */
function createSelection({ seed, examples }: Layer, precision: Precision): readonly number[] {
  const numbers = createNumbers(seed + 2, precision);
  return Array.from({ length: 1 + numbers.below(70) }, () => numbers.below(examples));
}

describe.each(PRECISIONS)("a layer's kernels in %s", (precision) => {
  const tolerance = TOLERANCES[precision];

  it("activations are f(W·X + b)", () => {
    fc.assert(
      fc.property(layers, (layer) => {
        const { seed, units, inputs, examples, activation } = layer;
        const numbers = createNumbers(seed, precision);
        const weights = numbers.rows(units, inputs);
        const biases = numbers.list(units);
        const input = numbers.rows(inputs, examples);
        const expectedAt = (unit: number, example: number): Expected => {
          const terms = products(weights[unit] as Float64Array, input, example);
          const { value: z, size } = sumOf([biases[unit] as number, ...terms]);
          const value = activation.value(z);
          const slope = activation.code === activationCodes.relu ? 1 : activation.derivative(value);
          return { value, size: slope * size + Math.abs(value) };
        };
        const actual = forward(layer, precision, { weights, biases, input });
        expect(worstError(actual, expectedAt)).toBeLessThan(tolerance);
      }),
      RUNS,
    );
  });

  it("derivatives by the sums of the layer below are (Wᵀ·dZ) ∗ f′", () => {
    fc.assert(
      fc.property(layers, (layer) => {
        const { seed, units, inputs, examples, activation } = layer;
        const numbers = createNumbers(seed, precision);
        const weights = numbers.rows(units, inputs);
        const sumGradients = numbers.rows(units, examples);
        const activations = createActivations(layer, precision);
        const columns = Array.from({ length: inputs }, (_, input) =>
          Float64Array.from(weights, (row) => row[input] as number),
        );
        const expectedAt = (input: number, example: number): Expected => {
          const a = (activations[input] as Float64Array)[example] as number;
          const { value, size } = sumOf(products(columns[input] as Float64Array, sumGradients, example));
          return { value: value * activation.derivative(a), size: size * activation.derivativeSize(a) };
        };
        const actual = backward(layer, precision, { weights, sumGradients, activations });
        expect(worstError(actual, expectedAt)).toBeLessThan(tolerance);
      }),
      RUNS,
    );
  });

  it("derivatives by weights and biases are dZ·Xᵀ and Σ dZ, each times its share", () => {
    fc.assert(
      fc.property(layers, ({ seed, units, inputs, examples }) => {
        const numbers = createNumbers(seed, precision);
        const input = numbers.rows(inputs, examples);
        const sumGradients = numbers.rows(units, examples);
        const bench = createBench(precision);
        const gradients = {
          weights: bench.numbers(new Float64Array(units * inputs).fill(Number.NaN)),
          biases: bench.numbers(new Float64Array(units).fill(Number.NaN)),
        };
        const shares = [1 / examples, 1.25 / examples] as const;
        const call = {
          // Whatever finite numbers stand in the padding of the inputs, derivatives of 0 keep them out.
          input: bench.matrix(input, -1e30),
          sumGradients: bench.matrix(sumGradients, 0),
          gradients,
          shares,
        };
        const result = bench.run([parameterGradients(call, precision)]);
        const scaled = ({ value, size }: Expected, share: number): Expected => ({
          value: share * value,
          size: share * size,
        });
        const weights = result.numbers(gradients.weights, units * inputs);
        const biases = result.numbers(gradients.biases, units);
        const worst = worstError([weights], (_, place) => {
          const row = input[place % inputs] as Float64Array;
          const ofUnit = sumGradients[Math.floor(place / inputs)] as Float64Array;
          return scaled(sumOf(row.map((x, example) => x * (ofUnit[example] as number))), shares[0]);
        });
        expect(worst).toBeLessThan(tolerance);
        for (const [unit, row] of sumGradients.entries()) {
          expect(errorOf(biases[unit] as number, scaled(sumOf(row), shares[1]))).toBeLessThan(tolerance);
        }
      }),
      RUNS,
    );
  });
});

/** Factors of weights: sums near 0, and sums so large that a far part of tanh and the logistic function is taken. */
const factors = fc.constantFrom(1, 300);

describe.each(PRECISIONS)(
  "an example's numbers depend neither on other examples nor on their count in %s",
  (precision) => {
    it("on the way up", () => {
      fc.assert(
        fc.property(layers, factors, (layer, factor) => {
          const { seed, units, inputs, examples } = layer;
          const numbers = createNumbers(seed, precision);
          const weights = numbers.rows(units, inputs, factor);
          const biases = numbers.list(units, factor);
          const input = numbers.rows(inputs, examples);
          const selection = createSelection(layer, precision);
          const all = forward(layer, precision, { weights, biases, input });
          const some = forward(layer, precision, {
            weights,
            biases,
            input: selectExamples(input, selection),
          });
          expect(flat(some)).toEqual(flat(selectExamples(all, selection)));
        }),
        RUNS,
      );
    });

    it("on the way down", () => {
      fc.assert(
        fc.property(layers, (layer) => {
          const { seed, units, inputs, examples } = layer;
          const numbers = createNumbers(seed, precision);
          const weights = numbers.rows(units, inputs);
          const sumGradients = numbers.rows(units, examples);
          const activations = createActivations(layer, precision);
          const selection = createSelection(layer, precision);
          const all = backward(layer, precision, { weights, sumGradients, activations });
          const some = backward(layer, precision, {
            weights,
            sumGradients: selectExamples(sumGradients, selection),
            activations: selectExamples(activations, selection),
          });
          expect(flat(some)).toEqual(flat(selectExamples(all, selection)));
          expect(inputs).toBe(some.length);
        }),
        RUNS,
      );
    });
  },
);
