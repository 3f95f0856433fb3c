import { describe, expect, it } from "vitest";
import { startEngine } from "../engine/engine.ts";
import { createMemoryPlan } from "../engine/memory-plan.ts";
import { createLayout } from "../network/layout.ts";
import { CONSTRAINT_NAMES, type ConstraintName, constraints } from "./constraints.ts";

/** W1 of two units with two features, b1, W2 and b2 of the output. */
const layout = createLayout({ inputs: 2, hiddenLayers: [2], activation: "relu" });
const PARAMETERS = [3, -4, 0.5, 0, -7, 8, -6, 8, 9];
const weights = layout.entries.filter(({ kind }) => kind === "weight");

/** What a constraint makes of the parameters. */
function constrain(name: ConstraintName, limit: number): readonly number[] {
  const plan = createMemoryPlan("f64");
  const parameters = plan.reserveNumbers(layout.length);
  const calls = constraints[name].plan({ plan, parameters, entries: weights, limit });
  const engine = startEngine(plan, { constrain: calls });
  const numbers = engine.numbers(parameters, layout.length);
  numbers.set(PARAMETERS);
  engine.run("constrain");
  return [...numbers];
}

describe("constraints", () => {
  it("have their names, and a limit by default where they take one", () => {
    expect(CONSTRAINT_NAMES).toEqual(["max-norm", "unit-norm", "non-negative", "spectral-norm"]);
    expect(CONSTRAINT_NAMES.filter((name) => constraints[name].defaultLimit !== undefined)).toEqual([
      "max-norm",
      "spectral-norm",
    ]);
  });

  it("max-norm bounds every unit of every matrix, and no bias", () => {
    expect(constrain("max-norm", 2.5)).toEqual([1.5, -2, 0.5, 0, -7, 8, -1.5, 2, 9]);
  });

  it("unit-norm makes units of length 1, whatever the limit", () => {
    const constrained = constrain("unit-norm", 2.5);
    for (const [i, expected] of [0.6, -0.8, 1, 0, -7, 8, -0.6, 0.8, 9].entries()) {
      expect(constrained[i]).toBeCloseTo(expected, 15);
    }
  });

  it("non-negative leaves biases negative", () => {
    expect(constrain("non-negative", 0)).toEqual([3, 0, 0.5, 0, -7, 8, 0, 8, 9]);
  });

  it("spectral-norm bounds every matrix by itself", () => {
    const constrained = constrain("spectral-norm", 5);
    // W2 has one row: its largest singular value is the row's norm, 10.
    for (const [i, expected] of [-3, 4, 9].entries()) expect(constrained[6 + i]).toBeCloseTo(expected, 12);
    expect((constrained[0] as number) / 3).toBeCloseTo((constrained[1] as number) / -4, 14);
    // Of W1, a little above the 5 of its first unit: 0.25 + 25 is the sum of both squares, and 2 the determinant.
    const largest = Math.sqrt((25.25 + Math.sqrt(25.25 * 25.25 - 16)) / 2);
    expect(constrained[0]).toBeCloseTo((3 * 5) / largest, 5);
  });
});
