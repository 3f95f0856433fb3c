import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignDataset, labelsOf } from "./align.ts";
import { Dataset, type TargetColumn } from "./dataset.ts";
import { checkClassSizes, divideIntoFolds } from "./folds.ts";
import { joinParts } from "./join-parts.ts";
import { splitDataset } from "./split.ts";

/** Examples whose only feature is their number, of classes 0, 1, … in turn. */
function numbered(groups: readonly (string | number)[], classes = 2): Dataset {
  const labels = groups.map((_, example) => example % classes);
  return Dataset.fromRows({ name: "d", rows: groups.map((_, example) => [example]), labels, groups });
}

/** The same examples without groups, or with others. */
function regrouped({ name, features, target }: Dataset, groups?: ArrayLike<string | number>): Dataset {
  return new Dataset({ name, features, target, groups });
}

const isApart = <Item>(some: ReadonlySet<Item>, others: ReadonlySet<Item>): boolean =>
  ![...some].some((item) => others.has(item));
const numbersOf = ({ features }: Dataset<TargetColumn>): number[] => Array.from(features[0]?.values ?? []);

/** 6 to 30 groups of 2 to 9 examples, which stand one after the other. */
const groupLists = fc
  .array(fc.integer({ min: 2, max: 9 }), { minLength: 6, maxLength: 30 })
  .map((sizes) => sizes.flatMap((size, group) => Array.from({ length: size }, () => `g${group}`)));

