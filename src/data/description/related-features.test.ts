import { describe, expect, it } from "vitest";
import { toTable } from "../table/to-table.ts";
import { describeTable } from "./describe-table.ts";
import { MOST_PAIRS } from "./related-features.ts";

const ROWS = 300;
const column = (of: (row: number) => unknown): unknown[] => Array.from({ length: ROWS }, (_, row) => of(row));
/** Numbers that have nothing to do with each other, one for every row and every seed. */
const noise = (seed: number) => (row: number) => ((row * (7919 + 2 * seed) + seed * 104_729) % 997) / 997;
const pairsOf = (columns: Record<string, unknown[]>, options = {}) =>
  describeTable(toTable(columns), options).related;

describe("related features", () => {
  it("are pairs that go together closely, whatever their types are, the closest first", () => {
    const size = noise(1);
    const related = pairsOf({
      metres: column(size),
      feet: column((row) => 3.28 * size(row) + 0.1 * noise(2)(row)),
      height: column((row) => 1 - size(row) + 0.3 * noise(3)(row)),
      class: column((row) => (size(row) < 0.3 ? "small" : size(row) < 0.7 ? "middle" : "large")),
      other: column(noise(4)),
    });
    expect(related.map(({ first, second, measure }) => [first, second, measure])).toEqual([
      ["metres", "feet", "Pearson's r"],
      ["feet", "height", "Pearson's r"],
      ["metres", "height", "Pearson's r"],
      ["metres", "class", "correlation ratio"],
      ["feet", "class", "correlation ratio"],
      ["height", "class", "correlation ratio"],
    ]);
    expect(related[1]?.value).toBeLessThan(-0.8);
    const sizes = related.map(({ value }) => Math.abs(value));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  it("leave out the target, what is dropped, and what chance makes of many categories", () => {
    const x = column(noise(1));
    // Half of it is noise, of which categories of two or three rows each explain much.
    const half = column((row) => row / ROWS + noise(5)(row));
    const zone = column((row) => `zone ${Math.floor(row / 2.2)}`);
    expect(
      pairsOf({ x, y: column((row) => 2 * noise(1)(row) + 0.01 * noise(2)(row)) }, { target: "y" }),
    ).toEqual([]);
    expect(pairsOf({ x, x2: x })).toEqual([]);
    expect(
      describeTable(toTable({ zone, half }), { target: "half" }).columns[0]?.association?.value,
    ).toBeGreaterThan(0.8);
    expect(pairsOf({ zone, half })).toEqual([]);
  });

  it("are named up to a number of pairs", () => {
    const columns = Object.fromEntries(
      Array.from({ length: 8 }, (_, place) => [`x${place}`, column((row) => row + noise(place)(row))]),
    );
    expect(pairsOf(columns)).toHaveLength(MOST_PAIRS);
  });

  it("are sought in a part of the rows of large tables, and measured in all", () => {
    const rows = 30_000;
    const large = (of: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => of(row));
    const wide = (place: number) => (row: number) => ((row * (7919 + 2 * place) + place) % 10_007) / 10_007;
    const columns: Record<string, Float64Array> = {};
    for (let place = 0; place < 60; place++) columns[`x${place}`] = large(wide(place));
    columns.twin = large((row) => wide(5)(row) + 0.2 * wide(61)(row));
    const [pair, ...others] = describeTable(toTable(columns)).related;
    expect(others).toEqual([]);
    const { x5, twin } = columns as Record<"x5" | "twin", Float64Array>;
    const alone = describeTable(toTable({ x5, twin })).related;
    expect([pair]).toEqual(alone);
    expect(alone).toHaveLength(1);
  });
});
