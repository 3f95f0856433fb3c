import { describe, expect, it } from "vitest";
import { checkDataSplit, checkDataset } from "./check-dataset.ts";
import { datasets } from "./datasets.ts";
import { splitDataset } from "./split.ts";

const split = datasets.football();
const { training, test } = split;

describe("checkDataset", () => {
  it("lets a Dataset pass", () => {
    expect(() => checkDataset(training, "f")).not.toThrow();
  });

  it.each<[unknown, string]>([
    [
      split,
      "f: expected a Dataset, got an object with name, training and test. Pass one of its parts: its training part to train on.",
    ],
    [
      [[1, 2]],
      "f: expected a Dataset, got [[1, 2]]. Dataset.fromRows makes one from rows of numbers and their labels.",
    ],
    [undefined, "f: expected a Dataset, got nothing. Dataset.fromRows makes"],
    [null, "f: expected a Dataset, got null. Dataset.fromRows makes"],
    [3, "f: expected a Dataset, got 3. Dataset.fromRows makes"],
  ])("refuses what is none (case %#)", (value, message) => {
    expect(() => checkDataset(value, "f")).toThrow(message);
  });
});

describe("checkDataSplit", () => {
  it("lets a split pass, with and without development examples", () => {
    expect(() => checkDataSplit(split, "f")).not.toThrow();
    expect(() => checkDataSplit(splitDataset(datasets.moons()), "f")).not.toThrow();
    expect(() => checkDataSplit({ training, test, development: undefined }, "f")).not.toThrow();
    expect(() => checkDataSplit({ training, test }, "f")).not.toThrow();
  });

  it.each<[unknown, string]>([
    [
      training,
      'f: expected an object with training and test, got the Dataset "football (training)". splitDataset divides a Dataset.',
    ],
    [undefined, "f: expected an object with training and test, got nothing."],
    [[training, test], "f: expected an object with training and test, got [an object with "],
    [{ training }, "f: test: expected a Dataset, got nothing."],
    [{ test }, "f: training: expected a Dataset, got nothing."],
    [{ training, test, development: 3 }, "f: development: expected a Dataset, got 3."],
  ])("refuses what is none (case %#)", (value, message) => {
    expect(() => checkDataSplit(value, "f")).toThrow(message);
  });
});

it("splitDataset refuses a split, which is divided already", () => {
  expect(() => splitDataset(split as never)).toThrow(
    "splitDataset: expected a Dataset, got an object with name",
  );
});

it("a data set never changes its name or its columns", () => {
  expect(Object.isFrozen(training)).toBe(true);
  expect(() => Object.assign(training, { name: "x" })).toThrow(TypeError);
});
