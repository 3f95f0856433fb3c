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
    expect(namesOf("9".repeat(400), "1")).toEqual(["1", "9".repeat(400)]);
    expect(namesOf("9007199254740993", "10", "9")).toEqual(["10", "9", "9007199254740993"]);
  });

  it("takes numbers for numbers, however many digits they have", () => {
    expect(namesOf(10, 9, 0.1 + 0.2)).toEqual(["0.30000000000000004", "9", "10"]);
    expect(namesOf("10", "9", "0.30000000000000004")).toEqual(["0.30000000000000004", "9", "10"]);
    expect(namesOf("10000000000000000", "9")).toEqual(["9", "10000000000000000"]);
    expect(namesOf(1, "1.0", -0)).toEqual(["0", "1"]);
  });

  it("names the classes of NumPy's savetxt by their numbers", () => {
    const written = ["1.000000000000000000e+01", "0.000000000000000000e+00", "1.000000000000000056e-01"];
    expect(namesOf(...written)).toEqual(["0", "0.1", "10"]);
  });

  it("takes the numbers of a typed array", () => {
    const { values, classNames } = encodeCategories(Float64Array.of(2, 1, 2), "labels");
    expect([[...values], classNames]).toEqual([
      [1, 0, 1],
      ["1", "2"],
    ]);
  });

  it("finds known classes as they are spelled, and in the spelling of their number", () => {
    expect([...encodeCategories(["02", "01"], "labels", ["01", "02"]).values]).toEqual([1, 0]);
    expect([...encodeCategories(["2.0", "1.0"], "labels", ["1", "2"]).values]).toEqual([1, 0]);
    expect([...encodeCategories(["1.0"], "labels", ["1.0", "a"]).values]).toEqual([0]);
  });

  it("takes what usually marks a missing value for a class where it is a known one, and none always", () => {
    expect([...encodeCategories(["NA", "EU"], "labels", ["EU", "NA"]).values]).toEqual([1, 0]);
    expect(namesOf("none", "None", "some", "nano", "inf.")).toHaveLength(5);
  });

  it.each([
    "nan",
    "-NaN",
    "NA",
    "na",
    "n/a",
    "#N/A",
    "<NA>",
    "null",
    "NULL",
    "Infinity",
    "-inf",
    "1e999",
    " NA ",
    Infinity,
    -Infinity,
    Number.NaN,
  ])("refuses %j, which stands for no class", (label) => {
    const received = typeof label === "number" ? label : JSON.stringify(label.trim());
    expect(() => encodeCategories([1, label], "place")).toThrow(
      `place: expected a class for every example, got ${received} in example 2. ` +
        "Remove such examples first, or rename the class if it is one.",
    );
    expect(() => encodeCategories(["a", label], "place")).toThrow(`got ${received} in example 2.`);
  });

  it.each<[unknown, string]>([
    [undefined, "place: expected a list of labels, one per example, got nothing."],
    ["abc", 'place: expected a list of labels, one per example, got "abc".'],
    [[1, undefined], "place: expected texts or numbers as labels, got nothing in example 2."],
    [[true], "place: expected texts or numbers as labels, got true in example 1."],
  ])("refuses %j as labels", (labels, message) => {
    expect(() => encodeCategories(labels as string[], "place")).toThrow(message);
  });

  it("refuses more different labels than a map can hold, with a message", () => {
    const measured = Float64Array.from({ length: 2 ** 20 + 1 }, (_, i) => i);
    expect(() => encodeCategories(measured, "place")).toThrow(
      "place: expected at most 1048576 different labels, got more.",
    );
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
