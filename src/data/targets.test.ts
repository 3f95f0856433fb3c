import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignDataset, labelsOf } from "./align.ts";
import { checkClasses } from "./check-dataset.ts";
import { Dataset, type TargetColumn } from "./dataset.ts";
import { divideIntoFolds } from "./folds.ts";
import { joinParts } from "./join-parts.ts";
import { splitDataset } from "./split.ts";
import { targetRows } from "./target-rows.ts";

const rows = [[1], [2], [3], [4], [5]];
const labelSets = [["b", "a"], [], ["a"], ["c"], ["a", "a"]];
const pets = Dataset.fromRows({ name: "pets", rows, labels: ["cat", "dog", "emu", "dog", "cat"] });
const prices = Dataset.fromRows({ name: "prices", rows, targets: [1, 2.5, -3, 0, 4] });
const films = Dataset.fromRows({ name: "films", rows, labelSets, targetName: "tags" });

describe("targets", () => {
  it("can be numbers, which have no classes", () => {
    expect(prices.target).toEqual({ type: "number", name: "y", values: Float64Array.of(1, 2.5, -3, 0, 4) });
    expect([prices.examples, prices.classCounts]).toEqual([5, []]);
    expect(prices.toMatrices().Y.toRows()).toEqual([[1, 2.5, -3, 0, 4]]);
  });

  it("can be sets of labels: examples × labels of zeros and ones, sorted by name as classes are", () => {
    expect(films.target.classNames).toEqual(["a", "b", "c"]);
    expect(Array.from(films.target.values)).toEqual([1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0]);
    expect([films.examples, films.classCounts]).toEqual([5, [3, 1, 1]]);
    expect(films.toMatrices().Y.toRows()).toEqual([
      [1, 0, 1, 0, 1],
      [1, 0, 0, 0, 0],
      [0, 0, 0, 1, 0],
    ]);
  });

  it("keep the order of labels that are known, also of those that no example has", () => {
    const known = Dataset.fromRows({
      name: "k",
      rows: [[1], [2]],
      labelSets: [[2.0], []],
      classNames: ["9", "2"],
    });
    expect(known.target.classNames).toEqual(["9", "2"]);
    expect(known.classCounts).toEqual([0, 1]);
  });

  it("are copied, and selected with their examples", () => {
    const picked = films.select("picked", [4, 0]);
    expect(picked.toMatrices().Y.toRows()).toEqual([
      [1, 1],
      [0, 1],
      [0, 0],
    ]);
    expect(prices.select("p", [2, 2, 0]).target.values).toEqual(Float64Array.of(-3, -3, 1));
    const values = Float64Array.of(1, 2);
    const features = [{ type: "number" as const, name: "x", values }];
    const data = new Dataset({ name: "d", features, target: { type: "number", name: "y", values } });
    values[0] = 7;
    expect(data.target.values[0]).toBe(1);
    expect(Object.isFrozen(data.target) && Object.isFrozen(films.target.classNames)).toBe(true);
  });

  it("of other kinds have other hashes, even where their numbers are the same", () => {
    const labels = [0, 1, 0, 1, 1];
    const classes = Dataset.fromRows({ name: "d", rows, labels });
    const numbers = Dataset.fromRows({ name: "d", rows, targets: labels });
    const sets = Dataset.fromRows({ name: "d", rows, labelSets: labels.map((on) => (on ? ["1"] : [])) });
    const other = Dataset.fromRows({ name: "d", rows, targets: [0, 1, 0, 1, 2] });
    expect(new Set([classes, numbers, sets, other].map(({ hash }) => hash)).size).toBe(4);
    expect(Dataset.fromRows({ name: "e", rows, targets: labels }).hash).toBe(numbers.hash);
  });

  it("of classes have the hash that they had before there were others", () => {
    const small = Dataset.fromRows({
      name: "small",
      rows: [
        [1, 10],
        [2, 20],
      ],
      labels: ["b", "a"],
    });
    expect(small.hash).toBe("d985cf9402322cac");
  });

  it.each<[object, string]>([
    [
      { labels: [1], targets: [1] },
      'data set "d": expected one of labels, targets, labelSets, got labels and targets.',
    ],
    [{ targets: [1], classNames: ["a"] }, 'data set "d": expected no classNames beside targets, got both.'],
    [{}, 'data set "d", labels: expected a list of labels, one per example, got nothing.'],
    [{ targets: "1,2" }, 'data set "d", targets: expected a list of numbers, one per example, got "1,2".'],
    [
      { targets: [1, "2"] },
      'data set "d", targets: expected a list of numbers, one per example, got "2" in example 2.',
    ],
    [
      { targets: [1, Number.NaN] },
      'data set "d": expected finite numbers in the target "y", got NaN in example 2. Remove or fill in such examples first.',
    ],
    [{ targets: [1] }, 'data set "d": expected 1 values of "x1", as many as targets, got 2.'],
    [{ labelSets: "ab" }, 'data set "d", labelSets: expected a list of labels for every example, got "ab".'],
    [{ labelSets: [[], "ab"] }, 'expected a list of labels for every example, got "ab" in example 2.'],
    [
      { labelSets: [["a"], ["b", ""]] },
      'labelSets: expected texts or numbers as labels, got "" in example 2.',
    ],
    [
      { labelSets: [["a"], ["NA"]] },
      'labelSets: expected texts or numbers as labels, got "NA" in example 2.',
    ],
    [
      { labelSets: [["a"], [true]] },
      "labelSets: expected texts or numbers as labels, got true in example 2.",
    ],
    [{ labelSets: [[], []] }, 'data set "d", labelSets: expected a label in some example, got none.'],
    [
      {
        labelSets: [
          ["a", "b"],
          ["b", "z"],
        ],
        classNames: ["a", "b"],
      },
      'labelSets: expected one of the classes a, b, got "z" in example 2.',
    ],
    [
      { labelSets: [["a"], []], classNames: ["a", "a"] },
      'data set "d": expected a different name for every label, got "a" twice.',
    ],
    [{ labelSets: [["a"]] }, 'data set "d": expected 1 values of "x1", as many as labels, got 2.'],
  ])("refuse %j", (answers, message) => {
    expect(() => Dataset.fromRows({ name: "d", rows: [[1], [2]], ...answers } as never)).toThrow(message);
  });

  it("refuse columns of no kind, and labels that are no zeros and ones", () => {
    const features = [{ type: "number" as const, name: "x", values: Float64Array.of(1, 2) }];
    const make = (target: object) => () => new Dataset({ name: "d", features, target } as never);
    const labels = { type: "labels", name: "tags", classNames: ["a", "b"] };
    expect(make({ type: "text", values: [] })).toThrow(
      'data set "d": expected a target of type "category", "number" or "labels", got "text".',
    );
    expect(make({ ...labels, values: Uint8Array.of(0, 1, 1, 2) })).toThrow(
      'data set "d": expected zeros and ones as labels of "tags", got 2 as "b" in example 2.',
    );
    expect(make({ ...labels, values: Uint8Array.of(0, 1, 1) })).toThrow(
      'data set "d": expected 2 values of "tags" for every example, got 3 in all.',
    );
    expect(make({ ...labels, classNames: [], values: Uint8Array.of() })).toThrow(
      'data set "d": expected at least one label, got none.',
    );
  });
});

