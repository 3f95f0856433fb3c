import { plotFittedCurves } from "../../src/plot/fitted-curves.ts";
import { plotDifferences } from "../../src/plot/forest-plot.ts";
import { plotIntervalDots } from "../../src/plot/interval-dots.ts";
import { plotPredictedNumbers } from "../../src/plot/predicted-numbers.ts";
import { longNames, metricPictures, names, texts } from "./metric-pictures.ts";

/** True numbers and predictions with a slope and a wave, without chance. */
const panel = (heading: string, slope: number, count = 60) => {
  const targets = Array.from({ length: count }, (_, i) => 100 + (40 * ((7 * i) % count)) / count);
  return {
    heading,
    note: "R² 0.93 · RMSE 3.112",
    targets,
    predictions: targets.map((target, i) => 120 + slope * (target - 120) + ((i * 37) % 11) / 2 - 2.5),
  };
};

const places = Array.from({ length: 61 }, (_, i) => (i - 30) / 10);
const row = (mean: number, step: number) => ({
  values: Array.from({ length: 20 }, (_, i) => mean + step * ((i * 13) % 20) - 10 * step),
  mean,
  interval: { low: mean - 8 * step, high: mean + 12 * step },
});

/** Small pictures of metrics, and of models of numbers. */
export const metricAndNumberPictures: Readonly<Record<string, string>> = {
  ...metricPictures,
  "predicted-one": plotPredictedNumbers({
    ...texts,
    xLabel: "true price",
    yLabel: "predicted price",
    panels: [panel("no regularization", 0.9)],
  }),
  "predicted-many": plotPredictedNumbers({
    ...texts,
    xLabel: "true price",
    yLabel: "predicted price",
    panels: [
      panel("plain", 1, 5000),
      { ...panel("wild", 0.5), predictions: panel("wild", 0.5).targets.map((y, i) => (i % 9 ? y : 90 * i)) },
      panel(longNames[0] as string, 0),
    ],
  }),
  "fitted-two": plotFittedCurves({
    ...texts,
    id: "fitted-two",
    xLabel: "size",
    yLabel: "price",
    places,
    training: { places: [-3, -1, 0, 1.5, 3], targets: [100, 108, 106, 115, 121] },
    test: { places: [-2, 2], targets: [103, 118] },
    panels: [
      { heading: names[0] as string, curves: [places.map((x) => 108 + 3 * x + 0.2 * x * x * x)] },
      { heading: names[1] as string, curves: [0, 1, 2].map((i) => places.map((x) => 108 + i + 3 * x)) },
    ],
  }),
  "dots-numbers": plotIntervalDots({
    ...texts,
    names,
    xLabel: "RMSE (less is better)",
    unit: "number",
    meanLabel: "all together",
    panels: [
      { heading: "test RMSE", rows: [row(1204, 9), row(1150, 5), undefined] },
      { heading: "training RMSE", rows: [row(1000, 4), row(1090, 6), row(60, 4)] },
    ],
  }),
  "differences-numbers": plotDifferences({
    ...texts,
    xLabel: "difference in RMSE, in units of the target",
    unit: "number",
    isLowerBetter: true,
    rows: [
      {
        names: ["l2", "none"],
        figures: { difference: -54.2, interval: { low: -80.1, high: -28.3 } },
        isDecided: true,
        verdict: "l2 beats none by 54.2 in RMSE (28.3 to 80.1)",
      },
      {
        names: ["dropout", "none"],
        figures: { difference: 12.8, interval: { low: -9.7, high: 35.3 } },
        isDecided: false,
        verdict: "dropout and none cannot be told apart with 20 seeds and 200 test examples",
      },
    ],
  }),
};
