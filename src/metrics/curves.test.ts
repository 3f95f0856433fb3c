import { describe, expect, it } from "vitest";
import { calibrationCurve, toConfidence } from "./calibration.ts";
import { confusionMatrix } from "./confusion.ts";
import { precisionRecallCurve } from "./precision-recall.ts";
import { rocArea, rocCurve } from "./roc.ts";

describe("calibration bins", () => {
  it("hold a probability on an edge below it, 0 in the first", () => {
    const scores = [0, 0.3, 0.7, 1, 0.1];
    const { bins } = calibrationCurve({ scores, outcomes: [0, 0, 1, 1, 0] });
    expect(bins.map(({ examples }) => examples)).toEqual([2, 0, 1, 0, 0, 0, 1, 0, 0, 1]);
    expect(bins[1]?.share).toBeNaN();
  });

  it("hold equal numbers of examples where asked for", () => {
    const scores = Array.from({ length: 40 }, (_, i) => (i / 40) * (i / 40));
    const { bins } = calibrationCurve(
      { scores, outcomes: scores.map(() => 1) },
      { bins: 3, strategy: "quantile" },
    );
    expect(bins.map(({ examples }) => examples)).toEqual([14, 13, 13]);
  });

  it("keep their word where every probability does", () => {
    const curve = calibrationCurve({
      scores: [0.25, 0.25, 0.25, 0.25, 1],
      outcomes: [1, 0, 0, 0, 1],
    });
    expect(curve.expectedError).toBe(0);
  });

  it("are refused unless there are some, of a kind that exists", () => {
    const examples = { scores: [0.5], outcomes: [1] };
    expect(() => calibrationCurve(examples, { bins: 0 })).toThrow(
      "calibrationCurve: bins: expected a whole number of at least 1, got 0.",
    );
    expect(() => calibrationCurve(examples, { strategy: "equal" as never })).toThrow(
      'calibrationCurve: strategy: expected one of uniform, quantile, got "equal".',
    );
    expect(() => calibrationCurve({ scores: [2], outcomes: [1] })).toThrow(
      "calibrationCurve: scores, number 1: expected a probability from 0 to 1, got 2.",
    );
  });
});

it("confidence is that of the first of equal answers", () => {
  const { scores, outcomes } = toConfidence([0.5, 0.5, 0, 0.2, 0.2, 0.6], [1, 2]);
  expect([Array.from(scores), Array.from(outcomes)]).toEqual([
    [0.5, 0.6],
    [0, 1],
  ]);
  expect(() => toConfidence([0.5, 0.5, 1], [0, 1])).toThrow(
    "toConfidence: probabilities: expected 2 numbers, got 3.",
  );
});

describe("a curve of examples that are all alike", () => {
  it("does not exist for ROC", () => {
    const curve = rocCurve({ scores: [0.2, 0.4], outcomes: [1, 1] });
    expect(Array.from(curve.falsePositiveRate)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(Array.from(curve.truePositiveRate)).toEqual([0, 0.5, 1]);
    expect(rocArea(curve)).toBeNaN();
  });

  it("has no precision without examples of the class", () => {
    const curve = precisionRecallCurve({ scores: [0.2, 0.4], outcomes: [0, 0] });
    expect(Array.from(curve.precision)).toEqual([1, 0, 0]);
    expect(curve.prevalence).toBe(0);
  });
});

it("curves of a quarter of a million different scores have a point for each", () => {
  const count = 2 ** 18;
  const scores = Float64Array.from({ length: count }, (_, example) => example / count);
  const outcomes = Uint8Array.from({ length: count }, (_, example) => (example % 4 === 0 ? 1 : 0));
  const roc = rocCurve({ scores, outcomes });
  expect(Object.values(roc).map(({ length }) => length)).toEqual([count + 1, count + 1, count + 1]);
  expect([roc.thresholds[0], roc.thresholds[1], roc.thresholds[count]]).toEqual([
    Infinity,
    (count - 1) / count,
    0,
  ]);
  const curve = precisionRecallCurve({ scores, outcomes });
  expect([curve.precision[0], curve.recall[0], curve.precision[count], curve.recall[count]]).toEqual([
    1, 0, 0.25, 1,
  ]);
});

it("what does not fit together is refused", () => {
  expect(() => rocCurve({ scores: [1, 2], outcomes: [1] })).toThrow(
    "rocCurve: outcomes: expected 2 numbers, got 1.",
  );
  expect(() => precisionRecallCurve({ scores: [1], outcomes: [2] })).toThrow(
    "precisionRecallCurve: outcomes, number 1: expected 0 or 1, got 2.",
  );
  expect(() => confusionMatrix({ classes: 2, actual: [0], predicted: [2] })).toThrow(
    "confusionMatrix: predicted, number 1: expected a class from 0 to 1, got 2.",
  );
  expect(() => confusionMatrix({ classes: 0, actual: [0], predicted: [0] })).toThrow(
    "confusionMatrix: classes: expected a whole number of at least 1, got 0.",
  );
});
