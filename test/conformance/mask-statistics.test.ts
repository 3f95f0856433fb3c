/**
 * Dropout masks as random numbers. Every statistic is turned into the number of standard deviations by which it lies
 * beside what independent decisions would give; seeds are fixed, so a result is the same on every machine.
 */

import { describe, expect, it } from "vitest";
import { counterKey } from "../../src/base/counter-random.ts";
import { drawMasks } from "../support/mask-oracle.ts";

const UNITS = 64;
const EXAMPLES = 4096;
const ITERATIONS = 4;
const COUNT = UNITS * EXAMPLES;
/** Deviations that chance exceeds about once in 150 000 statistics; here are some hundreds. */
const MAX_DEVIATIONS = 4.5;

/** The masks of some iterations: unit after unit. */
function draw(keepProbability: number, seed = 1, layer = 1): readonly Uint8Array[] {
  const key = counterKey(seed, "dropout", layer);
  const { read } = drawMasks({ key, units: UNITS, examples: EXAMPLES, keepProbability });
  return Array.from({ length: ITERATIONS }, (_, iteration) => read(iteration));
}

/** How far a number of kept units lies beside its expectation. */
function deviationOfCount(kept: number, count: number, p: number): number {
  return (kept - count * p) / Math.sqrt(count * p * (1 - p));
}

/** The correlation of two masks of one keep probability. */
function deviationOfCorrelation(a: Uint8Array, b: Uint8Array, p: number): number {
  let sum = 0;
  for (const [index, value] of a.entries()) sum += (value - p) * ((b[index] as number) - p);
  return sum / (Math.sqrt(a.length) * p * (1 - p));
}

/** χ² of observed counts against expected ones; cells that are hardly expected are left out. */
function deviationOfChiSquare(observed: readonly number[], expected: readonly number[]): number {
  const cells = expected.flatMap((count, index) =>
    count < 10 ? [] : [((observed[index] as number) - count) ** 2 / count],
  );
  const freedom = cells.length - 1;
  return (cells.reduce((sum, cell) => sum + cell) - freedom) / Math.sqrt(2 * freedom);
}

const sumOf = (values: Uint8Array): number => values.reduce((sum, value) => sum + value, 0);
const expectUsual = (deviation: number, what: string): void =>
  expect(Math.abs(deviation), what).toBeLessThan(MAX_DEVIATIONS);

describe.each([0.01, 0.3, 0.5, 0.75, 0.86, 0.999])("with a keep probability of %d", (p) => {
  const masks = draw(p);
  const [mask] = masks as [Uint8Array];

  it("every iteration, and all together, keep the share that they should", () => {
    for (const [iteration, values] of masks.entries())
      expectUsual(deviationOfCount(sumOf(values), COUNT, p), `iteration ${iteration}`);
    const kept = masks.reduce((sum, values) => sum + sumOf(values), 0);
    expectUsual(deviationOfCount(kept, ITERATIONS * COUNT, p), "all");
    const scaled = kept / p / (ITERATIONS * COUNT);
    expect(Math.abs(scaled - 1)).toBeLessThan(MAX_DEVIATIONS * Math.sqrt((1 - p) / p / (ITERATIONS * COUNT)));
  });

  it("the first and the second of every pair keep the same share", () => {
    for (const place of [0, 1]) {
      const values = mask.filter((_, index) => index % 2 === place);
      expectUsual(deviationOfCount(sumOf(values), COUNT / 2, p), `place ${place}`);
    }
  });

  it("units, examples and places in a block of 16 keep the same share", () => {
    const groupings = {
      unit: (index: number) => Math.floor(index / EXAMPLES),
      example: (index: number) => index % EXAMPLES,
      place: (index: number) => index % 16,
    };
    for (const [name, groupOf] of Object.entries(groupings)) {
      const groups: number[] = [];
      for (const values of masks) {
        for (const [index, value] of values.entries()) {
          const group = groupOf(index);
          groups[group] = (groups[group] ?? 0) + value;
        }
      }
      const size = (ITERATIONS * COUNT) / groups.length;
      const squares = groups.reduce((sum, kept) => sum + deviationOfCount(kept, size, p) ** 2, 0);
      expectUsual((squares - groups.length) / Math.sqrt(2 * groups.length), name);
    }
  });

  it.each([1, 2, 3, 7, 8, 15, 16, 17])("examples %d apart are independent", (distance) => {
    expectUsual(deviationOfCorrelation(mask.subarray(distance), mask.subarray(0, -distance), p), "lag");
  });

  it("units, iterations, layers and seeds are independent", () => {
    const others = {
      "next unit": mask.subarray(EXAMPLES),
      "second next unit": mask.subarray(2 * EXAMPLES),
      "next iteration": masks[1] as Uint8Array,
      "second next iteration": masks[2] as Uint8Array,
      "next layer": draw(p, 1, 2)[0] as Uint8Array,
      "next seed": draw(p, 2)[0] as Uint8Array,
    };
    for (const [name, other] of Object.entries(others))
      expectUsual(deviationOfCorrelation(mask.subarray(0, other.length), other, p), name);
  });

  it("all patterns of eight neighbours are as frequent as they should be", () => {
    const observed = Array.from({ length: 256 }, () => 0);
    for (const values of masks) {
      for (let index = 0; index < COUNT; index += 8) {
        let pattern = 0;
        for (const value of values.subarray(index, index + 8)) pattern = 2 * pattern + value;
        observed[pattern] = (observed[pattern] as number) + 1;
      }
    }
    const expected = observed.map((_, pattern) => {
      const kept = pattern.toString(2).replaceAll("0", "").length;
      return ((ITERATIONS * COUNT) / 8) * p ** kept * (1 - p) ** (8 - kept);
    });
    expectUsual(deviationOfChiSquare(observed, expected), "χ²");
  });
});

describe("keep probabilities that a random byte alone could not tell", () => {
  it.each([1e-4, 1e-3, 1 / 512, 1 - 1e-3, 1 - 1e-4])("%d is kept to", (p) => {
    const kept = draw(p).reduce((sum, values) => sum + sumOf(values), 0);
    expectUsual(deviationOfCount(kept, ITERATIONS * COUNT, p), "share");
  });

  it("1e-9 keeps none of a million, 1 − 1e-9 all", () => {
    expect(draw(1e-9).map(sumOf)).toEqual([0, 0, 0, 0]);
    expect(draw(1 - 1e-9).map(sumOf)).toEqual([COUNT, COUNT, COUNT, COUNT]);
  });
});
