import { Dataset } from "../../src/data/dataset.ts";
import { plotCostCurves } from "../../src/plot/cost-curves.ts";
import { plotDecisionBoundaries } from "../../src/plot/decision-boundaries.ts";
import { createGrid, gridPoints } from "../../src/plot/grid.ts";
import { plotResultsTable } from "../../src/plot/results-table.ts";
import { plotWeightHistograms } from "../../src/plot/weight-histograms.ts";

const data = Dataset.fromRows({
  name: "corners",
  rows: [
    [-1, -1],
    [-0.5, 0.8],
    [1, 0.9],
    [0.4, -0.7],
  ],
  labels: ["no", "no", "yes", "yes"],
});
const grid = createGrid([data]);
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
const texts = { title: "A title with <marks> & signs", description: "What is to be seen." };

/** Small pictures of every kind, from numbers that are written here: examples and snapshots at once. */
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
};
