/**
 * The arithmetic contract of sums: one documented order, which depends on nothing but the sizes. Straight loops in that
 * order, rounded after every operation, give the kernels' bits.
 */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activationCodes } from "../../src/engine/activations.ts";
import { denseForward, inputGradients, parameterGradients } from "../../src/engine/dense.ts";
import {
  createBench,
  createNumbers,
  flat,
  PRECISIONS,
  products,
  type Rows,
  rounderOf,
  seeds,
  sizes,
} from "../support/kernel-bench.ts";

const layers = fc.record({ seed: seeds, units: sizes, inputs: sizes, examples: sizes });
const RUNS = { numRuns: 60, seed: 2 };

describe.each(PRECISIONS)("the order of sums in %s", (precision) => {
  const round = rounderOf(precision);
  const add = (sum: number, term: number): number => round(sum + round(term));
  const lanes = precision === "f64" ? 2 : 4;

  /** Rows × examples, each number from its place. */
  const tabulate = (rows: number, examples: number, at: (row: number, example: number) => number): Rows =>
    Array.from({ length: rows }, (_, row) =>
      Float64Array.from({ length: examples }, (_item, example) => at(row, example)),
    );

  /** Terms by the lanes of a vector, each lane in ascending order; then neighbouring lanes, then pairs of lanes. */
  const sumByLanes = (terms: readonly number[]): number => {
    let sums = Array.from({ length: lanes }, (_, lane) =>
      terms.filter((_term, example) => example % lanes === lane).reduce(add, 0),
    );
    while (sums.length > 1) {
      const pairs = sums.filter((_, index) => index % 2 === 0);
      sums = pairs.map((first, index) => add(first, sums[2 * index + 1] as number));
    }
    return sums[0] as number;
  };

  it("on the way up: the bias first, then the inputs in ascending order", () => {
    fc.assert(
      fc.property(layers, ({ seed, units, inputs, examples }) => {
        const numbers = createNumbers(seed, precision);
        const [weights, biases] = [numbers.rows(units, inputs), numbers.list(units)];
        const input = numbers.rows(inputs, examples);
        const bench = createBench(precision);
        const output = bench.unwritten(units, examples);
        const call = {
          activation: activationCodes.identity,
          weights: bench.numbers(flat(weights)),
          biases: bench.numbers(biases),
          input: bench.matrix(input),
          output,
        };
        const actual = bench.run([denseForward(call, precision)]).rows(output);
        const expected = tabulate(units, examples, (unit, example) =>
          products(weights[unit] as Float64Array, input, example).reduce(add, biases[unit] as number),
        );
        expect(flat(actual)).toEqual(flat(expected));
      }),
      RUNS,
    );
  });

  it("on the way down: the units in ascending order", () => {
    fc.assert(
      fc.property(layers, ({ seed, units, inputs, examples }) => {
        const numbers = createNumbers(seed, precision);
        const weights = numbers.rows(units, inputs);
        const sumGradients = numbers.rows(units, examples);
        const bench = createBench(precision);
        const output = bench.unwritten(inputs, examples);
        const call = {
          activation: activationCodes.identity,
          weights: bench.numbers(flat(weights)),
          sumGradients: bench.matrix(sumGradients),
          activations: bench.matrix(numbers.rows(inputs, examples)),
          output,
        };
        const actual = bench.run([inputGradients(call, precision)]).rows(output);
        const expected = tabulate(inputs, examples, (input, example) => {
          const column = Float64Array.from(weights, (row) => row[input] as number);
          return products(column, sumGradients, example).reduce(add, 0);
        });
        expect(flat(actual)).toEqual(flat(expected));
      }),
      RUNS,
    );
  });

  it("of gradients of parameters: every lane its examples in ascending order, then the lanes, then the share", () => {
    fc.assert(
      fc.property(layers, ({ seed, units, inputs, examples }) => {
        const numbers = createNumbers(seed, precision);
        const input = numbers.rows(inputs, examples);
        const sumGradients = numbers.rows(units, examples);
        const bench = createBench(precision);
        const gradients = {
          weights: bench.numbers(new Float64Array(units * inputs)),
          biases: bench.numbers(new Float64Array(units)),
        };
        const shares = [1 / examples, 1.25 / examples] as const;
        const [matrix, derivatives] = [bench.matrix(input, 7), bench.matrix(sumGradients, 0)];
        const call = { input: matrix, sumGradients: derivatives, gradients, shares };
        const result = bench.run([parameterGradients(call, precision)]);
        const share = (sum: number, by: number): number => round(round(by) * sum);
        const weights = sumGradients.flatMap((ofUnit) =>
          input.map((x) =>
            share(
              sumByLanes(Array.from(x, (value, example) => value * (ofUnit[example] as number))),
              shares[0],
            ),
          ),
        );
        expect(result.numbers(gradients.weights, units * inputs)).toEqual(Float64Array.from(weights));
        const biases = sumGradients.map((ofUnit) => share(sumByLanes([...ofUnit]), shares[1]));
        expect(result.numbers(gradients.biases, units)).toEqual(Float64Array.from(biases));
      }),
      RUNS,
    );
  });
});
