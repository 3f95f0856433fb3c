import {
  formatClass,
  formatCount,
  formatNumber,
  formatPercent,
  formatPlural,
  withFullStop,
} from "../base/number-format.ts";
import type { EvaluatedMetric, HoldoutEvaluation } from "../compare/evaluation.ts";
import type { EvaluationDocument } from "../compare/evaluation-schema.ts";
import { type MetricName, metrics } from "../metrics/metrics.ts";
import type { Model } from "../model/model.ts";
import type { Table } from "../plot/results-table.ts";
import { formatMetric } from "../report/metrics-table.ts";
import type { JudgedData } from "./judged-data.ts";
import type { Output } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";
import { toSentence } from "./surprises.ts";
import { toTextTable } from "./text-table.ts";

/** Larger confusion matrices fill a terminal with zeros. */
const MOST_CLASSES = 12;

/** What {@link tellEvaluation} tells of. */
export interface ToldEvaluation {
  readonly model: Model;
  readonly modelPath: string;
  readonly data: JudgedData;
  readonly evaluation: HoldoutEvaluation;
}

/** Prints how well a model does: metrics with intervals, which class was taken for which, and what to mind. */
export function tellEvaluation(output: Output, { model, modelPath, data, evaluation }: ToldEvaluation): void {
  const { dataset } = data;
  const features = formatPlural(dataset.features.length, "feature");
  const say = (text: string): void => output.printText(toPlainLine(text));
  say(`${dataset.name}: ${formatPlural(dataset.examples, "example")}, ${features}, hash ${dataset.hash}`);
  say(`${modelPath}: predicts ${model.labels.targetName}, fingerprint ${model.fingerprint}`);
  output.print();
  output.print(toTextTable(toMetricTable(evaluation), output));
  for (const table of [toConfusionTable(model, evaluation), toClassTable(model, evaluation)]) {
    if (table === undefined) continue;
    output.print();
    output.print(toTextTable(table, output));
  }
  const remarks = remarksOn(model, data, evaluation);
  if (remarks.length > 0) output.print();
  for (const remark of remarks) say(remark);
}

function toMetricTable({ metrics: found }: HoldoutEvaluation): Table {
  const rows = entriesOf(found).map(([name, { value, interval }]) => [
    metrics[name].title,
    formatMetric(name, value),
    interval === undefined
      ? ""
      : `${formatMetric(name, interval.low)} to ${formatMetric(name, interval.high)}`,
  ]);
  return { columns: ["metric", "value", "95 % interval"], rows };
}

function toConfusionTable({ labels }: Model, { confusion }: HoldoutEvaluation): Table | undefined {
  if (confusion === undefined || confusion.classes > MOST_CLASSES) return undefined;
  const { classes, counts } = confusion;
  return {
    columns: [
      `actual ${labels.targetName}`,
      ...labels.classNames.map((name) => `taken for ${formatClass(name)}`),
    ],
    rows: labels.classNames.map((name, row) => [
      formatClass(name),
      ...Array.from(counts.subarray(row * classes, (row + 1) * classes), formatWeight),
    ]),
  };
}

function toClassTable({ head }: Model, { classes }: HoldoutEvaluation): Table | undefined {
  if (classes.length === 0) return undefined;
  const rows = classes.map(({ name, precision, recall, f1, support }) => [
    formatClass(name),
    ...[precision, recall, f1].map((share) => formatPercent(share)),
    formatWeight(support),
  ]);
  return {
    columns: [head === "multilabel" ? "label" : "class", "precision", "recall", "F1", "examples"],
    rows,
  };
}

/** A count; a sum of weights with four digits. */
function formatWeight(count: number): string {
  return Number.isInteger(count) ? formatCount(count) : formatNumber(count, 4);
}

function remarksOn(
  { labels }: Model,
  { leftOut, surprises }: JudgedData,
  evaluation: HoldoutEvaluation,
): readonly string[] {
  const { metrics: found } = evaluation;
  const methods = new Set(entriesOf(found).map(([, { interval }]) => interval?.method));
  const rows = leftOut === 1 ? "1 row was" : `${formatCount(leftOut)} rows were`;
  const unknown = labels.classNames.length === 0 ? "" : " or with a class that training did not have";
  return [
    ...(leftOut === 0 ? [] : [`${rows} left out, without a target${unknown}.`]),
    ...surprises.map(toSentence),
    ...entriesOf(found).flatMap(([name, { remark }]) =>
      remark === undefined ? [] : [withFullStop(`${metrics[name].title}: ${remark}`)],
    ),
    ...(methods.has("bootstrap") || methods.has("wilson")
      ? [
          "Intervals take the examples for independent draws, and the model as it is: another seed would give another.",
        ]
      : []),
  ];
}

/** {@link tellEvaluation} for machines. */
export function toEvaluationDocument(
  { fingerprint, head, labels }: Model,
  { dataset, leftOut, surprises }: JudgedData,
  { metrics: found, confusion, classes }: HoldoutEvaluation,
): EvaluationDocument {
  return {
    model: { fingerprint, head, target: labels.targetName },
    dataset: {
      name: dataset.name,
      hash: dataset.hash,
      examples: dataset.examples,
      leftOut,
      surprises: surprises.map((surprise) => ({ ...surprise })),
    },
    metrics: Object.fromEntries(entriesOf(found).map(([name, metric]) => [name, toMetricDocument(metric)])),
    confusion:
      confusion === undefined
        ? null
        : {
            classNames: [...labels.classNames],
            counts: labels.classNames.map((_, row) => [
              ...confusion.counts.subarray(row * confusion.classes, (row + 1) * confusion.classes),
            ]),
          },
    classes: classes.map(({ name, precision, recall, f1, support }) => ({
      name,
      precision,
      recall,
      f1,
      support,
    })),
  };
}

function toMetricDocument({ value, remark, interval }: EvaluatedMetric) {
  return {
    value: Number.isFinite(value) ? value : null,
    ...(remark === undefined ? {} : { remark }),
    interval: interval ?? null,
  };
}

function entriesOf(found: HoldoutEvaluation["metrics"]): [MetricName, EvaluatedMetric][] {
  return Object.entries(found) as [MetricName, EvaluatedMetric][];
}
