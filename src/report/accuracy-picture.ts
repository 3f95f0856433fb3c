import { formatCost, formatPercent } from "../base/number-format.ts";
import type { Comparison, VariantResult } from "../compare/comparison.ts";
import { type Estimate, PARTS, type Part } from "../compare/estimates.ts";
import {
  areNumbersPredicted,
  countPlanned,
  isDiverged,
  judgedPart,
  namePart,
  soundOrAll,
  toLabel,
} from "../compare/results.ts";
import type { DotRow } from "../plot/dot-row.ts";
import { plotIntervalDots } from "../plot/interval-dots.ts";
import type { CaptionedTable, Picture } from "./picture.ts";
import { tabulateRuns } from "./run-table.ts";

/**
 * The accuracy of every model as an interval, with a dot for each run; none where all runs of all models diverged, or
 * numbers are predicted. The
 * part of the data that models are judged by comes first.
 */
export function drawAccuracies(comparison: Comparison): Picture[] {
  const { data, design, variants } = comparison;
  const sound = variants.filter((variant) => !isDiverged(variant));
  if (sound.length === 0 || areNumbersPredicted(variants)) return [];
  const judged = judgedPart(design);
  const parts = [judged, ...PARTS.filter((part) => part !== judged)].filter((part) =>
    sound.some(({ estimates }) => estimates[part] !== undefined),
  );
  const title = `Accuracy on ${data.name}`;
  const explanation = explainDots(comparison);
  const svg = plotIntervalDots({
    title,
    description: explanation,
    xLabel: "accuracy",
    dotLabel: design.kind === "folds" ? "one fold" : "one seed",
    names: variants.map((variant) => toLabel(variant, design)),
    panels: parts.map((part) => ({
      heading: `${namePart(part, design)} accuracy`,
      rows: variants.map((variant) => toRow(variant, part)),
    })),
  });
  const tables = [tabulateEstimates(comparison, parts), tabulateRuns(comparison)];
  return [{ name: "accuracy", title, explanation, svg, tables }];
}

function toRow(variant: VariantResult, part: Part): DotRow | undefined {
  const accuracy = variant.estimates[part]?.accuracy;
  if (accuracy === undefined) return undefined;
  const { mean, interval } = accuracy;
  return { values: soundOrAll(variant).map((run) => run[part]?.accuracy ?? Number.NaN), mean, interval };
}

function explainDots({ design }: Comparison): string {
  const dot = design.kind === "folds" ? "fold that was held out" : "seed";
  const several = countPlanned(design) > 1;
  const marks = several
    ? `Every dot is a ${dot}, the mark is their mean, and the bar its 95 % interval`
    : "The mark is the accuracy, and the bar its 95 % interval";
  const advice = several
    ? "The dots show what a single run is worth: choose any one of them, and the order of the models may be another"
    : "The bar covers other test examples alone, and not what another seed would give";
  return `${marks}. ${advice}.`;
}

/** Means, deviations and intervals: of accuracies in per cent, of costs as they are. */
function tabulateEstimates({ variants, design }: Comparison, parts: readonly Part[]): CaptionedTable {
  const rows = variants.flatMap(({ title, estimates }) =>
    parts.flatMap((part) => {
      const found = estimates[part];
      if (found === undefined) return [];
      const name = namePart(part, design);
      return [
        [title, `${name} accuracy`, ...describe(found.accuracy, formatPercent)],
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
