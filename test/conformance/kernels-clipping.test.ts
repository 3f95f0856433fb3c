import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clipNorm, clipValues } from "../../src/engine/clipping.ts";
import { bytesOf } from "../../src/engine/precision.ts";
import { createBench, createNumbers, PRECISIONS, rounderOf, seeds } from "../support/kernel-bench.ts";
import { normInEights } from "../support/norm-oracle.ts";

/** Ranges as they lie in flat gradients: of any length, at any place. */
const ranges = fc.record({
  seed: seeds,
  count: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 300 })),
  before: fc.integer({ min: 0, max: 7 }),
  after: fc.integer({ min: 0, max: 7 }),
  limit: fc.constantFrom(0.1, 1, 1 / 3, 5, 1e3),
});

const RUNS = { numRuns: 150, seed: 6 };

describe.each(PRECISIONS)("clipping in %s", (precision) => {
  const round = rounderOf(precision);

  it("by value cuts every gradient off, to the last bit, and changes no neighbour", () => {
    fc.assert(
      fc.property(ranges, ({ seed, count, before, after, limit }) => {
        const gradients = createNumbers(seed, precision).list(before + count + after, 2);
        const bench = createBench(precision);
        const address = bench.numbers(gradients);
        const range = { address: address + before * bytesOf(precision), count };
        const expected = gradients.map((g, i) =>
          i < before || i >= before + count ? g : Math.min(Math.max(g, -round(limit)), round(limit)),
        );
        const result = bench.run([clipValues(range, limit)]);
        expect(result.numbers(address, gradients.length)).toEqual(expected);
      }),
      RUNS,
    );
  });

  it("by norm scales gradients to the limit, to the last bit, where their norm is above it", () => {
    let scaled = 0;
    fc.assert(
      fc.property(ranges, ({ seed, count, before, after, limit }) => {
        const gradients = createNumbers(seed, precision).list(before + count + after);
        const bench = createBench(precision);
        const address = bench.numbers(gradients);
        const range = { address: address + before * bytesOf(precision), count };
        const norm = normInEights(gradients.subarray(before, before + count));
        scaled += norm > limit ? 1 : 0;
        const expected = gradients.map((g, i) =>
          norm <= limit || i < before || i >= before + count ? g : round(round(limit / norm) * g),
        );
        const result = bench.run([clipNorm(range, limit)]);
        expect(result.numbers(address, gradients.length)).toEqual(expected);
      }),
      RUNS,
    );
    expect(scaled).toBeGreaterThan(20);
    expect(scaled).toBeLessThan(130);
  });

  it("leaves no norm above the limit, rounding apart, and the direction as it was", () => {
    const tolerance = precision === "f64" ? 1e-12 : 3e-7;
    fc.assert(
      fc.property(ranges, ({ seed, count, limit }) => {
        const gradients = createNumbers(seed, precision).list(count, 10);
        const bench = createBench(precision);
        const address = bench.numbers(gradients);
        const clipped = bench.run([clipNorm({ address, count }, limit)]).numbers(address, count);
        const norm = normInEights(clipped);
        expect(norm).toBeLessThanOrEqual(limit * (1 + tolerance));
        const dot = clipped.reduce((sum, g, i) => sum + g * (gradients[i] as number), 0);
        expect(dot / norm / normInEights(gradients)).toBeCloseTo(1, 6);
      }),
      RUNS,
    );
  });

  it("leaves a norm that is the limit as it is", () => {
    const bench = createBench(precision);
    const address = bench.numbers(Float64Array.of(3, 0, -4));
    const result = bench.run([clipNorm({ address, count: 3 }, 5)]);
    expect(result.numbers(address, 3)).toEqual(Float64Array.of(3, 0, -4));
  });

  it.each([clipValues, clipNorm])("does not hide a gradient that is not finite: $name", (clip) => {
    for (const count of [1, 2, 5, 8, 17]) {
      for (let place = 0; place < count; place++) {
        for (const bad of [Number.NaN, Infinity, -Infinity]) {
          const bench = createBench(precision);
          const address = bench.numbers(new Float64Array(count).fill(2).with(place, bad));
          const clipped = bench.run([clip({ address, count }, 1)]).numbers(address, count);
          expect(Number.isFinite(clipped[place])).toBe(false);
        }
      }
    }
  });

  it("by norm leaves no gradients of 0 where their squares overflow", () => {
    const bench = createBench(precision);
    const large = precision === "f64" ? 1e200 : 1e30;
    const address = bench.numbers(Float64Array.of(large, large));
    const clipped = bench.run([clipNorm({ address, count: 2 }, 1)]).numbers(address, 2);
    if (precision === "f64") expect([...clipped]).toEqual([Number.NaN, Number.NaN]);
    else for (const g of clipped) expect(g).toBeCloseTo(Math.SQRT1_2, 6);
  });
});