describe("the groups of examples", () => {
  const grouped = numbered(["a", "b", "a", 3, "b", "a"]);

  it("go with them wherever these go", () => {
    expect(grouped.groups).toEqual(["a", "b", "a", 3, "b", "a"]);
    expect(Object.isFrozen(grouped.groups)).toBe(true);
    const some = grouped.select("s", [3, 0]);
    expect(some.groups).toEqual([3, "a"]);
    expect(joinParts("j", [some, grouped.select("t", [1])]).groups).toEqual([3, "a", "b"]);
    const turned = alignDataset(grouped, { ...labelsOf(grouped), classNames: ["1", "0"] });
    expect(turned.groups).toEqual(grouped.groups);
    expect(regrouped(grouped, Int32Array.of(1, 1, 2, 2, 3, 3)).groups).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it("are part of the hash, and absent where there are none", () => {
    const bare = regrouped(grouped);
    expect("groups" in bare).toBe(false);
    expect(bare.hash).not.toBe(grouped.hash);
    expect(numbered(["a", "b", "a", 3, "b", "c"]).hash).not.toBe(grouped.hash);
    expect(() => joinParts("j", [grouped, bare.select("bare", [0])])).toThrow(
      'data set "bare": expected groups, as "d" has, got none.',
    );
  });

  it.each([
    [["a"], 'data set "d": expected 2 groups, one per example, got 1.'],
    [[1, Number.NaN], 'data set "d": expected texts or finite numbers as groups, got NaN in example 2.'],
    [[null, 1], 'data set "d": expected texts or finite numbers as groups, got null in example 1.'],
    ["ab", 'data set "d": expected a list of groups, one per example, got "ab".'],
  ])("are refused where they are %j", (bad, message) => {
    const input = { name: "d", rows: [[1], [2]], labels: [0, 1], groups: bad as string[] };
    expect(() => Dataset.fromRows(input)).toThrow(message);
  });
});

describe("splitDataset", () => {
  it("keeps groups together, and their names have no say", () => {
    fc.assert(
      fc.property(groupLists, fc.integer({ min: 0, max: 99 }), (groups, seed) => {
        const { training, development, test } = splitDataset(numbered(groups), { seed });
        const parts = [training, development as Dataset, test];
        expect(parts.flatMap(numbersOf).toSorted((a, b) => a - b)).toEqual([...groups.keys()]);
        const [inTraining, inDevelopment, inTest] = parts.map((part) => new Set(part.groups)) as [
          Set<string>,
          Set<string>,
          Set<string>,
        ];
        expect([isApart(inTraining, inTest), isApart(inTraining, inDevelopment)]).toEqual([true, true]);
        expect(isApart(inDevelopment, inTest)).toBe(true);
        const renamed = splitDataset(numbered(groups.map((group) => `other ${group}`)), { seed });
        expect(numbersOf(renamed.test)).toEqual(numbersOf(test));
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it("divides by times, which may be dates", () => {
    const bare = regrouped(numbered(["a", "b", "c", "d", "e"]));
    const times = [5, 1, 3, 2, 4];
    const { training, development, test } = splitDataset(bare, { times });
    expect([training, development as Dataset, test].map(numbersOf)).toEqual([[1, 2, 3], [4], [0]]);
    const dates = times.map((day) => new Date(2024, 1, day));
    expect(numbersOf(splitDataset(bare, { times: dates }).training)).toEqual([1, 2, 3]);
  });

  it.each([
    [[1, 2], "times: expected a list of 6, one for every example, got 2."],
    [7, "times: expected a list of 6, one for every example, got 7."],
    [
      [1, 2, 3, 4, 5, "6"],
      'times: expected a finite number or a date for every example, got "6" in example 6.',
    ],
    [[1, 2, Number.NaN, 4, 5, 6], "got NaN in example 3."],
    [[new Date("?"), 2, 3, 4, 5, 6], "got an invalid date in example 1."],
  ])("refuses %j as times", (times, message) => {
    const bare = regrouped(numbered([1, 2, 3, 4, 5, 6]));
    expect(() => splitDataset(bare, { times: times as number[] })).toThrow(message);
  });

  it("refuses times beside groups", () => {
    expect(() => splitDataset(numbered([1, 2, 3]), { times: [1, 2, 3] })).toThrow(
      'times: expected none beside groups, which time would part, got times for data set "d", which has groups.',
    );
  });
});

describe("divideIntoFolds", () => {
  it("holds every group out once and whole, and trains on every class in each fold", () => {
    fc.assert(
      fc.property(
        groupLists,
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 0, max: 99 }),
        (groups, folds, seed) => {
          const data = numbered(groups);
          const divided = divideIntoFolds(data, folds, seed);
          expect(divided.flatMap(({ heldOut }) => numbersOf(heldOut)).toSorted((a, b) => a - b)).toEqual([
            ...groups.keys(),
          ]);
          const largest = Math.max(
            ...Array.from(Map.groupBy(groups, (group) => group).values(), ({ length }) => length),
          );
          for (const { training, heldOut } of divided) {
            expect(training.examples + heldOut.examples).toBe(data.examples);
            expect(isApart(new Set(training.groups), new Set(heldOut.groups))).toBe(true);
            expect(training.classCounts.every((count) => count > 0)).toBe(true);
            expect(heldOut.examples - data.examples / folds).toBeLessThan(largest);
          }
        },
      ),
      { seed: 2, numRuns: 60 },
    );
  });

  it("makes folds of nearly the same size and classes where groups are small, others for other seeds", () => {
    const data = numbered(
      Array.from({ length: 600 }, (_, example) => example % 150),
      3,
    );
    const divide = (seed: number): number[][] =>
      divideIntoFolds(data, 5, seed).map(({ heldOut }) => numbersOf(heldOut));
    for (const { heldOut } of divideIntoFolds(data, 5, 1)) {
      expect(Math.abs(heldOut.examples - 120)).toBeLessThanOrEqual(4);
      for (const count of heldOut.classCounts) expect(Math.abs(count - 40)).toBeLessThanOrEqual(4);
    }
    expect(divide(1)).toEqual(divide(1));
    expect(new Set([1, 2, 3].map((seed) => JSON.stringify(divide(seed)))).size).toBe(3);
  });

  it("refuses too few groups, and a class that is in one of them alone", () => {
    const refusedFor = (groups: number[], folds: number) => () => divideIntoFolds(numbered(groups), folds, 0);
    expect(refusedFor([1, 1, 1, 1, 2, 2, 2, 2], 3)).toThrow(
      'data set "d": expected at least 3 groups for 3 folds, got 2 groups. Take fewer folds, or more groups.',
    );
    const lone = numbered([1, 2, 1, 3, 1, 4, 1, 5]);
    expect(() => divideIntoFolds(lone, 2, 0)).toThrow(
      'data set "d": expected at least 2 groups with every class for 2 folds, got 1 group with class 0.',
    );
    expect(() => checkClassSizes(lone, 2)).toThrow("got 1 group with class 0.");
  });

  it("finds the only division that trains on every class", () => {
    const groups = [1, 1, 2, 2, 3, 3, 4, 4];
    const labels = [0, 0, 0, 0, 1, 1, 1, 1];
    const data = Dataset.fromRows({ name: "d", rows: groups.map((_, i) => [i]), labels, groups });
    for (const seed of [0, 1, 2, 3, 4]) {
      for (const { heldOut } of divideIntoFolds(data, 2, seed)) expect(heldOut.classCounts).toEqual([2, 2]);
    }
  });
});
