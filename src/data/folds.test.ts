import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dataset } from "./dataset.ts";
import { divideIntoFolds, type Fold } from "./folds.ts";

/** Examples whose only feature is their number. */
function numbered(labels: readonly string[]): Dataset {
  return Dataset.fromRows({ name: "numbered", rows: labels.map((_, i) => [i]), labels });
}

/** So many examples of class a and of class b, in turn as long as there are both. */
function mixed(a: number, b: number): Dataset {
  const turns = Array.from({ length: Math.max(a, b) }, (_, i) => [
    ...(i < a ? ["a"] : []),
    ...(i < b ? ["b"] : []),
  ]);
  return numbered(turns.flat());
}

const numbersOf = ({ features }: Dataset): number[] => Array.from(features[0]?.values ?? []);
const heldOutOf = (folds: readonly Fold[]): number[][] => folds.map(({ heldOut }) => numbersOf(heldOut));
const spread = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);

/** Classes of 2 to 40 examples, and no more folds than the smaller one has. */
const divisions = fc
  .tuple(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 2, max: 40 }), fc.integer({ min: 0, max: 99 }))
  .chain(([a, b, seed]) =>
    fc.integer({ min: 2, max: Math.min(a, b) }).map((folds) => ({ data: mixed(a, b), folds, seed })),
  );

describe("folds", () => {
  it("hold every example out once, and train on it in all others", () => {
    fc.assert(
      fc.property(divisions, ({ data, folds, seed }) => {
        const divided = divideIntoFolds(data, folds, seed);
        expect(divided).toHaveLength(folds);
        expect(
          heldOutOf(divided)
            .flat()
            .toSorted((a, b) => a - b),
        ).toEqual(numbersOf(data));
        for (const { training, heldOut } of divided) {
          const both = [...numbersOf(training), ...numbersOf(heldOut)];
          expect(both.toSorted((a, b) => a - b)).toEqual(numbersOf(data));
        }
      }),
    );
  });

  it("differ by one example at most, in all and in each class", () => {
    fc.assert(
      fc.property(divisions, ({ data, folds, seed }) => {
        const held = divideIntoFolds(data, folds, seed).map(({ heldOut }) => heldOut);
        expect(spread(held.map(({ examples }) => examples))).toBeLessThanOrEqual(1);
        for (const index of [0, 1]) {
          expect(spread(held.map(({ classCounts }) => classCounts[index] ?? 0))).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("keep each example's class, the order of the examples and the names of features and classes", () => {
    const data = mixed(5, 9);
    for (const { training, heldOut } of divideIntoFolds(data, 3, 4)) {
      for (const part of [training, heldOut]) {
        const numbers = numbersOf(part);
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
        expect(Array.from(part.target.values)).toEqual(numbers.map((number) => data.target.values[number]));
        expect(part.target.classNames).toEqual(["a", "b"]);
      }
    }
  });

  it("are the same for one seed and others for another", () => {
    const data = mixed(20, 20);
    const divide = (seed: number): number[][] => heldOutOf(divideIntoFolds(data, 5, seed));
    expect(divide(3)).toEqual(divide(3));
    const different = new Set([3, 4, 5, 6].map((seed) => JSON.stringify(divide(seed))));
    expect(different.size).toBe(4);
  });

  it("are named by their number", () => {
    const [, second] = divideIntoFolds(mixed(4, 4), 3, 0);
    expect([second?.training.name, second?.heldOut.name]).toEqual([
      "numbered, all but fold 2 of 3",
      "numbered, fold 2 of 3",
    ]);
  });

  it("can be as many as the smaller class has examples, and no more", () => {
    const data = mixed(9, 3);
    expect(divideIntoFolds(data, 3, 0).map(({ heldOut }) => heldOut.classCounts[1])).toEqual([1, 1, 1]);
    expect(() => divideIntoFolds(data, 4, 0)).toThrow(
      'data set "numbered": expected at least 4 examples of every class for 4 folds, got 3 examples of b. ' +
        "Take fewer folds, or more examples.",
    );
  });

  it.each([0, 1, 2.5, Number.NaN, "5"])("are refused where %j is no number of them", (count) => {
    expect(() => divideIntoFolds(mixed(4, 4), count as number, 0)).toThrow(
      "divideIntoFolds: folds: expected a whole number of at least 2, got ",
    );
    expect(() => divideIntoFolds({ training: mixed(4, 4) } as never, 2, 0)).toThrow(
      "divideIntoFolds: expected a Dataset, got an object with training. Pass one of its parts",
    );
  });

  it("are refused where a class has no example at all", () => {
    const data = Dataset.fromRows({
      name: "one-sided",
      rows: [[1], [2]],
      labels: ["1", "1"],
      classNames: ["0", "1"],
    });
    expect(() => divideIntoFolds(data, 2, 0)).toThrow(
      'data set "one-sided": expected at least 2 examples of every class for 2 folds, got 0 examples of class 0.',
    );
  });
});