describe("targetRows", () => {
  it("gives classes a row of indexes for one output, otherwise a row for each with 1 for its examples", () => {
    const two = Dataset.fromRows({ name: "two", rows, labels: [0, 1, 1, 0, 1] });
    expect(targetRows(two, 1).toRows()).toEqual([[0, 1, 1, 0, 1]]);
    expect(targetRows(two, 2).toRows()).toEqual([
      [1, 0, 0, 1, 0],
      [0, 1, 1, 0, 1],
    ]);
    expect(targetRows(pets, 3).toRows()).toEqual([
      [1, 0, 0, 0, 1],
      [0, 1, 0, 1, 0],
      [0, 0, 1, 0, 0],
    ]);
  });

  it("gives numbers as they are and labels as they are had", () => {
    expect(targetRows(prices, 1).toRows()).toEqual([[1, 2.5, -3, 0, 4]]);
    expect(targetRows(films, 3)).toEqual(films.toMatrices().Y);
  });

  it.each<[string, Dataset<TargetColumn>, number]>([
    ["three classes", pets, 1],
    ["three classes", pets, 2],
    ["numbers", prices, 2],
    ["three labels", films, 1],
  ])("of %s is asked for by mistake with other outputs", (_, data, outputs) => {
    expect(() => targetRows(data, outputs)).toThrow("Internal error: expected ");
  });
});

