import { formatCost } from "../base/number-format.ts";
import type { Comparison, VariantResult } from "../compare/comparison.ts";
import { type Estimate, PARTS, type Part } from "../compare/estimates.ts";
import { figureOf, type MeasureName, measureOf } from "../compare/measures.ts";
import { countPlanned, isDiverged, judgedPart, namePart, soundOrAll, toLabel } from "../compare/results.ts";
import type { DotRow } from "../plot/dot-row.ts";
import { unitOf } from "../plot/figure-units.ts";
import { plotIntervalDots } from "../plot/interval-dots.ts";
import { type CaptionedTable, capitalize, type Picture } from "./picture.ts";
import { tabulateRuns } from "./run-table.ts";

/**
 * What models are compared by, for every model as an interval, with a dot for each run; none where all runs of all models
 * diverged. The part of the data that models are judged by comes first.
 */
export function drawMeasure(comparison: Comparison): Picture[] {
  const { data, design, measure, variants } = comparison;
  const sound = variants.filter((variant) => !isDiverged(variant));
  if (sound.length === 0) return [];
  const judged = judgedPart(design);
  const parts = [judged, ...PARTS.filter((part) => part !== judged)].filter((part) =>
    sound.some(({ estimates }) => estimates[part] !== undefined),
  );
  const { title: what, unit, isLowerBetter, ofRuns } = measureOf(measure);
  const title = `${capitalize(what)} on ${data.name}`;
  const explanation = explainDots(comparison);
  const svg = plotIntervalDots({
    title,
    description: explanation,
    xLabel: isLowerBetter ? `${what} (less is better)` : what,
    unit,
    meanLabel: countPlanned(design) > 1 ? ofRuns.label : what,
    dotLabel: design.kind === "folds" ? "one fold" : "one seed",
    names: variants.map((variant) => toLabel(variant, design)),
    panels: parts.map((part) => ({
      heading: `${namePart(part, design)} ${what}`,
      rows: variants.map((variant) => toRow(variant, part, measure)),
    })),
  });
  const tables = [tabulateEstimates(comparison, parts), tabulateRuns(comparison)];
  return [{ name: measure === "accuracy" ? "accuracy" : "error", title, explanation, svg, tables }];
}

function toRow(variant: VariantResult, part: Part, measure: MeasureName): DotRow | undefined {
  const estimate = variant.estimates[part]?.[measure];
  if (estimate === undefined) return undefined;
  const { mean, interval } = estimate;
  return {
    values: soundOrAll(variant).map((run) => figureOf(run, part, measure) ?? Number.NaN),
    mean,
    interval,
  };
}

function explainDots({ design, measure }: Comparison): string {
  const dot = design.kind === "folds" ? "fold that was held out" : "seed";
  const several = countPlanned(design) > 1;
  const { title, ofRuns } = measureOf(measure);
  const marks = several
    ? `Every dot is a ${dot}, the mark is ${ofRuns.inWords}, and the bar its 95 % interval`
    : `The mark is the ${title}, and the bar its 95 % interval`;
  const advice = several
    ? "The dots show what a single run is worth: choose any one of them, and the order of the models may be another"
    : "The bar covers other test examples alone, and not what another seed would give";
  return `${marks}. ${advice}.`;
}

/** Means, deviations and intervals: of accuracies in per cent, of errors and costs as they are. */
function tabulateEstimates(
  { variants, design, measure }: Comparison,
  parts: readonly Part[],
): CaptionedTable {
  const { title: what, unit } = measureOf(measure);
  const { format } = unitOf(unit);
  const rows = variants.flatMap(({ title, estimates }) =>
    parts.flatMap((part) => {
      const found = estimates[part];
      const figure = found?.[measure];
      if (found === undefined || figure === undefined) return [];
      const name = namePart(part, design);
      return [
        [title, `${name} ${what}`, ...describe(figure, (value) => format([value]).join(""))],
        [title, `${name} cost`, ...describe(found.dataCost, formatCost)],
      ];
    }),
  );
  const columns = ["model", "figure", "mean", "standard deviation", "95 % interval", "method"];
  return { caption: "Figures", columns, rows };
}

function describe(
  { mean, standardDeviation, interval, method }: Estimate,
  format: (value: number) => string,
): readonly string[] {
  return [
    format(mean),
    standardDeviation === undefined ? "" : format(standardDeviation),
    interval === undefined ? "" : `${format(interval.low)} to ${format(interval.high)}`,
    method ?? "",
  ];
}
