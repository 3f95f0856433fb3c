import { expect, it } from "vitest";
import { readField } from "./arrow-field.ts";
import type { FlatTable } from "./flat-table.ts";

/** A field of objects, or of decimal numbers of so many bits, as a table of its numbers by their place. */
function fieldOf({
  bits,
  name = "a",
  children,
}: {
  bits?: number;
  name?: string;
  children: () => FlatTable[];
}): FlatTable {
  const details = { int: (_: number, otherwise = 0) => bits ?? otherwise };
  return {
    byte: () => (bits === undefined ? 13 : 7),
    table: (place: number) => (place === 3 ? details : undefined),
    text: () => name,
    tables: children,
  } as unknown as FlatTable;
}

it("refuses fields that are twice within themselves, before there are a billion of them", () => {
  const twice: FlatTable = fieldOf({ children: () => [twice, twice] });
  const budget = { left: 1000 };
  expect(() => readField(twice, budget)).toThrow("fields within fields without end");
  const wide: FlatTable = fieldOf({ children: () => Array.from({ length: 2000 }, () => leaf) });
  const leaf = fieldOf({ children: () => [] });
  expect(() => readField(wide, { left: 1000 })).toThrow("fields within fields without end");
  expect(readField(wide, { left: 2001 }).children).toHaveLength(2000);
});

it("counts long names, which many fields may have", () => {
  const named = fieldOf({ name: "a".repeat(2 ** 20), children: () => [] });
  const many: FlatTable = fieldOf({ children: () => Array.from({ length: 50 }, () => named) });
  expect(() => readField(many, { left: 10_000 })).toThrow("fields within fields without end");
});

it("knows decimal numbers of the format's widths alone", () => {
  const decimal = (bits: number) => fieldOf({ bits, children: () => [] });
  expect(readField(decimal(256), { left: 1 }).type).toMatchObject({ kind: "decimal", bits: 256 });
  expect(() => readField(decimal(1 << 20), { left: 1 })).toThrow("decimal numbers of 1048576 bits");
});
