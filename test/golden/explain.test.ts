import { describe, expect, it } from "vitest";
import { nameOf, viewOf } from "../../src/network/layout.ts";
import { layersOf } from "../../src/network/spec.ts";
import { createProgram, explainCases, hashOf, stepOf, takeSteps } from "./explain-cases.ts";
import figures from "./explain-figures.json" with { type: "json" };

interface Figures {
  readonly name: string;
  readonly system: string;
  readonly code: string;
  readonly keras: string;
  readonly parameters: Readonly<Record<string, readonly number[]>>;
}

describe.each(explainCases.map((run, index) => ({ run, of: `${run.system}: ${run.name}`, index })))(
  "the program for $of",
  ({ run, index }) => {
    const expected = figures[index] as unknown as Figures;

    it("is the one that was executed there, and Keras' the one that was parsed", () => {
      const { name, system, code, keras } = createProgram(run);
      expect({ name, system, code: hashOf(code), keras: hashOf(keras) }).toEqual({
        name: expected.name,
        system: expected.system,
        code: expected.code,
        keras: expected.keras,
      });
    });

    it("took wellfit's steps", () => {
      const step = stepOf(run);
      expect(takeSteps(step)).toBe(true);
      for (const entry of step.layout.entries) {
        // Batch normalization takes the mean off again: such a bias has no derivative but what rounding leaves of it.
        if (entry.kind === "bias" && layersOf(step.spec)[entry.layer - 1]?.normalization === "batch")
          continue;
        const block = expected.parameters[nameOf(entry)] as readonly number[];
        const largest = Math.max(...block.map(Math.abs));
        viewOf(step.modelParameters, entry).forEach((value, place) => {
          const difference = Math.abs(value - (block[place] as number));
          expect(difference, `${nameOf(entry)}[${place}]`).toBeLessThanOrEqual(run.tolerance * largest);
        });
      }
    });
  },
);
