import { describe, expect, it } from "vitest";
import { nameOf, viewOf } from "../../src/network/layout.ts";
import { layersOf } from "../../src/network/spec.ts";
import type { Step } from "../../src/train/step.ts";
import { createProgram, explainCases, hashOf, stepOf, takeSteps } from "./explain-cases.ts";
import figures from "./explain-figures.json" with { type: "json" };
import kerasFigures from "./keras-figures.json" with { type: "json" };

/** Where a program led; no parameters where it drew random numbers. */
interface Figures {
  readonly name: string;
  readonly code: string;
  readonly parameters: Readonly<Record<string, readonly number[]>> | null;
}

/** Whether a step has come to some parameters, but for what rounding leaves. */
function expectParameters(step: Step, { parameters }: Figures, tolerance: number): void {
  for (const entry of step.layout.entries) {
    // Batch normalization takes the mean off again: such a bias has no derivative but what rounding leaves of it.
    if (entry.kind === "bias" && layersOf(step.spec)[entry.layer - 1]?.normalization === "batch") continue;
    const block = parameters?.[nameOf(entry)] as readonly number[];
    const largest = Math.max(...block.map(Math.abs));
    viewOf(step.modelParameters, entry).forEach((value, place) => {
      const difference = Math.abs(value - (block[place] as number));
      expect(difference, `${nameOf(entry)}[${place}]`).toBeLessThanOrEqual(tolerance * largest);
    });
  }
}

describe.each(explainCases.map((run, index) => ({ run, of: `${run.system}: ${run.name}`, index })))(
  "the program for $of",
  ({ run, index }) => {
    const expected = figures[index] as unknown as Figures;
    const inKeras = kerasFigures[index] as unknown as Figures;
    const { code, keras } = createProgram(run);

    it("is the one that was executed there, and in Keras", () => {
      expect([expected.name, expected.code]).toEqual([run.name, hashOf(code)]);
      expect([inKeras.name, inKeras.code]).toEqual([run.name, hashOf(keras)]);
    });

    it("fits a terminal of 80 columns, as does Keras'", () => {
      const lines = `${code}\n${keras}`.split("\n");
      expect(lines.filter(({ length }) => length > 80)).toEqual([]);
    });

    it.skipIf(run.isRandom)("took wellfit's steps", () => {
      const step = stepOf(run);
      expect(takeSteps(step)).toBe(true);
      expectParameters(step, expected, run.tolerance);
    });

    it.skipIf(run.isRandom)("took them in Keras, or says what differs there", () => {
      const step = stepOf(run);
      takeSteps(step);
      if (typeof run.keras === "number") expectParameters(step, inKeras, run.keras);
      else {
        expect(keras).toContain(`# ${run.keras}`);
        expect(() => expectParameters(step, inKeras, 1e-5)).toThrow("to be less than or equal");
      }
    });
  },
);
