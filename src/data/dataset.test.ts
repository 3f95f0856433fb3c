import { describe, expect, it } from "vitest";
import { Dataset } from "./dataset.ts";
import { football } from "./football.ts";

const small = Dataset.fromRows({
  name: "small",
  rows: [
    [1, 10],
    [2, 20],
    [3, 30],
  ],
  labels: ["b", "a", "b"],
});

describe("Dataset", () => {
  it("holds features in columns and classes as indexes into sorted names", () => {
    expect(small.features.map(({ name, values }) => [name, ...values])).toEqual([
      ["x1", 1, 2, 3],
      ["x2", 10, 20, 30],
    ]);
    expect(small.target.classNames).toEqual(["a", "b"]);
    expect([...small.target.values]).toEqual([1, 0, 1]);
    expect([small.examples, small.classCounts, small.row(1)]).toEqual([3, [1, 2], [2, 20]]);
  });

  it("sorts classes that are numbers by size", () => {
    const rows = [[0], [0], [0]];
    expect(Dataset.fromRows({ name: "n", rows, labels: [10, 9, -1] }).target.classNames).toEqual([
      "-1",
      "9",
      "10",
    ]);
  });

  it("gives the article's matrices: features × examples and 1 × examples", () => {
    const { X, Y } = small.toMatrices();
    expect(X.toRows()).toEqual([
      [1, 2, 3],
      [10, 20, 30],
    ]);
    expect(Y.toRows()).toEqual([[1, 0, 1]]);
  });

  it("select keeps names and classes and takes the examples in the order asked for", () => {
    const picked = small.select("picked", [2, 0]);
    expect([picked.name, picked.row(0), picked.target.classNames]).toEqual(["picked", [3, 30], ["a", "b"]]);
  });

  it("has a hash of its contents: equal for equal data, other for any change", () => {
    const variantOf = (name: string, last: number, label: string): Dataset =>
      Dataset.fromRows({
        name,
        rows: [
          [1, 10],
          [2, 20],
          [3, last],
        ],
        labels: [label, "a", label],
      });
    const again = variantOf("other name", 30, "b");
    const other = variantOf("small", 31, "b");
    const renamed = variantOf("small", 30, "c");
    expect(again.hash).toBe(small.hash);
    expect(other.hash).not.toBe(small.hash);
    expect(renamed.hash).not.toBe(small.hash);
  });

  it("refuses what is no data", () => {
    const rows = [[1], [Number.NaN]];
    expect(() => Dataset.fromRows({ name: "d", rows, labels: [0, 1] })).toThrow(
      'data set "d": expected finite numbers in feature "x1", got NaN in example 2. Remove or fill in such examples first.',
    );
    expect(() => Dataset.fromRows({ name: "d", rows: [[1]], labels: [0, 1] })).toThrow(
      'expected 2 values of "x1", as many as labels, got 1.',
    );
    expect(() => Dataset.fromRows({ name: "d", rows: [], labels: [] })).toThrow(
      "expected at least one example, got none.",
    );
    expect(() => Dataset.fromRows({ name: "d", rows: [[1]], labels: ["c"], classNames: ["a", "b"] })).toThrow(
      'labels: expected one of the classes a, b, got "c" in example 1.',
    );
  });

  it("refuses rows of different lengths by the data set's name and the row, counted from 1", () => {
    expect(() => Dataset.fromRows({ name: "d", rows: [[1, 2], [3]], labels: [0, 1] })).toThrow(
      'data set "d": expected rows of 2 numbers like the first, got 1 in row 2.',
    );
  });

  it("refuses names and parts that do not fit each other", () => {
    const rows = [[1, 2]];
    expect(() => Dataset.fromRows({ name: "d", rows, labels: [0], featureNames: ["a"] })).toThrow(
      'data set "d": expected a list of 2 feature names, one per column, got 1.',
    );
    expect(() => Dataset.fromRows({ name: "d", rows, labels: [0], featureNames: ["a", "a"] })).toThrow(
      'expected a different name for every feature, got "a" twice.',
    );
    expect(() => Dataset.fromRows({ name: "d", rows, labels: ["a"], classNames: ["a", "b", "a"] })).toThrow(
      'data set "d": expected a different name for every class, got "a" twice.',
    );
    const features = [{ type: "number" as const, name: "x", values: Float64Array.of(1) }];
    const targetOf = (...values: number[]) =>
      ({ type: "category", name: "y", values: Uint32Array.from(values), classNames: ["a", "b"] }) as const;
    expect(() => new Dataset({ name: "d", features, target: targetOf(5) })).toThrow(
      "expected class indexes below 2, got 5.",
    );
    expect(() => new Dataset({ name: "d", features, target: targetOf() })).toThrow(
      "expected at least one example, got none.",
    );
  });

  it("refuses what is no list of rows or labels", () => {
    const rows = [[1, 2]];
    expect(() => Dataset.fromRows({ name: "d", rows, labels: undefined as never })).toThrow(
      'data set "d", labels: expected a list of labels, one per example, got nothing.',
    );
    expect(() => Dataset.fromRows({ name: "d", rows: undefined as never, labels: [1] })).toThrow(
      'data set "d": expected a list of rows, got nothing.',
    );
    for (const input of [undefined, rows]) {
      expect(() => Dataset.fromRows(input as never)).toThrow(
        "Dataset.fromRows: expected an object with name, rows and labels, got ",
      );
    }
  });

  it("does not change when what it was made from does, nor can its parts be replaced", () => {
    const features = [{ type: "number" as const, name: "x", values: Float64Array.of(1, 2) }];
    const classNames = ["a", "b"];
    const target = { type: "category" as const, name: "y", values: Uint32Array.of(0, 1), classNames };
    const data = new Dataset({ name: "d", features, target });
    const { hash } = data;
    (features[0] as { values: Float64Array }).values[0] = 7;
    target.values[0] = 1;
    classNames[0] = "changed";
    features.pop();
    expect([data.row(0), data.target.classNames, [...data.target.values]]).toEqual([[1], ["a", "b"], [0, 1]]);
    expect(data.select("d", [0, 1]).hash).toBe(hash);
    const parts = [data, data.features, data.features[0], data.target, data.target.classNames];
    expect(parts.every(Object.isFrozen)).toBe(true);
  });
});

it("football has 211 training and 200 test examples of two teams", () => {
  const { training, test } = football();
  expect([training.examples, test.examples, training.features.length]).toEqual([211, 200, 2]);
  expect(test.target.classNames).toEqual(["guests", "home"]);
});
