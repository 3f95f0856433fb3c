import { describeValue, InvalidInputError } from "../base/errors.ts";
import { didYouMean } from "../base/names.ts";
import { toConfidence, traceCalibration } from "./calibration.ts";
import {
  type ClassScoreName,
  listClasses,
  measureClass,
  measureMacro,
  measureMicro,
} from "./class-scores.ts";
import {
  accuracyOf,
  balancedAccuracyOf,
  type ConfusionMatrix,
  classTallies,
  countConfusion,
} from "./confusion.ts";
import {
  checkPredictedExamples,
  classCount,
  classNamesOf,
  type MetricTask,
  type PredictedExamples,
  toAnswers,
  toScored,
} from "./examples.ts";
import { type Measurement, toMeasurement } from "./measurement.ts";
import { hammingAccuracy, type LabelledExamples, labelTallies, subsetAccuracy } from "./multilabel.ts";
import { averagePrecision, tracePrecisionRecall } from "./precision-recall.ts";
import { brierScore, type ClassProbabilities, logLoss } from "./probability-scores.ts";
import { meanAbsoluteError, meanPoissonDeviance, measureR2, rootMeanSquaredError } from "./regression.ts";
import { rocArea, traceRoc } from "./roc.ts";
import { sumOf } from "./weights.ts";

/** One row of {@link metrics}. */
export interface Metric {
  /** What it is called in tables and pictures. */
  readonly title: string;
  /** One line for help and docs, with its formula. */
  readonly description: string;
  /** The tasks that it fits. */
  readonly tasks: readonly MetricTask[];
  /** Which of two values is the better one. */
  readonly better: "higher" | "lower";
  /** Computes it of examples of such a task, which {@link computeMetrics} has checked. */
  readonly measure: (examples: PredictedExamples) => Measurement;
}

const ONE_CLASS = ["binary", "multiclass"] as const;
const NUMBERS = ["regression", "count"] as const;

