import { describe, expect, it } from "vitest";
import type { RawColumn } from "../table/raw-table.ts";
import { toTable } from "../table/to-table.ts";
import { inferType } from "./column-types.ts";

const inferTexts = (...texts: string[]) =>
  inferType(toTable({ x: texts }).columns[0] as RawColumn, [...texts.keys()]);

describe("texts", () => {
  it.each([
    ["number", ["1", "-2.5", "1e3"]],
    ["number", ["1", "", "NA", "n.a.", "#N/A", "NULL", "-", "unknown", "?", "inf"]],
    ["number", ["0", "0", "0"]],
    ["number", ["2019", "2020"]],
    ["boolean", ["0", "1", "", "0"]],
    ["boolean", ["yes", "No", "NO"]],
    ["boolean", ["T", "F", "none"]],
    ["category", ["yes", "yes"]],
    ["category", ["yes", "false"]],
    ["category", ["f", "m"]],
    ["category", ["01067", "80331"]],
    ["category", ["12345678901234567890", "1"]],
    ["category", ["1,5", "2,5"]],
    ["category", ["-", "unknown"]],
    ["category", ["", "NA"]],
    ["category", ["0x10", "1"]],
    ["date", ["2024-01-31", "2024-02-01 10:00", "n/a", "."]],
    ["category", ["2024-01-31", "2024-02-31"]],
    ["category", ["2024-01-31", "7"]],
  ])("are %s where they are %j", (type, texts) => expect(inferTexts(...texts).type).toBe(type));

  it("that are nearly all numbers are categories, with the first that is none", () => {
    const texts = [...Array.from({ length: 19 }, (_, row) => `${row}`), "many"];
    expect(inferTexts(...texts)).toEqual({
      type: "category",
      nearlyNumbers: { numbers: 19, present: 20, firstOther: 19 },
    });
  });
});

describe("columns with a type", () => {
  const typeOf = (type: "number" | "boolean" | "date", ...values: number[]) =>
    inferType({ type, name: "x", values: Float64Array.from(values) }, [...values.keys()]).type;

  it("keep it, but for numbers that are nothing but 0 and 1", () => {
    expect(typeOf("number", 3, 4)).toBe("number");
    expect(typeOf("number", 0, 1, Number.NaN)).toBe("boolean");
    expect(typeOf("number", 1, 1)).toBe("number");
    expect(typeOf("boolean", 1, 1)).toBe("boolean");
    expect(typeOf("date", 0, 1)).toBe("date");
  });
});

it("other rows than those asked for have no say", () => {
  const column = toTable({ x: ["1", "two", "3"] }).columns[0] as RawColumn;
  expect(inferType(column, [0, 2]).type).toBe("number");
  expect(inferType(column, [0, 1]).type).toBe("category");
});
