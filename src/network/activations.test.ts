import { describe, expect, it } from "vitest";
import { activate, activationCodes, multiplyByDerivative } from "../engine/activations.ts";
import { startEngine } from "../engine/engine.ts";
import { createMemoryPlan } from "../engine/memory-plan.ts";
import { writeRows } from "../engine/panels.ts";
import { ACTIVATION_NAMES, activations } from "./activations.ts";

/** The derivatives just below 0 and just above. */
function slopesBesideZero(activation: (typeof activations)[keyof typeof activations]["code"]): number[] {
  const plan = createMemoryPlan("f64");
  const [sums, output, gradients] = [1, 2, 3].map(() => plan.reservePanels(1, 2));
  if (sums === undefined || output === undefined || gradients === undefined) throw new Error("no arrays");
  const calls = [
    activate({ activation, sums, output }, "f64"),
    multiplyByDerivative({ activation, sums, activations: output, gradients }, "f64"),
  ];
  const engine = startEngine(plan, { calls });
  writeRows(engine.panels(sums), Float64Array.of(-1e-9, 1e-9), 2);
  engine.panels(gradients).fill(1);
  engine.run("calls");
  return [...engine.panels(gradients).subarray(0, 2)];
}

describe("the table of activations", () => {
  it("has the names that options take, relu first", () => {
    expect(ACTIVATION_NAMES).toEqual([
      "relu",
      "leaky-relu",
      "elu",
      "selu",
      "gelu",
      "swish",
      "softplus",
      "tanh",
      "sigmoid",
      "linear",
    ]);
  });

  it("has each of the engine's activations once", () => {
    const codes = Object.values(activations).map(({ code }) => code);
    expect(codes.toSorted((a, b) => a - b)).toEqual(Object.values(activationCodes));
  });

  it.each(ACTIVATION_NAMES)("says of %s whether its derivative jumps at 0", (name) => {
    const { code, hasKink } = activations[name];
    const [below, above] = slopesBesideZero(code) as [number, number];
    expect(Math.abs(above - below) > 1e-3).toBe(hasKink);
  });

  it("says which a layer computes itself, and which need their sums kept", () => {
    const namesWhere = (property: "isFused" | "needsSums"): string[] =>
      ACTIVATION_NAMES.filter((name) => activations[name][property]);
    expect(namesWhere("isFused")).toEqual(["relu", "tanh", "sigmoid", "linear"]);
    expect(namesWhere("needsSums")).toEqual(["gelu", "swish"]);
  });
});
