import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { counterKey } from "../../src/base/counter-random.ts";
import { addNoise, drawNormals, multiplyByNoise } from "../../src/engine/noise.ts";
import {
  createBench,
  createNumbers,
  errorOf,
  flat,
  PRECISIONS,
  rounderOf,
  seeds,
  selectExamples,
  sizes,
} from "../support/kernel-bench.ts";
import { expectedNormals, normalsReader } from "../support/noise-oracle.ts";
import { sha256Of } from "../support/numpy-agreement.ts";

const words = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const requests = fc.record({
  key: fc.tuple(words, words),
  iteration: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 1e9 })),
  rows: sizes,
  examples: sizes,
});
const matrices = fc.record({
  seed: seeds,
  rows: sizes,
  examples: sizes,
  deviation: fc.constantFrom(0.5, 1 / 3, 2, 1e-3),
});
const RUNS = { numRuns: 60, seed: 6 };

describe.each(PRECISIONS)("normal numbers in %s", (precision) => {
  const round = rounderOf(precision);
  /** The largest relative error against a quantile whose own is below 1e-12. */
  const bound = precision === "f64" ? 1e-12 : 2 ** -24;

  it("are the quantiles of Threefry's words, in every place", () => {
    fc.assert(
      fc.property(requests, ({ key, iteration, rows, examples }) => {
        const bench = createBench(precision);
        const matrix = bench.unwritten(rows, examples);
        const actual = bench.run([drawNormals(bench.plan, matrix, key)], iteration).rows(matrix);
        const expected = flat(expectedNormals({ key, iteration, rows, examples }));
        for (const [place, value] of flat(actual).entries()) {
          const quantile = expected[place] as number;
          const error = errorOf(value, { value: quantile, size: Math.abs(quantile) });
          expect(error).toBeLessThanOrEqual(bound + 1e-12);
        }
      }),
      RUNS,
    );
  });

  it("are those of float64, rounded, which are the same on every machine", () => {
    const request = { key: counterKey(4, "noise", 1), rows: 40, examples: 301 };
    const exact = normalsReader(request)(12);
    expect(flat(normalsReader(request, precision)(12))).toEqual(flat(exact).map(round));
    expect(sha256Of(flat(exact))).toBe("f7fedae8abd54c731b9ff869f3805aeb6214f7a90e70acacaeabc9bd0c97a318");
  });

  it("do not depend on the number of examples, nor on the numbers before", () => {
    const request = { key: counterKey(3, "noise", 1), rows: 7 };
    const read = normalsReader({ ...request, examples: 64 }, precision);
    const first = read(5);
    expect(read(6)).not.toEqual(first);
    expect(read(5)).toEqual(first);
    for (const examples of [1, 3, 4, 5, 8, 9, 21, 63]) {
      const own = Array.from({ length: examples }, (_, example) => example);
      expect(normalsReader({ ...request, examples }, precision)(5)).toEqual(selectExamples(first, own));
    }
  });

  it("repeat the last example's in padding", () => {
    fc.assert(
      fc.property(requests, ({ key, iteration, rows, examples }) => {
        const bench = createBench(precision);
        const matrix = bench.unwritten(rows, examples);
        const result = bench.run([drawNormals(bench.plan, matrix, key)], iteration);
        const padding = result.padding(matrix);
        const perRow = padding.length / rows;
        const last = result.rows(matrix).flatMap((row) => Array.from({ length: perRow }, () => row.at(-1)));
        expect([...padding]).toEqual(last);
      }),
      RUNS,
    );
  });
});

describe.each(PRECISIONS)("noise in %s", (precision) => {
  const round = rounderOf(precision);

  it.each(["elsewhere", "in place"])(
    "multiplies values by 1 + deviation·normals, to the last bit, %s",
    (where) => {
      fc.assert(
        fc.property(matrices, ({ seed, rows, examples, deviation }) => {
          const numbers = createNumbers(seed, precision);
          const [from, by] = [numbers.rows(rows, examples), numbers.rows(rows, examples)];
          const bench = createBench(precision);
          const [values, normals] = [bench.matrix(from, 2), bench.matrix(by, 0)];
          const output = where === "in place" ? values : bench.unwritten(rows, examples);
          const result = bench.run([multiplyByNoise({ values, normals, output, deviation }, precision)]);
          const factors = flat(by).map((normal) => round(1 + round(round(deviation) * normal)));
          const expected = flat(from).map((value, place) => round(value * (factors[place] as number)));
          expect(flat(result.rows(output))).toEqual(expected);
          expect(result.padding(output).every((value) => value === 2)).toBe(true);
          expect(flat(result.rows(normals))).toEqual(flat(by));
        }),
        RUNS,
      );
    },
  );

  it("adds deviation·normals to values, to the last bit, in place where no output is named", () => {
    fc.assert(
      fc.property(matrices, ({ seed, rows, examples, deviation }) => {
        const numbers = createNumbers(seed, precision);
        const [from, by] = [numbers.rows(rows, examples), numbers.rows(rows, examples)];
        const bench = createBench(precision);
        const [values, normals] = [bench.matrix(from, 2), bench.matrix(by, 0)];
        const output = bench.unwritten(rows, examples);
        const noise = { values, normals, deviation };
        const result = bench.run([addNoise({ ...noise, output }, precision), addNoise(noise, precision)]);
        const terms = flat(by).map((normal) => round(round(deviation) * normal));
        const expected = flat(from).map((value, place) => round(value + (terms[place] as number)));
        for (const matrix of [output, values]) {
          expect(flat(result.rows(matrix))).toEqual(expected);
          expect(result.padding(matrix).every((value) => value === 2)).toBe(true);
        }
      }),
      RUNS,
    );
  });
});
