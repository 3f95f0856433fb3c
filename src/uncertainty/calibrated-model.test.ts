import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { counterRandom } from "../base/counter-random.ts";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { Model } from "../model/model.ts";
import { parseModel, toModelDocument } from "../model/model-json.ts";
import { createLayout } from "../network/layout.ts";
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

/** A model of random weights on random examples, of two classes or of more. */
const randomCase = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  classes: fc.integer({ min: 2, max: 5 }),
  scale: fc.double({ min: 0.05, max: 20, noNaN: true }),
});

function createCase({ seed, classes, scale }: { seed: number; classes: number; scale: number }): {
  readonly model: Model;
  readonly development: Dataset;
} {
  const development = datasets.blobs({ centers: classes, examples: 60, deviation: 4, seed });
  const head = classes === 2 ? "binary" : "multiclass";
  const outputs = classes === 2 ? 1 : classes;
  const spec = { inputs: 2, hiddenLayers: [4], activation: "tanh", head, outputs } as const;
  const parameters = counterRandom(seed, "weights")
    .randn(createLayout(spec).length)
    .map((value) => scale * value);
  return { model: Model.fromTraining(spec, parameters, development), development };
}

describe("whatever the model", () => {
  it("the log-loss never rises on the examples that the temperature was fitted on", () => {
    fc.assert(
      fc.property(randomCase, (given) => {
        const { model, development } = createCase(given);
        const { calibrated, compare } = calibrate(model, development);
        const { logLossBefore, logLossAfter } = compare(development);
        expect(logLossAfter).toBeLessThanOrEqual(logLossBefore + 1e-12);
        expect(calibrated.evaluate(development).dataCost).toBeCloseTo(logLossAfter, 9);
      }),
      { numRuns: 60 },
    );
  });

  it("accuracy and answers are the same at any temperature, and the fingerprint is", () => {
    fc.assert(
      fc.property(randomCase, fc.double({ min: 0.01, max: 100, noNaN: true }), (given, temperature) => {
        const { model, development } = createCase(given);
        const other = model.withTemperature(temperature);
        expect(other.scores(development).correct).toEqual(model.scores(development).correct);
        expect(other.evaluate(development).accuracy).toBe(model.evaluate(development).accuracy);
        expect(other.fingerprint).toBe(model.fingerprint);
      }),
      { numRuns: 60 },
    );
  });

  it("a model that was saved and loaded again predicts the same bits as the calibrated one", () => {
    fc.assert(
      fc.property(randomCase, (given) => {
        const { model, development } = createCase(given);
        const { calibrated, predict } = calibrate(model, development);
        const loaded = parseModel(JSON.stringify(toModelDocument(calibrated)));
        const rows = Array.from({ length: development.examples }, (_, example) => development.row(example));
        expect(loaded.predict(rows)).toEqual(predict(rows));
        expect(loaded.temperature).toBe(calibrated.temperature);
      }),
      { numRuns: 30 },
    );
  });

  it("calibrating twice changes nothing more", () => {
    const { calibrated } = calibrate(sureModel(), dataset(16));
    const again = calibrate(calibrated, dataset(16));
    expect(calibrated.temperature).toBeCloseTo(5 / Math.log(3), 9);
    expect(again.fitted.temperature).toBeCloseTo(1, 9);
    expect(again.calibrated.temperature).toBeCloseTo(calibrated.temperature, 9);
  });
});

it("has no temperature for numbers", () => {
  const labels = { featureNames: ["x"], targetName: "y", classNames: [], targetType: "number" } as const;
  const spec = { inputs: 1, hiddenLayers: [], activation: "relu", head: "regression" } as const;
  const model = new Model(spec, new Float64Array(2), labels);
  expect(() => calibrate(model, dataset(8))).toThrow(
    "calibrate: model: expected one of two or more classes, got one for regression.",
  );
});
