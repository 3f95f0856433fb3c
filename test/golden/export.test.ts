import { describe, expect, it } from "vitest";
import { createPrograms, exportCases, hashOf } from "./export-cases.ts";
import figures from "./export-figures.json" with { type: "json" };

describe.each(exportCases.map((exported, index) => ({ exported, of: exported.name, index })))(
  "the program of a model with $of",
  ({ exported, index }) => {
    const expected = figures[index];

    it("is the one that PyTorch executed, and Keras' the one that was parsed", () => {
      const { name, pytorch, keras } = createPrograms(exported);
      expect({ name, pytorch: hashOf(pytorch), keras: hashOf(keras) }).toEqual({
        name: expected?.name,
        pytorch: expected?.pytorch,
        keras: expected?.keras,
      });
    });

    it("predicted there what wellfit predicts", () => {
      const predictions = exported.predict();
      expect(predictions).toHaveLength(expected?.predictions.length as number);
      predictions.forEach((value, place) => {
        const difference = Math.abs(value - (expected?.predictions[place] as number));
        expect(difference).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
      });
    });
  },
);
