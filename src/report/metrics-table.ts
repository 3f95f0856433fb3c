import { formatNumber, formatPercent } from "../base/number-format.ts";
import { type Comparison, isSound } from "../compare/comparison.ts";
import { PARTS, type Part } from "../compare/estimates.ts";
import { countPlanned } from "../compare/results.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import type { Measurement } from "../metrics/measurement.ts";
import { type MetricName, metrics } from "../metrics/metrics.ts";
import type { Model } from "../model/model.ts";
import type { HeadName } from "../network/heads.ts";
import type { Table } from "../plot/results-table.ts";

/** The metrics of numbers and counts that a reader wants. */
export const NUMBER_METRICS = {
  regression: ["r2", "rmse", "mae"],
  count: ["poissonDeviance", "r2", "rmse", "mae"],
} as const satisfies Partial<Record<HeadName, readonly MetricName[]>>;

/** The metrics of a table, by what is predicted: a readable few of those that fit. */
const SHOWN: Readonly<Record<HeadName, readonly MetricName[]>> = {
  binary: ["accuracy", "balancedAccuracy", "f1", "rocAuc", "averagePrecision", "logLoss", "calibrationError"],
  multiclass: ["accuracy", "balancedAccuracy", "macroF1", "rocAuc", "logLoss", "calibrationError"],
  multilabel: ["subsetAccuracy", "hammingAccuracy", "macroF1", "microF1"],
  ...NUMBER_METRICS,
};

/** Shares that are read in per cent. */
const IN_PER_CENT: readonly MetricName[] = [
  "accuracy",
  "balancedAccuracy",
  "subsetAccuracy",
  "hammingAccuracy",
];

/** The metrics of one model on the parts of its data. */
export type PartMetrics = {
  readonly [Name in Part]?: Readonly<Partial<Record<MetricName, Measurement>>>;
};

/** Every metric that fits the target, on every part; a part on which the model's sums overflow is left out. */
export function measureParts(model: Model, { data }: Pick<Comparison, "data">): PartMetrics {
  return Object.fromEntries(
    PARTS.flatMap((part) => {
      const dataset = data[part];
      return dataset === undefined || !isWithinRange(model, dataset)
        ? []
        : [[part, model.measure(dataset)] as const];
    }),
  );
}

/** {@link measureParts} for machines: numbers by part and metric, null where a metric has no value. */
export function toMetricsDocument(found: PartMetrics): Record<string, Record<string, number | null>> {
  return Object.fromEntries(
    Object.entries(found).map(([part, measured]) => [
      part,
      Object.fromEntries(
        Object.entries(measured).map(([name, { value }]) => [name, Number.isFinite(value) ? value : null]),
      ),
    ]),
  );
}

function isWithinRange(model: Model, dataset: Dataset<TargetColumn>): boolean {
  return model.scores(dataset).costs.every(Number.isFinite);
}

/** The metrics of a single run as rows, with a column for each part; without rows for several runs, and after one that diverged. */
export function toMetricsTable(comparison: Comparison): Table {
  const [variant] = comparison.variants;
  const [result] = variant?.runs ?? [];
  const isAlone = comparison.variants.length === 1 && countPlanned(comparison.design) === 1;
  if (!isAlone || result === undefined || !isSound(result)) return { columns: [], rows: [] };
  const { model } = result.run;
  const found = measureParts(model, comparison);
  const parts = PARTS.filter((part) => found[part] !== undefined);
  return {
    columns: ["metric", ...parts],
    rows: SHOWN[model.head].map((name) => [
      metrics[name].title,
      ...parts.map((part) => formatMetric(name, found[part]?.[name]?.value ?? Number.NaN)),
    ]),
  };
}

/** A value of a metric for a table: "none" where it has none. */
export function formatMetric(name: MetricName, value: number): string {
  if (Number.isNaN(value)) return "none";
  return IN_PER_CENT.includes(name) ? formatPercent(value) : formatNumber(value, 4);
}
