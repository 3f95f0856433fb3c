import { describe, expect, it } from "vitest";
import { answers, type MadeRun, makeNumberRun, makeRun } from "../../test/support/made-runs.ts";
import { resolveSettings } from "../train/resolve-settings.ts";
import { choose } from "./choice.ts";
import type { VariantResult } from "./comparison.ts";

/** A variant by its runs. */
function variant(name: string, ...made: readonly MadeRun[]): VariantResult {
  return { name, title: name, settings: resolveSettings(), runs: made.map(makeRun), estimates: {} };
}

/** A run that is right on so many of ten development examples, and of ten test examples. */
function run(seed: number, development: number, { test = 5, cost = 1, hasDiverged = false } = {}): MadeRun {
  const score = (right: number): number[] => answers(right, 10 - right);
  return { seed, development: score(development), test: score(test), cost, hasDiverged };
}

describe("the choice", () => {
  it("is the variant that is right most often on development examples, whatever the test examples say", () => {
    const variants = [
      variant("a", run(0, 8, { test: 10 })),
      variant("b", run(0, 9, { test: 1, cost: 2 })),
      variant("c", run(0, 7)),
    ];
    expect(choose(variants)).toEqual({ variant: "b", measure: "accuracy", value: 0.9 });
  });

  it("is of equals the one with the lowest cost there, then the first", () => {
    const chosen = (cost: number): unknown =>
      choose([variant("a", run(0, 9)), variant("b", run(0, 9, { cost }))]);
    expect(chosen(0.5)).toEqual({ variant: "b", measure: "accuracy", value: 0.9 });
    expect(chosen(1)).toEqual({ variant: "a", measure: "accuracy", value: 0.9 });
  });

  it("compares the seeds that all have a result of: a stop or a divergence favours nobody", () => {
    const [easy, hard] = [10, 5];
    const whole = variant("whole", run(0, 8), run(1, hard));
    expect(choose([whole, variant("cut", run(0, 7))])).toEqual({
      variant: "whole",
      measure: "accuracy",
      value: 0.8,
    });
    const half = variant("half", run(0, easy, { hasDiverged: true }), run(1, 6));
    expect(choose([whole, half])).toEqual({ variant: "half", measure: "accuracy", value: 0.6 });
  });

  it("is absent without development examples, without common seeds, and with one variant alone", () => {
    expect(
      choose([variant("a", { test: answers(9, 1) }), variant("b", { test: answers(8, 2) })]),
    ).toBeUndefined();
    expect(choose([variant("a", run(0, 9)), variant("b", run(1, 9))])).toBeUndefined();
    expect(choose([variant("a", run(0, 9))])).toBeUndefined();
    expect(choose([])).toBeUndefined();
  });

  it("passes over a variant whose runs all diverged", () => {
    const variants = [variant("a", run(0, 9, { hasDiverged: true })), variant("b", run(0, 6))];
    expect(choose(variants)).toEqual({ variant: "b", measure: "accuracy", value: 0.6 });
  });

  it("is of models of numbers the one with the smallest error there", () => {
    const ofNumbers = (name: string, ...errors: readonly number[]): VariantResult => {
      const runs = errors.map((error, seed) => makeNumberRun({ seed, development: [error, error] }));
      return { name, title: name, settings: resolveSettings(), runs, estimates: {} };
    };
    const chosen = choose([ofNumbers("a", 3, 3), ofNumbers("b", 1, 1.5), ofNumbers("c", 0.1, 5)], "rmse");
    expect(chosen).toMatchObject({ variant: "b", measure: "rmse" });
    expect(chosen?.value).toBeCloseTo(Math.sqrt((1 + 2.25) / 2), 12);
  });
});
