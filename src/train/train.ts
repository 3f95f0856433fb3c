import { toGivenOptions } from "../base/options.ts";
import { alignDataset, labelsOf } from "../data/align.ts";
import { checkDataset } from "../data/check-dataset.ts";
import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { Model } from "../model/model.ts";
import { createBreather } from "./breather.ts";
import { checkContext } from "./check-context.ts";
import { diagnoseDivergence } from "./divergence.ts";
import type { TrainEvent } from "./events.ts";
import { type History, toHistory } from "./history.ts";
import { checkIdle } from "./idle-settings.ts";
import type { TrainOptions, TrainSettings } from "./options.ts";
import type { Diverged, Outcome } from "./outcome.ts";
import { createRecorder, type KeptParameters, type Recorder } from "./recorder.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { createStep, type Step } from "./step.ts";
import { iterationsPerStretch } from "./stretch.ts";
import { askForHelp, type TeamPool } from "./team.ts";

/** What {@link train} takes beside the settings. */
export interface TrainContext {
  /** Examples whose cost is recorded beside the training cost; early stopping watches them. */
  readonly development?: Dataset<TargetColumn> | undefined;
  /** Is told what happens, while it happens. */
  readonly onEvent?: ((event: TrainEvent) => void) | undefined;
  /** Stops the run: the outcome is "stopped", the model has the parameters of that moment. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Workers that share every iteration with the calling thread, on one memory; the result has the same bits with any
   * number of them. It pays in layers of about a hundred units and more. While a run is
   * helped, they do nothing else: what is asked of the pool meanwhile waits. By default, the thread trains alone.
   */
  readonly pool?: TeamPool | undefined;
}

/** A run that has ended, however it ended. */
export interface TrainingRun {
  readonly model: Model;
  readonly history: History;
  readonly outcome: Outcome;
  /** How many steps were taken. */
  readonly iterations: number;
  /** Passes through the training examples: a fraction, counted in batches, where the run ended within one. */
  readonly epochs: number;
  /**
   * After how many steps the model's parameters were those that it has: fewer than `iterations` where early stopping took
   * the best ones.
   */
  readonly modelIteration: number;
  /** The first 16 hex digits of the SHA-256 of the parameters: the same on every machine. */
  readonly fingerprint: string;
  /** The settings of the run, complete. */
  readonly settings: TrainSettings;
}

/**
 * Trains a network for whatever the data's target is: classes, labels or numbers. The same data, settings and seed give
 * the same parameters to the last bit on every machine.
 *
 * @param dataset the training examples; of classes, two must be present
 * @param options settings, all with defaults, and the context of the run
 * @throws InvalidInputError when an option is wrong, the data is no Dataset or does not fit the options, the development
 *   data has other features or classes, or the arrays would take more than 4 GiB
 */
export async function train(
  dataset: Dataset<TargetColumn>,
  options: TrainOptions & TrainContext = {},
): Promise<TrainingRun> {
  checkDataset(dataset, "train");
  const { development: givenDevelopment, onEvent, signal, pool, ...given } = toGivenOptions(options);
  if (givenDevelopment !== undefined) checkDataset(givenDevelopment, "development");
  checkContext({ onEvent, signal, pool }, "train");
  const settings = resolveSettings(given);
  checkIdle(settings);
  const development = givenDevelopment && alignDataset(givenDevelopment, labelsOf(dataset));
  const step = createStep(dataset, settings, development, 1 + (pool?.size ?? 0));
  const recorder = createRecorder(step, { settings, development, onEvent });
  const checkHelp = step.shared && pool && askForHelp(pool, step.shared);
  const descent = { dataset, development, settings, step, recorder, checkHelp, onEvent, signal };
  const outcome = await descendInStretches(descent).finally(step.dismiss);
  const iterations = outcome.kind === "finished" ? step.schedule.iterations : outcome.iteration;
  const { parameters, iteration: modelIteration } = recorder.best() ?? endOf(step, recorder, iterations);
  const model = Model.fromTraining(step.spec, Float64Array.from(parameters), dataset);
  onEvent?.(toEvent(outcome, iterations, model.fingerprint));
  return {
    model,
    history: toHistory(recorder.records),
    outcome,
    iterations,
    modelIteration,
    settings,
    epochs: iterations / step.schedule.batchesPerEpoch,
    fingerprint: model.fingerprint,
  };
}

