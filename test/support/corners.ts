import { Dataset } from "../../src/data/dataset.ts";
import { createGrid } from "../../src/plot/grid.ts";

/** Four points of two classes, for pictures of boundaries. */
export const corners = Dataset.fromRows({
  name: "corners",
  rows: [
    [-1, -1],
    [-0.5, 0.8],
    [1, 0.9],
    [0.4, -0.7],
  ],
  labels: ["no", "no", "yes", "yes"],
});

/** The grid of their pictures. */
export const cornersGrid = createGrid([corners]);
