import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { counterKey } from "../../src/base/counter-random.ts";
import { applyMask, bindMaskFilling, drawMask, reserveMask } from "../../src/engine/dropout.ts";
import { startEngine } from "../../src/engine/engine.ts";
import { createMemoryPlan } from "../../src/engine/memory-plan.ts";
import { createBench, createNumbers, flat, PRECISIONS, sizes } from "../support/kernel-bench.ts";
import { drawMasks, drawnMask, expectedMask, readMask } from "../support/mask-oracle.ts";

const keepProbabilities = fc.oneof(
  fc.constantFrom(0.5, 0.86, 0.75, 1 / 256, 1 - 2 ** -9, 1e-3, 1e-12, 1 - 1e-3, 1 - 1e-9, 1 - 2 ** -53),
  fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
);

const masks = fc.record({
  key: fc.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  iteration: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 1e9 })),
  units: sizes,
  examples: sizes,
  keepProbability: keepProbabilities,
});

const RUNS = { numRuns: 100, seed: 5 };

describe.each(PRECISIONS)("dropout masks in %s", (precision) => {
  it("are those of Threefry's bytes, to the last bit", () => {
    fc.assert(
      fc.property(masks, (request) => {
        expect(drawnMask(request, precision)).toEqual(expectedMask(request));
      }),
      RUNS,
    );
  });

  it("are those of Threefry's bytes where many rows of many blocks are drawn", () => {
    const request = { key: counterKey(9, "dropout", 2), iteration: 77, units: 300, examples: 1001 };
    for (const keepProbability of [0.86, 0.5, 1 / 300]) {
      expect(drawnMask({ ...request, keepProbability }, precision)).toEqual(
        expectedMask({ ...request, keepProbability }),
      );
    }
  });

  it("have bytes of 255 and 0, and drop every example that does not exist", () => {
    fc.assert(
      fc.property(masks, ({ iteration, ...request }) => {
        const { read, bytes } = drawMasks(request, precision);
        const drawn = read(iteration);
        const all = bytes();
        expect(all.every((byte) => byte === 0 || byte === 255)).toBe(true);
        const sum = (values: Uint8Array): number => values.reduce((total, value) => total + value, 0);
        expect(sum(all)).toBe(255 * sum(drawn));
      }),
      RUNS,
    );
  });

  it("do not depend on the number of units or examples beyond their block, nor on the mask before", () => {
    const request = { key: counterKey(3, "dropout", 1), keepProbability: 0.86 };
    const { read } = drawMasks({ ...request, units: 7, examples: 40 }, precision);
    const first = read(5);
    expect(read(6)).not.toEqual(first);
    expect(read(5)).toEqual(first);
    const shorter = drawnMask({ ...request, units: 7, examples: 21, iteration: 5 }, precision);
    for (let unit = 0; unit < 7; unit++) {
      expect(shorter.slice(21 * unit, 21 * (unit + 1))).toEqual(first.slice(40 * unit, 40 * unit + 21));
    }
  });

  it("set to 0 what they drop, whatever it was, and leave the rest as it is", () => {
    fc.assert(
      fc.property(masks, ({ key, iteration, units, examples, keepProbability }) => {
        const numbers = createNumbers(examples, precision);
        const values = numbers.rows(units, examples);
        const specials = [Number.NaN, Infinity, -Infinity, -0];
        for (const row of values) row[numbers.below(examples)] = specials[numbers.below(4)] as number;
        const bench = createBench(precision);
        const matrix = bench.matrix(values);
        const mask = reserveMask(bench.plan, units, examples);
        const drawing = drawMask(bench.plan, mask, { key, keepProbability });
        const result = bench.run([drawing, applyMask(mask, matrix)], iteration);
        const stays = expectedMask({ key, iteration, units, examples, keepProbability });
        const expected = flat(values).map((value, place) => (stays[place] === 1 ? value : 0));
        expect(flat(result.rows(matrix))).toEqual(expected);
        expect(result.padding(matrix).every((value) => value === 0)).toBe(true);
      }),
      RUNS,
    );
  });
});

describe("a mask filled from a sequence", () => {
  it("takes one number for each unit and example, unit after unit, as NumPy fills rand(units, examples)", () => {
    fc.assert(
      fc.property(sizes, sizes, (units, examples) => {
        const plan = createMemoryPlan("f64");
        const mask = reserveMask(plan, units, examples);
        const engine = startEngine(plan, { nothing: [] });
        const drawn: number[] = [];
        const next = (): number => {
          drawn.push((drawn.length * 0.37) % 1);
          return drawn.at(-1) as number;
        };
        bindMaskFilling(engine, mask, { next, keepProbability: 0.74 })();
        expect(drawn).toHaveLength(units * examples);
        expect(readMask(engine, mask)).toEqual(Uint8Array.from(drawn, (value) => Number(value < 0.74)));
      }),
      RUNS,
    );
  });
});
