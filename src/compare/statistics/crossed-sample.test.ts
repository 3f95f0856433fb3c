import { expect, it } from "vitest";
import { averageOverExamples, averageOverSeeds, meanOf, subtract } from "./crossed-sample.ts";

const sample = { seeds: 2, examples: 3, values: Float64Array.of(1, 2, 3, 5, 8, 11) };

it("averages keep one row of examples, or one column of seeds, and the mean of all", () => {
  expect(averageOverSeeds(sample)).toEqual({ seeds: 1, examples: 3, values: Float64Array.of(3, 5, 7) });
  expect(averageOverExamples(sample)).toEqual({ seeds: 2, examples: 1, values: Float64Array.of(2, 8) });
  for (const one of [sample, averageOverSeeds(sample), averageOverExamples(sample)])
    expect(meanOf(one)).toBe(5);
});

it("differences are taken seed by seed and example by example", () => {
  const other = { ...sample, values: Float64Array.of(1, 1, 1, 2, 2, 2) };
  expect(subtract(sample, other)).toEqual({ ...sample, values: Float64Array.of(0, 1, 2, 3, 6, 9) });
});

it("samples of other seeds or examples have no differences", () => {
  const turned = { ...sample, seeds: 3, examples: 2 };
  expect(() => subtract(sample, turned)).toThrow("expected samples of the same seeds and examples");
});
