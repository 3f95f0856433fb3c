import { expect, it } from "vitest";
import { answers, makeNumberRun, makeRun } from "../../test/support/made-runs.ts";
import type { VariantResult } from "../compare/comparison.ts";
import { resolveSettings } from "../train/resolve-settings.ts";
import { describeWinners } from "./certainty.ts";

/** A variant by how many of ten test examples its runs have right, seed by seed. */
const variant = (name: string, rights: readonly number[]): VariantResult => ({
  name,
  title: name,
  settings: resolveSettings(),
  runs: rights.map((right, seed) => makeRun({ seed, test: answers(right, 10 - right) })),
  estimates: {},
});

const winnersOf = (...variants: readonly VariantResult[]): readonly string[] =>
  describeWinners({
    measure: "accuracy",
    design: { kind: "seeds", seeds: [0, 1, 2], intervals: "seeds-and-examples" },
    variants,
  });

it("one seed crowns the model that is right most often; seeds that not all have finished crown none", () => {
  expect(winnersOf(variant("a", [9, 7, 8]), variant("b", [8, 8, 8]))).toEqual([
    "One seed alone would crown a in 1, b in 1 of 3 seeds; 1 is a tie.",
  ]);
  expect(winnersOf(variant("a", [9, 7, 8]), variant("b", [8, 8]))).toEqual([
    "One seed alone would crown a in 1, b in 1 of 2 seeds.",
  ]);
});

it("nothing is said of a model that wins with every seed", () => {
  expect(winnersOf(variant("a", [9, 9, 9]), variant("b", [8, 8, 8]))).toEqual([]);
});

it("one seed crowns the model of numbers with the smallest error", () => {
  const ofNumbers = (name: string, errors: readonly number[]): VariantResult => ({
    ...variant(name, []),
    runs: errors.map((error, seed) => makeNumberRun({ seed, test: [error, -error] })),
  });
  const variants = [ofNumbers("a", [1, 3, 2]), ofNumbers("b", [2, 2, 1])];
  const design = { kind: "seeds", seeds: [0, 1, 2], intervals: "seeds-and-examples" } as const;
  expect(describeWinners({ design, measure: "rmse", variants })).toEqual([
    "One seed alone would crown a in 1, b in 2 of 3 seeds.",
  ]);
});
