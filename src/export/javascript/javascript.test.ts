import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomModels, randomRows } from "../../../test/support/random-models.ts";
import { Model } from "../../model/model.ts";
import { ACTIVATION_NAMES } from "../../network/activations.ts";
import { createLayout } from "../../network/layout.ts";
import { toJavaScript } from "./javascript.ts";

/** What the text of an exported module exports. */
interface ExportedModule {
  readonly features: readonly string[];
  readonly target: string;
  readonly classes?: readonly string[];
  readonly predict: (rows: readonly (readonly number[])[]) => Float64Array;
}

function load(text: string): Promise<ExportedModule> {
  return import(`data:text/javascript,${encodeURIComponent(text)}`) as Promise<ExportedModule>;
}

const labels = { featureNames: ["x1", "x2"], targetName: "y", classNames: ["no", "yes"] };

describe("a model as a JavaScript module", () => {
  it("predicts the same bits, whatever the network", async () => {
    await fc.assert(
      fc.asyncProperty(randomModels, fc.nat(), async (model, seed) => {
        const rows = randomRows(model, seed, 1000);
        const { predict } = await load(toJavaScript(model));
        expect(Array.from(predict(rows))).toEqual(Array.from(model.predict(rows)));
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it.each(ACTIVATION_NAMES)("computes %s with the same bits over its whole range", async (activation) => {
    // The sum is the feature, and the output is the activation.
    const spec = { inputs: 1, hiddenLayers: [1], activation, head: "regression" } as const;
    const names = { featureNames: ["x"], targetName: "y", classNames: [], targetType: "number" } as const;
    const model = new Model(spec, Float64Array.of(1, 0, 1, 0), names);
    const powers = Array.from({ length: 70 }, (_, n) => Number(`1e${n - 60}`));
    const sizes = [
      ...powers.flatMap((size) => [size, size * 2.3, size * 5.7]),
      5e-324,
      1e-310,
      1e300,
      1.7e308,
    ];
    const steps = Array.from({ length: 4000 }, (_, n) => (n - 2000) * 0.38712345);
    const rows = [...steps, 0, ...sizes, ...sizes.map((size) => -size)].map((x) => [x]);
    const { predict } = await load(toJavaScript(model));
    const [given, expected] = [predict(rows), model.predict(rows)];
    const bad = rows.findIndex((_, index) => given[index] !== expected[index]);
    expect([rows[bad], given[bad], expected[bad]]).toEqual([undefined, undefined, undefined]);
  });

  it("says what it takes and gives, and refuses what wellfit refuses", async () => {
    const model = new Model(
      { inputs: 2, hiddenLayers: [], activation: "relu" },
      Float64Array.of(2, -1, 0.1),
      labels,
    );
    const module = await load(toJavaScript(model));
    expect(module).toMatchObject({ features: ["x1", "x2"], target: "y", classes: ["no", "yes"] });
    expect(module.predict([])).toEqual(new Float64Array(0));
    for (const row of [[1], [1, 2, 3], [1, Number.NaN], [1, "2"], [Infinity, 1]] as number[][]) {
      expect(() => module.predict([[0, 0], row])).toThrow(
        new RangeError("Row 2: expected a finite number for each of x1, x2."),
      );
    }
    expect(() => module.predict([[1.7e308, -1.7e308]])).toThrow(
      new RangeError("Row 1: its numbers are too large."),
    );
  });

  it("takes less than 8 kB for the article's network", () => {
    const spec = { inputs: 2, hiddenLayers: [20, 3], activation: "relu" } as const;
    const parameters = new Float64Array(createLayout(spec).length).map((_, n) => 1 / (n + 3));
    const text = toJavaScript(new Model(spec, parameters, labels));
    expect(new TextEncoder().encode(text).length).toBeLessThan(8000);
    expect(text).not.toContain("kernelExp");
  });
});