/** All metrics by name. A new one is a new row. */
export const metrics = {
  accuracy: {
    title: "accuracy",
    description: "examples whose class is right / examples",
    tasks: ONE_CLASS,
    better: "higher",
    measure: (examples) => ({ value: accuracyOf(confusionOf(examples)) }),
  },
  balancedAccuracy: {
    title: "balanced accuracy",
    description: "mean over the classes that have examples of recall",
    tasks: ONE_CLASS,
    better: "higher",
    measure: (examples) => balancedAccuracyOf(confusionOf(examples), classNamesOf(examples)),
  },
  precision: {
    title: "precision",
    description: "TP/(TP + FP) of class 1",
    tasks: ["binary"],
    better: "higher",
    measure: (examples) => ofClassOne(examples, "precision"),
  },
  recall: {
    title: "recall",
    description: "TP/(TP + FN) of class 1",
    tasks: ["binary"],
    better: "higher",
    measure: (examples) => ofClassOne(examples, "recall"),
  },
  f1: {
    title: "F1",
    description: "2·TP/(2·TP + FP + FN) of class 1",
    tasks: ["binary"],
    better: "higher",
    measure: (examples) => ofClassOne(examples, "f1"),
  },
  macroPrecision: {
    title: "macro precision",
    description: "mean over all classes of TP/(TP + FP)",
    tasks: ["multiclass", "multilabel"],
    better: "higher",
    measure: (examples) => macroOf(examples, "precision"),
  },
  macroRecall: {
    title: "macro recall",
    description: "mean over all classes of TP/(TP + FN)",
    tasks: ["multiclass", "multilabel"],
    better: "higher",
    measure: (examples) => macroOf(examples, "recall"),
  },
  macroF1: {
    title: "macro F1",
    description: "mean over all classes of 2·TP/(2·TP + FP + FN)",
    tasks: ["multiclass", "multilabel"],
    better: "higher",
    measure: (examples) => macroOf(examples, "f1"),
  },
  microF1: {
    title: "micro F1",
    description: "2·TP/(2·TP + FP + FN), each summed over all classes",
    tasks: ["multiclass", "multilabel"],
    better: "higher",
    measure: (examples) => measureMicro(talliesOf(examples), "f1"),
  },
  rocAuc: {
    title: "ROC-AUC",
    description: "chance that an example of the class has a higher score than another; mean over classes",
    tasks: ONE_CLASS,
    better: "higher",
    measure: measureRocArea,
  },
  averagePrecision: {
    title: "average precision",
    description: "Σ (Rₙ − Rₙ₋₁)·Pₙ over the thresholds of the precision–recall curve; mean over classes",
    tasks: ONE_CLASS,
    better: "higher",
    measure: measureAveragePrecision,
  },
  logLoss: {
    title: "log-loss",
    description: "mean of −log p of the true class, p at least 2⁻⁵²",
    tasks: ONE_CLASS,
    better: "lower",
    measure: (examples) => ({ value: logLoss(probabilitiesOf(examples)) }),
  },
  brierScore: {
    title: "Brier score",
    description: "mean of (p − y)² for two classes, of Σ (pₖ − yₖ)² over the classes for several",
    tasks: ONE_CLASS,
    better: "lower",
    measure: (examples) => ({ value: brierScore(probabilitiesOf(examples)) }),
  },
  calibrationError: {
    title: "calibration error",
    description: "Σ share of bin·|share that came true − mean probability| over 10 bins of equal width",
    tasks: ONE_CLASS,
    better: "lower",
    measure: measureCalibrationError,
  },
  subsetAccuracy: {
    title: "subset accuracy",
    description: "examples all of whose labels are right / examples",
    tasks: ["multilabel"],
    better: "higher",
    measure: (examples) => ({ value: subsetAccuracy(labelledOf(examples)) }),
  },
  hammingAccuracy: {
    title: "Hamming accuracy",
    description: "labels that are right / labels",
    tasks: ["multilabel"],
    better: "higher",
    measure: (examples) => ({ value: hammingAccuracy(labelledOf(examples)) }),
  },
  r2: {
    title: "R²",
    description: "1 − Σ (y − ŷ)²/Σ (y − mean)²",
    tasks: NUMBERS,
    better: "higher",
    measure: measureR2,
  },
  rmse: {
    title: "RMSE",
    description: "√(mean of (y − ŷ)²)",
    tasks: NUMBERS,
    better: "lower",
    measure: (examples) => ({ value: rootMeanSquaredError(examples) }),
  },
  mae: {
    title: "MAE",
    description: "mean of |y − ŷ|",
    tasks: NUMBERS,
    better: "lower",
    measure: (examples) => ({ value: meanAbsoluteError(examples) }),
  },
  poissonDeviance: {
    title: "Poisson deviance",
    description: "mean of 2·(y·log(y/ŷ) − y + ŷ)",
    tasks: ["count"],
    better: "lower",
    measure: (examples) => ({ value: meanPoissonDeviance(examples) }),
  },
} as const satisfies Record<string, Metric>;

/** The name of a metric. */
export type MetricName = keyof typeof metrics;

/** All names, in the table's order. */
export const METRIC_NAMES: readonly MetricName[] = Object.keys(metrics) as MetricName[];

/** The metrics that fit a task, in the table's order. */
export function metricsFor(task: MetricTask): readonly MetricName[] {
  return METRIC_NAMES.filter((name) => (metrics[name].tasks as readonly MetricTask[]).includes(task));
}

/**
 * Measures predictions by every metric that fits their task, or by those that are asked for.
 *
 * @param names all that fit the task by default
 * @returns by name, in the order asked for
 * @throws InvalidInputError when lengths differ, a number is not what it should be, or a name is none or does not fit
 */
export function computeMetrics(
  examples: PredictedExamples,
  names?: readonly MetricName[],
): Readonly<Partial<Record<MetricName, Measurement>>> {
  checkPredictedExamples(examples, "computeMetrics");
  const fitting = metricsFor(examples.task);
  for (const name of names ?? []) checkFits(name, fitting, examples.task);
  return Object.fromEntries((names ?? fitting).map((name) => [name, metrics[name].measure(examples)]));
}

