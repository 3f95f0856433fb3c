import type { Comparison, VariantResult } from "../compare/compare.ts";
import { isDiverged } from "../compare/results.ts";
import { createLayout, viewOf } from "../network/layout.ts";
import { plotWeightHistograms } from "../plot/weight-histograms.ts";
import type { Picture } from "./picture.ts";

/** How large the weights of every layer became, one row per model. */
export function drawWeights({ data, variants }: Comparison): Picture {
  const title = `Weights after training on ${data.name}`;
  const explanation = explainWeights(variants, data.training.features.length === 2);
  const rows = variants.map((variant) => ({
    name: isDiverged(variant) ? `${variant.title}, diverged` : variant.title,
    layers: createLayout(variant.run.model.spec)
      .entries.filter((entry) => entry.kind === "weight")
      .map((entry) => viewOf(variant.run.model.parameters, entry)),
    isOffScale: isDiverged(variant),
  }));
  const svg = plotWeightHistograms({ title, description: explanation, rows });
  return { name: "weights", title, explanation, svg };
}

function explainWeights(variants: readonly VariantResult[], hasBoundary: boolean): string {
  const scale = variants.length === 1 ? "" : "; a column has one scale, so compare downwards";
  const canBend = variants.some(({ run }) => run.settings.hiddenLayers.length > 0);
  const effect = hasBoundary && canBend ? ", and that is what makes its boundary smoother" : "";
  const hasPenalty = variants.some((variant) => variant.run.settings.lambda > 0 && !isDiverged(variant));
  const lesson = hasPenalty
    ? `L2 draws all weights towards 0${effect}`
    : "Biases are left out, as an L2 penalty leaves them out";
  const isCut = variants.some(isDiverged) && !variants.every(isDiverged);
  const remark = isCut ? "; a run that diverged is left out of the scale" : "";
  return `How many weights of each layer have which size${scale}. ${lesson}${remark}.`;
}
