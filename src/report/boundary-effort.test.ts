import { describe, expect, it } from "vitest";
import { Model } from "../model/model.ts";
import { createLayout } from "../network/layout.ts";
import { canSeekLines, chooseSteps } from "./boundary-effort.ts";

const labels = { featureNames: ["x1", "x2"], targetName: "y", classNames: ["a", "b"] };

/** A model of two features whose parameters are all 0. */
function createModel(...hiddenLayers: number[]): Model {
  const spec = { inputs: 2, hiddenLayers, activation: "relu" as const };
  return new Model(spec, new Float64Array(createLayout(spec).length), labels);
}

describe("the work for a boundary", () => {
  it("is a grid of 200 steps with sought lines for networks of up to 10 000 weights", () => {
    for (const model of [createModel(), createModel(20, 3), createModel(97, 99)]) {
      expect(chooseSteps([[model]])).toBe(200);
      expect(canSeekLines(model)).toBe(true);
    }
    expect(canSeekLines(createModel(97, 101))).toBe(false);
  });

  it("is more for several classes, which have more lines: 25 000 weights among them", () => {
    const ofClasses = (outputs: number, hidden: number): Model => {
      const spec = {
        inputs: 2,
        hiddenLayers: [hidden],
        activation: "relu",
        head: "multiclass",
        outputs,
      } as const;
      const classNames = Array.from({ length: outputs }, (_, index) => `c${index}`);
      const parameters = new Float64Array(createLayout(spec).length);
      return new Model(spec, parameters, { ...labels, classNames });
    };
    expect(canSeekLines(ofClasses(5, 714))).toBe(true);
    expect(canSeekLines(ofClasses(5, 715))).toBe(false);
    expect(canSeekLines(ofClasses(10, 208))).toBe(true);
    expect(canSeekLines(ofClasses(10, 209))).toBe(false);
  });

  it("takes no more than a billion multiplications while the grid has more than 64 steps", () => {
    const steps = [
      createModel(128, 128),
      createModel(256, 256),
      createModel(500, 500),
      createModel(900, 900),
    ].map((model) => chooseSteps([[model]]));
    expect(steps).toEqual([200, 122, 64, 64]);
    expect(122 ** 2 * (256 * (2 + 256 + 1))).toBeLessThan(1e9);
  });

  it("counts all models of a panel: those of several seeds are asked at every point", () => {
    const model = createModel(256, 256);
    expect(chooseSteps([[model, model, model, model]])).toBe(64);
    expect(chooseSteps([[model], [model], [model], [model]])).toBe(122);
    expect(chooseSteps([Array.from({ length: 20 }, () => createModel(20, 3))])).toBe(200);
  });

  it("is that of the largest model, since all share one grid", () => {
    expect(chooseSteps([[createModel(20, 3)], [createModel(256, 256)]])).toBe(122);
  });
});
