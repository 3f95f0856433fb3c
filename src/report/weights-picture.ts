import type { Comparison, VariantResult } from "../compare/compare.ts";
import { isDiverged, toLabel } from "../compare/results.ts";
import { createLayout, viewOf } from "../network/layout.ts";
import { plotWeightHistograms } from "../plot/weight-histograms.ts";
import type { Picture } from "./picture.ts";
import { hasRunsOffScale } from "./variant-facts.ts";

/** How large the weights of every layer became, one row per model. */
export function drawWeights({ data, variants }: Comparison): Picture {
  const title = `Weights after training on ${data.name}`;
  const explanation = explainWeights(variants);
  const rows = variants.map((variant) => ({
    name: toLabel(variant),
    layers: createLayout(variant.run.model.spec)
      .entries.filter((entry) => entry.kind === "weight")
      .map((entry) => viewOf(variant.run.model.parameters, entry)),
    isOffScale: isDiverged(variant),
  }));
  const svg = plotWeightHistograms({ title, description: explanation, rows });
  return { name: "weights", title, explanation, svg };
}

function explainWeights(variants: readonly VariantResult[]): string {
  const scale = variants.length === 1 ? "" : "; a column has one scale, so compare downwards";
  const hasPenalty = variants.some((variant) => variant.run.settings.lambda > 0 && !isDiverged(variant));
  const lesson = hasPenalty
    ? "L2 draws all weights towards 0; where weights are smaller, the probability changes more slowly"
    : "Biases are left out, as an L2 penalty leaves them out";
  const remark = hasRunsOffScale(variants) ? "; a run that diverged is left out of the scale" : "";
  return `How many weights of each layer have which value${scale}. ${lesson}${remark}.`;
}
