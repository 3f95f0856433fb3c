import { describe, expect, it } from "vitest";
import { firstCorrection, OPTIMIZER_NAMES, optimizers, secondCorrection } from "./optimizers.ts";

describe("the table of optimizers", () => {
  it("has the usual ones, and marks the one that steps with all examples only", () => {
    expect(OPTIMIZER_NAMES).toEqual([
      "gradient-descent",
      "momentum",
      "nesterov",
      "rmsprop",
      "adagrad",
      "adam",
      "adamw",
      "lion",
      "lbfgs",
    ]);
    expect(OPTIMIZER_NAMES.filter((name) => optimizers[name].isFullBatch)).toEqual(["lbfgs"]);
  });

  it("decays weights by default with AdamW alone", () => {
    const decaying = OPTIMIZER_NAMES.filter((name) => optimizers[name].defaults.weightDecay > 0);
    expect(decaying).toEqual(["adamw"]);
  });
});

describe("Adam's corrections", () => {
  it("are 1/(1 − β1^t) and 1/√(1 − β2^t), as products of t factors have it", () => {
    let [power1, power2] = [1, 1];
    for (let t = 1; t <= 3000; t++) {
      power1 *= 0.9;
      power2 *= 0.999;
      expect(firstCorrection(0.9, t) * (1 - power1)).toBeCloseTo(1, 12);
      expect(secondCorrection(0.999, t) * Math.sqrt(1 - power2)).toBeCloseTo(1, 12);
    }
  });

  it("undo the share of the first step exactly, and end at 1", () => {
    expect(firstCorrection(0.75, 1)).toBe(4);
    expect(secondCorrection(0.75, 1)).toBe(2);
    expect(secondCorrection(0.75, 2)).toBe(1 / Math.sqrt(0.4375));
    expect(firstCorrection(0.9, 1_000_000_000)).toBe(1);
    expect(secondCorrection(0.999, 1_000_000_000)).toBe(1);
  });

  it("are 1 where nothing is remembered", () => {
    expect(firstCorrection(0, 1)).toBe(1);
    expect(secondCorrection(0, 5)).toBe(1);
  });
});
