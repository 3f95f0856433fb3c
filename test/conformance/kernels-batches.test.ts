import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copyPanels, gatherExamples, mixExamples } from "../../src/engine/batches.ts";
import {
  createBench,
  createNumbers,
  flat,
  PRECISIONS,
  type Rows,
  rounderOf,
  seeds,
  sizes,
} from "../support/kernel-bench.ts";

const batches = fc.record({
  seed: seeds,
  rows: sizes,
  batchSize: fc.integer({ min: 1, max: 40 }),
  batchesPerEpoch: fc.integer({ min: 1, max: 4 }),
  /** How many examples the last batch lacks, where it has so many. */
  lacking: fc.integer({ min: 0, max: 39 }),
  epoch: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1e8 })),
});
const matrices = fc.record({
  seed: seeds,
  rows: sizes,
  examples: sizes,
  iteration: fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 1e9 })),
});
const RUNS = { numRuns: 100, seed: 8 };

/** Some examples as columns. */
function transpose(examples: Rows): Rows {
  const [first] = examples as [Float64Array];
  return Array.from(first, (_, row) => Float64Array.from(examples, (example) => example[row] as number));
}

describe.each(PRECISIONS)("batches in %s", (precision) => {
  it("hold the examples that the order names, of every size, and repeat their last in padding", () => {
    fc.assert(
      fc.property(batches, ({ seed, rows, batchSize, batchesPerEpoch, lacking, epoch }) => {
        const numbers = createNumbers(seed, precision);
        const lastSize = batchSize - Math.min(lacking, batchSize - 1);
        const count = (batchesPerEpoch - 1) * batchSize + lastSize;
        const examples = numbers.rows(count, rows);
        const order = Uint32Array.from({ length: count }, () => numbers.below(count));
        for (let batch = 0; batch < batchesPerEpoch; batch++) {
          const size = batch === batchesPerEpoch - 1 ? lastSize : batchSize;
          const bench = createBench(precision);
          const [source, places] = [bench.numbers(flat(examples)), bench.raw(order)];
          const output = bench.unwritten(rows, size);
          const call = gatherExamples({ source, order: places, batchesPerEpoch, batchSize }, output);
          const result = bench.run([call], epoch * batchesPerEpoch + batch);
          const chosen = Array.from(order.subarray(batch * batchSize, batch * batchSize + size));
          const expected = transpose(chosen.map((example) => examples[example] as Float64Array));
          expect(result.rows(output)).toEqual(expected);
          const padding = result.padding(output);
          const perRow = padding.length / rows;
          const last = expected.flatMap((row) => Array.from({ length: perRow }, () => row.at(-1)));
          expect([...padding]).toEqual(last);
        }
      }),
      RUNS,
    );
  });

  it("hold examples of many features", () => {
    const numbers = createNumbers(2, precision);
    const examples = numbers.rows(200, 787);
    const order = Uint32Array.from({ length: 200 }, (_, index) => (index * 77) % 200);
    const bench = createBench(precision);
    const from = { source: bench.numbers(flat(examples)), order: bench.raw(order) };
    const output = bench.unwritten(787, 99);
    const call = gatherExamples({ ...from, batchesPerEpoch: 2, batchSize: 101 }, output);
    const expected = Array.from(order.subarray(101), (example) => examples[example] as Float64Array);
    expect(bench.run([call], 1).rows(output)).toEqual(transpose(expected));
  });
});

describe.each(PRECISIONS)("mixtures in %s", (precision) => {
  const round = rounderOf(precision);

  it("are share·batch + (1 − share)·partners with the share of their iteration, to the last bit", () => {
    fc.assert(
      fc.property(matrices, ({ seed, rows, examples, iteration }) => {
        const numbers = createNumbers(seed, precision);
        const [own, others] = [numbers.rows(rows, examples), numbers.rows(rows, examples)];
        const table = new Float64Array(256 * 8).map((_, place) => ((place * 0.377) % 1) + 1e-3);
        const bench = createBench(precision);
        const [batch, partners] = [bench.matrix(own, 1), bench.matrix(others, 1)];
        const call = mixExamples(batch, partners, bench.raw(table), precision);
        const result = bench.run([call], iteration);
        const share = table[(iteration % 256) * 8 + 4] as number;
        const mix = (value: number, partner: number): number =>
          round(round(round(share) * value) + round(round(1 - share) * partner));
        const partnerOf = flat(others);
        const expected = flat(own).map((value, place) => mix(value, partnerOf[place] as number));
        expect(flat(result.rows(batch))).toEqual(expected);
        expect(result.padding(batch).every((value) => value === mix(1, 1))).toBe(true);
        expect(flat(result.rows(partners))).toEqual(flat(others));
      }),
      RUNS,
    );
  });

  it("with a share of 1 are the batch, with one of 0 the partners", () => {
    const numbers = createNumbers(1, precision);
    const [own, others] = [numbers.rows(5, 13), numbers.rows(5, 13)];
    for (const share of [0, 1]) {
      const bench = createBench(precision);
      const [batch, partners] = [bench.matrix(own, 1), bench.matrix(others, 1)];
      const table = bench.raw(new Float64Array(256 * 8).fill(share));
      const result = bench.run([mixExamples(batch, partners, table, precision)], 3);
      expect(result.rows(batch)).toEqual(share === 1 ? own : others);
    }
  });
});

describe.each(PRECISIONS)("copies in %s", (precision) => {
  it("are the same to the last bit, padding included", () => {
    fc.assert(
      fc.property(matrices, ({ seed, rows, examples }) => {
        const values = createNumbers(seed, precision).rows(rows, examples);
        (values[0] as Float64Array)[0] = -0;
        const bench = createBench(precision);
        const [from, to] = [bench.matrix(values, 3), bench.unwritten(rows, examples)];
        const result = bench.run([copyPanels(from, to, precision)]);
        expect(result.rows(to)).toEqual(values);
        expect(result.rows(from)).toEqual(values);
        expect(result.padding(to).every((value) => value === 3)).toBe(true);
      }),
      RUNS,
    );
  });
});
