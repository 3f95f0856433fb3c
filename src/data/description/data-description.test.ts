import { expect, it } from "vitest";
import { parseDataDescription } from "./data-description.ts";

it("a description says the target and what columns hold", () => {
  const text = '{ "$schema": "x", "target": "y", "columns": { "age": "number", "id": "drop" } }';
  expect(parseDataDescription(text, "d.json")).toEqual({
    target: "y",
    columns: { age: "number", id: "drop" },
  });
});

it("a column may have a name that every object has", () => {
  const text = '{ "columns": { "constructor": "category", "__proto__": "drop" } }';
  expect(Object.entries(parseDataDescription(text, "d.json").columns ?? {})).toEqual([
    ["constructor", "category"],
    ["__proto__", "drop"],
  ]);
});

it.each([
  ["[]", "d.json: expected an object with target and columns, got []"],
  ["{", "d.json"],
  [
    '{ "colums": {} }',
    'd.json: expected one of $schema, target, columns, got "colums". Did you mean "columns"?',
  ],
  ['{ "target": 3 }', "d.json: target: expected a text, got 3"],
  ['{ "columns": "age" }', 'd.json: columns: expected an object of columns, got "age"'],
  [
    '{ "columns": { "age": "int" } }',
    'd.json: columns.age: expected one of number, category, boolean, date, drop, got "int"',
  ],
])("%s is refused", (text, message) => {
  expect(() => parseDataDescription(text, "d.json")).toThrow(message);
});
