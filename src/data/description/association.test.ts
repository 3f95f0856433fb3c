import { describe, expect, it } from "vitest";
import type { CodedColumn, MeasuredColumn } from "../preparation/typed-column.ts";
import { type Association, associate, type Cells } from "./association.ts";

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

const measured = (values: readonly number[]): Cells => ({
  type: "number",
  values: Float64Array.from(values),
});
const coded = (codes: readonly number[]): Cells => ({
  type: "category",
  codes: Int32Array.from(codes),
  names: ["a", "b", "c"],
});

/** All orders of some things. */
function orders(things: readonly number[]): number[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((thing) =>
    orders(things.filter((other) => other !== thing)).map((rest) => [thing, ...rest]),
  );
}

describe("associate", () => {
  it("measures each pair of types in its way", () => {
    expect(
      associate(
        numbers((row) => row),
        numbers((row) => 1 - 2 * row),
      ),
    ).toEqual({ measure: "Pearson's r", value: -1, chance: Math.sqrt(1 / 48) });
    const halves = categories((row) => row % 2);
    expect(
      associate(
        numbers((row) => row % 2),
        halves,
      ),
    ).toEqual({ measure: "correlation ratio", value: 1, chance: Math.sqrt(1 / 48) });
    expect(
      associate(
        halves,
        categories((row) => 1 - (row % 2)),
      )?.value,
    ).toBeCloseTo(1, 12);
  });

  it.each<[string, (order: readonly number[]) => Cells, Cells]>([
    ["numbers", (order) => measured(order.map((row) => row * row)), measured([3, 1, 4, 1, 5, 9])],
    ["categories with numbers", (order) => coded(order.map((row) => row % 3)), measured([3, 1, 4, 1, 5, 9])],
    ["categories", (order) => coded(order.map((row) => row % 3)), coded([0, 0, 1, 1, 1, 0])],
    ["categories in gaps", (order) => coded(order.map((row) => row % 3)), coded([0, 1, -1, 1, 2, 0])],
  ])("tells what chance makes of %s: the mean of all orders of the rows", (_, columnOf, other) => {
    // A row without a value of the other column takes no part, so that orders change only the rest.
    const open = [0, 1, 2, 3, 4, 5].filter(
      (row) => other.type !== "category" || (other.codes[row] as number) >= 0,
    );
    const found = orders(open).map((order) => {
      const places = [0, 1, 2, 3, 4, 5].map((row) => order[open.indexOf(row)] ?? row);
      return associate(columnOf(places), other) as Association;
    });
    const meanSquare = found.reduce((sum, { value }) => sum + value * value, 0) / found.length;
    for (const { chance } of found) expect(chance).toBeCloseTo(Math.sqrt(meanSquare), 12);
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