describe("weights", () => {
  const weights = [1, 0, 2, 0.5, 3];
  const weighted = Dataset.fromRows({ name: "w", rows, labels: [0, 1, 0, 1, 0], weights });

  it("are kept as given by everything that picks or orders examples", () => {
    expect(weighted.weights).toEqual(Float64Array.from(weights));
    expect(weighted.select("s", [4, 1]).weights).toEqual(Float64Array.of(3, 0));
    const turned = alignDataset(weighted, { ...labelsOf(weighted), classNames: ["1", "0"] });
    expect([turned.weights, Array.from(turned.target.values)]).toEqual([weighted.weights, [1, 0, 1, 0, 1]]);
    const { training, test } = splitDataset(weighted, { development: 0, test: 0.4 });
    for (const part of [training, test, joinParts("both", [training, test])]) {
      const own = part.features[0]?.values ?? [];
      expect(part.weights).toEqual(Float64Array.from(own, (x) => weights[x - 1] as number));
    }
  });

  it("are in the hash only where there are any", () => {
    const bare = Dataset.fromRows({ name: "w", rows, labels: [0, 1, 0, 1, 0] });
    expect("weights" in bare).toBe(false);
    const even = Dataset.fromRows({ name: "w", rows, labels: [0, 1, 0, 1, 0], weights: [1, 1, 1, 1, 1] });
    expect(new Set([bare, even, weighted].map(({ hash }) => hash)).size).toBe(3);
  });

  it("of parts are joined only where all have some", () => {
    const bare = Dataset.fromRows({ name: "bare", rows, labels: [0, 1, 0, 1, 0] });
    expect(() => joinParts("both", [weighted, bare])).toThrow(
      'data set "bare": expected weights, as "w" has, got none.',
    );
  });

  it.each<[unknown, string]>([
    [[1], 'data set "d": expected 2 weights, one per example, got 1.'],
    [[1, -1], 'data set "d": expected weights that are finite and not negative, got -1 in example 2.'],
    [[Number.NaN, 1], "expected weights that are finite and not negative, got NaN in example 1."],
    [[1, Infinity], "expected weights that are finite and not negative, got Infinity in example 2."],
    [[0, 0], 'data set "d": expected a weight above 0 for some example, got 0 for all.'],
    [2, 'data set "d", weights: expected a list of numbers, one per example, got 2.'],
    [[1, "1"], 'data set "d", weights: expected a list of numbers, one per example, got "1" in example 2.'],
  ])("refuse %j", (bad, message) => {
    const input = { name: "d", rows: [[1], [2]], labels: [0, 1], weights: bad as number[] };
    expect(() => Dataset.fromRows(input)).toThrow(message);
    const { features, target } = Dataset.fromRows({ ...input, weights: undefined });
    expect(() => new Dataset({ name: "d", features, target, weights: [1, 1] as never })).toThrow(
      'data set "d": expected a Float64Array of weights, one per example, got [1, 1].',
    );
  });
});

