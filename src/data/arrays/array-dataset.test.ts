import { describe, expect, it } from "vitest";
import { type MatVariable, writeMat } from "../../../test/support/write-mat.ts";
import { readMat } from "../mat/read-mat.ts";
import { toArrayDatasets, toArrayRows } from "./array-dataset.ts";
import type { NumberArray } from "./named-arrays.ts";

const X: MatVariable = { name: "X", dimensions: [3, 2], values: [1, 2, 3, 0.5, -4, 6e300] };
const y: MatVariable = { name: "y", dimensions: [3, 1], values: [1, 0, 1], storage: 2 };

describe("toArrayDatasets", () => {
  const Xval: MatVariable = { name: "Xval", dimensions: [2, 2], values: [1, 2, 3, 4] };
  const yval: MatVariable = { name: "yval", dimensions: [1, 2], values: [0, 1] };
  const read = (...variables: MatVariable[]) => readMat(writeMat(variables), "a.mat");

  it("takes X and y, and Xval and yval where they are there", () => {
    const both = toArrayDatasets(read(X, y, Xval, yval), "a.mat");
    expect(both.training.row(2)).toEqual([3, 6e300]);
    expect([...(both.test?.target.values ?? [])]).toEqual([0, 1]);
    expect(toArrayDatasets(read(X, y), "a.mat").test).toBeUndefined();
  });

  it("takes other names when they are given", () => {
    const features = { ...X, name: "features" };
    const labels = { ...y, name: "labels" };
    expect(
      toArrayDatasets(read(features, labels), "a.mat", { variables: ["features", "labels"] }).training
        .examples,
    ).toBe(3);
  });

  it("says which sizes do not fit, and when the transpose would", () => {
    const turned: MatVariable = { name: "X", dimensions: [2, 3], values: [1, 2, 3, 4, 5, 6] };
    expect(() => toArrayDatasets(read(turned, y), "a.mat")).toThrow(
      'a.mat: expected as many labels in "y" as "X" has rows (2), got 3×1. Store the transpose: X = X\'.',
    );
    const cube: MatVariable = { name: "X", dimensions: [3, 1, 2], values: [1, 2, 3, 4, 5, 6] };
    expect(() => toArrayDatasets(read(cube, y), "a.mat")).toThrow(
      'expected a matrix of examples × features as "X", got 3×1×2.',
    );
  });

  it("takes labels as numbers to predict, of test examples, too", () => {
    const prices = { ...y, values: [1.5, -2, 40], storage: 9 as const };
    const { training, test } = toArrayDatasets(read(X, prices, Xval, yval), "a.mat", {
      targetType: "number",
    });
    expect(training.target).toEqual({ type: "number", name: "y", values: Float64Array.of(1.5, -2, 40) });
    expect(test?.target).toEqual({ type: "number", name: "yval", values: Float64Array.of(0, 1) });
  });

  it("takes the names of programs in Python", () => {
    const named = (name: string, variable: MatVariable) => ({ ...variable, name });
    const file = read(named("X_train", X), named("y_train", y), named("X_test", Xval), named("y_test", yval));
    const { training, test } = toArrayDatasets(file, "a.mat");
    expect([training.examples, test?.examples]).toEqual([3, 2]);
  });

  it("refuses labels that are measurements", () => {
    const values = Array.from({ length: 30 }, (_, i) => i / 8);
    const many = { name: "X", dimensions: [30, 1], values };
    expect(() => toArrayDatasets(read(many, { ...many, name: "y" }), "a.mat")).toThrow(
      'a.mat, variable "y": expected classes, each of several examples, got 30 different values in 30 examples. ' +
        'Name features and classes: variables "X", "…" (--variables).',
    );
  });

  it("refuses a test class that was not trained on", () => {
    const strange = { ...yval, values: [0, 7] };
    expect(() => toArrayDatasets(read(X, y, Xval, strange), "a.mat")).toThrow(
      'a.mat, variable "yval": expected one of the classes 0, 1, got 7 in example 2.',
    );
  });

  it("refuses labels that are no finite numbers", () => {
    for (const label of [Number.NaN, Infinity]) {
      const incomplete = { ...y, values: [0, 1, label], storage: 9 as const };
      expect(() => toArrayDatasets(read(X, incomplete), "a.mat")).toThrow(
        `a.mat, variable "y": expected a class for every example, got ${label} in example 3. Remove such examples`,
      );
    }
  });

  it("takes a row or a column of labels, and no matrix", () => {
    const four: MatVariable = { name: "X", dimensions: [4, 2], values: [1, 2, 3, 4, 5, 6, 7, 8] };
    const labels = (...dimensions: number[]): MatVariable => ({
      name: "y",
      dimensions,
      values: [0, 1, 0, 1],
    });
    expect(toArrayDatasets(read(four, labels(1, 4)), "a.mat").training.examples).toBe(4);
    expect(toArrayDatasets(read(four, labels(4, 1)), "a.mat").training.examples).toBe(4);
    expect(() => toArrayDatasets(read(four, labels(2, 2)), "a.mat")).toThrow(
      /^a\.mat: expected a row or a column of labels as "y", got 2×2\.$/,
    );
    const perClass: MatVariable = { name: "y", dimensions: [4, 2], values: [0, 1, 0, 1, 1, 0, 1, 0] };
    expect(() => toArrayDatasets(read(four, perClass), "a.mat")).toThrow(
      'expected a row or a column of labels as "y", got 4×2. ' +
        "If it has a column for every class, store their numbers: [~, y] = max(y, [], 2).",
    );
  });
});

