import { describe, expect, it } from "vitest";
import reference from "../../test/reference/sklearn-data.json" with { type: "json" };
import type { Dataset } from "./dataset.ts";
import { datasets } from "./datasets.ts";
import { blobs, circles, moons, spirals, xor } from "./generators.ts";

interface Case {
  points: number[][];
  labels: number[];
}

function expectSame(dataset: Dataset, { points, labels }: Case): void {
  expect([...dataset.target.values]).toEqual(labels);
  points.forEach((point, example) => {
    const row = dataset.row(example);
    expect(row).toHaveLength(point.length);
    row.forEach((value, feature) => expect(Math.abs(value - (point[feature] as number))).toBeLessThan(1e-12));
  });
}

describe("with NumPy's generator", () => {
  it.each(reference.moons)("moons are scikit-learn's make_moons for $options", (expected) => {
    expectSame(moons({ ...expected.options, rng: "numpy" }), expected);
  });

  it.each(reference.circles)("circles are scikit-learn's make_circles for $options", (expected) => {
    expectSame(circles({ ...expected.options, rng: "numpy" }), expected);
  });

  it.each(reference.blobs)("blobs are scikit-learn's make_blobs for $options", (expected) => {
    expectSame(blobs({ ...expected.options, rng: "numpy" }), expected);
  });
});

describe("with the counter generator", () => {
  it.each([
    ["moons", "d47238b996c040c8"],
    ["circles", "68a13a5f936e3115"],
    ["blobs", "13f55fa747efc8de"],
    ["spirals", "acbd5d82780531e5"],
    ["xor", "25e2b13b26a70846"],
  ] as const)("%s have the same bits on every machine", (name, hash) => {
    expect(datasets[name]().hash).toBe(hash);
  });

  it("another seed gives other points, the same seed the same", () => {
    expect(moons({ seed: 1 }).hash).not.toBe(moons({ seed: 2 }).hash);
    expect(moons({ seed: 1 }).hash).toBe(moons({ seed: 1 }).hash);
  });

  it("classes are balanced", () => {
    for (const dataset of [moons(), circles(), blobs(), spirals(), xor()]) {
      expect(dataset.classCounts).toEqual([200, 200]);
    }
  });

  it("without noise the points lie on their curves", () => {
    const onCircle = circles({ noise: 0, factor: 0.5 });
    for (let i = 0; i < onCircle.examples; i++) {
      const [x, y] = onCircle.row(i) as [number, number];
      expect(Math.hypot(x, y)).toBeCloseTo(onCircle.target.values[i] === 0 ? 1 : 0.5, 12);
    }
    const quadrants = xor({ noise: 0 });
    for (let i = 0; i < quadrants.examples; i++) {
      const [x, y] = quadrants.row(i) as [number, number];
      expect(x * y < 0 ? 1 : 0).toBe(quadrants.target.values[i]);
    }
    expect(Math.max(...(spirals({ noise: 0 }).features[0]?.values ?? []))).toBeLessThanOrEqual(1);
  });

  it("wrong options are refused by name", () => {
    expect(() => moons({ examples: 1 })).toThrow(
      "examples: expected a whole number from 2 to 1000000, got 1.",
    );
    expect(() => circles({ factor: 1 })).toThrow(
      "factor: expected a number of at least 0 and less than 1, got 1.",
    );
    expect(() => moons({ noise: -0.1 })).toThrow("noise: expected a finite number of at least 0, got -0.1.");
  });
});
