import { max, mean } from "d3-array";
import { formatCost, formatCount, formatIndex, formatNorm } from "../base/number-format.ts";
import { unitOf } from "../plot/figure-units.ts";
import type { Table } from "../plot/results-table.ts";
import { type Comparison, isSound, type VariantResult } from "./comparison.ts";
import { type Estimate, PARTS, type Part } from "./estimates.ts";
import { formatEnds, type MeasureName, measureOf } from "./measures.ts";
import type { Design } from "./options.ts";
import type { RunResult } from "./perform-runs.ts";

/**
 * The results as rows of words and numbers, for a terminal, a page, a picture or a README. Of several runs, accuracies
 * and errors have the standard deviation over the runs, all else are means. ‖W₁‖ is the root of the first layer's summed
 * squared weights, and so on.
 */
export function toResultsTable({
  variants,
  design,
  measure,
}: Pick<Comparison, "variants" | "design" | "measure">): Table {
  const hasRuns = countPlanned(design) > 1;
  const parts = PARTS.filter((part) =>
    variants.some(({ runs }) => runs.some((run) => run[part] !== undefined)),
  );
  const judged = judgedPart(design);
  const layers = max(variants, ({ runs }) => runs[0]?.run.model.weightNorms.length) ?? 0;
  const columns = [
    "model",
    ...parts.map((part) => `${namePart(part, design)} ${measureOf(measure).title}`),
    ...(hasRuns ? ["95 % interval"] : []),
    "data cost",
    "penalty",
    ...Array.from({ length: layers }, (_, layer) => `‖W${formatIndex(layer + 1)}‖`),
  ];
  const rows = variants.map((variant) => [
    toLabel(variant, design),
    ...parts.map((part) => describeFigure(variant.estimates[part]?.[measure], measure)),
    ...(hasRuns ? [describeInterval(variant.estimates[judged]?.[measure], measure)] : []),
    describeCost(variant),
    describePenalty(variant),
    ...Array.from({ length: layers }, (_, layer) => {
      const norm = mean(soundOrAll(variant), ({ run }) => run.model.weightNorms[layer]);
      return norm === undefined ? "" : formatNorm(norm);
    }),
  ]);
  return { columns, rows };
}

/** The part of the data by which variants are judged: test examples; in cross-validation, those that were held out. */
export function judgedPart({ kind }: Design): "test" | "development" {
  return kind === "folds" ? "development" : "test";
}

/** What a part of the data is called: in cross-validation, that which is held out is no lasting part. */
export function namePart(part: Part, { kind }: Design): string {
  return kind === "folds" && part === "development" ? "held-out" : part;
}

/** How many runs of each variant a design asks for. */
export function countPlanned(design: Design): number {
  return design.kind === "folds" ? design.folds * design.seeds.length : design.seeds.length;
}

/** Whether all runs of a variant left the finite range: nothing is known of it. */
export function isDiverged({ runs }: Pick<VariantResult, "runs">): boolean {
  return !runs.some(isSound);
}

/** The runs of a variant that did not diverge; all where none is left. */
export function soundOrAll({ runs }: Pick<VariantResult, "runs">): readonly RunResult[] {
  return runs.some(isSound) ? runs.filter(isSound) : runs;
}

/** A variant's title, which says so where runs diverged or were stopped, or not all are finished. */
export function toLabel({ title, runs }: VariantResult, design: Design): string {
  const planned = countPlanned(design);
  const diverged = runs.filter((run) => !isSound(run)).length;
  const remarks = [
    ...(runs.length < planned ? [`${formatCount(runs.length)} of ${formatCount(planned)} runs`] : []),
    ...(diverged === 0 ? [] : [diverged === runs.length ? "diverged" : `${formatCount(diverged)} diverged`]),
    ...(runs.some(({ run }) => run.outcome.kind === "stopped") ? ["stopped"] : []),
  ];
  return [title, ...remarks].join(", ");
}

/** "93.2 % ± 1.0", "95.3 %", "0.6912 ± 0.0123", or that nothing is known. */
function describeFigure(estimate: Estimate | undefined, measure: MeasureName): string {
  if (estimate === undefined) return "diverged";
  const { mean: value, standardDeviation } = estimate;
  return unitOf(measureOf(measure).unit).formatSpread(value, standardDeviation);
}

/** "91.0 % to 95.1 %", "0.6501 to 0.7344". */
function describeInterval(estimate: Estimate | undefined, measure: MeasureName): string {
  return estimate?.interval === undefined ? "unknown" : formatEnds(estimate.interval, measure);
}

/** The mean data cost of the training examples; of runs that all diverged, that of the first. */
function describeCost({ estimates, runs }: VariantResult): string {
  return formatCost(estimates.training?.dataCost.mean ?? (runs[0] as RunResult).training.dataCost);
}

/** The last recorded penalty: that of the final weights, unless the run diverged. */
function describePenalty(variant: VariantResult): string {
  if (isDiverged(variant)) return "diverged";
  return formatCost(mean(soundOrAll(variant), ({ run }) => run.history.penalty.at(-1)) ?? 0);
}
