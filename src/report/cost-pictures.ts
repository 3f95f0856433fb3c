import type { Comparison, VariantResult } from "../compare/compare.ts";
import { isDiverged, toLabel } from "../compare/results.ts";
import { plotCostCurves } from "../plot/cost-curves.ts";
import { hasActingDropout, type TrainSettings } from "../train/options.ts";
import type { Picture } from "./picture.ts";
import { hasFrozenMask, hasRunsOffScale } from "./variant-facts.ts";

/** The cost that gradient descent works on, one curve per model. */
export function drawCost({ data, variants }: Comparison): Picture {
  const title = `Cost during training on ${data.name}`;
  const explanation = `${explainCost(variants)} ${adviseOnCost(variants)}`;
  const curves = variants.map((variant) => ({
    name: toLabel(variant),
    iterations: variant.run.history.iteration,
    costs: variant.run.history.cost,
    isOffScale: isDiverged(variant),
  }));
  const texts = { title, description: explanation };
  const svg = plotCostCurves({ ...texts, yLabel: "cost", panels: [{ heading: "", curves }] });
  return { name: "cost", title, explanation, svg };
}

function explainCost(variants: readonly VariantResult[]): string {
  const subject = variants.length === 1 ? "The curve" : "Each curve";
  const penalty = some(variants, hasPenalty) ? " plus, with L2, the penalty" : "";
  const thinned = some(variants, hasActingDropout) ? "; with dropout, the cost of the thinned network" : "";
  return `${subject} is the cost that gradient descent works on: the data cost${penalty}${thinned}.`;
}

function adviseOnCost(variants: readonly VariantResult[]): string {
  const advice =
    variants.length === 1
      ? "Where it is flat, training no longer changes the cost"
      : "A lower curve is not yet a better model: only examples that were not trained on can tell";
  return `${advice}${cutRemark(variants)}.`;
}

/**
 * The parts of the cost, one panel per model; none where the cost has one part, which {@link drawCost} shows: without a
 * penalty, acting dropout and development examples.
 */
export function drawCostParts({ data, variants }: Comparison): Picture[] {
  const hasDevelopment = variants.some(({ run }) => run.history.developmentCost.length > 0);
  const hasParts = hasDevelopment || some(variants, hasPenalty) || some(variants, hasActingDropout);
  if (!hasParts) return [];
  const title = `What the cost on ${data.name} is made of`;
  const panels = variants.map((variant) => {
    const { history } = variant.run;
    const parts: [name: string, costs: readonly number[]][] = [
      ["data cost on training examples", history.dataCostWithoutDropout],
      ["data cost on development examples", history.developmentCost],
      ["penalty", history.penalty],
    ];
    const drawn = parts.filter(([, costs]) => costs.some((cost) => cost !== 0));
    const isOffScale = isDiverged(variant);
    return {
      heading: toLabel(variant),
      curves: drawn.map(([name, costs]) => ({ name, iterations: history.iteration, costs, isOffScale })),
    };
  });
  const explanation = `${explainParts(variants)} ${adviseOnParts(variants, hasDevelopment)}`;
  const texts = { title, description: explanation };
  const svg = plotCostCurves({ ...texts, yLabel: "cost", panels, palette: "parts" });
  return [{ name: "cost-parts", title, explanation, svg }];
}

function explainParts(variants: readonly VariantResult[]): string {
  const without = [
    some(variants, hasActingDropout) ? "without dropout" : "",
    some(variants, hasPenalty) ? "without penalty" : "",
  ].filter(Boolean);
  const extra = without.length === 0 ? "" : `, ${without.join(" and ")}`;
  const use = variants.length === 1 ? "" : ": only these curves may be compared between models";
  return `The data cost is that of the whole network as it predicts${extra}${use}.`;
}

function adviseOnParts(variants: readonly VariantResult[], hasDevelopment: boolean): string {
  const hints = [
    some(variants, hasPenalty) ? "the penalty is drawn apart" : "",
    hasDevelopment
      ? "the cost on development examples rises once a model begins to memorize its training examples"
      : "",
    some(variants, hasFrozenMask)
      ? "with the frozen mask the cost of one thinned network falls, while that of the whole network can rise"
      : "",
  ].filter(Boolean);
  if (hints.length === 0) hints.push("where a curve is flat, training no longer changes it");
  const [first = "", ...rest] = hints;
  const advice = [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join("; ");
  return `${advice}${cutRemark(variants)}.`;
}

/** What is to be said of runs that are not drawn as the others are. */
function cutRemark(variants: readonly VariantResult[]): string {
  const counts = variants.map(({ run }) => run.history.cost.filter(Number.isFinite).length);
  return [
    hasRunsOffScale(variants)
      ? "; a run that diverged is left out of the scale and cut where it leaves the frame"
      : "",
    counts.includes(1) ? "; a run with only one finite cost is a dot" : "",
    counts.includes(0) ? "; a run without a finite cost has no curve" : "",
  ].join("");
}

function some(variants: readonly VariantResult[], holds: (settings: TrainSettings) => boolean): boolean {
  return variants.some(({ run }) => holds(run.settings));
}

function hasPenalty({ lambda }: TrainSettings): boolean {
  return lambda > 0;
}
