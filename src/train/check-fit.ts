/** Which settings of a run do not fit its data. */

import { InvalidInputError } from "../base/errors.ts";
import { formatCount, formatPlural } from "../base/number-format.ts";
import { describeOption, type OptionNaming, ownName } from "../base/options.ts";
import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { metricsFor } from "../metrics/metrics.ts";
import { trainingWeights } from "./answers.ts";
import { checkAverageInterval } from "./averaging.ts";
import { checkStopping, DEVELOPMENT_COST } from "./early-stopping.ts";
import { type TrainSettings, trainOptions } from "./options.ts";
import { scheduleRun } from "./run-schedule.ts";
import { checkSchedule } from "./schedule-options.ts";
import { taskOf } from "./task.ts";

/**
 * Refuses settings that do not fit the data that they are to be used with.
 *
 * @param development examples whose cost is to be taken, too
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError naming the setting, what it may be for these data, and what to do instead
 */
export function checkFit(
  dataset: Dataset<TargetColumn>,
  settings: TrainSettings,
  development: Dataset<TargetColumn> | undefined,
  nameOf: OptionNaming = ownName,
): void {
  const call = (option: keyof TrainSettings): string => nameOf(describeOption(trainOptions, option));
  checkBatchSize(dataset, settings, call);
  const { iterations } = scheduleRun(settings, dataset.examples);
  checkSchedule(settings, { iterations }, nameOf);
  checkAverageInterval(settings, iterations, nameOf);
  checkStopping({ patience: settings.patience }, development !== undefined, nameOf);
  const { spec } = taskOf(dataset, settings, call("loss"));
  trainingWeights(dataset, settings.classWeights, call("classWeights"));
  const isOfClasses = spec.head === "binary" || spec.head === "multiclass" || spec.head === "multilabel";
  if (settings.labelSmoothing > 0 && !isOfClasses) {
    const hint = "Leave it out: it spreads targets over classes.";
    throw refused(
      call("labelSmoothing"),
      `0 for numbers in "${dataset.target.name}"`,
      String(settings.labelSmoothing),
      hint,
    );
  }
  const metrics = metricsFor(spec.head);
  if (settings.monitor === DEVELOPMENT_COST) return;
  if (development === undefined) {
    const hint = `Give development data, or leave ${call("monitor")} out: without them the cost is monitored.`;
    throw refused(call("monitor"), "development data beside it", "none", hint);
  }
  if (metrics.includes(settings.monitor)) return;
  const expected = `one of ${[DEVELOPMENT_COST, ...metrics].join(", ")} for "${dataset.target.name}"`;
  throw refused(call("monitor"), expected, settings.monitor, "Leave it out for the development cost.");
}

function checkBatchSize(
  { name, examples }: Dataset<TargetColumn>,
  settings: TrainSettings,
  call: (option: keyof TrainSettings) => string,
): void {
  const { batchSize, normalization } = settings;
  if (batchSize === undefined) return;
  if (batchSize > examples) {
    const expected = `at most ${formatCount(examples)}, as many as data set "${name}" has examples to train on`;
    throw refused(
      call("batchSize"),
      expected,
      formatCount(batchSize),
      `Take ${formatCount(examples)} for all of them in every step.`,
    );
  }
  if (batchSize === 1 && settings.mixup > 0) {
    const hint = "Take a larger batch, or leave mixup out.";
    throw refused(
      call("mixup"),
      "0 beside a batch size of 1, which has no other example to mix with",
      `${settings.mixup}`,
      hint,
    );
  }
  if (batchSize > 1 || ![normalization].flat().includes("batch")) return;
  const expected = "at least 2 beside batch normalization, which takes mean and variance of a batch";
  throw refused(
    call("batchSize"),
    expected,
    formatPlural(batchSize, "example"),
    "Take a larger batch, or normalization layer.",
  );
}

function refused(where: string, expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "option", where, expected, received, hint });
}
