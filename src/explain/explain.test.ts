import { describe, expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { fitPreparation } from "../data/preparation/fit-preparation.ts";
import { prepareDataset } from "../data/preparation/prepare-dataset.ts";
import { toTable } from "../data/table/to-table.ts";
import { explain } from "./explain.ts";

const moons = datasets.moons({ examples: 40 });

describe("explain", () => {
  it("counts what is trained and what is measured", () => {
    const { layers, parameters } = explain(moons, {
      hiddenLayers: [4, 3],
      normalization: ["batch", "layer"],
    });
    expect(layers.map(({ trained, measured }) => [trained, measured])).toEqual([
      [4 * 2 + 4 + 8, 8],
      [3 * 4 + 3 + 6, 0],
      [3 + 1, 0],
    ]);
    expect(parameters).toEqual({ trained: 45, measured: 8 });
  });

  it("names no regularizer where there is none", () => {
    expect(explain(moons).regularizers).toEqual([]);
  });

  it("tells where each regularizer acts, per layer", () => {
    const { regularizers } = explain(moons, {
      lambda: [0.4, 0, 0],
      keepProbability: [1, 0.75],
      clipping: "value",
    });
    expect(regularizers.map(({ name, place, strength }) => `${name}, ${place}: ${strength}`)).toEqual([
      "L2, cost, weights of layer 1: λ 0.4: 0.01·w in every batch",
      "dropout, units of layer 2: p 0.75, rate 0.25; masks fresh",
      "clipping (value), gradients: limit 1",
    ]);
  });

  it("says in every program how the features of a table were prepared, and lets no name out of its comment", () => {
    const cells = {
      "age\n0/0 # ": [20, 30, null, 50],
      sex: ["m", "f", "f", "m"],
      price: [100, 200, 300, 500],
    };
    const table = toTable(cells, "people");
    const { dataset } = prepareDataset(fitPreparation(table, [0, 1, 2, 3], { target: "price" }), table);
    const { keras, pytorch, sklearn } = explain(dataset, { batchSize: 2 }).code;
    for (const code of [keras, pytorch, sklearn]) {
      const lines = code.split("\n");
      const comments = lines.flatMap((line) => (line.startsWith("# ") ? [line.slice(2)] : [])).join(" ");
      expect(comments).toContain("prepares them, by its training rows");
      expect(comments).toMatch(/ - sex: 1 or 0 each: f, m; where missing, 0 for each/);
      expect(comments).toMatch(/ - age 0\/0 #\s*: \(x − 33\.33\) \/ /);
      expect(comments).toContain("The target is price, a number");
      expect(lines.filter((line) => line.startsWith("0/0"))).toEqual([]);
    }
    expect(explain(moons).code.pytorch).not.toContain("prepares");
  });

  it("refuses what train refuses", () => {
    expect(() => explain(moons, { batchSize: 41 })).toThrow(/batchSize: expected at most 40/);
    expect(() => explain(moons, { patience: 3 })).toThrow(/development data beside it/);
  });

  it("gives lambda the batch's share in scikit-learn, and the cost's own scale", () => {
    expect(explain(moons, { lambda: 0.4, batchSize: 10 }).code.sklearn).toContain("alpha=0.4 * 10 / m,");
    const numbers = Dataset.fromRows({ name: "numbers", rows: [[0], [1], [2], [3]], targets: [1, 2, 3, 5] });
    const { sklearn } = explain(numbers, { lambda: 0.4, learningRate: 0.1 }).code;
    expect(sklearn).toContain("alpha=0.5 * 0.4 * 4 / m,");
    expect(sklearn).toContain("learning_rate_init=0.2,");
  });

  it("gives lambda to PyTorch's SGD as weight decay of weights, and to others in the cost", () => {
    expect(explain(moons, { lambda: 0.4 }).code.pytorch).toContain(
      "WEIGHT_DECAY = [0.4 / m, 0.4 / m, 0.4 / m]",
    );
    expect(explain(moons, { lambda: 0.4, optimizer: "adam" }).code.pytorch).toContain(
      "l2 / (2 * m) * (w**2).sum()",
    );
  });

  it("says in comments what scikit-learn and Playground lack", () => {
    const { code } = explain(moons, { keepProbability: 0.9 });
    expect(code.sklearn).toContain("# No equivalent in scikit-learn: dropout.");
    expect(code.playground).toContain("# It has no dropout");
  });

  it("gives Playground an address with the rate λ/m", () => {
    expect(explain(moons, { lambda: 0.4, hiddenLayers: [4, 2] }).code.playground).toContain(
      "https://playground.tensorflow.org/#activation=relu&regularization=L2&batchSize=30&learningRate=0.3&" +
        "regularizationRate=0.01&networkShape=4,2&seed=3&problem=classification",
    );
  });
});
