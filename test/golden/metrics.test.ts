import { describe, expect, it } from "vitest";
import { calibrationCurve } from "../../src/metrics/calibration.ts";
import { classScores, confusionMatrix } from "../../src/metrics/confusion.ts";
import type { PredictedExamples } from "../../src/metrics/examples.ts";
import { computeMetrics, METRIC_NAMES, type MetricName } from "../../src/metrics/metrics.ts";
import { averagePrecision, precisionRecallCurve } from "../../src/metrics/precision-recall.ts";
import { rocArea, rocCurve } from "../../src/metrics/roc.ts";
import { applyTemperature, fitTemperature } from "../../src/metrics/temperature.ts";
import { measureUncertainty } from "../../src/metrics/uncertainty.ts";
import figures from "./metric-figures.json" with { type: "json" };

const TOLERANCE = 1e-12;

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  Array.from(actual, (value, i) => {
    const wanted = expected[i] as number;
    expect(Math.abs(value - wanted)).toBeLessThanOrEqual(TOLERANCE * Math.max(1, Math.abs(wanted)));
  });
}

const caseOf = (name: string): (typeof figures.cases)[number] =>
  figures.cases.find((found) => found.name === name) as (typeof figures.cases)[number];
const scoredOf = (name: string) => {
  const { predictions, targets, weights } = caseOf(name).examples;
  return { scores: predictions, outcomes: targets, weights };
};

describe("metrics are scikit-learn's", () => {
  it.each(figures.cases.map((found) => [found.name, found] as const))("%s", (_, { examples, expected }) => {
    const actual = computeMetrics({
      ...(examples as unknown as PredictedExamples),
      predictions: Float64Array.from(examples.predictions),
    });
    expect(Object.keys(actual).toSorted()).toEqual(Object.keys(expected).toSorted());
    for (const [name, value] of Object.entries(expected)) {
      const measured = actual[name as MetricName];
      if (value === null) expect(measured?.value).toBeNaN();
      else expectClose([measured?.value as number], [value]);
    }
  });

  it("all of them", () => {
    const compared = new Set(figures.cases.flatMap(({ expected }) => Object.keys(expected)));
    expect([...compared].toSorted()).toEqual(METRIC_NAMES.toSorted());
  });
});

describe("curves are scikit-learn's", () => {
  it.each(figures.curves.map((curve) => [curve.name, curve] as const))("%s", (name, expected) => {
    const roc = rocCurve(scoredOf(name));
    expectClose(roc.falsePositiveRate, expected.falsePositiveRate);
    expectClose(roc.truePositiveRate, expected.truePositiveRate);
    expect(Array.from(roc.thresholds)).toEqual([Infinity, ...expected.thresholds]);
    const { precision, recall, thresholds } = precisionRecallCurve(scoredOf(name));
    expectClose(precision, expected.precision);
    expectClose(recall, expected.recall);
    expect(thresholds).toEqual(roc.thresholds);
    expectClose([rocArea(roc)], [caseOf(name).expected.rocAuc as number]);
    const ownPrecision = averagePrecision(precisionRecallCurve(scoredOf(name)));
    expectClose([ownPrecision], [caseOf(name).expected.averagePrecision as number]);
  });
});

describe("calibration curves are scikit-learn's", () => {
  it.each(figures.calibration.map((curve) => [curve.name, curve.strategy, curve] as const))(
    "%s, %s bins",
    (name, strategy, expected) => {
      const { bins } = calibrationCurve(scoredOf(name), {
        bins: expected.bins,
        strategy: strategy as "uniform" | "quantile",
      });
      const filled = bins.filter(({ examples }) => examples > 0);
      expect(bins).toHaveLength(expected.bins);
      expectClose(
        filled.map(({ share }) => share),
        expected.share,
      );
      expectClose(
        filled.map(({ probability }) => probability),
        expected.probability,
      );
    },
  );
});

describe("confusion matrices are scikit-learn's", () => {
  it.each(figures.confusion.map((matrix) => [matrix.name, matrix] as const))("%s", (name, expected) => {
    const matrix = confusionMatrix({ ...expected, weights: caseOf(name).examples.weights });
    expectClose(matrix.counts, expected.counts);
    const scores = classScores(matrix);
    for (const score of ["precision", "recall", "f1", "support"] as const) {
      expectClose(
        scores.map((ofClass) => ofClass[score]),
        expected[score],
      );
    }
  });
});

describe("temperatures are SciPy's", () => {
  it.each(figures.temperature.map((found) => [found.name, found] as const))("%s", (_, expected) => {
    const fitted = fitTemperature(expected);
    expect(Math.abs(fitted.temperature / expected.temperature - 1)).toBeLessThan(TOLERANCE);
    // A minimum is flat: to look for it by its losses finds only half of the digits.
    expect(Math.abs(fitted.temperature / expected.minimizedTemperature - 1)).toBeLessThan(1e-6);
    expectClose([fitted.logLossBefore, fitted.logLossAfter], [expected.logLossBefore, expected.logLossAfter]);
    expect(fitted.isAtBound).toBe(false);
  });

  it.each(figures.temperature.map((found) => [found.name, found] as const))(
    "%s: its probabilities have the log-loss that was told",
    (_, { logits, outputs, classes, weights }) => {
      const { temperature, logLossAfter } = fitTemperature({ logits, outputs, classes, weights });
      const { logLoss } = computeMetrics({
        task: outputs === 1 ? "binary" : "multiclass",
        outputs,
        predictions: applyTemperature(logits, { outputs, temperature }),
        targets: classes,
        weights,
      });
      expectClose([logLoss?.value as number], [logLossAfter]);
    },
  );
});

describe("uncertainties are SciPy's", () => {
  it.each(figures.uncertainty.map((found) => [found.name, found] as const))("%s", (_, expected) => {
    const members = expected.members.map((member) => Float64Array.from(member));
    const actual = measureUncertainty({ ...expected, members });
    for (const name of ["mean", "standardDeviation", "predictiveEntropy", "mutualInformation"] as const) {
      expectClose(actual[name], expected[name]);
    }
  });
});
