import type { TargetColumn } from "../data/columns.ts";
import { classNamesOf } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Preparation } from "../data/preparation/preparation.ts";
import { createLayout, type ParameterLayout } from "../network/layout.ts";
import { type LayerSpec, layersOf } from "../network/spec.ts";
import { checkFit } from "../train/check-fit.ts";
import { checkIdle } from "../train/idle-settings.ts";
import type { OptimizerNumbers } from "../train/optimizers.ts";
import type { TrainOptions, TrainSettings } from "../train/options.ts";
import {
  type OutputRegularizers,
  outputRegularizers,
  type WeightRegularizers,
  weightRegularizers,
} from "../train/regularizers.ts";
import { resolveSettings } from "../train/resolve-settings.ts";
import { type RunSchedule, scheduleRun } from "../train/run-schedule.ts";
import { completeSchedule } from "../train/schedule-options.ts";
import type { CompleteSchedule } from "../train/schedules.ts";
import { type Task, taskOf } from "../train/task.ts";
import { optimizerNumbers, weightDecayOf } from "../train/update-plan.ts";

/** All that is explained about a run: its settings with everything that follows from them and the data. */
export interface Subject {
  readonly settings: TrainSettings;
  readonly task: Task;
  readonly layers: readonly LayerSpec[];
  readonly layout: ParameterLayout;
  /** The batches of the run. */
  readonly schedule: RunSchedule;
  /** How the learning rate changes. */
  readonly rates: CompleteSchedule;
  /** m, the number of training examples. */
  readonly examples: number;
  readonly features: readonly string[];
  /** How features and target were made of the columns of a table; undefined where they are numbers as they came. */
  readonly preparation: Preparation | undefined;
  /** The classes or labels; none where the target is a number. */
  readonly classNames: readonly string[];
  /** Whether the examples have weights of their own. */
  readonly hasWeights: boolean;
  readonly hasDevelopment: boolean;
  readonly optimizer: OptimizerNumbers;
  /** The strength of decoupled weight decay; 0 without. */
  readonly weightDecay: number;
  /** What acts on what layers hand on, by layer, from 0 for the features to the last hidden one. */
  readonly outputs: readonly OutputRegularizers[];
  /** What acts on weights, by layer, from the first hidden one to the output layer. */
  readonly weights: readonly WeightRegularizers[];
}

/**
 * What there is to explain about a run that is not made.
 *
 * @throws InvalidInputError where {@link train} would refuse the settings for these data
 */
export function subjectOf(
  dataset: Dataset<TargetColumn>,
  options: TrainOptions = {},
  development?: Dataset<TargetColumn>,
): Subject {
  const settings = resolveSettings(options);
  checkIdle(settings);
  checkFit(dataset, settings, development);
  const task = taskOf(dataset, settings);
  const schedule = scheduleRun(settings, dataset.examples);
  return {
    settings,
    task,
    schedule,
    layers: layersOf(task.spec),
    layout: createLayout(task.spec),
    rates: completeSchedule(settings, { iterations: schedule.iterations }),
    examples: dataset.examples,
    features: dataset.features.map(({ name }) => name),
    preparation: dataset.preparation,
    classNames: classNamesOf(dataset.target),
    hasWeights: dataset.weights !== undefined,
    hasDevelopment: development !== undefined,
    optimizer: optimizerNumbers(settings),
    weightDecay: weightDecayOf(settings),
    outputs: outputRegularizers(settings),
    weights: weightRegularizers(settings),
  };
}

/** Whether the cost that is minimized weighs examples differently. */
export function isWeighted({ settings, hasWeights }: Subject): boolean {
  return hasWeights || settings.classWeights !== undefined;
}
