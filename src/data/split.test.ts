import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dataset, splitHash } from "./dataset.ts";
import { moons } from "./generators.ts";
import { splitDataset } from "./split.ts";

/** A data set with so many examples of each class. */
function datasetOf(...sizes: number[]): Dataset {
  const labels = sizes.flatMap((size, k) => Array.from({ length: size }, () => k));
  const classNames = sizes.map((_, k) => String(k));
  return Dataset.fromRows({ name: "d", rows: labels.map((_, i) => [i]), labels, classNames });
}

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
      "development and test (--development-share, --test-share): expected shares that leave something to train on, got 0.9 and 0.9.",
    );
    const four = Dataset.fromRows({ name: "four", rows: [[1], [2], [3], [4]], labels: [0, 0, 1, 1] });
    expect(() => splitDataset(four, { development: 0.49, test: 0.49 })).toThrow(
      'data set "four": expected an example of every class to train on beside 2 for testing and 2 for development, ' +
        "got 4 examples in 2 classes. Take more examples of each class, or other shares.",
    );
    expect(() => splitDataset(datasetOf(1, 1, 1), { development: 0 })).toThrow(
      "expected an example of every class to train on beside 1 for testing, got 3 examples in 3 classes.",
    );
    expect(() => splitDataset(data, null as never)).toThrow(
      "options: expected an object of options, got null.",
    );
    expect(() => splitDataset(data, { test: 1 })).toThrow(
      "test: expected a number greater than 0 and less than 1, got 1.",
    );
  });
});

describe("classes that cannot be divided evenly", () => {
  it("never leave the examples to train on", () => {
    const rare = splitDataset(datasetOf(10, 1), { test: 0.5, development: 0 });
    expect([rare.training.classCounts, rare.test.classCounts]).toEqual([
      [4, 1],
      [6, 0],
    ]);
    const two = splitDataset(datasetOf(10, 2), { test: 0.5, development: 0.3 });
    expect(two.training.classCounts).toEqual([1, 1]);
    expect([two.test.examples, two.development?.examples]).toEqual([6, 4]);
  });

  it("give the parts the sizes asked for, however small they are", () => {
    const many = splitDataset(datasetOf(...Array.from({ length: 50 }, () => 2)));
    expect([many.training, many.development, many.test].map((part) => part?.examples)).toEqual([60, 20, 20]);
    const few = splitDataset(datasetOf(2, 2));
    expect([few.training.classCounts, few.development?.examples, few.test.examples]).toEqual([[1, 1], 1, 1]);
  });

  it("take turns: what is left to train on is even, and the seed says which class gives more", () => {
    const even = splitDataset(datasetOf(7, 7));
    expect(even.training.classCounts).toEqual([4, 4]);
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    const given = seeds.map((seed) => splitDataset(datasetOf(7, 7), { seed }).test.classCounts.join());
    expect(new Set(given)).toEqual(new Set(["1,2", "2,1"]));
  });

  it("hold all of this for any classes and shares", () => {
    const share = fc.double({ min: 0.01, max: 0.6, noNaN: true });
    const sizes = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sizes, share, share, (counts, test, development) => {
        const examples = counts.reduce((sum, count) => sum + count, 0);
        const present = counts.filter((count) => count > 0).length;
        const [tested, developed] = [test, development].map((part) => Math.round(examples * part)) as [
          number,
          number,
        ];
        fc.pre(test + development < 1 && tested > 0 && examples - tested - developed >= present);
        const split = splitDataset(datasetOf(...counts), { test, development });
        expect([split.test.examples, split.development?.examples ?? 0]).toEqual([tested, developed]);
        const trained = split.training.classCounts;
        expect(trained.every((count, k) => count > 0 === (counts[k] as number) > 0)).toBe(true);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
