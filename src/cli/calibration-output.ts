import { InvalidInputError, UnsupportedError } from "../base/errors.ts";
import { formatNumber, formatPlural } from "../base/number-format.ts";
import type { DataSplit, TargetColumn } from "../data/dataset.ts";
import type { Model } from "../model/model.ts";
import { provenanceOf } from "../train/provenance.ts";
import type { TrainingRun } from "../train/training-run.ts";
import { type CalibratedModel, calibrate } from "../uncertainty/calibrated-model.ts";
import type { Output } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";
import { toTextTable } from "./text-table.ts";

type Data = DataSplit<TargetColumn>;

/** A run's model with its temperature, or why it has none. */
export type Calibration = { readonly found: CalibratedModel } | { readonly reason: string };

const OUT_OF_RANGE = "the run diverged, or the model's sums overflow on development or test examples";
const UNBOUNDED =
  "the development examples set it no bound: with a model that is right on all of them, or says nothing of them, the " +
  "log-loss falls however sure or unsure it becomes";

/**
 * Refuses to calibrate before anything is trained.
 *
 * @throws InvalidInputError without development examples
 * @throws UnsupportedError where the target is not classes
 */
export function checkCalibration({ training, development }: Data): void {
  if (training.target.type !== "category") {
    const what = `A temperature for a model of ${training.target.type === "labels" ? "labels" : "numbers"}`;
    throw new UnsupportedError(what, "Leave out --calibrate: it makes probabilities of classes honest.");
  }
  if (development !== undefined) return;
  throw new InvalidInputError({
    source: "option",
    where: "--calibrate",
    expected: "data with development examples, to fit the temperature on",
    received: "none",
    hint: "Data that is divided has some with a --development-share above 0.",
  });
}

/** The model of a run with its temperature. One at its bound is none: it would make the model sure of everything. */
export function calibrateRun({ model, outcome }: TrainingRun, { development, test }: Data): Calibration {
  const isWithinRange =
    development !== undefined &&
    outcome.kind !== "diverged" &&
    [development, test].every((part) => model.scores(part).costs.every(Number.isFinite));
  if (!isWithinRange) return { reason: OUT_OF_RANGE };
  const found = calibrate(model, development);
  return found.fitted.isAtBound ? { reason: UNBOUNDED } : { found };
}

/** What to save of a run: its model, with the temperature where there is one, and where it comes from. */
export function modelOf(run: TrainingRun, calibration: Calibration | undefined, { training }: Data): Model {
  const model =
    calibration !== undefined && "found" in calibration ? calibration.found.calibrated : run.model;
  return model.withProvenance(provenanceOf(run, training));
}

/** Prints what a temperature changes: on the test examples, since it was fitted to the others. */
export function tellCalibration(output: Output, calibration: Calibration, data: Data): void {
  if ("reason" in calibration) {
    output.printText(toPlainLine(`The model gets no temperature: ${calibration.reason}.`));
    return;
  }
  const { fitted, compare } = calibration.found;
  const { development, test } = data;
  const change = compare(test);
  const rows = [
    ["calibration error", change.expectedErrorBefore, change.expectedErrorAfter],
    ["log-loss", change.logLossBefore, change.logLossAfter],
  ] as const;
  const columns = [
    "on the test examples",
    "temperature 1",
    `temperature ${formatNumber(fitted.temperature, 4)}`,
  ];
  const cells = rows.map(([name, ...values]) => [name, ...values.map((value) => formatNumber(value, 4))]);
  output.print();
  output.print(toTextTable({ columns, rows: cells }, output));
  output.print();
  output.printText(
    toPlainLine(
      `The temperature was fitted on the ${formatPlural(development?.examples ?? 0, "development example")}, and ` +
        "the test examples had no part in it. It changes how sure the model is, and none of its answers.",
    ),
  );
}

/** What a temperature changes, for machines. */
export function toCalibrationDocument(
  calibration: Calibration,
  { development, test }: Data,
): Record<string, unknown> {
  if ("reason" in calibration) return { temperature: null, reason: calibration.reason };
  const { fitted, compare } = calibration.found;
  return {
    temperature: fitted.temperature,
    ...(development === undefined ? {} : { development: compare(development) }),
    test: compare(test),
  };
}
