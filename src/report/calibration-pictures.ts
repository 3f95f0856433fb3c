import { formatCount, formatNumber, formatPercent } from "../base/number-format.ts";
import type { Comparison } from "../compare/comparison.ts";
import { type CalibrationCurve, toConfidence, traceCalibration } from "../metrics/calibration.ts";
import { toScored } from "../metrics/examples.ts";
import { computeMetrics } from "../metrics/metrics.ts";
import { type CalibrationRun, plotCalibration } from "../plot/calibration.ts";
import { describeJudged, type JudgedModel, scoreAll } from "./judged-models.ts";
import type { CaptionedTable, Picture } from "./picture.ts";

const WHAT = {
  binary: "the probability of class 1",
  multiclass: "the probability of the answer",
  multilabel: "the probabilities of all labels",
} as const;

const READING =
  "Below the line a model is surer than it may be; where a bin holds few examples, its point says little.";

/** What a temperature is, and what may be concluded. */
const TEMPERATURE =
  "a temperature that its logits are divided by: fitted on the development examples, so that the examples of this picture " +
  "had no part in it. It changes no answer; wellfit train --calibrate saves a model with it.";

/**
 * How honest the probabilities are on the examples that models are judged by, before and after a temperature where
 * development examples give one: both in one picture of a lone model, in a second picture of several.
 */
export function drawCalibration(comparison: Comparison, judged: readonly JudgedModel[]): Picture[] {
  const where = comparison.data.name;
  const plain = judged.map((model): CalibrationRun => ({ name: model.title, curve: calibrationOf(model) }));
  const tempered = judged.flatMap(({ title, tempered: own }): CalibrationRun[] =>
    own === undefined ? [] : [{ name: nameTempered(title, own.temperature), curve: calibrationOf(own) }],
  );
  const tables = tabulateTemperatures(judged);
  const sure = describeProbabilities(comparison, judged);
  const draw = (picture: CalibrationPicture): Picture => drawCurves(picture, judged);
  const title = `Calibration on ${where}`;
  const name = "calibration";
  if (tempered.length === 0)
    return [draw({ name, title, explanation: `${sure} ${READING}`, runs: plain, tables })];
  if (judged.length === 1) {
    const explanation = `${sure} ${READING} The second curve is the model with ${TEMPERATURE}`;
    return [draw({ name, title, explanation, runs: [...plain, ...tempered], tables })];
  }
  return [
    draw({ name, title, explanation: `${sure} ${READING}`, runs: plain, tables: [] }),
    draw({
      name: "calibration-temperature",
      title: `Calibration on ${where}, with temperatures`,
      explanation: `The same with each model given ${TEMPERATURE}`,
      runs: tempered,
      tables,
    }),
  ];
}

interface CalibrationPicture extends Omit<Picture, "svg"> {
  readonly runs: readonly CalibrationRun[];
}

function drawCurves({ runs, ...picture }: CalibrationPicture, [first]: readonly JudgedModel[]): Picture {
  const isOfAnswers = first?.examples.task === "multiclass";
  const svg = plotCalibration({
    title: picture.title,
    description: picture.explanation,
    runs,
    xLabel: isOfAnswers ? "probability of the answer" : undefined,
    yLabel: isOfAnswers ? "share that is right" : undefined,
  });
  const bins = runs.map(({ name, curve }) => tabulateBins(name, curve));
  return { ...picture, svg, tables: [...bins, ...picture.tables] };
}

/** "L2 (λ = 0.7), temperature 1.37". */
function nameTempered(title: string, temperature: number): string {
  return `${title}, temperature ${formatNumber(temperature, 3)}`;
}

function describeProbabilities(comparison: Comparison, [first]: readonly JudgedModel[]): string {
  const what = WHAT[(first as JudgedModel).examples.task as keyof typeof WHAT];
  return `Of examples with about the same probability, how many come true: ${what}, ${describeJudged(comparison)}.`;
}

/** What a temperature changes for every model that has one; no table without any. */
function tabulateTemperatures(judged: readonly JudgedModel[]): CaptionedTable[] {
  const rows = judged.flatMap(({ title, examples, tempered }) => {
    if (tempered === undefined) return [];
    const measured = [{ examples }, tempered].map((model) => ({
      error: calibrationOf(model).expectedError,
      loss: computeMetrics(model.examples, ["logLoss"]).logLoss?.value ?? Number.NaN,
    }));
    const numbers = [...measured.map(({ error }) => error), ...measured.map(({ loss }) => loss)];
    return [
      [title, formatNumber(tempered.temperature, 4), ...numbers.map((value) => formatNumber(value, 4))],
    ];
  });
  if (rows.length === 0) return [];
  const columns = ["model", "temperature", "calibration error", "after", "log-loss", "after"];
  return [{ caption: "Temperatures, fitted on the development examples", columns, rows }];
}

function calibrationOf({ examples }: Pick<JudgedModel, "examples">): CalibrationCurve {
  const { task, predictions, targets, weights } = examples;
  if (task === "binary") return traceCalibration(toScored(examples, 1));
  if (task === "multilabel") return traceCalibration(scoreAll(examples));
  return traceCalibration({ ...toConfidence(predictions, targets), weights });
}

function tabulateBins(name: string, { bins, expectedError }: CalibrationCurve): CaptionedTable {
  return {
    caption: `${name}, calibration error ${formatNumber(expectedError, 3)}`,
    columns: ["bin", "examples", "mean probability", "share that came true"],
    rows: bins
      .filter(({ examples }) => examples > 0)
      .map(({ low, high, examples, probability, share }) => [
        `${formatPercent(low)} to ${formatPercent(high)}`,
        formatCount(examples),
        formatPercent(probability),
        formatPercent(share),
      ]),
  };
}
