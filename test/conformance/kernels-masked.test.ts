import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawMask, reserveMask } from "../../src/engine/dropout.ts";
import {
  alphaDropout,
  alphaDropoutGradient,
  maskWeights,
  reserveWeightMask,
} from "../../src/engine/masked.ts";
import { bytesOf } from "../../src/engine/precision.ts";
import {
  createBench,
  createNumbers,
  flat,
  PRECISIONS,
  rounderOf,
  seeds,
  sizes,
} from "../support/kernel-bench.ts";
import { expectedMask } from "../support/mask-oracle.ts";

const words = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const masks = fc.record({
  key: fc.tuple(words, words),
  iteration: fc.integer({ min: 0, max: 1e9 }),
  units: sizes,
  examples: sizes,
  keepProbability: fc.constantFrom(0.5, 0.9, 0.25, 1 / 3),
});
const weightMasks = fc.record({
  key: fc.tuple(words, words),
  seed: seeds,
  count: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 700 })),
  before: fc.integer({ min: 0, max: 7 }),
  scale: fc.constantFrom(1, 2, 1 / 0.3),
});
const RUNS = { numRuns: 100, seed: 7 };

/** PyTorch's α, and its two factors for a chance p to drop out. */
const ALPHA = 1.7580993408473766;
const torchFactors = (p: number): readonly [number, number] => {
  const a = 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
  return [a, ALPHA * a * p];
};

describe.each(PRECISIONS)("alpha dropout in %s", (precision) => {
  const tolerance = precision === "f64" ? 1e-14 : 1e-6;

  it.each(["elsewhere", "in place"])("gives PyTorch's a·(value or −α) + b, %s", (where) => {
    fc.assert(
      fc.property(masks, (request) => {
        const { key, iteration, units, examples, keepProbability } = request;
        const values = createNumbers(iteration, precision).rows(units, examples);
        const bench = createBench(precision);
        const matrix = bench.matrix(values);
        const output = where === "in place" ? matrix : bench.unwritten(units, examples);
        const mask = reserveMask(bench.plan, units, examples);
        const calls = [
          drawMask(bench.plan, mask, { key, keepProbability }),
          alphaDropout({ mask, keepProbability, values: matrix, output }),
        ];
        const result = bench.run(calls, iteration);
        const stays = expectedMask(request);
        const [a, b] = torchFactors(1 - keepProbability);
        const expected = flat(values).map((value, place) => a * (stays[place] === 1 ? value : -ALPHA) + b);
        for (const [place, value] of flat(result.rows(output)).entries()) {
          expect(Math.abs(value - (expected[place] as number))).toBeLessThanOrEqual(4 * tolerance);
        }
        const dropped = a * -ALPHA + b;
        const padding = result.padding(output);
        expect(padding.every((value) => Math.abs(value - dropped) <= 4 * tolerance)).toBe(true);
      }),
      RUNS,
    );
  });

  it("lets a times the derivatives pass where units stay, and 0 where they drop out, whatever was there", () => {
    fc.assert(
      fc.property(masks, (request) => {
        const { key, iteration, units, examples, keepProbability } = request;
        const numbers = createNumbers(iteration, precision);
        const stays = expectedMask(request);
        const specials = [Number.NaN, Infinity, -Infinity];
        const gradients = numbers
          .rows(units, examples)
          .map((row, unit) =>
            row.map((value, example) =>
              stays[unit * examples + example] === 1 ? value : (specials[numbers.below(3)] as number),
            ),
          );
        const bench = createBench(precision);
        const values = bench.matrix(gradients, 0);
        const mask = reserveMask(bench.plan, units, examples);
        const drawing = drawMask(bench.plan, mask, { key, keepProbability });
        const result = bench.run(
          [drawing, alphaDropoutGradient({ mask, keepProbability, values })],
          iteration,
        );
        const [a] = torchFactors(1 - keepProbability);
        const given = flat(gradients);
        for (const [place, value] of flat(result.rows(values)).entries()) {
          const expected = stays[place] === 1 ? a * (given[place] as number) : 0;
          expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
        }
        expect(result.padding(values).every((value) => value === 0)).toBe(true);
      }),
      RUNS,
    );
  });
});

describe.each(PRECISIONS)("masks of weights in %s", (precision) => {
  const round = rounderOf(precision);

  it("give scale·weight where they keep one and 0 elsewhere, to the last bit, and change no neighbour", () => {
    fc.assert(
      fc.property(weightMasks, ({ key, seed, count, before, scale }) => {
        const all = createNumbers(seed, precision).list(before + count + 3);
        const bench = createBench(precision);
        const [from, to] = [bench.numbers(all), bench.numbers(new Float64Array(count))];
        const range = { address: from + before * bytesOf(precision), count };
        const mask = reserveWeightMask(bench.plan, count);
        const keepProbability = 0.6;
        const calls = [
          drawMask(bench.plan, mask, { key, keepProbability }),
          maskWeights(mask, range, to, scale),
          maskWeights(mask, range, range.address, scale),
        ];
        const result = bench.run(calls, seed);
        const stays = expectedMask({ key, iteration: seed, units: 1, examples: count, keepProbability });
        const expected = all.slice();
        for (const [index, isKept] of stays.entries()) {
          const place = before + index;
          expected[place] = isKept === 1 ? round(round(scale) * (all[place] as number)) : 0;
        }
        expect(result.numbers(to, count)).toEqual(expected.subarray(before, before + count));
        expect(result.numbers(from, all.length)).toEqual(expected);
      }),
      RUNS,
    );
  });
});
