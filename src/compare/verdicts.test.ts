import { describe, expect, it } from "vitest";
import type { MeasureName } from "./measures.ts";
import type { Design } from "./options.ts";
import type { PairFigures, PairResult } from "./pair-result.ts";
import { toVerdict } from "./verdicts.ts";

const overSeeds = (...seeds: number[]): Design => ({ kind: "seeds", seeds, intervals: "seeds-and-examples" });
const twenty = overSeeds(...Array.from({ length: 20 }, (_, i) => i));

const figures: PairFigures = {
  difference: 0.031,
  interval: { low: 0.004, high: 0.058 },
  pValue: 0.02,
  adjustedPValue: 0.03,
  method: "crossed bootstrap",
};
const pair: Omit<PairResult, "verdict"> = {
  first: "none",
  second: "dropout",
  part: "test",
  runs: 20,
  examples: 200,
  isAlike: false,
  figures,
};

/** The verdict on the pair above, with some of its figures changed. */
function judge(
  change: Partial<PairFigures>,
  {
    design = twenty,
    measure = "accuracy",
    pairs = 3,
    ...rest
  }: Partial<typeof pair> & { design?: Design; measure?: MeasureName; pairs?: number } = {},
): ReturnType<typeof toVerdict> {
  return toVerdict({ ...pair, figures: { ...figures, ...change }, ...rest }, { design, measure, pairs });
}

const doubtful = {
  difference: 0.012,
  interval: { low: -0.01, high: 0.034 },
  pValue: 0.3,
  adjustedPValue: 0.6,
};

describe("the verdict on a pair", () => {
  it("is a lead in points with its interval, where the corrected p-value is below 5 %", () => {
    expect(judge({})).toEqual({ kind: "better", text: "dropout beats none by 3.1 points (0.4 to 5.8)" });
    expect(judge({ adjustedPValue: 0.05 }).kind).toBe("undecided");
    expect(judge({ adjustedPValue: 0.0499 }).kind).toBe("better");
  });

  it("turns round where the first is better", () => {
    const turned = { difference: -0.031, interval: { low: -0.058, high: -0.004 } };
    expect(judge(turned)).toEqual({ kind: "worse", text: "none beats dropout by 3.1 points (0.4 to 5.8)" });
  });

  it("is in doubt where only the number of pairs speaks against it", () => {
    expect(judge({ adjustedPValue: 0.06 }, { pairs: 6 })).toEqual({
      kind: "undecided",
      text: "dropout leads none by 3.1 points (0.4 to 5.8), but among 6 comparisons one such lead may be chance",
    });
    const turned = { difference: -0.031, interval: { low: -0.058, high: -0.004 } };
    expect(judge({ ...turned, adjustedPValue: 0.06 }).text).toBe(
      "none leads dropout by 3.1 points (0.4 to 5.8), but among 3 comparisons one such lead may be chance",
    );
  });

  it.each<[PairFigures["needed"], string]>([
    [{ seeds: 20, examples: 900 }, "about 900 test examples would settle a difference of this size"],
    [{ seeds: 45, examples: 200 }, "about 45 seeds would settle a difference of this size"],
    [
      { seeds: 45, examples: 1500 },
      "about 45 seeds and 1 500 test examples would settle a difference of this size",
    ],
    [{ seeds: 20, examples: 200 }, "about as many again would settle a difference of this size"],
    [undefined, "a difference of this size (1.2 points) is too small to settle"],
  ])("says what would settle a difference that cannot be seen: %j", (needed, advice) => {
    expect(judge({ ...doubtful, ...(needed ? { needed } : {}) })).toEqual({
      kind: "undecided",
      text: `dropout and none cannot be told apart with 20 seeds and 200 test examples; ${advice}`,
    });
  });

  it("calls two that are right equally often just that", () => {
    expect(judge({ ...doubtful, difference: 0 })).toEqual({
      kind: "undecided",
      text: "dropout and none cannot be told apart with 20 seeds and 200 test examples: they are right equally often",
    });
  });

  it("calls two that answer every example alike just that", () => {
    expect(judge({ difference: 0, pValue: 1, adjustedPValue: 1 }, { isAlike: true })).toEqual({
      kind: "alike",
      text: "dropout and none answer every test example alike",
    });
    const design: Design = { kind: "folds", folds: 5, seeds: [3] };
    expect(judge({ difference: 0 }, { isAlike: true, design }).text).toBe(
      "dropout and none answer every example that was held out alike",
    );
  });

  it.each([
    [0, "no run"],
    [1, "only one run"],
  ])("is unknown without figures, from %i runs", (runs, found) => {
    const { figures: _, ...bare } = pair;
    for (const isAlike of [true, false]) {
      expect(
        toVerdict({ ...bare, runs, isAlike }, { design: twenty, measure: "accuracy", pairs: 0 }),
      ).toEqual({
        kind: "unknown",
        text: `dropout and none cannot be compared: ${found} of both has a result`,
      });
    }
  });

  it("of one seed holds for this seed alone", () => {
    const design = overSeeds(3);
    expect(judge({}, { design, runs: 1 }).text).toBe(
      "dropout beats none by 3.1 points (0.4 to 5.8), with seed 3 alone",
    );
    expect(judge({ ...doubtful, needed: { seeds: 1, examples: 900 } }, { design, runs: 1 }).text).toBe(
      "dropout and none cannot be told apart with 1 seed and 200 test examples; " +
        "about 900 test examples would settle a difference of this size",
    );
    expect(judge(doubtful, { design, runs: 1, examples: 1 }).text).toContain(
      "with 1 seed and 1 test example;",
    );
  });

  it("of a cross-validation says by which", () => {
    const design: Design = { kind: "folds", folds: 5, seeds: [3, 4, 5, 6] };
    const context = { design, runs: 20, examples: 1200 };
    expect(judge({}, context).text).toBe("dropout beats none by 3.1 points (0.4 to 5.8)");
    expect(judge(doubtful, context)).toEqual({
      kind: "undecided",
      text: "dropout and none cannot be told apart by 4 × 5-fold cross-validation of 1 200 examples",
    });
    expect(judge(doubtful, { ...context, design: { ...design, seeds: [3] } }).text).toContain(
      "cannot be told apart by 5-fold cross-validation",
    );
    expect(judge(doubtful, { ...context, runs: 17 }).text).toBe(
      "dropout and none cannot be told apart by 17 held-out folds",
    );
  });
});
