import { describe, expect, it } from "vitest";
import { numpyRandom } from "../base/numpy-random.ts";
import type { TargetColumn } from "../data/columns.ts";
import { Dataset } from "../data/dataset.ts";
import { Model } from "../model/model.ts";
import { evaluateHoldout } from "./evaluation.ts";
import { MOST_RESAMPLED_EXAMPLES, metricIntervals } from "./metric-intervals.ts";
import { wilsonInterval } from "./statistics/wilson-interval.ts";

const base = { inputs: 1, hiddenLayers: [], activation: "relu", normalization: "none", outputs: 1 } as const;
const classNames = ["no", "yes"];

/** p = 1/(1 + e^−x). */
const binary = new Model({ ...base, head: "binary" }, Float64Array.of(1, 0), {
  featureNames: ["x"],
  targetName: "y",
  classNames,
});

function dataset(
  values: readonly number[],
  classes: readonly number[],
  weights?: readonly number[],
): Dataset {
  return new Dataset({
    name: "holdout",
    features: [{ type: "number", name: "x", values: Float64Array.from(values) }],
    target: { type: "category", name: "y", values: Uint32Array.from(classes), classNames },
    weights: weights && Float64Array.from(weights),
  });
}

describe("a model on examples that it was not trained on", () => {
  const values = [-3, -2, 1, 2, 3, -1, 4, 5];
  const classes = [0, 0, 0, 1, 1, 1, 1, 1];

  it("has Wilson's interval for shares of examples, and by draws those of other metrics", () => {
    const { metrics, confusion, classes: byClass } = evaluateHoldout(binary, dataset(values, classes));
    expect(metrics.accuracy).toEqual({
      value: 6 / 8,
      interval: { ...wilsonInterval(6, 8), method: "wilson" },
    });
    expect(metrics.recall?.interval).toEqual({ ...wilsonInterval(4, 5), method: "wilson" });
    expect(metrics.precision?.interval).toEqual({ ...wilsonInterval(4, 5), method: "wilson" });
    expect([...(confusion?.counts ?? [])]).toEqual([2, 1, 1, 4]);
    expect(byClass.map(({ name, support }) => [name, support])).toEqual([
      ["no", 3],
      ["yes", 5],
    ]);
    const { value, interval } = metrics.logLoss as {
      value: number;
      interval?: { low: number; high: number };
    };
    expect(interval?.low).toBeLessThan(value);
    expect(interval?.high).toBeGreaterThan(value);
    expect(metrics.calibrationError?.interval).toBeUndefined();
  });

  it("has the same intervals every time, and others with another seed", () => {
    const data = dataset(values, classes);
    expect(evaluateHoldout(binary, data)).toEqual(evaluateHoldout(binary, data));
    expect(evaluateHoldout(binary, data, 1).metrics.logLoss).not.toEqual(
      evaluateHoldout(binary, data).metrics.logLoss,
    );
  });

  it("has by draws also accuracy's interval, where examples count differently", () => {
    const weights = [1, 1, 0.5, 1, 1, 2, 1, 1];
    const { accuracy } = evaluateHoldout(binary, dataset(values, classes, weights)).metrics;
    expect([accuracy?.value, accuracy?.interval?.method]).toEqual([6 / 8.5, "bootstrap"]);
  });

  it("has none where all draws agree, where many have no value, or where there are too many examples", () => {
    const right = evaluateHoldout(binary, dataset([-1, -2, 1, 2], [0, 0, 1, 1])).metrics;
    expect(right.balancedAccuracy).toEqual({ value: 1 });
    const lonely = evaluateHoldout(binary, dataset([-1, -2, 1, 2, 3], [0, 0, 0, 0, 1])).metrics;
    expect(lonely.rocAuc).toEqual({ value: 1 });
    const count = MOST_RESAMPLED_EXAMPLES + 1;
    const many = Array.from({ length: count }, (_, i) => i % 7);
    const { metrics } = evaluateHoldout(
      binary,
      dataset(
        many,
        many.map((value) => value % 2),
      ),
    );
    expect([metrics.accuracy?.interval?.method, metrics.f1?.interval]).toEqual(["wilson", undefined]);
  });

  it("holds the mean squared error of 95 in 100 samples, or nearly as many", () => {
    const random = numpyRandom(3);
    const regression = new Model({ ...base, head: "regression" }, Float64Array.of(1, 0), {
      featureNames: ["x"],
      targetName: "y",
      classNames: [],
      targetType: "number",
    });
    const samples = 100;
    let held = 0;
    for (let sample = 0; sample < samples; sample++) {
      const x = random.randn(60);
      const noise = random.randn(60);
      const data = new Dataset<TargetColumn>({
        name: "sample",
        features: [{ type: "number", name: "x", values: x }],
        target: { type: "number", name: "y", values: x.map((value, i) => value + (noise[i] as number)) },
      });
      const { rmse } = metricIntervals(regression.predictExamples(data), ["rmse"], sample);
      // The noise has deviation 1.
      if (rmse !== undefined && rmse.low <= 1 && rmse.high >= 1) held++;
    }
    expect(held).toBeGreaterThanOrEqual(88);
    expect(held).toBeLessThan(samples);
  });
});
