import { describeValue, InvalidInputError } from "../base/errors.ts";
import { toGivenOptions } from "../base/options.ts";
import { alignDataset, labelsOf } from "../data/align.ts";
import { checkDataset } from "../data/check-dataset.ts";
import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { Model } from "../model/model.ts";
import type { NetworkSpec } from "../network/spec.ts";
import { type ChangedSettings, checkChange, checkChanges, type SettingChange } from "./changes.ts";
import { Descent, type DescentInput } from "./descent.ts";
import type { History } from "./history.ts";
import { checkIdle } from "./idle-settings.ts";
import type { Insight } from "./insight.ts";
import { inspectIteration } from "./inspect-iteration.ts";
import type { Inspection } from "./inspection.ts";
import type { TrainOptions, TrainSettings } from "./options.ts";
import { describeOutcome, type Outcome } from "./outcome.ts";
import { createRecorder } from "./recorder.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { createStep } from "./step.ts";
import type { TrainingRun } from "./training-run.ts";

/** What {@link startTraining} takes beside the settings. */
export interface TrainingContext {
  /** Examples whose cost is recorded beside the training cost; early stopping watches them. */
  readonly development?: Dataset<TargetColumn> | undefined;
  /** Changes to be made on the way, those of a run that is repeated: in ascending order of iterations. */
  readonly changes?: readonly SettingChange[] | undefined;
}

/**
 * A run that goes on as far as it is told, by one iteration or by thousands. However it is divided, it has the bits of
 * `train` with the same settings; a run that was changed on the way has those of one that is given its changes.
 */
export interface Training {
  /** How many steps have been taken. */
  readonly iteration: number;
  /** How many the whole run has. */
  readonly iterations: number;
  readonly spec: NetworkSpec;
  /** The settings of the run, complete, as it began. */
  readonly settings: TrainSettings;
  /** What has been changed since, and when: the settings together with these repeat the run. */
  readonly changes: readonly SettingChange[];
  /**
   * The records so far, the first of them taken at the start. It is one object whose columns grow, so that reading it
   * costs nothing however long it is.
   */
  readonly history: History;
  /** How the run ended; undefined while it can go on. */
  readonly outcome: Outcome | undefined;
  /**
   * Takes so many steps, 1 by default, Infinity for all: fewer where the run ends before. Nothing happens after the end.
   *
   * @returns how the run ended, if it did
   * @throws InvalidInputError when it is no whole number of at least 0
   */
  readonly advance: (iterations?: number) => Outcome | undefined;
  /**
   * Goes on with another λ or learning rate from the next step on. The change is part of the run: see `changes`. The
   * learning rate is what the schedule multiplies. A value that is there already changes nothing.
   *
   * @throws InvalidInputError when a value is wrong, the run has ended, or its optimizer cannot take the change
   */
  readonly change: (changed: ChangedSettings) => void;
  /** A copy of the present parameters, flat as those of a model; where they are averaged, of their average. */
  readonly parameters: () => Float64Array;
  /** The network as it is, as a model. */
  readonly model: () => Model;
  /**
   * The next step in numbers, as one example of its batch sees it: sums, activations and masks on the way up, derivatives
   * on the way down, and what becomes of every parameter. The run goes on as if nobody had looked. After the end, it is the
   * step that would have followed.
   *
   * @param example its place in the training data, counted from 0; the first of the batch by default
   * @throws InvalidInputError when the batch has no such example, or the run has diverged: its numbers are not finite
   */
  readonly inspect: (example?: number) => Inspection;
  /** Ends the run where it is, with a last record, unless it has ended. @returns the whole run, as `train` gives it */
  readonly stop: () => TrainingRun;
}

/**
 * Starts to train a network, to be watched and changed step by step: `advance` takes steps when it is called, on the
 * calling thread. For a run that need only be made, `train` is there, which lets other work of the thread run meanwhile.
 *
 * @param dataset the training examples; of classes, two must be present
 * @param options settings, all with defaults, development examples, and changes on the way
 * @throws InvalidInputError as `train` does, and when a change is wrong
 */
export function startTraining(
  dataset: Dataset<TargetColumn>,
  options: TrainOptions & TrainingContext = {},
): Training {
  const { changes: given = [], ...others } = toGivenOptions(options);
  const { settings, development } = prepareRun(dataset, others, "startTraining");
  const step = createStep(dataset, settings, development, { isLive: true });
  const changes = checkChanges(given, settings, step.schedule.iterations);
  const recorder = createRecorder(step, { settings, development, onEvent: undefined });
  return bindTraining({ dataset, settings, step, recorder, changes });
}

function bindTraining(input: DescentInput): Training {
  const { dataset, settings, step, recorder } = input;
  const { spec } = step;
  const descent = new Descent(input);
  const parameters = (): Float64Array => descent.copyParameters();
  return {
    iterations: step.schedule.iterations,
    settings,
    spec,
    changes: descent.changes,
    history: recorder.history,
    get iteration() {
      return descent.iteration;
    },
    get outcome() {
      return descent.outcome;
    },
    advance: (count = 1) => {
      checkCount(count);
      return descent.advance(count);
    },
    change: (changed) => {
      const change = checkChange(changed, settings, "change");
      checkGoesOn(descent.outcome);
      descent.change(change);
    },
    parameters,
    model: () => Model.fromTraining(spec, parameters(), dataset),
    inspect: (example) => {
      checkFinite(descent.enter());
      const insight = step.insight as Insight;
      const { settings: present, iteration } = descent;
      return inspectIteration({ step, insight, settings: present, iteration }, example);
    },
    stop: () => descent.toRun(descent.stop()),
  };
}

/**
 * What every run begins with: complete settings, and development examples in the order of the training classes.
 *
 * @param where what to call the function in messages
 * @throws InvalidInputError when an option is wrong, or what is given is no Dataset or has other features or classes
 */
export function prepareRun(
  dataset: Dataset<TargetColumn>,
  options: TrainOptions & Pick<TrainingContext, "development">,
  where: string,
): { readonly settings: TrainSettings; readonly development: Dataset<TargetColumn> | undefined } {
  checkDataset(dataset, where);
  const { development, ...given } = options;
  if (development !== undefined) checkDataset(development, "development");
  const settings = resolveSettings(given);
  checkIdle(settings);
  return { settings, development: development && alignDataset(development, labelsOf(dataset)) };
}

function checkCount(count: number): void {
  if (count === Infinity || (Number.isInteger(count) && count >= 0)) return;
  const expected = "a whole number of iterations, or Infinity for all that are left";
  throw refused("advance", expected, describeValue(count));
}

function checkGoesOn(outcome: Outcome | undefined): void {
  if (outcome === undefined) return;
  throw refused("change", "a run that goes on", `one that has ended: ${describeOutcome(outcome)}`);
}

function checkFinite(outcome: Outcome | undefined): void {
  if (outcome?.kind !== "diverged") return;
  throw refused("inspect", "a run whose numbers are finite", `one that ${describeOutcome(outcome)}`);
}

function refused(where: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "option", where, expected, received });
}
