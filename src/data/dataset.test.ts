import { describe, expect, it } from "vitest";
import { Dataset, splitHash } from "./dataset.ts";
import { football } from "./football.ts";
import { moons } from "./generators.ts";
import { splitDataset } from "./split.ts";

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

  it("refuses names and parts that do not fit each other", () => {
    const rows = [[1, 2]];
    expect(() => Dataset.fromRows({ name: "d", rows, labels: [0], featureNames: ["a"] })).toThrow(
      'data set "d": expected 2 feature names, one per column, got 1.',
    );
    expect(() => Dataset.fromRows({ name: "d", rows, labels: [0], featureNames: ["a", "a"] })).toThrow(
      'expected a different name for every feature, got "a" twice.',
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
});

describe("splitDataset", () => {
  const data = moons({ examples: 101 });
  const { training, development, test } = splitDataset(data, { development: 0.2, test: 0.3, seed: 5 });

  it("puts every example into exactly one part", () => {
    const all = [training, development as Dataset, test].flatMap((part) =>
      Array.from({ length: part.examples }, (_, i) => part.row(i).join()),
    );
    const original = Array.from({ length: data.examples }, (_, i) => data.row(i).join());
    expect(all.toSorted()).toEqual(original.toSorted());
  });

  it("gives every class the same share in each part", () => {
    expect(test.classCounts).toEqual([15, 15]);
    expect(development?.classCounts).toEqual([10, 10]);
    expect(training.classCounts).toEqual([25, 26]);
  });

  it("depends on the seed alone", () => {
    const again = splitDataset(data, { development: 0.2, test: 0.3, seed: 5 });
    const other = splitDataset(data, { development: 0.2, test: 0.3, seed: 6 });
    expect(again.training.hash).toBe(training.hash);
    expect(other.training.hash).not.toBe(training.hash);
    expect(splitHash(again)).toBe(
      splitHash({ name: "", training, test, ...(development && { development }) }),
    );
  });

  it("leaves development out when its share is 0, and refuses shares that leave nothing", () => {
    expect(splitDataset(data, { development: 0 }).development).toBeUndefined();
    expect(() => splitDataset(data, { test: 0.001 })).toThrow(
      'data set "moons": expected at least one test example after the split, got none of 101 examples in 2 classes.',
    );
    expect(() => splitDataset(data, { development: 0.9, test: 0.9 })).toThrow(
      "development and test: expected shares that leave something to train on, got 0.9 and 0.9.",
    );
    const four = Dataset.fromRows({ name: "four", rows: [[1], [2], [3], [4]], labels: [0, 0, 1, 1] });
    expect(() => splitDataset(four, { development: 0.49, test: 0.49 })).toThrow(
      'data set "four": expected at least one training example after the split, got none of 4 examples in 2 classes.',
    );
    expect(() => splitDataset(data, null as never)).toThrow(
      "options: expected an object of options, got null.",
    );
    expect(() => splitDataset(data, { test: 1 })).toThrow(
      "test: expected a number greater than 0 and less than 1, got 1.",
    );
  });
});

it("football has 211 training and 200 test examples of two teams", () => {
  const { training, test } = football();
  expect([training.examples, test.examples, training.features.length]).toEqual([211, 200, 2]);
  expect(test.target.classNames).toEqual(["guests", "home"]);
});
