import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divideByGroups } from "./divide-by-groups.ts";
import type { DivisibleRows, RowParts } from "./divisible-rows.ts";

const SHARES = { development: 0.2, test: 0.2 };
const PARTS = ["training", "development", "test"] as const;

/** Rows with a class and a group each, which stand in any order. */
const grouped = fc
  .record({
    classCount: fc.integer({ min: 1, max: 4 }),
    sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 12, maxLength: 40 }),
    seed: fc.integer({ min: 0, max: 999 }),
  })
  .chain(({ classCount, sizes, seed }) => {
    const count = sizes.reduce((sum, size) => sum + size, 0);
    const groups = sizes.flatMap((size, group) => Array.from({ length: size }, () => group));
    return fc.record({
      classes: fc.array(fc.integer({ min: 0, max: classCount - 1 }), { minLength: count, maxLength: count }),
      groups: fc.shuffledSubarray(groups, { minLength: count }),
      seed: fc.constant(seed),
      classCount: fc.constant(classCount),
    });
  });

function rowsOf(classes: readonly number[], classCount: number): DivisibleRows {
  return { name: "d", classes, classNames: Array.from({ length: classCount }, (_, k) => `c${k}`) };
}

const listed = (parts: RowParts): number[][] => PARTS.map((part) => Array.from(parts[part]));

describe("divideByGroups", () => {
  it("puts every row into one part, whole groups, near the shares, with every class in training", () => {
    fc.assert(
      fc.property(grouped, ({ classes, groups, seed, classCount }) => {
        const parts = divideByGroups(rowsOf(classes, classCount), groups, { ...SHARES, seed });
        const all = listed(parts).flat();
        expect(all.toSorted((a, b) => a - b)).toEqual([...classes.keys()]);
        const partsOf = new Map<number, Set<string>>();
        for (const part of PARTS) {
          expect(parts[part].length).toBeGreaterThan(0);
          for (const row of parts[part]) {
            partsOf.set(groups[row] as number, (partsOf.get(groups[row] as number) ?? new Set()).add(part));
          }
        }
        expect([...partsOf.values()].every((found) => found.size === 1)).toBe(true);
        const trained = new Set(Array.from(parts.training, (row) => classes[row]));
        expect(trained).toEqual(new Set(classes));
      }),
      { seed: 1 },
    );
  });

  it("never makes development or test larger than its share by as many rows as the largest group has", () => {
    fc.assert(
      fc.property(grouped, ({ classes, groups, seed, classCount }) => {
        const parts = divideByGroups(rowsOf(classes, classCount), groups, { ...SHARES, seed });
        const sizes = Map.groupBy(groups, (group) => group);
        const largest = Math.max(...Array.from(sizes.values(), (rows) => rows.length));
        for (const part of ["development", "test"] as const) {
          expect(parts[part].length - 0.2 * classes.length).toBeLessThan(largest);
        }
      }),
      { seed: 2 },
    );
  });

  it("divides groups that are small beside the parts to a row of the shares, each class to a few", () => {
    const groups = Array.from({ length: 2000 }, (_, row) => Math.floor(row / 5));
    const classes = groups.map((group, row) => (group % 4 === 0 ? 1 : row % 7 === 0 ? 2 : 0));
    for (const seed of [0, 1, 2, 3]) {
      const parts = divideByGroups(rowsOf(classes, 3), groups, { ...SHARES, seed });
      for (const [part, share] of [
        ["training", 0.6],
        ["development", 0.2],
        ["test", 0.2],
      ] as const) {
        expect(Math.abs(parts[part].length - share * 2000)).toBeLessThanOrEqual(5);
        for (const index of [0, 1, 2]) {
          const all = classes.filter((found) => found === index).length;
          const own = Array.from(parts[part]).filter((row) => classes[row] === index).length;
          expect(Math.abs(own - share * all)).toBeLessThanOrEqual(5);
        }
      }
    }
  });

  it("depends on the seed, on which rows are a group and on their order, not on the groups' names", () => {
    fc.assert(
      fc.property(grouped, ({ classes, groups, seed, classCount }) => {
        const rows = rowsOf(classes, classCount);
        const parts = listed(divideByGroups(rows, groups, { ...SHARES, seed }));
        const renamed = groups.map((group) => 7 * (100 - group));
        expect(listed(divideByGroups(rows, renamed, { ...SHARES, seed }))).toEqual(parts);
      }),
      { seed: 3, numRuns: 50 },
    );
    const groups = Array.from({ length: 300 }, (_, row) => row % 100);
    const tests = [0, 1, 2].map((seed) =>
      String(divideByGroups(rowsOf(Array(300).fill(0), 0), groups, { ...SHARES, seed }).test),
    );
    expect(new Set(tests).size).toBe(3);
  });

  it("leaves out rows without a target or a group, and development where its share is 0", () => {
    const classes = [0, Number.NaN, 0, 0, 0, 0];
    const parts = divideByGroups(rowsOf(classes, 0), [1, 1, 2, 3, -1, 2], {
      development: 0,
      test: 0.3,
      seed: 0,
    });
    expect(
      listed(parts)
        .flat()
        .toSorted((a, b) => a - b),
    ).toEqual([0, 2, 3, 5]);
    expect(parts.development).toHaveLength(0);
  });

  it("trains on a class that is in one group alone, however large that is", () => {
    const groups = [...Array(50).fill(0), 1, 2, 3, 4];
    const classes = groups.map((group) => (group === 0 ? 1 : 0));
    for (const seed of [0, 1, 2, 3, 4]) {
      const { training } = divideByGroups(rowsOf(classes, 2), groups, { ...SHARES, seed });
      expect(training).toContain(0);
    }
  });

  it("trains on several groups of a class though another class alone fills the share of training", () => {
    const groups = [...Array(70).fill(0), ...Array.from({ length: 30 }, (_, place) => place + 1)];
    const classes = groups.map((group) => (group === 0 ? 1 : 0));
    const { training, development, test } = divideByGroups(rowsOf(classes, 2), groups, {
      ...SHARES,
      seed: 3,
    });
    expect(training.length).toBeGreaterThan(75);
    expect(Math.abs(development.length - test.length)).toBeLessThanOrEqual(1);
  });

  it("refuses too few groups", () => {
    expect(() => divideByGroups(rowsOf([0, 1, 0, 1], 2), [5, 5, 8, 8], { ...SHARES, seed: 0 })).toThrow(
      'data set "d": expected enough groups for training, development and test, with every class in training, ' +
        "got 2 groups. With a development share of 0, fewer are enough.",
    );
    const two = { development: 0, test: 0.2, seed: 0 };
    expect(() => divideByGroups(rowsOf([0, 0], 0), [5, 5], two)).toThrow(
      'data set "d": expected enough groups for training and test, got 1 group.',
    );
    expect(() => divideByGroups(rowsOf([0, 1], 2), [1, 2], two)).toThrow(
      "expected enough groups for training and test, with every class in training, got 2 groups.",
    );
  });
});
