import type { Comparison } from "../compare/comparison.ts";
import { toResultsTable } from "../compare/results.ts";
import { plotResultsTable } from "../plot/results-table.ts";
import { drawAccuracies } from "./accuracy-picture.ts";
import { drawBoundaries } from "./boundary-pictures.ts";
import { drawCost, drawCostParts } from "./cost-pictures.ts";
import { drawDifferences } from "./differences-picture.ts";
import type { Picture } from "./picture.ts";
import { drawWeights } from "./weights-picture.ts";

/** All pictures of a comparison, in the order in which they tell the story; none where no model was trained. */
export function drawPictures(comparison: Comparison): readonly Picture[] {
  if (comparison.variants.length === 0) return [];
  return [
    ...drawAccuracies(comparison),
    ...drawDifferences(comparison),
    ...drawBoundaries(comparison),
    drawCost(comparison),
    ...drawCostParts(comparison),
    drawWeights(comparison),
    drawResults(comparison),
  ];
}

/** What the columns of the table of results mean, for its picture and wherever it stands as text. */
export const RESULTS_EXPLANATION: string =
  "Accuracy is the share of examples on the right side of the boundary, without dropout. The data cost is the mean " +
  "cross-entropy of the training examples, also without dropout; the penalty is what L2 adds to it, λ/(2m)·Σw² over m " +
  "training examples; ‖W₁‖ is the root of the first layer's summed squared weights, and so on.";

function drawResults(comparison: Comparison): Picture {
  const title = `Results on ${comparison.data.name}`;
  const svg = plotResultsTable(toResultsTable(comparison), { title, description: RESULTS_EXPLANATION });
  return { name: "results", title, explanation: RESULTS_EXPLANATION, svg, tables: [] };
}
