import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addPenaltyGradient,
  addSignGradient,
  areFinite,
  average,
  decay,
  descend,
  multiply,
  type NumberRange,
  sumOfMagnitudes,
  sumOfSquares,
} from "../../src/engine/parameters.ts";
import { bytesOf } from "../../src/engine/precision.ts";
import { createBench, createNumbers, PRECISIONS, rounderOf, seeds } from "../support/kernel-bench.ts";

/** Ranges as they lie in flat parameters: of any length, at any place. */
const ranges = fc.record({
  seed: seeds,
  count: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 300 })),
  before: fc.integer({ min: 0, max: 7 }),
  after: fc.integer({ min: 0, max: 7 }),
  rate: fc.constantFrom(0.3, 1 / 3, 0.7 / 211, 1e-20, -2),
});

/** Iterations, most of which lie beyond the rows of one turn of the step table. */
const iterations = fc.constantFrom(0, 1, 255, 256, 257, 1_000_003);

const RUNS = { numRuns: 150, seed: 4 };

describe.each(PRECISIONS)("loops over parameters in %s", (precision) => {
  const round = rounderOf(precision);
  const largest = precision === "f64" ? Number.MAX_VALUE : (2 - 2 ** -23) * 2 ** 127;
  const rangeAt = (address: number, before: number, count: number): NumberRange => ({
    address: address + before * bytesOf(precision),
    count,
  });

  it("the sum of squares is taken in float64 and in ascending order, to the last bit", () => {
    fc.assert(
      fc.property(ranges, ({ seed, count, before, after }) => {
        const values = createNumbers(seed, precision).list(before + count + after, 1e3);
        const bench = createBench(precision);
        const [address, result] = [bench.numbers(values), bench.result()];
        const { engine } = bench.run([sumOfSquares(rangeAt(address, before, count), result)]);
        let sum = 0;
        for (const value of values.subarray(before, before + count)) sum += value * value;
        expect(engine.result(result)).toBe(sum);
      }),
      RUNS,
    );
  });

  it("multiply gives rate·values to the last bit, elsewhere or in place", () => {
    fc.assert(
      fc.property(ranges, ({ seed, count, before, after, rate }) => {
        const values = createNumbers(seed, precision).list(before + count + after);
        const bench = createBench(precision);
        const [from, to] = [bench.numbers(values), bench.numbers(new Float64Array(count))];
        const range = rangeAt(from, before, count);
        const result = bench.run([multiply(range, to, rate), multiply(range, range.address, rate)]);
        const expected = values.map((value) => round(round(rate) * value));
        expect(result.numbers(to, count)).toEqual(expected.subarray(before, before + count));
        values.set(expected.subarray(before, before + count), before);
        expect(result.numbers(from, values.length)).toEqual(values);
      }),
      RUNS,
    );
  });

  it("the penalty adds rate·weights to the gradients, to the last bit, and changes no neighbour", () => {
    fc.assert(
      fc.property(ranges, ({ seed, count, before, after, rate }) => {
        const numbers = createNumbers(seed, precision);
        const weights = numbers.list(count);
        const gradients = numbers.list(before + count + after);
        const bench = createBench(precision);
        const [from, to] = [bench.numbers(weights), bench.numbers(gradients)];
        const place = rangeAt(to, before, count).address;
        const result = bench.run([addPenaltyGradient({ address: from, count }, place, rate)]);
        const expected = gradients.slice();
        for (const [i, weight] of weights.entries()) {
          expected[before + i] = round((expected[before + i] as number) + round(round(rate) * weight));
        }
        expect(result.numbers(to, gradients.length)).toEqual(expected);
        expect(result.numbers(from, count)).toEqual(weights);
      }),
      RUNS,
    );
  });

  it("a step subtracts rate·gradients to the last bit, and changes no neighbour", () => {
    fc.assert(
      fc.property(ranges, iterations, ({ seed, count, before, after, rate }, iteration) => {
        const numbers = createNumbers(seed, precision);
        const parameters = numbers.list(before + count + after);
        const gradients = numbers.list(count);
        const bench = createBench(precision);
        const [address, from] = [bench.numbers(parameters), bench.numbers(gradients)];
        const table = bench.steps("learningRate", rate, iteration);
        const result = bench.run([descend(rangeAt(address, before, count), from, table)], iteration);
        expect(result.isComplete).toBe(true);
        const expected = parameters.slice();
        for (const [i, gradient] of gradients.entries()) {
          expected[before + i] = round((expected[before + i] as number) - round(round(rate) * gradient));
        }
        expect(result.numbers(address, parameters.length)).toEqual(expected);
        expect(result.numbers(from, count)).toEqual(gradients);
      }),
      RUNS,
    );
  });

  /** What one place of a step can hold so that its result is not finite: the parameter, the gradient, the rate. */
  const refused = [
    [1, Number.NaN, 0.1],
    [1, Infinity, 0.1],
    [1, -Infinity, 0.1],
    [Infinity, 1, 0.1],
    [Infinity, Infinity, 0.1],
    [largest, -largest, 0.1],
    [0, largest, -1.5],
    [1, largest, 10],
    [1, 0, Infinity],
  ] as const;

  it.each(refused)(
    "a step from %d by %d times %d is refused in any place, and changes nothing",
    (parameter, gradient, rate) => {
      for (const count of [1, 2, 3, 4, 5, 8, 9, 23]) {
        for (let place = 0; place < count; place++) {
          const parameters = new Float64Array(count).fill(0.5).with(place, parameter);
          const gradients = new Float64Array(count).with(place, gradient);
          const bench = createBench(precision);
          const [address, from] = [bench.numbers(parameters), bench.numbers(gradients)];
          const result = bench.run([descend({ address, count }, from, bench.steps("learningRate", rate))]);
          expect(result.isComplete).toBe(false);
          expect(result.numbers(address, count)).toEqual(parameters);
        }
      }
    },
  );

  it("float32 refuses a step that only float64 could take", () => {
    const bench = createBench(precision);
    const [address, gradients] = [
      bench.numbers(Float64Array.of(3e38)),
      bench.numbers(Float64Array.of(-3e38)),
    ];
    const result = bench.run([descend({ address, count: 1 }, gradients, bench.steps("learningRate", 1))]);
    expect(result.isComplete).toBe(precision === "f64");
    const before = round(3e38);
    expect(result.numbers(address, 1)).toEqual(Float64Array.of(precision === "f64" ? 6e38 : before));
  });

  it("takes steps of any finite size, and keeps the smallest numbers and the sign of 0", () => {
    const least = precision === "f64" ? 5e-324 : 2 ** -149;
    const parameters = Float64Array.of(1, -0, least, -largest, largest, largest);
    const gradients = Float64Array.of(1, 0, 0, -largest, largest, -0);
    const bench = createBench(precision);
    const [address, from] = [bench.numbers(parameters), bench.numbers(gradients)];
    const result = bench.run([descend({ address, count: 6 }, from, bench.steps("learningRate", 1))]);
    expect(result.isComplete).toBe(true);
    expect([...result.numbers(address, 6)]).toEqual([0, -0, least, 0, 0, largest]);
  });

  it("areFinite finds what is not, in any place, and nothing in what is", () => {
    for (const count of [1, 2, 3, 4, 5, 8, 9, 23]) {
      for (let place = 0; place < count; place++) {
        for (const value of [Number.NaN, Infinity, -Infinity, largest, -largest, -0]) {
          const values = new Float64Array(count).fill(largest).with(place, value);
          const bench = createBench(precision);
          const address = bench.numbers(values);
          const { isComplete } = bench.run([areFinite({ address, count })]);
          expect(isComplete).toBe(Number.isFinite(value));
        }
      }
    }
  });

  it("the L1 penalty adds rate·sign(weights) to the gradients, to the last bit, and changes no neighbour", () => {
    fc.assert(
      fc.property(ranges, ({ seed, count, before, after, rate }) => {
        const numbers = createNumbers(seed, precision);
        const weights = numbers.list(count).map((weight) => (Math.abs(weight) < 0.3 ? -0 : weight));
        const gradients = numbers.list(before + count + after);
        const bench = createBench(precision);
        const [from, to] = [bench.numbers(weights), bench.numbers(gradients)];
        const place = rangeAt(to, before, count).address;
        const result = bench.run([addSignGradient({ address: from, count }, place, rate)]);
        const expected = gradients.slice();
        for (const [i, weight] of weights.entries()) {
          expected[before + i] = round((expected[before + i] as number) + round(rate) * Math.sign(weight));
        }
        expect(result.numbers(to, gradients.length)).toEqual(expected);
      }),
      RUNS,
    );
  });

  it("the sum of sizes is taken in float64 and in ascending order, to the last bit", () => {
    fc.assert(
      fc.property(ranges, ({ seed, count, before, after }) => {
        const values = createNumbers(seed, precision).list(before + count + after, 1e3);
        const bench = createBench(precision);
        const [address, result] = [bench.numbers(values), bench.result()];
        const { engine } = bench.run([sumOfMagnitudes(rangeAt(address, before, count), result)]);
        let sum = 0;
        for (const value of values.subarray(before, before + count)) sum += Math.abs(value);
        expect(engine.result(result)).toBe(sum);
      }),
      RUNS,
    );
  });

  it("decay takes rate·strength of every weight away, to the last bit, and changes no neighbour", () => {
    fc.assert(
      fc.property(ranges, iterations, ({ seed, count, before, after, rate }, iteration) => {
        const weights = createNumbers(seed, precision).list(before + count + after);
        const bench = createBench(precision);
        const address = bench.numbers(weights);
        const table = bench.steps("learningRate", rate, iteration);
        const result = bench.run([decay(rangeAt(address, before, count), table, 0.01)], iteration);
        const expected = weights.map((weight, i) =>
          i < before || i >= before + count ? weight : round(weight - round(round(rate * 0.01) * weight)),
        );
        expect(result.numbers(address, weights.length)).toEqual(expected);
      }),
      RUNS,
    );
  });

  it("decay shrinks weights to exactly 1 − rate·strength of them, where their digits allow it", () => {
    const weights = Float64Array.of(1, -3, 0, 1024, -0.375);
    const bench = createBench(precision);
    const address = bench.numbers(weights);
    const result = bench.run([decay({ address, count: 5 }, bench.steps("learningRate", 0.5), 0.25)]);
    expect(result.numbers(address, 5)).toEqual(weights.map((weight) => weight * (1 - 0.5 * 0.25)));
  });

  it("an average moves towards the parameters by its weight, to the last bit, and changes no neighbour", () => {
    fc.assert(
      fc.property(ranges, iterations, ({ seed, count, before, after }, iteration) => {
        const numbers = createNumbers(seed, precision);
        const [averages, parameters] = [numbers.list(before + count + after), numbers.list(count)];
        const bench = createBench(precision);
        const [address, from] = [bench.numbers(averages), bench.numbers(parameters)];
        const table = bench.steps("averagingWeight", 1 / 3, iteration);
        const result = bench.run([average(rangeAt(address, before, count), from, table)], iteration);
        const expected = averages.slice();
        for (const [i, parameter] of parameters.entries()) {
          const value = expected[before + i] as number;
          expected[before + i] = round(value + round(round(1 / 3) * round(parameter - value)));
        }
        expect(result.numbers(address, averages.length)).toEqual(expected);
        expect(result.numbers(from, count)).toEqual(parameters);
      }),
      RUNS,
    );
  });

  it("weights of 1/(n + 1) make an average the mean of all parameters so far", () => {
    let mean: Float64Array = Float64Array.of(0, 0, 0);
    for (let n = 0; n < 4; n++) {
      const bench = createBench(precision);
      const [address, from] = [bench.numbers(mean), bench.numbers(Float64Array.of(n, 2 * n, -4 * n))];
      const table = bench.steps("averagingWeight", 1 / (n + 1));
      mean = bench.run([average({ address, count: 3 }, from, table)]).numbers(address, 3);
    }
    for (const [i, expected] of [1.5, 3, -6].entries()) expect(mean[i]).toBeCloseTo(expected, 6);
  });
});