/** What the loop works on. */
interface Descent extends Pick<TrainContext, "development" | "onEvent" | "signal"> {
  readonly dataset: Dataset<TargetColumn>;
  readonly settings: TrainSettings;
  readonly step: Step;
  readonly recorder: Recorder;
  /** Throws where a worker that helped is there no more. */
  readonly checkHelp: (() => void) | undefined;
}

/** The loop: stretches of iterations with a pause after each, until the end, an abort, no improvement or divergence. */
async function descendInStretches(descent: Descent): Promise<Outcome> {
  const { dataset, development, settings, step, checkHelp, onEvent, signal } = descent;
  const { iterations } = step.schedule;
  const stretch = iterationsPerStretch({
    spec: step.spec,
    settings,
    schedule: step.schedule,
    examples: dataset.examples,
    developmentExamples: development?.examples ?? 0,
  });
  const breather = createBreather();
  try {
    for (let start = 0; start < iterations; start += stretch) {
      if (signal?.aborted) return endAt(descent, start, { kind: "stopped", iteration: start });
      const end = Math.min(start + stretch, iterations);
      const ended = takeSteps(descent, start, end);
      if (ended !== undefined) return ended;
      onEvent?.({ type: "progress", iteration: end, iterations });
      await breather.pause();
      checkHelp?.();
    }
    return endAt(descent, iterations, { kind: "finished" });
  } finally {
    breather.close();
  }
}

/** Takes the steps of one stretch. @returns how the run ended, if it did */
function takeSteps(descent: Descent, start: number, end: number): Outcome | undefined {
  const { step, recorder } = descent;
  const { costInterval } = step.schedule;
  let iteration = start;
  while (iteration < end) {
    if (iteration % costInterval === 0) {
      if (!step.forward(iteration) || !recorder.record(iteration)) return diagnose(descent, iteration);
      if (recorder.shouldStop()) return { kind: "stoppedEarly", iteration };
      step.backward();
      if (!step.descend()) return diagnose(descent, iteration);
      iteration++;
    }
    const next = Math.min(end, Math.ceil(iteration / costInterval) * costInterval);
    const reached = step.iterate(iteration, next);
    if (reached < next) {
      // The forward pass of that iteration is the last: its cost, if it is finite, ends the history.
      recorder.record(reached);
      return diagnose(descent, reached);
    }
    iteration = next;
  }
  return undefined;
}

/** The parameters that a run ends with, unless a step has led its averages or statistics out of the finite range. */
function endOf({ modelParameters }: Step, recorder: Recorder, iteration: number): KeptParameters {
  return modelParameters.every(Number.isFinite)
    ? { parameters: modelParameters, iteration }
    : recorder.lastFinite();
}

function diagnose({ dataset, settings, step }: Descent, iteration: number): Diverged {
  return diagnoseDivergence(step, iteration, settings, dataset);
}

/** The last record, with the parameters that the run ends with: where it is not finite, the run diverged after all. */
function endAt(descent: Descent, iteration: number, outcome: Outcome): Outcome {
  const { step, recorder } = descent;
  return step.forward(iteration) && recorder.record(iteration) ? outcome : diagnose(descent, iteration);
}

function toEvent(outcome: Outcome, iterations: number, fingerprint: string): TrainEvent {
  if (outcome.kind === "finished") return { type: "finished", iterations, fingerprint };
  const { kind, ...details } = outcome;
  return { type: kind, ...details } as TrainEvent;
}
