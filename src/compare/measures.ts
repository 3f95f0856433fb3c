import type { TargetColumn } from "../data/columns.ts";
import type { ExampleScores } from "../model/scores.ts";
import { type FigureUnit, unitOf } from "../plot/figure-units.ts";
import type { TrainSettings } from "../train/options.ts";
import type { RunResult } from "./perform-runs.ts";
import type { Interval } from "./statistics/interval.ts";
import type { PartScores } from "./training-task.ts";

/** A figure of runs on examples: the mean of something that every example has, or a function of that mean. */
interface Figure {
  /** What it is of each example, in their order; undefined of models that do not have it. */
  readonly valuesOf: (scores: ExampleScores) => ArrayLike<number> | undefined;
  /** The figure, from the mean over examples; it rises with it. */
  readonly ofMean: (mean: number) => number;
  readonly unit: FigureUnit;
}

/** A figure that models are compared by. */
interface Measure extends Figure {
  readonly title: string;
  /** What models predict that are compared by it. */
  readonly answers: string;
  /** Of several runs, at the beginning of a sentence: "Mean accuracy". */
  readonly headline: string;
  /** In the middle of a sentence, of several models: "these accuracies". */
  readonly plural: string;
  readonly isLowerBetter: boolean;
  /** What it is, for readers of a table. */
  readonly explanation: string;
  /** What stands for all runs together, in a legend and in a sentence. */
  readonly ofRuns: { readonly label: string; readonly inWords: string };
  /** The figure of one as words after "by": "3.1 points", "0.21 in RMSE". */
  readonly describeDifference: (written: string) => string;
  /** What a difference of means is multiplied by to be a difference of the figure, from both figures. */
  readonly differenceScale: (first: number, second: number) => number;
  /** What a difference is, along an axis and as the beginning of a sentence. */
  readonly difference: string;
  readonly differenceInWords: string;
  /** What is said of two models that have the same figure. */
  readonly equal: string;
  /** What two models do that have the same on each of these: "every test example". */
  readonly describeAlike: (examples: string) => string;
}

const ALWAYS_ONE = (): number => 1;
const SAME = (mean: number): number => mean;

/** What models are compared by, by name: one for each kind of answer. */
export const measures = {
  accuracy: {
    title: "accuracy",
    answers: "classes and labels",
    headline: "Mean accuracy",
    plural: "accuracies",
    explanation: "Accuracy is the share of examples whose answer is right",
    ofRuns: { label: "mean", inWords: "their mean" },
    isLowerBetter: false,
    unit: "share",
    valuesOf: ({ correct, squaredErrors }) => (squaredErrors === undefined ? correct : undefined),
    ofMean: SAME,
    differenceScale: ALWAYS_ONE,
    describeDifference: (written) => `${written} points`,
    difference: "difference in percentage points",
    differenceInWords: "How much more often the one model is right than the other",
    equal: "they are right equally often",
    describeAlike: (examples) => `answer ${examples} alike`,
  },
  rmse: {
    title: "RMSE",
    answers: "numbers",
    headline: "RMSE",
    plural: "errors",
    explanation:
      "RMSE is the root of the mean squared error: how far predictions are from the true numbers, in units of the target",
    ofRuns: { label: "all together", inWords: "the RMSE of all of them together" },
    isLowerBetter: true,
    unit: "number",
    valuesOf: ({ squaredErrors }) => squaredErrors,
    ofMean: Math.sqrt,
    // √b − √a = (b − a)/(√a + √b): exact of the difference, and its interval leaves out 0 where that of the means does.
    differenceScale: (first, second) => 1 / (first + second || 1),
    describeDifference: (written) => `${written} in RMSE`,
    difference: "difference in RMSE, in units of the target",
    differenceInWords: "How much larger the error (RMSE) of the one model is than that of the other",
    equal: "their errors are equally large",
    describeAlike: (examples) => `err equally on ${examples}`,
  },
  poissonDeviance: {
    title: "Poisson deviance",
    answers: "counts (loss poisson)",
    headline: "Mean Poisson deviance",
    plural: "deviances",
    explanation:
      "Poisson deviance is twice the log-likelihood that predicted means lack to perfect ones, per example",
    ofRuns: { label: "mean", inWords: "their mean" },
    isLowerBetter: true,
    unit: "number",
    valuesOf: ({ deviances }) => deviances,
    ofMean: SAME,
    differenceScale: ALWAYS_ONE,
    describeDifference: (written) => `${written} in Poisson deviance`,
    difference: "difference in Poisson deviance",
    differenceInWords: "How much larger the Poisson deviance of the one model is than that of the other",
    equal: "their deviances are equally large",
    describeAlike: (examples) => `err equally on ${examples}`,
  },
} as const satisfies Record<string, Measure>;

/** The name of what models are compared by. */
export type MeasureName = keyof typeof measures;

/** All names, in the table's order. */
export const MEASURE_NAMES: readonly MeasureName[] = Object.keys(measures) as MeasureName[];

/** All figures of runs: what they are compared by, and their data cost. */
export const figures = {
  ...measures,
  dataCost: { unit: "number", valuesOf: ({ costs }) => costs, ofMean: SAME },
} as const satisfies Record<string, Figure>;

/** The name of a figure. */
export type FigureName = keyof typeof figures;

/** All names, in the table's order. */
export const FIGURE_NAMES: readonly FigureName[] = Object.keys(figures) as FigureName[];

/** A measure by its name. */
export function measureOf(name: MeasureName): Measure {
  return measures[name];
}

/**
 * What models with these settings are compared by: classes and labels by accuracy, counts by the Poisson deviance, and
 * numbers by the root of the mean squared error, also where some of the models predict counts.
 */
export function chooseMeasure(
  { type }: TargetColumn,
  variants: readonly { readonly settings: Pick<TrainSettings, "loss"> }[],
): MeasureName {
  if (type !== "number") return "accuracy";
  return variants.every(({ settings }) => settings.loss === "poisson") ? "poissonDeviance" : "rmse";
}

/** A figure as people read it: "93.2 %", "0.6912". */
export function formatMeasure(value: number, name: MeasureName): string {
  return unitOf(measures[name].unit).format([value]).join("");
}

/** Both ends of an interval: "91.0 % to 95.1 %", "0.6501 to 0.7344". */
export function formatEnds({ low, high }: Interval, name: MeasureName): string {
  return unitOf(measures[name].unit).format([low, high]).join(" to ");
}

/** A figure of one run on a part of its data; undefined where the run has no such figure. */
export function figureOf(run: RunResult, part: keyof PartScores, name: FigureName): number | undefined {
  const mean = meanOf(run, part, name);
  return mean === undefined ? undefined : figures[name].ofMean(mean);
}

/** The mean over examples that a figure of a run is made from. */
export function meanOf({ scores }: RunResult, part: keyof PartScores, name: FigureName): number | undefined {
  const found = scores[part];
  const values = found && figures[name].valuesOf(found);
  if (values === undefined) return undefined;
  let sum = 0;
  for (let example = 0; example < values.length; example++) sum += values[example] as number;
  return sum / values.length;
}
