import { max } from "d3-array";
import { formatCost, formatIndex, formatNorm, formatPercent } from "../base/number-format.ts";
import { splitHash } from "../data/dataset.ts";
import type { Table } from "../plot/results-table.ts";
import type { TrainSettings } from "../train/options.ts";
import type { Diverged } from "../train/outcome.ts";
import type { Comparison, VariantResult } from "./compare.ts";

/**
 * The results as rows of words and numbers, for a terminal, a page, a picture or a README. ‖W₁‖ is the root of the first
 * layer's summed squared weights, and so on.
 */
export function toResultsTable({ variants }: Comparison): Table {
  const hasDevelopment = variants.some((variant) => variant.development !== undefined);
  const layers = max(variants, ({ run }) => run.model.weightNorms.length) ?? 0;
  const columns = [
    "model",
    "training accuracy",
    ...(hasDevelopment ? ["development accuracy"] : []),
    "test accuracy",
    "data cost",
    "penalty",
    ...Array.from({ length: layers }, (_, layer) => `‖W${formatIndex(layer + 1)}‖`),
  ];
  const rows = variants.map((variant) => [
    toLabel(variant),
    describeAccuracy(variant, "training"),
    ...(hasDevelopment ? [describeAccuracy(variant, "development")] : []),
    describeAccuracy(variant, "test"),
    formatCost(variant.training.dataCost),
    describePenalty(variant),
    ...variant.run.model.weightNorms.map(formatNorm),
  ]);
  return { columns, rows };
}

/** Whether a variant's run left the finite range: its model is the last before that, and its accuracy means nothing. */
export function isDiverged({ run }: VariantResult): boolean {
  return run.outcome.kind === "diverged";
}

/** A variant's title, which says so where its run was stopped or diverged. */
export function toLabel({ title, run: { outcome } }: VariantResult): string {
  return outcome.kind === "finished" ? title : `${title}, ${outcome.kind}`;
}

/** The accuracy on a part of the data in words: "95.3 %", or that the run diverged. */
function describeAccuracy(variant: VariantResult, part: "training" | "development" | "test"): string {
  return isDiverged(variant) ? "diverged" : formatPercent(variant[part]?.accuracy ?? Number.NaN);
}

/** The last recorded penalty: that of the final weights, unless the run diverged. */
function describePenalty(variant: VariantResult): string {
  return isDiverged(variant) ? "diverged" : formatCost(variant.run.history.penalty.at(-1) as number);
}

/** A data set in a machine-readable result. */
export interface DatasetDocument {
  readonly name: string;
  readonly hash: string;
  readonly training: number;
  readonly development?: number;
  readonly test: number;
  readonly features: number;
}

/** A variant in a machine-readable result. */
export interface VariantDocument {
  readonly name: string;
  readonly settings: TrainSettings;
  readonly costs: readonly {
    readonly iteration: number;
    readonly cost: number;
    readonly dataCost: number;
    readonly penalty: number;
    /** The data cost of the whole network, as it predicts; null where its sums overflowed. */
    readonly dataCostWithoutDropout: number | null;
    /** Absent without development examples; null where sums overflowed on them. */
    readonly developmentCost?: number | null;
  }[];
  readonly accuracy: { readonly training: number; readonly development?: number; readonly test: number };
  readonly weightNorms: readonly number[];
  readonly iterations: number;
  readonly fingerprint: string;
  readonly outcome: "finished" | "stopped" | "diverged";
  /** Where and probably why the run diverged; absent otherwise. */
  readonly divergence?: Omit<Diverged, "kind">;
}

/** The data of a comparison, for machines. */
export function toDatasetDocument({ data }: Pick<Comparison, "data">): DatasetDocument {
  return {
    name: data.name,
    hash: splitHash(data),
    training: data.training.examples,
    ...(data.development ? { development: data.development.examples } : {}),
    test: data.test.examples,
    features: data.training.features.length,
  };
}

/** A variant of a comparison, for machines. */
export function toVariantDocument({
  name,
  run,
  training,
  development,
  test,
}: VariantResult): VariantDocument {
  const { history, outcome } = run;
  const { kind, ...details } = outcome;
  return {
    name,
    settings: run.settings,
    costs: history.iteration.map((iteration, index) => ({
      iteration,
      cost: history.cost[index] as number,
      dataCost: history.dataCost[index] as number,
      penalty: history.penalty[index] as number,
      dataCostWithoutDropout: toJsonNumber(history.dataCostWithoutDropout[index]),
      ...(history.developmentCost.length > 0
        ? { developmentCost: toJsonNumber(history.developmentCost[index]) }
        : {}),
    })),
    accuracy: {
      training: training.accuracy,
      ...(development ? { development: development.accuracy } : {}),
      test: test.accuracy,
    },
    weightNorms: run.model.weightNorms,
    iterations: run.iterations,
    fingerprint: run.fingerprint,
    outcome: kind,
    ...(kind === "diverged" ? { divergence: details as Omit<Diverged, "kind"> } : {}),
  };
}

/** JSON has no word for a number that is not finite. */
function toJsonNumber(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
