import { InvalidInputError } from "../base/errors.ts";
import { alignDataset } from "../data/align.ts";
import { checkDataset } from "../data/check-dataset.ts";
import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { calibrationCurve, toConfidence } from "../metrics/calibration.ts";
import { logLoss } from "../metrics/probability-scores.ts";
import {
  applyTemperature,
  type FittedTemperature,
  fitTemperature,
  type LogitExamples,
} from "../metrics/temperature.ts";
import type { Model } from "../model/model.ts";

/** How honest a model's probabilities are on some examples, before its temperature and with it. */
export interface CalibrationChange {
  /** The mean distance between probability and share that came true, over bins of equal width. */
  readonly expectedErrorBefore: number;
  readonly expectedErrorAfter: number;
  /** The log-loss at temperature 1, in nats. */
  readonly logLossBefore: number;
  readonly logLossAfter: number;
}

/** A model of classes whose probabilities a temperature makes honest. It says the same classes as the model. */
export interface CalibratedModel {
  readonly model: Model;
  /** The same model with the temperature: what to save. */
  readonly calibrated: Model;
  /** What was found on the development examples. */
  readonly fitted: FittedTemperature;
  /**
   * What `calibrated` predicts: the logits are divided by the temperature first.
   *
   * @throws InvalidInputError when a row does not fit the model
   */
  readonly predict: (rows: readonly (readonly number[])[]) => Float64Array;
  /**
   * What the temperature changes on some examples, best those of a test.
   *
   * @throws InvalidInputError when a feature is missing or a class is unknown
   */
  readonly compare: (dataset: Dataset<TargetColumn>) => CalibrationChange;
}

/**
 * Fits a temperature to a model of two or more classes.
 *
 * Source: Guo, Pleiss, Sun & Weinberger, On calibration of modern neural networks (2017).
 *
 * @param development examples that the model was not trained on, and that it is not to be judged by
 * @throws InvalidInputError when the model has no classes, a feature is missing, a class is unknown, or sums overflow
 */
export function calibrate(model: Model, development: Dataset<TargetColumn>): CalibratedModel {
  if (model.head !== "binary" && model.head !== "multiclass") {
    throw new InvalidInputError({
      source: "data",
      where: "calibrate: model",
      expected: "one of two or more classes",
      received: `one for ${model.head}`,
    });
  }
  const fitted = fitTemperature(toLogitExamples(model, development));
  const calibrated = model.withTemperature(model.temperature * fitted.temperature);
  return {
    model,
    calibrated,
    fitted,
    predict: (rows) => calibrated.predict(rows),
    compare: (dataset) => compareCalibration(model, dataset, fitted.temperature),
  };
}

function compareCalibration(
  model: Model,
  dataset: Dataset<TargetColumn>,
  temperature: number,
): CalibrationChange {
  const examples = toLogitExamples(model, dataset);
  const [before, after] = [measureAt(examples, 1), measureAt(examples, temperature)];
  return {
    expectedErrorBefore: before.expectedError,
    expectedErrorAfter: after.expectedError,
    logLossBefore: before.logLoss,
    logLossAfter: after.logLoss,
  };
}

function measureAt(
  { outputs, logits, classes, weights }: LogitExamples,
  temperature: number,
): { readonly expectedError: number; readonly logLoss: number } {
  const probabilities = applyTemperature(logits, { outputs, temperature });
  const scored =
    outputs === 1 ? { scores: probabilities, outcomes: classes } : toConfidence(probabilities, classes);
  const { expectedError } = calibrationCurve({ ...scored, weights });
  return { expectedError, logLoss: logLoss({ outputs, probabilities, classes, weights }) };
}

function toLogitExamples(model: Model, dataset: Dataset<TargetColumn>): LogitExamples {
  checkDataset(dataset, "calibrate");
  const aligned = alignDataset(dataset, model.labels);
  const rows = Array.from({ length: aligned.examples }, (_, example) => aligned.row(example));
  const { target, weights } = aligned;
  return { outputs: model.outputs, logits: model.logits(rows), classes: target.values, weights };
}
