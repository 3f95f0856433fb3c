import { describe, expect, it } from "vitest";
import { breastCancer, iris, mnistDigits, wine } from "./support/real-data.ts";

const sum = (values: Iterable<number>): number =>
  Array.from(values).reduce((total, value) => total + value, 0);

describe("real data", () => {
  it("iris has the sums of every column in every species that scikit-learn's copy has", async () => {
    const data = await iris();
    expect([data.examples, data.classCounts]).toEqual([150, [50, 50, 50]]);
    expect(data.target.classNames).toEqual(["setosa", "versicolor", "virginica"]);
    const sums = [0, 1, 2].map((species) =>
      data.features.map(({ values }) =>
        sum(values.filter((_, example) => data.target.values[example] === species)).toFixed(1),
      ),
    );
    expect(sums).toEqual([
      ["250.3", "171.4", "73.1", "12.3"],
      ["296.8", "138.5", "213.0", "66.3"],
      ["329.4", "148.7", "277.6", "101.3"],
    ]);
  });

  it("wine and breast cancer are whole", async () => {
    const tables = await Promise.all([wine(), breastCancer()]);
    expect(tables.map(({ examples, features }) => [examples, features.length])).toEqual([
      [178, 13],
      [569, 30],
    ]);
    expect(tables.map(({ target }) => target.classNames)).toEqual([
      ["class_0", "class_1", "class_2"],
      ["benign", "malignant"],
    ]);
    expect(tables.map(({ classCounts }) => classCounts)).toEqual([
      [59, 71, 48],
      [357, 212],
    ]);
    // The sums of all numbers that scikit-learn 1.2.1 gives.
    const sums = tables.map(({ features }) => sum(features.map(({ values }) => sum(values))));
    expect(sums[0]).toBeCloseTo(159_975.295_999, 5);
    expect(sums[1]).toBeCloseTo(1_056_474.459_636, 5);
  });

  it("digits are whole grey values in turn, each the image that it says", async () => {
    const data = await mnistDigits(863);
    expect([data.examples, data.features.length]).toEqual([8630, 784]);
    expect(data.classCounts).toEqual(Array.from({ length: 10 }, () => 863));
    expect(Array.from(data.target.values.subarray(8, 12))).toEqual([8, 9, 0, 1]);
    // All images of five are in: their grey values add up to those of the file.
    const greys = data.features.map(({ values }) => values.map((value) => value * 255));
    expect(greys.every((values) => values.every((value) => value === Math.round(value)))).toBe(true);
    const ofFive = greys.map((values) => sum(values.filter((_, example) => example % 10 === 5)));
    expect(sum(ofFive)).toBe(21_470_939);
    // A zero is hollow, a one is not.
    const middle = data.features[14 * 28 + 14]?.values ?? [];
    const greyIn = (digit: number): number => sum(Array.from(middle).filter((_, i) => i % 10 === digit));
    expect(greyIn(0)).toBeLessThan(greyIn(1) / 4);
  });
});
