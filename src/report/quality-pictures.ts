import { formatClass, formatCount, formatNumber, formatPercent } from "../base/number-format.ts";
import type { Comparison } from "../compare/comparison.ts";
import { type ConfusionMatrix, classScores, countConfusion } from "../metrics/confusion.ts";
import { classCount, classNamesOf, toAnswers } from "../metrics/examples.ts";
import { averagePrecision, tracePrecisionRecall } from "../metrics/precision-recall.ts";
import { rocArea, traceRoc } from "../metrics/roc.ts";
import { plotConfusion } from "../plot/confusion.ts";
import { plotPrecisionRecall } from "../plot/precision-recall.ts";
import { plotRocCurves } from "../plot/roc-curves.ts";
import { drawCalibration } from "./calibration-pictures.ts";
import {
  type CurveSubject,
  describeJudged,
  type JudgedModel,
  judgeModels,
  type ScoredCurve,
  toScoredCurves,
} from "./judged-models.ts";
import type { CaptionedTable, Picture } from "./picture.ts";

/** Larger confusion matrices would be no picture but a pattern. */
const MOST_CLASSES = 40;

/**
 * How good the probabilities and the answers are on the examples that models are judged by: the confusion matrix, ROC and
 * precision–recall curves, and the calibration curve. None where numbers are predicted or no model can be judged; no
 * matrix of labels.
 */
export function drawQuality(comparison: Comparison): Picture[] {
  const judged = judgeModels(comparison);
  const task = judged[0]?.examples.task;
  if (task === undefined || task === "regression" || task === "count") return [];
  return [
    ...drawConfusion(comparison, judged),
    ...drawCurves(comparison, judged),
    ...drawCalibration(comparison, judged),
  ];
}

function drawConfusion(comparison: Comparison, judged: readonly JudgedModel[]): Picture[] {
  const { examples } = judged[0] as JudgedModel;
  const classes = classCount(examples);
  if (examples.task === "multilabel" || classes > MOST_CLASSES) return [];
  const title = `Confusion ${judged.length === 1 ? "matrix" : "matrices"} on ${comparison.data.name}`;
  const explanation =
    `Rows are what examples are, columns what a model takes them for, ${describeJudged(comparison)}. ` +
    "The diagonal is what is right; a dark cell beside it is a mistake that is made often.";
  const runs = judged.map((model) => ({ name: model.title, matrix: matrixOf(model) }));
  const classNames = classNamesOf(examples);
  const svg = plotConfusion({ title, description: explanation, runs, classNames });
  const tables = [
    ...runs.map(({ name, matrix }) => tabulateMatrix(name, matrix, classNames)),
    tabulateClasses(runs, classNames),
  ];
  return [{ name: "confusion", title, explanation, svg, tables }];
}

function matrixOf({ examples }: JudgedModel): ConfusionMatrix {
  const { targets: actual, weights } = examples;
  return countConfusion({ classes: classCount(examples), actual, predicted: toAnswers(examples), weights });
}

function tabulateMatrix(
  name: string,
  { classes, counts }: ConfusionMatrix,
  classNames: readonly string[],
): CaptionedTable {
  return {
    caption: name,
    columns: ["actual class", ...classNames.map((className) => `taken for ${formatClass(className)}`)],
    rows: classNames.map((className, row) => [
      formatClass(className),
      ...Array.from(counts.subarray(row * classes, (row + 1) * classes), formatWeight),
    ]),
  };
}

/** A count; a sum of weights with four digits. */
function formatWeight(count: number): string {
  return Number.isInteger(count) ? formatCount(count) : formatNumber(count, 4);
}

function tabulateClasses(
  runs: readonly { readonly name: string; readonly matrix: ConfusionMatrix }[],
  classNames: readonly string[],
): CaptionedTable {
  return {
    caption: "Classes",
    columns: ["model and class", "precision", "recall", "F1"],
    rows: runs.flatMap(({ name, matrix }) =>
      classScores(matrix).map(({ precision, recall, f1 }, index) => [
        `${name}, ${formatClass(classNames[index] as string)}`,
        ...[precision, recall, f1].map((share) => formatPercent(share)),
      ]),
    ),
  };
}

function drawCurves(comparison: Comparison, judged: readonly JudgedModel[]): Picture[] {
  const { subject, curves } = toScoredCurves(judged);
  const where = `${describeSubject(subject, judged[0] as JudgedModel)}, ${describeJudged(comparison)}`;
  return [drawRoc(comparison, curves, where), drawPrecisionRecall(comparison, curves, where)];
}

/** What is told apart: "class 1 against the other", "each class against the others". */
function describeSubject(subject: CurveSubject, { examples }: JudgedModel): string {
  const kind = examples.task === "multilabel" ? "label" : "class";
  if (subject === "class 1")
    return `${formatClass(classNamesOf(examples)[1] as string)} against the other class`;
  if (subject === "each class") {
    return kind === "label"
      ? "examples with each label against those without"
      : "each class against the others";
  }
  return `the probabilities of all ${kind === "label" ? "labels" : "classes"} together (micro average)`;
}

function drawRoc({ data }: Comparison, curves: readonly ScoredCurve[], where: string): Picture {
  const title = `ROC curves on ${data.name}`;
  const explanation =
    `How many are found, over how many others are taken for them, as the threshold falls: ${where}. ` +
    "The area below a curve (AUC) is the chance that one of them has a higher probability than one of the others.";
  const runs = curves.map(({ name, scored }) => ({ name, curve: traceRoc(scored) }));
  const svg = plotRocCurves({ title, description: explanation, runs });
  const rows = runs.map(({ name, curve }) => [name, formatArea(rocArea(curve))]);
  const tables = [{ caption: "Areas below the ROC curves", columns: ["curve", "AUC"], rows }];
  return { name: "roc", title, explanation, svg, tables };
}

function drawPrecisionRecall({ data }: Comparison, curves: readonly ScoredCurve[], where: string): Picture {
  const title = `Precision and recall on ${data.name}`;
  const explanation =
    `How many of those that are taken for it are right, over how many are found, as the threshold falls: ${where}. ` +
    "The area below a curve is its average precision; guessing has the share of the class.";
  const runs = curves.map(({ name, scored }) => ({ name, curve: tracePrecisionRecall(scored) }));
  const svg = plotPrecisionRecall({ title, description: explanation, runs });
  const rows = runs.map(({ name, curve }) => [
    name,
    formatArea(curve.prevalence === 0 ? Number.NaN : averagePrecision(curve)),
    formatPercent(curve.prevalence),
  ]);
  const columns = ["curve", "average precision", "share of the class"];
  const tables = [{ caption: "Average precision", columns, rows }];
  return { name: "precision-recall", title, explanation, svg, tables };
}

function formatArea(area: number): string {
  return Number.isNaN(area) ? "none" : formatNumber(area, 4);
}
