/**
 * The arithmetic contract of sums: one documented order, which depends on nothing but the sizes. Straight loops in that
 * order, rounded after every operation, give the kernels' bits.
 */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activationCodes } from "../../src/engine/activations.ts";
import { denseForward, inputGradients, parameterGradients } from "../../src/engine/dense.ts";
import {
  BATCH_STATISTICS,
  batchNormBackward,
  batchNormForward,
  layerNormForward,
  NORMALIZATION_EPSILON,
} from "../../src/engine/normalization.ts";
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

  it("of batch normalization: those of gradients of parameters, for the mean, the variance and the way back", () => {
    fc.assert(
      fc.property(layers, ({ seed, units, examples }) => {
        const numbers = createNumbers(seed, precision);
        const input = numbers.rows(units, examples);
        const d = numbers.rows(units, examples);
        const bench = createBench(precision);
        const list = (count: number): number => bench.numbers(new Float64Array(count));
        const [matrix, normalized] = [bench.matrix(input), bench.unwritten(units, examples)];
        const output = bench.unwritten(units, examples);
        const [scale, shift] = [bench.numbers(numbers.list(units)), list(units)];
        const statistics = list(BATCH_STATISTICS * units);
        const running = { mean: list(units), variance: list(units) };
        const byParameters = { scale: list(units), shift: list(units) };
        const [share, momentum] = [1 / examples, 1];
        const gradients = bench.matrix(d);
        const result = bench.run([
          batchNormForward({
            input: matrix,
            normalized,
            output,
            scale,
            shift,
            statistics,
            ...running,
            momentum,
          }),
          batchNormBackward({
            gradients,
            normalized,
            scale,
            statistics,
            parameterGradients: byParameters,
            share,
          }),
        ]);
        const expectNumbers = (address: number, at: (unit: number) => number): void =>
          expect(result.numbers(address, units)).toEqual(Float64Array.from(input, (_, unit) => at(unit)));
        const means = input.map((row) => round(sumByLanes([...row]) / examples));
        expectNumbers(running.mean, (unit) => means[unit] as number);
        const unbiased = round(examples / Math.max(examples - 1, 1));
        expectNumbers(running.variance, (unit) => {
          if (examples === 1) return 0;
          const distances = Array.from(input[unit] as Float64Array, (z) =>
            round(z - (means[unit] as number)),
          );
          return round(unbiased * round(sumByLanes(distances.map((value) => value * value)) / examples));
        });
        const x = result.rows(normalized);
        expectNumbers(byParameters.shift, (unit) =>
          round(round(share) * sumByLanes([...(d[unit] as Float64Array)])),
        );
        expectNumbers(byParameters.scale, (unit) => {
          const ofX = x[unit] as Float64Array;
          const terms = Array.from(
            d[unit] as Float64Array,
            (value, example) => value * (ofX[example] as number),
          );
          return round(round(share) * sumByLanes(terms));
        });
      }),
      RUNS,
    );
  });

  it("of layer normalization: the units in ascending order", () => {
    fc.assert(
      fc.property(layers, ({ seed, units, examples }) => {
        const input = createNumbers(seed, precision).rows(units, examples);
        const bench = createBench(precision);
        const normalized = bench.unwritten(units, examples);
        const [scale, shift] = [
          bench.numbers(new Float64Array(units)),
          bench.numbers(new Float64Array(units)),
        ];
        const arrays = { input: bench.matrix(input), normalized, output: bench.unwritten(units, examples) };
        const statistics = bench.unwritten(1, examples);
        const call = layerNormForward({ ...arrays, scale, shift, statistics: statistics.address });
        const result = bench.run([call]);
        const column = (example: number): readonly number[] => input.map((row) => row[example] as number);
        const meanOf = (example: number): number => round(column(example).reduce(add, 0) / units);
        const inverses = tabulate(1, examples, (_, example) => {
          const distances = column(example).map((z) => round(z - meanOf(example)));
          const variance = round(distances.reduce((sum, value) => add(sum, value * value), 0) / units);
          return round(1 / round(Math.sqrt(round(variance + round(NORMALIZATION_EPSILON)))));
        });
        expect(flat(result.rows(statistics))).toEqual(flat(inverses));
        const expected = tabulate(units, examples, (unit, example) => {
          const distance = round(((input[unit] as Float64Array)[example] as number) - meanOf(example));
          return round(distance * (inverses[0]?.[example] as number));
        });
        expect(flat(result.rows(normalized))).toEqual(flat(expected));
      }),
      RUNS,
    );
  });
});
