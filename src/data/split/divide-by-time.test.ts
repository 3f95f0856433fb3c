import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divideByTime } from "./divide-by-time.ts";
import type { DivisibleRows, RowParts } from "./divisible-rows.ts";

const SHARES = { development: 0.2, test: 0.2 };

const rowsOf = (count: number): DivisibleRows => ({
  name: "d",
  classes: new Uint8Array(count),
  classNames: [],
});
const listed = ({ training, development, test }: RowParts): number[][] =>
  [training, development, test].map((rows) => Array.from(rows));

describe("divideByTime", () => {
  it("puts every row into one part, the older before the newer, and never parts rows of one time", () => {
    const times = fc.array(fc.integer({ min: -5, max: 40 }), { minLength: 3, maxLength: 120 });
    fc.assert(
      fc.property(times, fc.boolean(), (given, hasDevelopment) => {
        fc.pre(new Set(given).size >= 3);
        const shares = hasDevelopment ? SHARES : { development: 0, test: 0.3 };
        const parts = listed(divideByTime(rowsOf(given.length), given, shares));
        expect(parts.flat().toSorted((a, b) => a - b)).toEqual([...given.keys()]);
        const filled = parts.filter((rows) => rows.length > 0);
        expect(filled).toHaveLength(hasDevelopment ? 3 : 2);
        filled.slice(1).forEach((later, place) => {
          const timeOf = (row: number): number => given[row] as number;
          const newest = Math.max(...(filled[place] as number[]).map(timeOf));
          expect(Math.min(...later.map(timeOf))).toBeGreaterThan(newest);
        });
      }),
      { seed: 1 },
    );
  });

  it("has the sizes of the shares where all times differ, and is off by half a run of equal times at most", () => {
    const many = Array.from({ length: 1000 }, (_, row) => (row * 377) % 1000);
    expect(listed(divideByTime(rowsOf(1000), many, SHARES)).map(({ length }) => length)).toEqual([
      600, 200, 200,
    ]);
    const runs = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 40, maxLength: 60 });
    fc.assert(
      fc.property(runs, (lengths) => {
        const given = lengths.flatMap((length, time) => Array.from({ length }, () => time));
        const { test } = divideByTime(rowsOf(given.length), given, SHARES);
        expect(Math.abs(test.length - 0.2 * given.length)).toBeLessThanOrEqual(
          Math.max(...lengths) / 2 + 0.5,
        );
      }),
      { seed: 2 },
    );
  });

  it("depends on times alone: not on the order of rows, nor on how time is counted", () => {
    const given = fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 3, maxLength: 50 });
    fc.assert(
      fc.property(given, (times) => {
        const of = (list: readonly number[]): number[][] =>
          listed(divideByTime(rowsOf(list.length), list, SHARES)).map((rows) =>
            rows.map((row) => list[row] as number).toSorted((a, b) => a - b),
          );
        const parts = of(times);
        expect(of(times.toReversed())).toEqual(parts);
        expect(of(times.map((time) => 1000 * time + 5))).toEqual(
          parts.map((part) => part.map((time) => 1000 * time + 5)),
        );
      }),
      { seed: 3 },
    );
  });

  it("moves a border that falls among equal times to the nearer end, to the later where both are equally near", () => {
    const nearer = [1, 1, 1, 2, 2, 2, 2, 2, 2, 3];
    expect(divideByTime(rowsOf(10), nearer, { development: 0, test: 0.2 }).test).toEqual(Uint32Array.of(9));
    expect(divideByTime(rowsOf(10), nearer, { development: 0, test: 0.6 }).test).toHaveLength(7);
    const middle = [1, 1, 1, 1, 2, 2, 3, 3, 3, 3];
    expect(divideByTime(rowsOf(10), middle, { development: 0, test: 0.5 }).test).toHaveLength(4);
  });

  it("gives each part a time of its own, however uneven that is", () => {
    const years = [...Array(98).fill(2022), 2023, 2024];
    expect(listed(divideByTime(rowsOf(100), years, SHARES)).map(({ length }) => length)).toEqual([98, 1, 1]);
  });

  it("leaves out rows without a time or a target", () => {
    const rows = { ...rowsOf(5), classes: [0, 0, Number.NaN, 0, 0] };
    const parts = divideByTime(rows, [3, Number.NaN, 2, 1, 2], SHARES);
    expect(listed(parts)).toEqual([[3], [4], [0]]);
  });

  it("refuses fewer times than parts", () => {
    expect(() => divideByTime(rowsOf(4), [1, 1, 2, 2], SHARES)).toThrow(
      'data set "d": expected at least 3 different times for training, development and test, got 2. ' +
        "With a development share of 0, two are enough.",
    );
    expect(() => divideByTime(rowsOf(2), [5, 5], { development: 0, test: 0.5 })).toThrow(
      'data set "d": expected at least 2 different times for training and test, got 1.',
    );
    expect(() => divideByTime(rowsOf(2), [Number.NaN, Number.NaN], SHARES)).toThrow("got 0.");
  });
});