function checkFits(name: string, fitting: readonly MetricName[], task: MetricTask): void {
  if ((fitting as readonly string[]).includes(name)) return;
  throw new InvalidInputError({
    source: "option",
    where: "computeMetrics: names",
    expected: `metrics that fit the task ${task}: ${fitting.join(", ")}`,
    received: describeValue(name),
    hint: typeof name === "string" ? didYouMean(name, fitting) : undefined,
  });
}

function confusionOf(examples: PredictedExamples): ConfusionMatrix {
  const { targets: actual, weights } = examples;
  return countConfusion({ classes: classCount(examples), actual, predicted: toAnswers(examples), weights });
}

function labelledOf(examples: PredictedExamples): LabelledExamples {
  const { outputs: labels, targets: actual, weights } = examples;
  return { labels, actual, predicted: toAnswers(examples), weights };
}

function probabilitiesOf(examples: PredictedExamples): ClassProbabilities {
  const { outputs, predictions: probabilities, targets: classes, weights } = examples;
  return { outputs, probabilities, classes, weights };
}

function talliesOf(examples: PredictedExamples): ReturnType<typeof classTallies> {
  return examples.task === "multilabel"
    ? labelTallies(labelledOf(examples))
    : classTallies(confusionOf(examples));
}

function ofClassOne(examples: PredictedExamples, score: ClassScoreName): Measurement {
  const [, tally] = talliesOf(examples);
  const [, name] = classNamesOf(examples);
  return measureClass(tally as NonNullable<typeof tally>, score, name as string);
}

function macroOf(examples: PredictedExamples, score: ClassScoreName): Measurement {
  return measureMacro(talliesOf(examples), score, classNamesOf(examples));
}

/** The classes whose area or precision is averaged: class 1 of two, all of several. */
function rankedClasses({ task, outputs }: PredictedExamples): readonly number[] {
  return task === "binary" ? [1] : Array.from({ length: outputs }, (_, index) => index);
}

/** The mean over the classes that have examples and others; where there is none, no value. */
function measureRocArea(examples: PredictedExamples): Measurement {
  const names = classNamesOf(examples);
  const ranked = rankedClasses(examples).map((index) => ({
    name: names[index] as string,
    area: rocArea(traceRoc(toScored(examples, index))),
  }));
  const areas = ranked.map(({ area }) => area).filter((area) => !Number.isNaN(area));
  if (areas.length === 0) {
    return { value: Number.NaN, remark: "all examples are of one class: there is no ROC curve" };
  }
  const absent = ranked.filter(({ area }) => Number.isNaN(area)).map(({ name }) => name);
  return toMeasurement(
    sumOf(areas.length, (index) => areas[index] as number) / areas.length,
    absent.length === 0 ? undefined : `no example is ${listClasses(absent)}: left out of the mean`,
  );
}

/** The mean over all classes; one without examples counts as 0, as in scikit-learn. */
function measureAveragePrecision(examples: PredictedExamples): Measurement {
  const names = classNamesOf(examples);
  const ranked = rankedClasses(examples).map((index) => {
    const scored = toScored(examples, index);
    const curve = tracePrecisionRecall(scored);
    return { name: names[index] as string, value: averagePrecision(curve), isAbsent: curve.prevalence === 0 };
  });
  const absent = ranked.filter(({ isAbsent }) => isAbsent).map(({ name }) => name);
  return toMeasurement(
    sumOf(ranked.length, (index) => ranked[index]?.value as number) / ranked.length,
    absent.length === 0 ? undefined : `no example is ${listClasses(absent)}: its precision counts as 0`,
  );
}

function measureCalibrationError(examples: PredictedExamples): Measurement {
  const { task, predictions, targets, weights } = examples;
  const scored =
    task === "binary" ? toScored(examples, 1) : { ...toConfidence(predictions, targets), weights };
  return { value: traceCalibration(scored).expectedError };
}
