import { expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { Model } from "../model/model.ts";
import { calibrate } from "./calibrated-model.ts";

/** Examples with x = ±1, of which three of four are of the class that the sign of x says. */
const dataset = (count: number): Dataset =>
  Dataset.fromRows({
    name: "d",
    rows: Array.from({ length: count }, (_, i) => [i % 2 === 0 ? 1 : -1]),
    labels: Array.from({ length: count }, (_, i) => (i % 8 < 6 ? (i + 1) % 2 : i % 2)),
  });

/** Too sure of itself: its logit is 5x. */
function sureModel(): Model {
  const { target, features } = dataset(8);
  const names = {
    featureNames: features.map(({ name }) => name),
    targetName: target.name,
    classNames: target.classNames,
  };
  return new Model({ inputs: 1, hiddenLayers: [], activation: "relu" }, new Float64Array([5, 0]), names);
}

it("a model too sure of itself gets the temperature that makes it honest", () => {
  const { fitted, predict, compare } = calibrate(sureModel(), dataset(16));
  expect(fitted.temperature).toBeCloseTo(5 / Math.log(3), 9);
  const [one = 0, other = 0] = predict([[1], [-1]]);
  expect(one).toBeCloseTo(0.75, 9);
  expect(other).toBeCloseTo(0.25, 9);
  const change = compare(dataset(40));
  expect(change.expectedErrorBefore).toBeCloseTo(1 / (1 + Math.exp(-5)) - 0.75, 9);
  expect(change.expectedErrorAfter).toBeCloseTo(0, 9);
  expect(change.logLossBefore).toBeCloseTo(fitted.logLossBefore, 9);
  expect(change.logLossAfter).toBeCloseTo(fitted.logLossAfter, 9);
});

it("says the same classes at any temperature", () => {
  const model = sureModel();
  const { predict } = calibrate(model, dataset(16));
  const rows = Array.from({ length: 21 }, (_, i) => [i / 10 - 1.05]);
  expect(Array.from(predict(rows), (p) => p > 0.5)).toEqual(Array.from(model.predict(rows), (p) => p > 0.5));
});

it("has no temperature for numbers", () => {
  const labels = { featureNames: ["x"], targetName: "y", classNames: [], targetType: "number" } as const;
  const spec = { inputs: 1, hiddenLayers: [], activation: "relu", head: "regression" } as const;
  const model = new Model(spec, new Float64Array(2), labels);
  expect(() => calibrate(model, dataset(8))).toThrow(
    "calibrate: model: expected one of two or more classes, got one for regression.",
  );
});
