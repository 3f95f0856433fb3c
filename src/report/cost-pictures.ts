import type { Comparison, VariantResult } from "../compare/comparison.ts";
import { isDiverged, namePart, toLabel } from "../compare/results.ts";
import { plotCostCurves } from "../plot/cost-curves.ts";
import type { TrainSettings } from "../train/options.ts";
import { hasActingDropout, hasPenalty } from "../train/regularizers.ts";
import type { Picture } from "./picture.ts";
import { BAND_EXPLANATION, tabulateCurves, toRunCurve } from "./run-curves.ts";
import { hasFrozenMask, hasRunsOffScale } from "./variant-facts.ts";

/** The cost that gradient descent works on, one curve per model. */
export function drawCost({ data, variants, design }: Comparison): Picture {
  const title = `Cost during training on ${data.name}`;
  const explanation = `${explainCost(variants)} ${adviseOnCost(variants)}`;
  const curves = variants.map((variant) => ({
    name: toLabel(variant, design),
    ...toRunCurve(variant, "cost"),
    isOffScale: isDiverged(variant),
  }));
  const texts = { title, description: explanation };
  const svg = plotCostCurves({ ...texts, yLabel: "cost", panels: [{ heading: "", curves }] });
  return { name: "cost", title, explanation, svg, tables: [tabulateCurves("Cost", curves)] };
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
export function drawCostParts(comparison: Comparison): Picture[] {
  const { data, variants, design } = comparison;
  const hasDevelopment = variants.some(({ runs }) =>
    runs.some(({ run }) => run.history.developmentCost.length > 0),
  );
  const hasParts = hasDevelopment || some(variants, hasPenalty) || some(variants, hasActingDropout);
  if (!hasParts) return [];
  const title = `What the cost on ${data.name} is made of`;
  const held = `data cost on ${namePart("development", design)} examples`;
  const panels = variants.map((variant) => {
    const parts = [
      { name: "data cost on training examples", ...toRunCurve(variant, "dataCostWithoutDropout") },
      { name: held, ...toRunCurve(variant, "developmentCost") },
      { name: "penalty", ...toRunCurve(variant, "penalty") },
    ];
    const isOffScale = isDiverged(variant);
    return {
      heading: toLabel(variant, design),
      curves: parts
        .filter(({ costs }) => costs.some((cost) => cost !== 0))
        .map((curve) => ({ ...curve, isOffScale })),
    };
  });
  const explanation = `${explainParts(variants)} ${adviseOnParts(comparison, hasDevelopment)}`;
  const texts = { title, description: explanation };
  const svg = plotCostCurves({ ...texts, yLabel: "cost", panels, palette: "parts" });
  const tables = panels.map(({ heading, curves }) => tabulateCurves(heading, curves));
  return [{ name: "cost-parts", title, explanation, svg, tables }];
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

function adviseOnParts({ variants, design }: Comparison, hasDevelopment: boolean): string {
  const hints = [
    some(variants, hasPenalty) ? "the penalty is drawn apart" : "",
    hasDevelopment
      ? `the cost on ${namePart("development", design)} examples rises once a model begins to memorize its training examples`
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

/** What is to be said of bands, and of runs that are not drawn as the others are. */
function cutRemark(variants: readonly VariantResult[]): string {
  const shown = variants.map((variant) => toRunCurve(variant, "cost"));
  const counts = shown.map(({ costs }) => costs.filter(Number.isFinite).length);
  return [
    shown.some(({ band }) => band !== undefined) ? `; ${BAND_EXPLANATION}` : "",
    hasRunsOffScale(variants)
      ? "; a run that diverged is left out of the scale and cut where it leaves the frame"
      : "",
    counts.includes(1) ? "; a run with only one finite cost is a dot" : "",
    counts.includes(0) ? "; a run without a finite cost has no curve" : "",
  ].join("");
}

function some(variants: readonly VariantResult[], holds: (settings: TrainSettings) => boolean): boolean {
  return variants.some(({ settings }) => holds(settings));
}
