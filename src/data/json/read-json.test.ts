import { describe, expect, it } from "vitest";
import type { RawTable } from "../table/raw-table.ts";
import { cellAt } from "../table/read-cells.ts";
import { readJson } from "./read-json.ts";

const read = (text: string, limit?: number): RawTable =>
  readJson(new TextEncoder().encode(text), "d.json", limit);
/** The columns by their names and types, with their cells. */
const contentsOf = ({ columns, rows }: RawTable) =>
  columns.map((column) => [
    column.name,
    column.type,
    Array.from({ length: rows }, (_, row) => cellAt(column, row)),
  ]);
const expected = [
  ["age", "number", [1.5, undefined]],
  ["kind", "text", ["cat", "dog"]],
  ["tame", "boolean", [1, 0]],
];

describe("readJson", () => {
  it.each([
    [
      "a list of objects",
      '[{"age": 1.5, "kind": "cat", "tame": true}, {"kind": "dog", "tame": false}]',
      "JSON (UTF-8)",
    ],
    [
      "an object of lists",
      '{"age": [1.5, null], "kind": ["cat", "dog"], "tame": [true, false]}',
      "JSON (UTF-8)",
    ],
    [
      "an object of objects, as pandas writes it",
      '{"age": {"0": 1.5, "7": null}, "kind": {"0": "cat", "7": "dog"}, "tame": {"0": true, "7": false}}',
      "JSON (UTF-8)",
    ],
    [
      "an object in every line",
      '{"age": 1.5, "kind": "cat", "tame": true}\r\n\n{"age": null, "kind": " dog", "tame": false}\n',
      "JSON Lines (UTF-8)",
    ],
  ])("reads %s", (_, text, origin) => {
    const table = read(text);
    expect(contentsOf(table)).toEqual(expected);
    expect([table.origin, table.rows, table.hasNames]).toEqual([origin, 2, true]);
  });

  it("reads one object as one row, and columns of several kinds of values as texts", () => {
    expect(contentsOf(read('{"age": 3, "kind": "cat"}'))).toEqual([
      ["age", "number", [3]],
      ["kind", "text", ["cat"]],
    ]);
    expect(contentsOf(read('[{"a": 1}, {"a": "x"}, {"a": true}]'))).toEqual([
      ["a", "text", ["1", "x", "true"]],
    ]);
    expect(contentsOf(read('[{"a": null}, {}]'))).toEqual([["a", "number", [undefined, undefined]]]);
  });

  it("keeps numbers beside texts as the numbers that they are, and lists and objects as words", () => {
    expect(contentsOf(read('[{"a": 123456789012345680000}, {"a": 1e21}, {"a": "x"}]'))).toEqual([
      ["a", "text", ["123456789012345683968", "1e+21", "x"]],
    ]);
    expect(contentsOf(read('[{"a": 1}, {"a": [2]}, {"a": {"toString": 3}}]'))).toEqual([
      ["a", "text", ["1", "a list", "an object"]],
    ]);
  });

  it("keeps a column of lists or objects without its values", () => {
    expect(read('[{"a": [1], "b": {"c": 1}}]').columns).toEqual([
      { type: "other", name: "a", holds: "a list" },
      { type: "other", name: "b", holds: "an object" },
    ]);
  });

  it("takes 100 000 columns, and no more", () => {
    const wide = (columns: number): string =>
      JSON.stringify(Object.fromEntries(Array.from({ length: columns }, (_, k) => [`x${k}`, k])));
    expect(read(`[${wide(100_000)}, ${wide(100_000)}]`).columns).toHaveLength(100_000);
    expect(() => read(`[${wide(100_001)}]`)).toThrow(
      "d.json: expected at most 100 000 columns, got 100 001.",
    );
  });

  it.each(['[{"a": 1}, {"b": 2}]', '{"a": 1}\n{"b": 2}'])(
    "takes the memory that it may for %j, and no more",
    (text) => {
      expect(read(text, 32).rows).toBe(2);
      expect(() => read(text, 31)).toThrow(
        "d.json: expected at most 31 bytes when it is unpacked, got more. If you trust the file, allow more: maxUnpacked",
      );
    },
  );

  it("says where a row stands", () => {
    expect(read('{"a": 1}\n\n{"a": 2}').placeOf(1, 0)).toBe("d.json:3");
    expect(read('[{"a": 1}, {"a": 2}]').placeOf(1, 0)).toBe("d.json, row 2");
  });

  it.each([
    ["[]", "d.json: expected rows of data, got none."],
    ["{}", "d.json: expected rows of data, got none."],
    ["[1]", "d.json, row 1: expected an object with a value for every column, got 1."],
    ["7", "d.json: expected a list of objects, an object of columns or an object in every line, got 7."],
    ['{"a": [1, 2], "b": [1]}', 'd.json, column "b": expected 2 values as in the first column, got 1.'],
    ['{"a": [1, 2], "b": 3}', 'd.json, column "b": expected a list of values, got 3.'],
    [
      '{"a": {"0": 1, "1": 2}, "b": {"0": 3, "5": 4}}',
      'd.json, column "b": expected a value for row "1" as in the first column, got none.',
    ],
    [
      '{"a": {"0": 1}, "b": {"0": 3, "x": 4}}',
      'd.json, column "b": expected the rows of the first column, got one for row "x" as well.',
    ],
    [
      '{"a": {"toString": 1}, "b": {}}',
      'd.json, column "b": expected a value for row "toString" as in the first column, got none.',
    ],
    ['{"a": 1}\n{"a": }\n', "d.json:2: expected an object in every line, which is JSON, got a document"],
    [
      '{"a": 1}\n\n{"a": 1, b}\n',
      /^d\.json:3:10: expected an object in every line, which is JSON, got a document/,
    ],
    ['{"a": 1}\n[2]\n', "d.json:2: expected an object with a value for every column, got [2]."],
    ["[{", "expected a list of objects, an object of columns or an object in every line, which is JSON"],
  ])("refuses %j", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
