import { Dataset } from "../../src/data/dataset.ts";
import { plotDecisionBoundaries } from "../../src/plot/decision-boundaries.ts";
import { createGrid, gridPoints } from "../../src/plot/grid.ts";
import { plotSpreads } from "../../src/plot/spread-panels.ts";
import { texts } from "./metric-pictures.ts";

const five = Dataset.fromRows({
  name: "five",
  rows: [
    [-1.5, -1],
    [1.5, -1],
    [0, 1.5],
    [-1.5, 1],
    [1.5, 1],
  ],
  labels: ["ash", "birch", "cedar", "elm", "fir"],
});
const fiveGrid = createGrid([five], 60);
/** Logits that fall with the distance from an example of each class, the lines between them bent. */
const fiveLogits = (bend: number): Float64Array =>
  Float64Array.from(
    gridPoints(fiveGrid).flatMap(([x = 0, y = 0]) =>
      [0, 1, 2, 3, 4].map((example) => {
        const [centerX = 0, centerY = 0] = five.row(example);
        return (
          -2 * (x - centerX) * (x - centerX) - (y - centerY) * (y - centerY) + (bend * example * x * y) / 8
        );
      }),
    ),
  );

/** Pictures of the plane of several classes, from numbers that are written here. */
export const classPictures: Readonly<Record<string, string>> = {
  "boundaries-five-classes": plotDecisionBoundaries({
    ...texts,
    id: "five",
    panels: [
      { heading: "one model", note: "accuracy 100.0 % training · 80.0 % test", logits: fiveLogits(3) },
      {
        heading: "three seeds",
        note: "accuracy 100.0 % training · 80.0 % test",
        logits: fiveLogits(1),
        borders: [1, 2, 3].map((bend) => ({ logits: fiveLogits(bend) })),
      },
    ],
    grid: fiveGrid,
    training: five,
    test: five,
  }),
  "spread-classes": plotSpreads({
    ...texts,
    id: "spread-five",
    panels: [
      {
        heading: "one",
        note: "on average 0.12 at the training examples · up to 0.45",
        mean: fiveLogits(2).map((logit) => 1 / (1 + Math.abs(logit - 8))),
        standardDeviation: Float64Array.from(
          gridPoints(fiveGrid),
          ([x = 0, y = 0]) => 0.4 / (1 + x * x + y * y),
        ),
      },
    ],
    grid: fiveGrid,
    training: five,
  }),
};
