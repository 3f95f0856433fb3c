import { gridPoints } from "../../src/plot/grid.ts";
import { plotSpreads } from "../../src/plot/spread-panels.ts";
import { corners as data, cornersGrid as grid } from "./corners.ts";
import { texts } from "./metric-pictures.ts";

const spread = (heading: string, slope: number) => ({
  heading,
  note: "on average 0.12 at the training examples · up to 0.45",
  mean: Float64Array.from(gridPoints(grid), ([x1 = 0, x2 = 0]) => 0.5 + (slope * (x1 - 0.3 * x2)) / 10),
  standardDeviation: Float64Array.from(
    gridPoints(grid),
    ([x1 = 0, x2 = 0]) => 0.45 / (1 + slope * (x1 - 0.3 * x2) * (x1 - 0.3 * x2)),
  ),
});

/** Probabilities with their spread over several models. */
export const spreadPictures: Readonly<Record<string, string>> = {
  "spread-single": plotSpreads({ ...texts, id: "lone", panels: [spread("one", 4)], grid, training: data }),
  "spread-two": plotSpreads({
    ...texts,
    id: "pair",
    panels: [spread("gentle", 2), spread("a heading that is far too long for the width of its panel", 0.1)],
    grid,
    training: data,
  }),
};