describe("alignDataset", () => {
  it("orders labels by their names, and gives none of the examples a label that the data set does not name", () => {
    const aligned = alignDataset(films, { ...labelsOf(films), classNames: ["c", "z", "a", "b"] });
    expect(aligned.target.classNames).toEqual(["c", "z", "a", "b"]);
    expect(aligned.toMatrices().Y.toRows()).toEqual([
      [0, 0, 0, 1, 0],
      [0, 0, 0, 0, 0],
      [1, 0, 1, 0, 1],
      [1, 0, 0, 0, 0],
    ]);
  });

  it("finds the features of numbers by name, too", () => {
    const wide = Dataset.fromRows({ name: "wide", rows: [[1, 2]], targets: [3] });
    const turned = alignDataset(wide, { ...labelsOf(wide), featureNames: ["x2", "x1"] });
    expect([turned.row(0), [...turned.target.values]]).toEqual([[2, 1], [3]]);
  });

  it("says of names that they are of classes by not saying what else", () => {
    expect(labelsOf(pets)).toEqual({
      featureNames: ["x1"],
      targetName: "y",
      classNames: ["cat", "dog", "emu"],
    });
    expect(labelsOf(prices)).toMatchObject({ classNames: [], targetType: "number" });
    expect(labelsOf(films)).toMatchObject({ targetName: "tags", targetType: "labels" });
  });

  it("refuses a target of another kind, and labels that are not known", () => {
    expect(() => alignDataset(prices, labelsOf(pets))).toThrow(
      'data set "prices": expected classes as the target, got numbers as the target.',
    );
    expect(() => alignDataset(pets, labelsOf(films))).toThrow("expected labels as the target, got classes");
    expect(() => alignDataset(films, { ...labelsOf(films), classNames: ["a", "b"] })).toThrow(
      'data set "films": expected no other labels than a, b, got "c".',
    );
    expect(() => checkClasses(films)).toThrow(
      'data set "films": expected classes as the target, got labels as the target.',
    );
    expect(() => checkClasses(pets)).not.toThrow();
  });
});

/** Data sets of numbers or labels in which each example's feature, target and weight are its number. */
const numbered = fc
  .tuple(fc.integer({ min: 5, max: 40 }), fc.boolean(), fc.integer({ min: 0, max: 99 }))
  .map(([examples, isNumbers, seed]) => {
    const numbers = Array.from({ length: examples }, (_, i) => i + 1);
    const input = { name: "n", rows: numbers.map((number) => [number]), weights: numbers };
    const data: Dataset<TargetColumn> = isNumbers
      ? Dataset.fromRows({ ...input, targets: numbers })
      : Dataset.fromRows({ ...input, labelSets: numbers.map((number) => (number % 2 ? ["odd"] : [])) });
    return { data, seed };
  });

/** The numbers of the examples of a part, which its targets and weights must be those of. */
function numbersOf(part: Dataset<TargetColumn>): number[] {
  const numbers = Array.from(part.features[0]?.values ?? []);
  const ofTarget = part.target.type === "number" ? numbers : numbers.map((number) => number % 2);
  expect(Array.from(part.target.values)).toEqual(ofTarget);
  expect(Array.from(part.weights ?? [])).toEqual(numbers);
  return numbers;
}

const sorted = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

describe("numbers and labels", () => {
  it("are split at random into parts of the sizes that the shares ask for", () => {
    fc.assert(
      fc.property(numbered, ({ data, seed }) => {
        const { training, development, test } = splitDataset(data, { development: 0.2, test: 0.3, seed });
        const parts = [training, ...(development ? [development] : []), test].map(numbersOf);
        expect(sorted(parts.flat())).toEqual(numbersOf(data));
        expect(test.examples).toBe(Math.round(data.examples * 0.3));
        expect(development?.examples).toBe(Math.round(data.examples * 0.2));
      }),
    );
  });

  it("are divided at random into folds whose sizes differ by one at most", () => {
    fc.assert(
      fc.property(numbered, ({ data, seed }) => {
        const folds = divideIntoFolds(data, 5, seed);
        expect(sorted(folds.flatMap(({ heldOut }) => numbersOf(heldOut)))).toEqual(numbersOf(data));
        for (const { training, heldOut } of folds) {
          expect(sorted([...numbersOf(training), ...numbersOf(heldOut)])).toEqual(numbersOf(data));
        }
        const sizes = folds.map(({ heldOut }) => heldOut.examples);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("are refused where there are too few of them", () => {
    expect(() => divideIntoFolds(prices, 6, 0)).toThrow(
      /^data set "prices": expected at least 6 examples for 6 folds, got 5 examples\. Take fewer folds, or more examples\.$/,
    );
    expect(() => splitDataset(films.select("two", [0, 1]), { test: 0.1, development: 0 })).toThrow(
      /^data set "two": expected at least one test example after the split, got none of 2 examples\. Take more examples, or other shares\.$/,
    );
    expect(() => splitDataset(prices.select("two", [0, 1]), { test: 0.5, development: 0.4 })).toThrow(
      'data set "two": expected an example to train on beside 1 for testing and 1 for development, got 2 examples.',
    );
  });
});
