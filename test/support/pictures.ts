import { Dataset } from "../../src/data/dataset.ts";
import { plotCostCurves } from "../../src/plot/cost-curves.ts";
import { plotDecisionBoundaries } from "../../src/plot/decision-boundaries.ts";
import { plotDifferences } from "../../src/plot/forest-plot.ts";
import { createGrid, gridPoints } from "../../src/plot/grid.ts";
import { plotIntervalDots } from "../../src/plot/interval-dots.ts";
import { plotResultsTable } from "../../src/plot/results-table.ts";
import { plotWeightHistograms } from "../../src/plot/weight-histograms.ts";
import { classPictures } from "./class-pictures.ts";
import { corners as data, cornersGrid as grid } from "./corners.ts";
import { descriptionPictures } from "./description-pictures.ts";
import { longNames, names, texts } from "./metric-pictures.ts";
import { metricAndNumberPictures } from "./number-pictures.ts";
import { spreadPictures } from "./spread-pictures.ts";

const panel = (heading: string, slope: number) => ({
  heading,
  note: "accuracy 100.0 % training · 75.0 % test",
  logits: Float64Array.from(gridPoints(grid), ([x1 = 0, x2 = 0]) => slope * (x1 - 0.3 * x2)),
});
const numberedLogits = (logitOf: (x: number) => number) =>
  Float64Array.from(gridPoints(numberedGrid), ([x = 0]) => logitOf(x));
const costs = (end: number) => Array.from({ length: 21 }, (_, i) => end + (0.69 - end) / (1 + i));
const iterations = Array.from({ length: 21 }, (_, i) => 500 * i);
const numbered = Dataset.fromRows({
  name: "numbers",
  rows: [
    [1.2e6, -3e-7],
    [1.9e6, 5e-7],
  ],
  labels: [0, 1],
  featureNames: ["price of a house with everything that belongs to it, in euros of the year 2020", "x2"],
});
const numberedGrid = createGrid([numbered]);
/** Shares of 200 test examples around a mean: the same on every machine. */
const shares = (count: number, mean: number, seed: number): number[] =>
  Array.from({ length: count }, (_, i) => {
    const scatter = ((i + 1) * (i + seed) * 7919) % 17;
    return Math.min(1, Math.round(200 * mean + scatter - 8) / 200);
  });
const row = (count: number, mean: number, seed = 3) => {
  const values = shares(count, mean, seed);
  const own = values.reduce((total, value) => total + value, 0) / count;
  const half = 0.012 + 0.03 / Math.sqrt(count);
  return { values, mean: own, interval: { low: Math.max(0, own - half), high: Math.min(1, own + half) } };
};
const difference = (pair: readonly [string, string], estimate: number, verdict: string, half = 0.027) => ({
  names: pair,
  figures: {
    difference: estimate,
    interval: {
      low: Math.round(1e4 * (estimate - half)) / 1e4,
      high: Math.round(1e4 * (estimate + half)) / 1e4,
    },
  },
  isDecided: Math.abs(estimate) > half,
  verdict,
});
const differenceLabel = "difference of test accuracy in percentage points";
const band = (end: number, width: number) => ({
  low: costs(end).map((cost, i) => cost - (width * i) / 20),
  high: costs(end).map((cost, i) => cost + (2 * width * i) / 20),
});

