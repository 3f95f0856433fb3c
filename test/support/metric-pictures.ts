import { calibrationCurve } from "../../src/metrics/calibration.ts";
import { confusionMatrix } from "../../src/metrics/confusion.ts";
import { precisionRecallCurve } from "../../src/metrics/precision-recall.ts";
import { rocCurve } from "../../src/metrics/roc.ts";
import { plotCalibration } from "../../src/plot/calibration.ts";
import { plotConfusion } from "../../src/plot/confusion.ts";
import { plotPrecisionRecall } from "../../src/plot/precision-recall.ts";
import { plotRocCurves } from "../../src/plot/roc-curves.ts";

/** Names of variants as people see them. */
export const names = ["no regularization", "L2 (λ = 0.7)", "dropout (keep 0.86)"];

/** Names that are longer than most. */
export const longNames = Array.from(
  { length: 12 },
  (_, i) => `dropout (keep 0.${50 + i}) and L2 (λ = ${i}.25678)`,
);

/** What every picture says to those who do not see it. */
export const texts = { title: "A title with <marks> & signs", description: "What is to be seen." };

/** Probabilities that are the better the larger `skill` is, and whether they came true: the same on every machine. */
const scored = (count: number, skill: number, seed: number) => {
  const outcomes = Array.from({ length: count }, (_, i) => ((i * 7919 + 13) % 10 < 4 ? 1 : 0));
  const scores = outcomes.map((outcome, i) => {
    const scatter = ((((i + 1) * (i + seed) * 7919) % 1009) + (((i + seed) * 104_729) % 997)) / 2006;
    return Math.round(1000 * (skill * outcome + (1 - skill) * scatter)) / 1000;
  });
  return { scores, outcomes };
};
const matrixOf = (classes: number, right: number) =>
  confusionMatrix({
    classes,
    actual: Array.from({ length: 200 }, (_, i) => i % classes),
    predicted: Array.from({ length: 200 }, (_, i) =>
      (i * 7919) % 100 < right ? i % classes : (i * 31 + 1) % classes,
    ),
  });

/** Small pictures of metrics, from numbers that are written here. */
export const metricPictures: Readonly<Record<string, string>> = {
  "roc-three": plotRocCurves({
    ...texts,
    runs: names.map((name, i) => ({ name, curve: rocCurve(scored(200, 0.2 + 0.08 * i, i + 3)) })),
  }),
  "roc-single": plotRocCurves({
    ...texts,
    runs: [{ name: "none", curve: rocCurve({ scores: [0.1, 0.4, 0.35, 0.8], outcomes: [0, 0, 1, 1] }) }],
  }),
  "roc-many": plotRocCurves({
    ...texts,
    runs: [
      ...longNames.map((name, i) => ({ name, curve: rocCurve(scored(3000, 0.1 + 0.03 * i, i + 3)) })),
      { name: "always right", curve: rocCurve({ scores: [0.1, 0.9], outcomes: [0, 1] }) },
      { name: "one class alone", curve: rocCurve({ scores: [0.1, 0.9], outcomes: [1, 1] }) },
      ...longNames.slice(0, 6).map((name) => ({ name, curve: rocCurve(scored(50, 0.3, 2)) })),
    ],
  }),
  "precision-recall-three": plotPrecisionRecall({
    ...texts,
    runs: names.map((name, i) => ({ name, curve: precisionRecallCurve(scored(200, 0.2 + 0.08 * i, i + 3)) })),
  }),
  "precision-recall-none": plotPrecisionRecall({
    ...texts,
    runs: [
      { name: "always right", curve: precisionRecallCurve({ scores: [0.1, 0.9], outcomes: [0, 1] }) },
      { name: "no example of the class", curve: precisionRecallCurve({ scores: [0.1], outcomes: [0] }) },
    ],
  }),
  "calibration-three": plotCalibration({
    ...texts,
    runs: names.map((name, i) => ({ name, curve: calibrationCurve(scored(200, 0.2 + 0.08 * i, i + 3)) })),
  }),
  "calibration-quantiles": plotCalibration({
    ...texts,
    xLabel: "how sure the model was of its answer",
    yLabel: "share of right answers",
    runs: [
      {
        name: "none",
        curve: calibrationCurve(scored(150_000, 0.3, 5), { bins: 20, strategy: "quantile" }),
      },
    ],
  }),
  "calibration-one-example": plotCalibration({
    ...texts,
    runs: [{ name: "none", curve: calibrationCurve({ scores: [0.3], outcomes: [1] }) }],
  }),
  "confusion-three": plotConfusion({
    ...texts,
    classNames: ["guests", "home"],
    runs: names.map((name, i) => ({ name, matrix: matrixOf(2, 70 + 10 * i) })),
  }),
  "confusion-single": plotConfusion({
    ...texts,
    classNames: ["setosa", "versicolor", "virginica"],
    runs: [{ name: "none", matrix: matrixOf(3, 95) }],
  }),
  "confusion-digits": plotConfusion({
    ...texts,
    classNames: Array.from({ length: 10 }, (_, i) => String(i)),
    runs: names.slice(0, 2).map((name, i) => ({
      name,
      matrix: { classes: 10, counts: matrixOf(10, 85 + 10 * i).counts.map((count) => 57 * count) },
    })),
  }),
  "confusion-long-names": plotConfusion({
    ...texts,
    classNames: ["a class with a name of forty characters", "nobody", "b", "another class, longer", "e", "f"],
    runs: [
      {
        name: longNames[0] as string,
        matrix: confusionMatrix({
          classes: 6,
          actual: [0, 0, 2, 3, 4, 5, 5],
          predicted: [0, 1, 2, 2, 4, 5, 0],
          weights: [1234.5, 0.25, 1e7, 2, 0.125, 3, 1],
        }),
      },
      { name: "L2", matrix: matrixOf(6, 60) },
    ],
  }),
  "confusion-many-classes": plotConfusion({
    ...texts,
    classNames: Array.from({ length: 40 }, (_, i) => `word ${i}`),
    runs: [{ name: "none", matrix: matrixOf(40, 80) }],
  }),
};
