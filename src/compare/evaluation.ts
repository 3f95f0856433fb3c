import type { Dataset, TargetColumn } from "../data/dataset.ts";
import { type ClassScores, toClassScores } from "../metrics/class-scores.ts";
import { type ConfusionMatrix, classTallies, countConfusion } from "../metrics/confusion.ts";
import { classCount, classNamesOf, type PredictedExamples, toAnswers } from "../metrics/examples.ts";
import type { Measurement } from "../metrics/measurement.ts";
import { computeMetrics, type MetricName } from "../metrics/metrics.ts";
import { labelTallies } from "../metrics/multilabel.ts";
import type { Model } from "../model/model.ts";
import { type MetricInterval, metricIntervals } from "./metric-intervals.ts";

/** A metric of a model on some examples, and how far they leave it open. */
export interface EvaluatedMetric extends Measurement {
  /** Where it lies on endlessly many examples; absent where that cannot be told. */
  readonly interval?: MetricInterval | undefined;
}

/** How well one class is told from the others, or one label. */
export interface EvaluatedClass extends ClassScores {
  readonly name: string;
}

/** How well a model does on examples that it was not trained on. */
export interface HoldoutEvaluation {
  /** Every metric that fits the target. */
  readonly metrics: Readonly<Partial<Record<MetricName, EvaluatedMetric>>>;
  /** Which class was taken for which; undefined where the answer is not one class. */
  readonly confusion: ConfusionMatrix | undefined;
  /** Each class or label; none where numbers are predicted. */
  readonly classes: readonly EvaluatedClass[];
}

/**
 * Judges a model by examples that it was not trained on: by every metric that fits, each with an interval where the examples
 * tell one.
 *
 * @param dataset features and classes are found by their names, in whatever order they are
 * @param seed of the draws that intervals are made of
 * @throws InvalidInputError when a feature is missing, a class is unknown, or sums overflow
 */
export function evaluateHoldout(model: Model, dataset: Dataset<TargetColumn>, seed = 0): HoldoutEvaluation {
  const examples = model.predictExamples(dataset);
  const measured = computeMetrics(examples);
  const names = Object.keys(measured) as MetricName[];
  const intervals = metricIntervals(examples, names, seed);
  const found = names.map((name) => {
    const interval = intervals[name];
    const measurement = measured[name] as Measurement;
    return [name, interval === undefined ? measurement : { ...measurement, interval }];
  });
  return {
    metrics: Object.fromEntries(found),
    confusion: confusionOf(examples),
    classes: classesOf(examples),
  };
}

function confusionOf(examples: PredictedExamples): ConfusionMatrix | undefined {
  const { task, targets: actual, weights } = examples;
  if (task !== "binary" && task !== "multiclass") return undefined;
  return countConfusion({ classes: classCount(examples), actual, predicted: toAnswers(examples), weights });
}

function classesOf(examples: PredictedExamples): readonly EvaluatedClass[] {
  const confusion = confusionOf(examples);
  const { task, outputs: labels, targets: actual, weights } = examples;
  if (confusion === undefined && task !== "multilabel") return [];
  const tallies =
    confusion === undefined
      ? labelTallies({ labels, actual, predicted: toAnswers(examples), weights })
      : classTallies(confusion);
  const names = classNamesOf(examples);
  return tallies.map((tally, index) => ({ name: names[index] as string, ...toClassScores(tally) }));
}
