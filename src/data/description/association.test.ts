import { describe, expect, it } from "vitest";
import type { CodedColumn, MeasuredColumn } from "../preparation/typed-column.ts";
import { associate } from "./association.ts";

const rows = Array.from({ length: 49 }, (_, row) => row);
const numbers = (of: (row: number) => number): MeasuredColumn => {
  const values = Float64Array.from(rows, of);
  return { type: "number", values, sorted: values.toSorted(), unread: 0 };
};
const categories = (of: (row: number) => number): CodedColumn => {
  const codes = Int32Array.from(rows, of);
  const names = rows.map(String);
  return { type: "category", codes, names, counts: names.map((_, k) => codes.filter((c) => c === k).length) };
};

describe("associate", () => {
  it("measures each pair of types in its way", () => {
    expect(
      associate(
        numbers((row) => row),
        numbers((row) => 1 - 2 * row),
      ),
    ).toEqual({
      measure: "Pearson's r",
      value: -1,
    });
    const halves = categories((row) => row % 2);
    expect(
      associate(
        numbers((row) => row % 2),
        halves,
      ),
    ).toEqual({ measure: "correlation ratio", value: 1 });
    expect(
      associate(
        halves,
        categories((row) => 1 - (row % 2)),
      )?.value,
    ).toBeCloseTo(1, 12);
  });

  // Sums of 0.1 and 0.3 are rounded, so that the values lie beside their means.
  it.each([
    ["numbers that do not vary", numbers(() => 0.1), numbers(() => 0.3)],
    [
      "numbers that do not vary where both have a value",
      numbers((row) => (row === 0 ? 5 : 0.1)),
      numbers((row) => row || Number.NaN),
    ],
    ["numbers that do not vary beside categories", numbers(() => 0.1), categories((row) => row % 3)],
    ["categories that do not vary beside numbers", categories(() => 0), numbers((row) => row / 7)],
    ["categories that do not vary", categories(() => 0), categories((row) => row)],
    [
      "columns without a row in common",
      numbers((row) => row || Number.NaN),
      categories((row) => (row === 0 ? 1 : -1)),
    ],
  ])("gives nothing for %s", (_, a, b) => {
    expect(associate(a, b)).toBeUndefined();
    expect(associate(b, a)).toBeUndefined();
  });
});