/** Small pictures of every kind, from numbers that are written here: examples and snapshots. */
export const pictures: Readonly<Record<string, string>> = {
  "boundary-single": plotDecisionBoundaries({
    ...texts,
    id: "single",
    panels: [panel("linear", 4)],
    grid,
    training: data,
  }),
  "boundaries-three": plotDecisionBoundaries({
    ...texts,
    id: "three",
    panels: [panel("gentle", 1), panel("steep", 400), panel("turned", -6)],
    grid,
    training: data,
    test: data,
  }),
  "boundaries-two-diverged": plotDecisionBoundaries({
    ...texts,
    id: "two",
    panels: [
      { heading: "one class", note: "accuracy 50.0 % training", logits: numberedLogits(() => -3) },
      {
        heading: "L2 (λ = 0.123456) + dropout (keep 0.123456, frozen mask)",
        note: "diverged",
        logits: numberedLogits((x) => (x > 1.4e6 ? Number.NaN : 4 - (x / 1e6) * 3)),
      },
    ],
    grid: numberedGrid,
    training: numbered,
    test: numbered,
  }),
  "boundary-long-names": plotDecisionBoundaries({
    ...texts,
    id: "long",
    panels: [panel("linear", 4)],
    grid,
    training: Dataset.fromRows({
      name: "long names",
      rows: [
        [-1, -1],
        [1, 0.9],
      ],
      labels: ["a class with a name of forty characters", "another class, with a name a bit longer"],
    }),
    test: data,
  }),
  ...classPictures,
  ...spreadPictures,
  "cost-single": plotCostCurves({
    ...texts,
    yLabel: "cost",
    panels: [
      {
        heading: "",
        curves: [
          { name: "no regularization", iterations, costs: costs(0.1) },
          { name: "L2 (λ = 0.7)", iterations, costs: costs(0.105) },
          { name: "diverged", iterations, costs: [0.69, 0.5, Number.NaN, Infinity] },
        ],
      },
    ],
  }),
  "cost-one-record": plotCostCurves({
    ...texts,
    yLabel: "cost",
    panels: [
      {
        heading: "",
        curves: [
          { name: "diverged at once", iterations: [0], costs: [0.69] },
          { name: "never finite", iterations: [0], costs: [Infinity] },
        ],
      },
    ],
  }),
  "cost-many": plotCostCurves({
    ...texts,
    yLabel: "cost",
    panels: [
      {
        heading: "",
        curves: [
          ...Array.from({ length: 8 }, (_, i) => ({
            name: `λ = ${i}, with a mask that is frozen`,
            iterations: [0, 1, 2],
            costs: [4e-7, 1e-7 * i, 1e-9 * i],
          })),
          { name: "diverged", iterations: [0, 1, 2], costs: [4e-7, 3e-7, 1e9], isOffScale: true },
        ],
      },
    ],
  }),
  "cost-parts": plotCostCurves({
    ...texts,
    yLabel: "cost",
    palette: "parts",
    panels: ["none", "L2"].map((heading) => ({
      heading,
      curves: [
        { name: "data cost", iterations: [0, 50, 100], costs: [0.7, 0.4, 0.3] },
        { name: "penalty", iterations: [0, 50, 100], costs: [0.01, 0.02, 0.05] },
      ],
    })),
  }),
  "cost-many-names": plotCostCurves({
    ...texts,
    yLabel: "cost",
    panels: ["none", "L2"].map((heading) => ({
      heading,
      curves: Array.from({ length: 8 }, (_, i) => ({
        name: `curve number ${i}`,
        iterations: [0, 6e6, 12e6],
        costs: [9e5, 1e5 * i, 1e5],
      })),
    })),
  }),
  "cost-bands": plotCostCurves({
    ...texts,
    yLabel: "cost",
    panels: [
      {
        heading: "",
        curves: [
          { name: "no regularization", iterations, costs: costs(0.1), band: band(0.1, 0.03) },
          { name: "L2 (λ = 0.7)", iterations, costs: costs(0.25), band: band(0.25, 0.06) },
          { name: "an outlier among its runs", iterations, costs: costs(0.4), band: band(0.4, 2) },
          {
            name: "two records",
            iterations: [0, 3000, 6000, 9000],
            costs: [Number.NaN, 0.6, Number.NaN, 0.62],
            band: { low: [0, 0.5, Number.NaN, 0.6], high: [Infinity, 0.7, 1, 0.64] },
          },
        ],
      },
    ],
  }),
  "cost-bands-shared": plotCostCurves({
    ...texts,
    yLabel: "cost",
    palette: "parts",
    panels: names.map((heading, i) => ({
      heading,
      curves: [
        { name: "data cost", iterations, costs: costs(0.1 * i + 0.1), band: band(0.1 * i + 0.1, 0.05) },
        { name: "development cost", iterations, costs: costs(0.3), band: band(0.3, 0.08) },
        { name: "penalty", iterations, costs: costs(0.05).map((cost) => 0.1 - cost / 10) },
      ],
    })),
  }),
  "boundaries-seeds": plotDecisionBoundaries({
    ...texts,
    id: "seeds",
    panels: names.map((heading, i) => ({
      ...panel(heading, 3),
      borders: Array.from({ length: 20 }, (_, seed) => ({
        logits: Float64Array.from(
          gridPoints(grid),
          ([x1 = 0, x2 = 0]) =>
            x1 - 0.3 * x2 + (0.05 * (seed - 10) + 0.03 * i) * (x2 * x2 - 0.5 + x1 * x2) + 0.01 * seed,
        ),
      })),
    })),
    grid,
    training: data,
    test: data,
  }),
  "dots-three": plotIntervalDots({
    ...texts,
    names,
    xLabel: "accuracy",
    panels: [
      { heading: "test accuracy", rows: [row(20, 0.922, 5), row(20, 0.937, 6), row(20, 0.932, 9)] },
      { heading: "training accuracy", rows: [row(20, 0.96, 4), row(20, 0.945, 8), undefined] },
    ],
  }),
  "dots-one-seed": plotIntervalDots({
    ...texts,
    names,
    xLabel: "accuracy",
    panels: [
      {
        heading: "",
        rows: names.map((_, i) => ({ values: [0.915 + 0.015 * i], mean: 0.915 + 0.015 * i })),
      },
    ],
  }),
  "dots-many-seeds": plotIntervalDots({
    ...texts,
    names: [...names, "always right"],
    xLabel: "accuracy",
    dotLabel: "one fold",
    panels: [
      "held-out accuracy",
      "training accuracy",
      "accuracy on the development examples of every fold",
    ].map((heading, i) => ({
      heading,
      rows: [
        row(200, 0.92 - 0.02 * i),
        row(200, 0.937, 2),
        row(200, 0.5 + 0.2 * i, 7),
        { values: Array.from({ length: 200 }, () => 1), mean: 1, interval: { low: 0.981, high: 1 } },
      ],
    })),
  }),
  "dots-all-right": plotIntervalDots({
    ...texts,
    names: ["none"],
    xLabel: "accuracy",
    panels: [{ heading: "", rows: [{ values: [1, 1, 1], mean: 1, interval: { low: 1, high: 1 } }] }],
  }),
  "dots-long-names": plotIntervalDots({
    ...texts,
    names: longNames,
    xLabel: "accuracy",
    panels: ["test accuracy", "training accuracy"].map((heading, part) => ({
      heading,
      rows: longNames.map((_, i) => row(20, 0.9 + part * 0.03 + i / 300, i + 2)),
    })),
  }),
  "differences-three": plotDifferences({
    ...texts,
    xLabel: differenceLabel,
    rows: [
      difference(["dropout", "none"], 0.031, "dropout beats none by 3.1 points (0.4 to 5.8)"),
      difference(
        ["l2", "none"],
        0.015,
        "l2 and none cannot be told apart with 20 seeds and 200 test examples; about 900 test examples would settle a difference of this size",
      ),
      {
        names: ["l2", "dropout"],
        isDecided: false,
        verdict: "l2 and dropout cannot be compared: only one run of both is finished",
      },
    ],
  }),
  "differences-many": plotDifferences({
    ...texts,
    xLabel: differenceLabel,
    rows: longNames
      .slice(0, 10)
      .flatMap((first, i) =>
        longNames
          .slice(i + 1, 10)
          .map((second, k) =>
            i === 0
              ? difference(
                  [second, first],
                  0.43 - k / 400,
                  `${second} beats ${first} by 43.0 points (40.3 to 45.7)`,
                )
              : difference(
                  [second, first],
                  ((i * 7 + k * 13) % 11) / 150 - 0.03,
                  i % 2 === 0
                    ? "alike"
                    : `${second} and ${first} answer every test example alike, which is long`,
                  0.01 + k / 400,
                ),
          ),
      ),
  }),
  "differences-none": plotDifferences({
    ...texts,
    xLabel: differenceLabel,
    rows: [
      {
        names: ["b", "a"],
        isDecided: false,
        verdict: "b and a cannot be compared: no run of both is finished",
      },
      { ...difference(["c", "a"], 0, "c and a answer every test example alike", 0), isDecided: false },
    ],
  }),
  weights: plotWeightHistograms({
    ...texts,
    rows: [
      { name: "wide", layers: [Float64Array.of(-3, -1, 0, 0.1, 2, 5), Float64Array.of(1, -2)] },
      { name: "narrow", layers: [Float64Array.of(-0.3, -0.1, 0, 0.1, 0.2, 0.5), Float64Array.of(0, 0)] },
      {
        name: "diverged",
        layers: [Float64Array.of(-3e99, -1e99, 0, 0.1, 2, 5), Float64Array.of(1e300, -1e300)],
        isOffScale: true,
      },
    ],
  }),
  "weights-large": plotWeightHistograms({
    ...texts,
    rows: [
      {
        name: "large",
        layers: [
          Float64Array.from({ length: 4000 }, (_, i) => 1e-7 * (i % 7)),
          Float64Array.from({ length: 150_000 }, (_, i) => 1e6 * (i % 3)),
        ],
      },
    ],
  }),
  results: plotResultsTable(
    {
      columns: ["model", "training accuracy", "test accuracy"],
      rows: [
        ["no regularization", "95.3 %", "91.0 %"],
        ["dropout (keep 0.86, frozen mask)", "93.8 %", "95.0 %"],
      ],
    },
    texts,
  ),
  ...metricAndNumberPictures,
  ...descriptionPictures,
};
