import type { Comparison } from "../compare/comparison.ts";
import { measureOf } from "../compare/measures.ts";
import { toResultsTable } from "../compare/results.ts";
import { targetScaleOf } from "../data/preparation/target-scale.ts";
import { plotResultsTable } from "../plot/results-table.ts";
import { drawBoundaries } from "./boundary-pictures.ts";
import { drawCost, drawCostParts } from "./cost-pictures.ts";
import { drawFittedCurves } from "./curve-picture.ts";
import { drawDifferences } from "./differences-picture.ts";
import { drawFits } from "./fit-picture.ts";
import { drawMeasure } from "./measure-picture.ts";
import type { Picture } from "./picture.ts";
import { drawQuality } from "./quality-pictures.ts";
import { drawSpreads } from "./uncertainty-picture.ts";
import { drawWeights } from "./weights-picture.ts";

/** All pictures of a comparison, in the order in which they tell the story; none where no model was trained. */
export function drawPictures(comparison: Comparison): readonly Picture[] {
  if (comparison.variants.length === 0) return [];
  return [
    ...drawMeasure(comparison),
    ...drawDifferences(comparison),
    ...drawBoundaries(comparison),
    ...drawSpreads(comparison),
    ...drawQuality(comparison),
    ...drawFittedCurves(comparison),
    ...drawFits(comparison),
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

/** The penalty and the norms, which mean the same whatever is predicted. */
const COMMON_EXPLANATION =
  "all without noise; the penalty is what L1 and L2 add to it; ‖W₁‖ is the root of the first layer's summed squared " +
  "weights, and so on.";

/** What the columns of the table of results mean, by what is predicted; {@link RESULTS_EXPLANATION} for two classes. */
export function explainResults({
  data: { training },
  measure,
  variants,
}: Pick<Comparison, "data" | "measure" | "variants">): string {
  const { target } = training;
  if (target.type === "number") {
    const { explanation } = measureOf(measure);
    const losses = new Set(variants.map(({ settings }) => settings.loss === "poisson"));
    const loss = losses.has(false) ? "mean squared error" : "mean Poisson loss";
    const ofCounts = losses.size > 1 ? " (of models of counts, the mean Poisson loss)" : "";
    const isScaled = targetScaleOf(training.preparation) !== undefined;
    const scaled = isScaled ? ", of numbers brought to mean 0 and deviation 1," : "";
    const cost = `The data cost is the ${loss}${scaled} of the training examples${ofCounts}`;
    return `${explanation}; less is better. ${cost}, ${COMMON_EXPLANATION}`;
  }
  if (target.type === "category" && target.classNames.length === 2) return RESULTS_EXPLANATION;
  const right =
    target.type === "labels" ? "all of whose labels are right" : "whose most probable class is right";
  const cost = `The data cost is the mean cross-entropy of the training examples, ${COMMON_EXPLANATION}`;
  return `Accuracy is the share of examples ${right}. ${cost}`;
}

function drawResults(comparison: Comparison): Picture {
  const explanation = explainResults(comparison);
  const title = `Results on ${comparison.data.name}`;
  const svg = plotResultsTable(toResultsTable(comparison), { title, description: explanation });
  return { name: "results", title, explanation, svg, tables: [] };
}
