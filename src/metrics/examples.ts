import { describeValue } from "../base/errors.ts";
import { formatPlural } from "../base/number-format.ts";
import { largestOf } from "./calibration.ts";
import {
  checkClasses,
  checkCount,
  checkEach,
  checkFinite,
  checkLength,
  checkOutcomes,
  checkProbabilities,
  checkRowSums,
  checkWeights,
  refusedData,
} from "./checks.ts";
import type { ScoredExamples } from "./ranking.ts";

/** What is predicted: one of two classes, one of several, any of several labels, numbers, or counts. */
export type MetricTask = "binary" | "multiclass" | "multilabel" | "regression" | "count";

/** All tasks. */
const METRIC_TASKS: readonly MetricTask[] = ["binary", "multiclass", "multilabel", "regression", "count"];

/** Examples with what a model says of them and what is true: the input of every metric. */
export interface PredictedExamples {
  readonly task: MetricTask;
  /** How many numbers a model says of an example: 1 of two classes, else one for each class, label or target. */
  readonly outputs: number;
  /**
   * Examples × outputs, row after row: the probability of class 1 of two; the probabilities of all classes, which add up
   * to 1; the probability of each label; the predicted numbers; the predicted means of counts, above 0.
   */
  readonly predictions: Float64Array;
  /**
   * The class of each example, counted from 0, for one of two or several classes. Otherwise examples × outputs: 0 or 1
   * for each label; the true numbers; the true counts.
   */
  readonly targets: ArrayLike<number>;
  /** What each example counts, at least 0; 1 by default. */
  readonly weights?: ArrayLike<number> | undefined;
  /** The names of the classes or labels, for remarks; their numbers by default. */
  readonly classNames?: readonly string[] | undefined;
}

/** A probability above this is class 1, or a label that is there. */
const DECISION_THRESHOLD = 0.5;

/** Throws unless everything fits together. @param where what to call it in messages */
export function checkPredictedExamples(examples: PredictedExamples, where: string): void {
  const { task, outputs, predictions, targets, weights, classNames } = examples;
  if (!METRIC_TASKS.includes(task)) {
    throw refusedData(`${where}: task`, `one of ${METRIC_TASKS.join(", ")}`, describeValue(task));
  }
  checkCount(outputs, `${where}: outputs`, task === "multiclass" ? 2 : 1);
  if (task === "binary" && outputs !== 1) {
    throw refusedData(`${where}: outputs`, "1, the probability of class 1 of two", `${outputs}`);
  }
  const count = countExamples(examples);
  checkLength(targets, isOneClass(task) ? count : count * outputs, `${where}: targets`);
  checkLength(predictions, count * outputs, `${where}: predictions`);
  checkWeights(weights, count, `${where}: weights`);
  if (classNames !== undefined && task !== "regression" && task !== "count") {
    checkNames(classNames, classCount(examples), `${where}: classNames`);
  }
  checkValues(examples, where);
}

function checkValues({ task, outputs, predictions, targets }: PredictedExamples, where: string): void {
  if (task === "regression" || task === "count") checkFinite(targets, `${where}: targets`);
  switch (task) {
    case "regression":
      checkFinite(predictions, `${where}: predictions`);
      return;
    case "count":
      checkEach(targets, (value) => value >= 0, {
        where: `${where}: targets`,
        expected: "a count of at least 0",
      });
      checkFinite(predictions, `${where}: predictions`);
      checkEach(predictions, (value) => value > 0, {
        where: `${where}: predictions`,
        expected: "a mean above 0",
      });
      return;
    case "multilabel":
      checkProbabilities(predictions, `${where}: predictions`);
      checkOutcomes(targets, `${where}: targets`);
      return;
    case "binary":
    case "multiclass":
      checkProbabilities(predictions, `${where}: predictions`);
      if (task === "multiclass") checkRowSums(predictions, outputs, `${where}: predictions`);
      checkClasses(targets, task === "binary" ? 2 : outputs, `${where}: targets`);
  }
}

function checkNames(names: readonly string[], expected: number, where: string): void {
  if (!Array.isArray(names)) throw refusedData(where, "a list of names", describeValue(names));
  if (names.length !== expected) throw refusedData(where, formatPlural(expected, "name"), `${names.length}`);
}

/** How many examples there are. */
function countExamples({ outputs, predictions }: PredictedExamples): number {
  return Math.floor(predictions.length / outputs);
}

function isOneClass(task: MetricTask): boolean {
  return task === "binary" || task === "multiclass";
}

/** How many classes or labels there are. */
export function classCount({ task, outputs }: PredictedExamples): number {
  return task === "binary" ? 2 : outputs;
}

/** The names of classes or labels; "0", "1", … where none are given. */
export function classNamesOf(examples: PredictedExamples): readonly string[] {
  return examples.classNames ?? Array.from({ length: classCount(examples) }, (_, index) => String(index));
}

/**
 * The answers that probabilities stand for: class 1 of two above 0.5, the most probable of several, the first of equally
 * probable ones; for labels, 1 above 0.5, else 0.
 */
export function toAnswers(examples: PredictedExamples): Uint32Array {
  const { task, outputs, predictions } = examples;
  if (task !== "multiclass") {
    return Uint32Array.from(predictions, (probability) => (probability > DECISION_THRESHOLD ? 1 : 0));
  }
  return Uint32Array.from({ length: countExamples(examples) }, (_, example) =>
    largestOf(predictions, example * outputs, outputs),
  );
}

/** One class against the others: the probability of it, and which examples are of it. */
export function toScored(examples: PredictedExamples, classIndex: number): ScoredExamples {
  const { task, outputs, predictions, targets, weights } = examples;
  const count = countExamples(examples);
  if (task === "binary") return { scores: predictions, outcomes: targets, weights };
  return {
    scores: Float64Array.from(
      { length: count },
      (_, example) => predictions[example * outputs + classIndex] as number,
    ),
    outcomes: Uint8Array.from({ length: count }, (_, example) => (targets[example] === classIndex ? 1 : 0)),
    weights,
  };
}
