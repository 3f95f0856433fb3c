import { formatPlural } from "../base/number-format.ts";
import type { Comparison } from "../compare/compare.ts";
import { isDiverged, toLabel, toResultsTable } from "../compare/results.ts";
import type { DataSplit } from "../data/dataset.ts";
import { canDraw } from "../plot/grid.ts";
import { plotResultsTable } from "../plot/results-table.ts";
import { drawPrepared, prepareBoundaries } from "./boundary-picture.ts";
import { drawCost, drawCostParts } from "./cost-pictures.ts";
import type { Picture } from "./picture.ts";
import { drawWeights } from "./weights-picture.ts";

/** All pictures of a comparison, in the order in which they tell the story; none where no model was trained. */
export function drawPictures(comparison: Comparison): readonly Picture[] {
  if (comparison.variants.length === 0) return [];
  return [
    ...drawBoundaries(comparison),
    drawCost(comparison),
    ...drawCostParts(comparison),
    drawWeights(comparison),
    drawResults(comparison),
  ];
}

/** Why a comparison has no picture of its boundaries, in a sentence; undefined where it has one. */
export function whyNoBoundaries({ training, test }: DataSplit): string | undefined {
  const count = training.features.length;
  const reason =
    count !== 2
      ? `the data has ${formatPlural(count, "feature")}, not two`
      : canDraw([training, test])
        ? undefined
        : "the features are too large to be drawn";
  return reason && `There is no picture of the boundaries: ${reason}.`;
}

/** The boundaries side by side and each alone, or the only one; none where there are not two features to draw. */
function drawBoundaries({ data, variants }: Comparison): Picture[] {
  if (whyNoBoundaries(data) !== undefined) return [];
  const models = variants.map((variant) => ({
    heading: isDiverged(variant) ? variant.title : toLabel(variant),
    model: variant.run.model,
    isDiverged: isDiverged(variant),
  }));
  const prepared = prepareBoundaries({ data, models });
  const draw = (name: string, title: string, only?: number): Picture => ({
    name,
    title,
    ...drawPrepared(prepared, { id: name, title, only }),
  });
  const [first] = variants;
  const titleAlone = (title: string): string => `Decision boundary on ${data.name}: ${title}`;
  if (first !== undefined && variants.length === 1) return [draw("boundaries", titleAlone(first.title))];
  return [
    draw("boundaries", `Decision boundaries on ${data.name}`),
    ...variants.map(({ name, title }, index) => draw(`boundary-${name}`, titleAlone(title), index)),
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
  return { name: "results", title, explanation: RESULTS_EXPLANATION, svg };
}
