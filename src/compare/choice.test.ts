import { describe, expect, it } from "vitest";
import { resolveSettings } from "../train/options.ts";
import { choose } from "./choice.ts";
import type { VariantResult } from "./comparison.ts";

const figures = (accuracy: number, cost: number) => ({
  accuracy: { mean: accuracy },
  dataCost: { mean: cost },
});

/** A variant by its mean accuracy and cost on development and on test examples. */
function variant(
  name: string,
  development: readonly [accuracy: number, cost: number] | undefined,
  test: readonly [accuracy: number, cost: number] = [0.5, 1],
): VariantResult {
  return {
    name,
    title: name,
    settings: resolveSettings(),
    runs: [],
    estimates: {
      ...(development ? { development: figures(...development) } : {}),
      test: figures(...test),
    },
  };
}

describe("the choice", () => {
  it("is the variant that is right most often on development examples, whatever the test examples say", () => {
    const variants = [
      variant("a", [0.8, 0.5], [0.99, 0.01]),
      variant("b", [0.9, 0.6], [0.5, 2]),
      variant("c", [0.7, 0.1]),
    ];
    expect(choose(variants)).toEqual({ variant: "b", accuracy: 0.9 });
  });

  it("is of equals the one with the lowest cost there, then the first", () => {
    const accuracy = 0.9;
    expect(choose([variant("a", [0.9, 0.5]), variant("b", [0.9, 0.4])])).toEqual({ variant: "b", accuracy });
    expect(choose([variant("a", [0.9, 0.4]), variant("b", [0.9, 0.4])])).toEqual({ variant: "a", accuracy });
  });

  it("is absent without development examples, and with one variant alone", () => {
    expect(choose([variant("a", undefined), variant("b", undefined)])).toBeUndefined();
    expect(choose([variant("a", [0.9, 0.5])])).toBeUndefined();
    expect(choose([])).toBeUndefined();
  });

  it("passes over a variant whose runs all diverged", () => {
    const { estimates: _, ...diverged } = variant("a", undefined);
    expect(choose([{ ...diverged, estimates: {} }, variant("b", [0.6, 0.5])])).toEqual({
      variant: "b",
      accuracy: 0.6,
    });
  });
});
