import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CellRows, findEqualRows, firstEqualRows } from "./equal-rows.ts";

/** Few different values, so that rows repeat: numbers, also missing ones, and codes. */
const rows = fc.array(
  fc.tuple(fc.constantFrom(0, 1, -1.5, Number.NaN, 1e-300), fc.integer({ min: -1, max: 2 })),
  { minLength: 1, maxLength: 40 },
);
type Rows = readonly (readonly [number, number])[];

const cellsOf = (of: Rows): CellRows => ({
  columns: [Float64Array.from(of, ([value]) => value), Int32Array.from(of, ([, code]) => code)],
  rows: of.length,
});
const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, k) => Object.is(value, b[k]));

describe("rows that are the same in every column", () => {
  it("are those that a comparison of all pairs finds, in one table and between two", () => {
    fc.assert(
      fc.property(rows, rows, (some, others) => {
        expect(Array.from(firstEqualRows(cellsOf(some)))).toEqual(
          some.map((row) => some.findIndex((other) => isSame(row, other))),
        );
        expect(Array.from(findEqualRows(cellsOf(some), cellsOf(others)))).toEqual(
          some.map((row) => others.findIndex((other) => isSame(row, other))),
        );
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("are told from one another among many that differ in one bit", () => {
    const count = 20_000;
    const values = Float64Array.from({ length: count }, (_, row) => 1 + (row % 10_000) * 2 ** -52);
    const first = firstEqualRows({ columns: [values, new Int32Array(count)], rows: count });
    expect(first.every((other, row) => other === row % 10_000)).toBe(true);
  });
});
