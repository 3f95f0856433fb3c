import { describe, expect, it } from "vitest";
import type { Preparation } from "../data/preparation/preparation.ts";
import { Model } from "../model/model.ts";
import { toKerasScript, toPytorchScript } from "./python-scripts.ts";

const spec = { inputs: 2, hiddenLayers: [3], activation: "tanh", normalization: "batch" } as const;
const model = new Model(spec, new Float64Array(25).fill(0.5), {
  featureNames: ["x1", 'the "other"'],
  targetName: "y",
  classNames: ["no", "yes"],
});

describe("programs in Python", () => {
  it("say for PyTorch where each array of the file belongs", () => {
    const lines = toPytorchScript(model, "models/m.wellfit").split("\n");
    for (const line of [
      '    "1.running_var": "variance1",',
      '    "3.weight": "W2",',
      'arrays = read_safetensors("models/m.wellfit")',
      'FEATURES = ["x1", "the \\"other\\""]',
      'CLASSES = ["no", "yes"]',
    ]) {
      expect(lines).toContain(line);
    }
  });

  it("give Keras the arrays in its own order, weights turned", () => {
    expect(toKerasScript(model, "m.wellfit")).toContain(`model.set_weights([
    arrays["W1"].T, arrays["b1"], arrays["gamma1"], arrays["beta1"], arrays["mean1"], arrays["variance1"],
    arrays["W2"].T, arrays["b2"],
])`);
  });

  it("read a preparation from the file, or take features, and restore the units of the target both ways", () => {
    const preparation: Preparation = {
      version: 1,
      columns: [{ type: "boolean", name: 'a """lift"""', fill: 0, hasIndicator: false }],
      dropped: [],
      target: { type: "number", name: "y", center: -500, spread: 20 },
    };
    const names = { featureNames: ['a """lift"""'], targetName: "y", classNames: [], preparation };
    const prepared = new Model(
      { inputs: 1, hiddenLayers: [], activation: "relu", head: "regression" },
      Float64Array.of(2, 1),
      { ...names, targetType: "number" },
    );
    for (const toScript of [toKerasScript, toPytorchScript]) {
      const lines = toScript(prepared, "m.wellfit").split("\n");
      expect(lines).toContain('COLUMNS = ["a \\"\\"\\"lift\\"\\"\\""]');
      expect(lines).toContain('PREPARATION = read_preparation("m.wellfit")');
      expect(lines.filter((line) => line.endsWith(" * 20 - 500"))).toHaveLength(1);
      const bare = toScript(prepared, "m.wellfit", { preparation: "none" });
      expect(bare).toContain("FEATURES = ");
      expect(bare).toContain(" * 20 - 500\n");
      expect(bare).not.toContain("prepare");
      expect(() => toScript(prepared, "m", { preparation: 1 as never })).toThrow(
        "Script: preparation: expected one of included, none, got 1.",
      );
    }
  });

  it.each([toKerasScript, toPytorchScript])("are not made of anything but a model (%o)", (toScript) => {
    expect(() => toScript({ model } as never, "m")).toThrow(
      "expected a Model, got an object with model. Pass its model.",
    );
  });
});
