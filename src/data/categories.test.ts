import { describe, expect, it } from "vitest";
import { checkFewClasses, encodeCategories } from "./categories.ts";

const namesOf = (...labels: (string | number)[]) => encodeCategories(labels, "labels").classNames;

describe("encodeCategories", () => {
  it("sorts numbers by size and texts by code point", () => {
    expect(namesOf(10, 9, -1)).toEqual(["-1", "9", "10"]);
    expect(namesOf("b", "a", "B")).toEqual(["B", "a", "b"]);
  });

  it("takes spellings of one number for one class, and codes for what they are", () => {
    expect(namesOf("1.0", "1", "2e0")).toEqual(["1", "2"]);
    expect(namesOf("01", "1", "2")).toEqual(["01", "1", "2"]);
    expect(namesOf("0x10", "16")).toEqual(["0x10", "16"]);
    expect(namesOf("9007199254740993", "9007199254740992")).toHaveLength(2);
  });

  it("finds known classes as they are spelled, and in the spelling of their number", () => {
    expect([...encodeCategories(["02", "01"], "labels", ["01", "02"]).values]).toEqual([1, 0]);
    expect([...encodeCategories(["2.0", "1.0"], "labels", ["1", "2"]).values]).toEqual([1, 0]);
    expect([...encodeCategories(["1.0"], "labels", ["1.0", "a"]).values]).toEqual([0]);
  });

  it.each([
    [["a", ""], undefined, "place: expected a class for every example, got none in example 2."],
    [[1, Number.NaN], undefined, "place: expected a class for every example, got NaN in example 2."],
    [["c"], ["a", "b"], 'place: expected one of the classes a, b, got "c" in example 1.'],
  ])("refuses %j", (labels, known, message) => {
    expect(() => encodeCategories(labels, "place", known)).toThrow(message);
  });
});

it("labels that are nearly all different are no classes", () => {
  const measured = encodeCategories(
    Array.from({ length: 40 }, (_, i) => i / 7),
    "labels",
  );
  expect(() => checkFewClasses(measured, "d.csv", "Take another.")).toThrow(
    "d.csv: expected classes, each of several examples, got 40 different values in 40 examples. Take another.",
  );
  const digits = encodeCategories(
    Array.from({ length: 40 }, (_, i) => i % 20),
    "labels",
  );
  expect(() => checkFewClasses(digits, "d.csv", "")).not.toThrow();
  expect(() => checkFewClasses(encodeCategories([1, 2, 3], "labels"), "d.csv", "")).not.toThrow();
});