describe("sizes that cost a file nothing", () => {
  const fileOf = (...variables: MatVariable[]) =>
    readMat(writeMat(variables, { isCompressed: true }), "a.mat");
  const empty = (rows: number, columns: number): MatVariable => ({
    name: "X",
    dimensions: [rows, columns],
    values: [],
  });

  it.each([
    [2 ** 31 - 1, 0],
    [0, 2 ** 31 - 1],
    [0, 0],
  ])("are refused for %i rows and %i columns before anything is made of them", (rows, columns) => {
    const file = fileOf(empty(rows, columns), y);
    const message = `a.mat: expected at least one example and one feature in "X", got ${rows}×${columns}.`;
    expect(() => toArrayDatasets(file, "a.mat")).toThrow(message);
    expect(() => toArrayRows(file.get("X"), ["a"], "a.mat")).toThrow(message);
  });

  it("are refused where a column or a row would take more memory than its numbers", () => {
    const wide = { ...empty(1, 100_001), values: Array.from({ length: 100_001 }, () => 0) };
    const one: MatVariable = { name: "y", dimensions: [1, 1], values: [0] };
    expect(() => toArrayDatasets(fileOf(wide, one), "a.mat")).toThrow(
      'a.mat: expected at most 100 000 columns in "X", got 1×100001.',
    );
    const values = new Float64Array(10_000_001);
    const long: NumberArray = { name: "X", dimensions: [values.length, 1], values };
    expect(() => toArrayRows(long, ["a"], "a.mat")).toThrow(
      'a.mat: expected at most 10 000 000 rows in "X", got 10000001×1.',
    );
  });

  it("are compared with the labels and the features first", () => {
    const long: NumberArray = {
      name: "X",
      dimensions: [10_000_001, 1],
      values: new Float64Array(10_000_001),
    };
    expect(() => toArrayRows(long, ["a", "b"], "a.mat")).toThrow(
      'a.mat: expected 2 columns in "X" (a, b), got 1.',
    );
    const wide = { ...empty(1, 100_001), values: Array.from({ length: 100_001 }, () => 0) };
    expect(() => toArrayDatasets(fileOf(wide, y), "a.mat")).toThrow(
      'a.mat: expected as many labels in "y" as "X" has rows (1), got 3×1.',
    );
  });
});
