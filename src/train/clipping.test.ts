import { describe, expect, it } from "vitest";
import { startEngine } from "../engine/engine.ts";
import { createMemoryPlan } from "../engine/memory-plan.ts";
import { createLayout } from "../network/layout.ts";
import { CLIPPING_NAMES, type ClippingName, clippings } from "./clipping.ts";

/** W1 and b1 of one unit with two features, W2 and b2 of the output: two, one, one and one numbers. */
const layout = createLayout({ inputs: 2, hiddenLayers: [1], activation: "relu" });
const GRADIENTS = [3, -4, 0.5, -12, 0];

/** What clipping makes of the gradients. */
function clip(name: ClippingName, limit: number, entries = layout.entries): readonly number[] {
  const plan = createMemoryPlan("f64");
  const gradients = plan.reserveNumbers(layout.length);
  const calls = clippings[name].plan({ gradients, entries, precision: "f64", limit });
  const engine = startEngine(plan, { clip: calls });
  const numbers = engine.numbers(gradients, layout.length);
  numbers.set(GRADIENTS);
  engine.run("clip");
  return [...numbers];
}

describe("clipping", () => {
  it("has its names", () => {
    expect(CLIPPING_NAMES).toEqual(["value", "norm", "global-norm"]);
  });

  it("by value cuts off every gradient", () => {
    expect(clip("value", 3.5)).toEqual([3, -3.5, 0.5, -3.5, 0]);
  });

  it("by norm treats every block by itself", () => {
    expect(clip("norm", 2.5)).toEqual([1.5, -2, 0.5, -2.5, 0]);
  });

  it("by global norm scales all blocks alike", () => {
    const norm = Math.sqrt(9 + 16 + 0.25 + 144);
    const clipped = clip("global-norm", 6.5);
    for (const [i, g] of GRADIENTS.entries()) expect(clipped[i]).toBeCloseTo((g * 6.5) / norm, 14);
    expect(clip("global-norm", 14)).toEqual(GRADIENTS);
  });

  it("touches the given blocks alone", () => {
    const [, ...others] = layout.entries;
    expect(clip("value", 1, others)).toEqual([3, -4, 0.5, -1, 0]);
    expect(clip("global-norm", 0.5, others).slice(0, 2)).toEqual([3, -4]);
    expect(clip("norm", 1, others)).toEqual([3, -4, 0.5, -1, 0]);
  });
});
