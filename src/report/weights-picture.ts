import { max, min, quantile } from "d3-array";
import { formatCount, formatNumber } from "../base/number-format.ts";
import type { Comparison, VariantResult } from "../compare/comparison.ts";
import { isDiverged, soundOrAll, toLabel } from "../compare/results.ts";
import { createLayout, viewOf } from "../network/layout.ts";
import { plotWeightHistograms, type WeightRow } from "../plot/weight-histograms.ts";
import { hasPenalty } from "../train/regularizers.ts";
import type { CaptionedTable, Picture } from "./picture.ts";
import { hasRunsOffScale } from "./variant-facts.ts";

/** How large the weights of every layer became, one row per model: those of all its runs together. */
export function drawWeights({ data, variants, design }: Comparison): Picture {
  const title = `Weights after training on ${data.name}`;
  const explanation = explainWeights(variants);
  const rows = variants.map((variant) => ({
    name: toLabel(variant, design),
    layers: weightsOf(variant),
    isOffScale: isDiverged(variant),
  }));
  const svg = plotWeightHistograms({ title, description: explanation, rows });
  return { name: "weights", title, explanation, svg, tables: [tabulateWeights(rows)] };
}

/** The weights of each layer, of all runs. */
function weightsOf(variant: VariantResult): Float64Array[] {
  const models = soundOrAll(variant).map(({ run }) => run.model);
  const entries = models[0]
    ? createLayout(models[0].spec).entries.filter(({ kind }) => kind === "weight")
    : [];
  return entries.map((entry) => {
    const weights = new Float64Array(models.length * entry.length);
    models.forEach((model, index) => weights.set(viewOf(model.parameters, entry), index * entry.length));
    return weights;
  });
}

function tabulateWeights(rows: readonly WeightRow[]): CaptionedTable {
  const cell = (value: number | undefined): string => formatNumber(value ?? 0, 3);
  return {
    caption: "Weights",
    columns: ["model and layer", "weights", "least", "lower quarter", "median", "upper quarter", "greatest"],
    rows: rows.flatMap(({ name, layers }) =>
      layers.map((weights, layer) => [
        `${name}, layer ${layer + 1}`,
        formatCount(weights.length),
        cell(min(weights)),
        ...[0.25, 0.5, 0.75].map((share) => cell(quantile(weights, share))),
        cell(max(weights)),
      ]),
    ),
  };
}

function explainWeights(variants: readonly VariantResult[]): string {
  const runs = variants.some((variant) => soundOrAll(variant).length > 1)
    ? ", all runs of a model together"
    : "";
  const scale = variants.length === 1 ? "" : "; a column has one scale, so compare downwards";
  const isPenalized = variants.some((variant) => hasPenalty(variant.settings) && !isDiverged(variant));
  const lesson = isPenalized
    ? "L2 draws all weights towards 0; where weights are smaller, the probability changes more slowly"
    : "Biases are left out, as an L2 penalty leaves them out";
  const remark = hasRunsOffScale(variants) ? "; a run that diverged is left out of the scale" : "";
  return `How many weights of each layer have which value${runs}${scale}. ${lesson}${remark}.`;
}
