import { expect, it } from "vitest";
import { datasets } from "../data/datasets.ts";
import { Model } from "../model/model.ts";
import { train } from "../train/train.ts";
import { predictEnsemble } from "./ensemble.ts";

const { training, test } = datasets.football();
const rows = Array.from({ length: test.examples }, (_, example) => test.row(example));
const modelOf = async (seed: number): Promise<Model> =>
  (await train(training, { seed, iterations: 300, hiddenLayers: [5] })).model;
const models = [await modelOf(1), await modelOf(2), await modelOf(3)] as const;

it("an ensemble of one is the model, without any spread", () => {
  const { mean, standardDeviation, mutualInformation } = predictEnsemble([models[0]], rows);
  expect(mean).toEqual(models[0].predict(rows));
  expect(Math.max(...standardDeviation)).toBe(0);
  expect(Math.max(...(mutualInformation as Float64Array))).toBe(0);
});

it("an ensemble has the mean of its members, and their spread around it", () => {
  const { members, mean, standardDeviation } = predictEnsemble(models, rows);
  expect(members).toEqual(models.map((model) => model.predict(rows)));
  rows.forEach((_, i) => {
    const said = members.map((member) => member[i] as number);
    const center = said.reduce((sum, value) => sum + value, 0) / 3;
    const variance = said.reduce((sum, value) => sum + (value - center) ** 2, 0) / 3;
    expect(mean[i]).toBeCloseTo(center, 14);
    expect(standardDeviation[i]).toBeCloseTo(Math.sqrt(variance), 14);
  });
});

it("models that do not fit each other are no ensemble", () => {
  const [model] = models;
  const renamed = new Model(model.spec, model.parameters, { ...model.labels, classNames: ["a", "b"] });
  expect(() => predictEnsemble([], rows)).toThrow(
    "models: expected at least one Model, and nothing else, got [].",
  );
  expect(() => predictEnsemble([model], [])).toThrow("rows: expected at least one row, got [].");
  expect(() => predictEnsemble([model, renamed], rows)).toThrow(
    'model 2: expected binary with 1 output for "y" of guests, home from x1, x2, got binary with 1 output for "y" of a, b from x1, x2.',
  );
});
