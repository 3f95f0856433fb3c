import { describe, expect, it } from "vitest";
import { counterRandom } from "../base/counter-random.ts";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { createLayout } from "../network/layout.ts";
import { Model } from "./model.ts";

const { training, test } = datasets.football();
const spec = { inputs: 2, hiddenLayers: [5], activation: "relu" as const };
const labels = { featureNames: ["x1", "x2"], targetName: "y", classNames: ["guests", "home"] };

/** A network with random parameters of the given size. */
function createModel(seed: number, size = 1): Model {
  const parameters = counterRandom(seed, "weights").randn(createLayout(spec).length);
  return new Model(
    spec,
    parameters.map((value) => size * value),
    labels,
  );
}

describe("the scores of a model", () => {
  it.each([1, 2, 3, 4, 5])("are what its evaluation sums up: parameters of seed %i", (seed) => {
    const model = createModel(seed, 3);
    for (const part of [training, test]) {
      const { correct, costs } = model.scores(part);
      const evaluation = model.evaluate(part);
      expect([correct.length, costs.length]).toEqual([part.examples, part.examples]);
      expect(correct.reduce((sum, value) => sum + value, 0)).toBe(evaluation.correct);
      const mean = costs.reduce((sum, cost) => sum + cost, 0) / part.examples;
      expect(Math.abs(mean / evaluation.dataCost - 1)).toBeLessThan(1e-13);
    }
  });

  it("are those of each example alone, in the order of the data", () => {
    const model = createModel(6);
    const { correct, costs } = model.scores(test);
    const alone = Array.from({ length: test.examples }, (_, i) => model.evaluate(test.select("one", [i])));
    expect(Array.from(correct)).toEqual(alone.map((evaluation) => evaluation.correct));
    costs.forEach((cost, i) => {
      expect(Math.abs(cost - (alone[i]?.dataCost ?? 0))).toBeLessThan(1e-14);
    });
  });

  it("call a wrong answer what costs more than log 2, and no right one", () => {
    const { correct, costs } = createModel(7).scores(training);
    expect(Array.from(costs, (cost) => (cost < Math.LN2 ? 1 : 0))).toEqual(Array.from(correct));
  });

  it("take examples whose sums overflow for wrong, at an infinite cost", () => {
    const linear = { ...spec, hiddenLayers: [] };
    const steep = new Model(linear, Float64Array.of(2, -2, 0.5), labels);
    const rows = [
      [1, 1],
      [1.7e308, -1.7e308],
      [1.7e308, 1.7e308],
      [-1, 0],
    ];
    const data = Dataset.fromRows({ name: "d", rows, labels: ["home", "home", "guests", "guests"] });
    const { correct, costs } = steep.scores(data);
    expect(Array.from(correct)).toEqual([1, 0, 0, 1]);
    expect(Array.from(costs, Number.isFinite)).toEqual([true, false, false, true]);
    expect(costs[1]).toBe(Infinity);
  });

  it("find features and classes by their names", () => {
    const model = createModel(8);
    const turned = Dataset.fromRows({
      name: "turned",
      rows: Array.from({ length: test.examples }, (_, i) => Array.from(test.row(i)).toReversed()),
      labels: Array.from(test.target.values, (value) => test.target.classNames[value] as string),
      classNames: test.target.classNames.toReversed(),
      featureNames: ["x2", "x1"],
    });
    expect(model.scores(turned)).toEqual(model.scores(test));
  });

  it("are refused for what is no data, or data of others", () => {
    const model = createModel(9);
    expect(() => model.scores([] as never)).toThrow("scores: expected a Dataset, got []");
    const other = Dataset.fromRows({ name: "other", rows: [[1, 2]], labels: [1], featureNames: ["a", "b"] });
    expect(() => model.scores(other)).toThrow('data set "other": expected the features x1, x2, got a, b.');
  });
});

describe("the scores of a model of numbers", () => {
  const rows = [[0.5], [-1], [2], [0]];
  const data = Dataset.fromRows({ name: "numbers", rows, targets: [1, 0, 4, 2], weights: [1, 2, 3, 4] });
  /** w·x + b, of which counts are e to the power. */
  const modelOf = (head: "regression" | "count", slope: number): Model =>
    new Model({ inputs: 1, hiddenLayers: [], activation: "relu", head }, Float64Array.of(slope, 0.25), {
      featureNames: ["x1"],
      targetName: "y",
      classNames: [],
      targetType: "number",
    });

  it("have squared errors, each for itself whatever its weight, and no right answers", () => {
    const { correct, squaredErrors, deviances } = modelOf("regression", 2).scores(data);
    expect(Array.from(correct)).toEqual([0, 0, 0, 0]);
    expect(Array.from(squaredErrors ?? [])).toEqual([0.25 ** 2, 1.75 ** 2, 0.25 ** 2, 1.75 ** 2]);
    expect(deviances).toBeUndefined();
  });

  it("of counts have deviances, whose weighted mean is the metric, beside squared errors", () => {
    const model = modelOf("count", 0.6);
    const { squaredErrors = [], deviances = [] } = model.scores(data);
    const weighted = (values: ArrayLike<number>): number =>
      Array.from(values).reduce((sum, value, i) => sum + (data.weights?.[i] as number) * value, 0) / 10;
    const { poissonDeviance, rmse } = model.measure(data);
    expect(weighted(deviances)).toBeCloseTo(poissonDeviance?.value as number, 12);
    expect(Math.sqrt(weighted(squaredErrors))).toBeCloseTo(rmse?.value as number, 12);
  });

  it("are infinite where a prediction is not finite", () => {
    const { squaredErrors, deviances, costs } = modelOf("count", 1000).scores(data);
    for (const errors of [squaredErrors, deviances, costs]) expect(errors?.[2]).toBe(Infinity);
    expect(squaredErrors?.[3]).toBeLessThan(Infinity);
  });

  it("are none of models of classes", () => {
    expect(createModel(1).scores(test)).not.toHaveProperty("squaredErrors");
  });
});
