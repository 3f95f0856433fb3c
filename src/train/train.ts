import { toGivenOptions } from "../base/options.ts";
import { alignDataset, labelsOf } from "../data/align.ts";
import { checkDataset } from "../data/check-dataset.ts";
import type { Dataset } from "../data/dataset.ts";
import { Model } from "../model/model.ts";
import { createBreather } from "./breather.ts";
import type { TrainEvent } from "./events.ts";
import { type CostRecord, createRecorder, type History, toHistory } from "./history.ts";
import { resolveSettings, type TrainOptions, type TrainSettings } from "./options.ts";
import { diagnoseDivergence, type Outcome } from "./outcome.ts";
import { createStep, type Step } from "./step.ts";

/** What {@link train} takes beside the settings. */
export interface TrainContext {
  /** Examples whose cost is recorded beside the training cost. */
  readonly development?: Dataset | undefined;
  /** Is told what happens, while it happens. */
  readonly onEvent?: ((event: TrainEvent) => void) | undefined;
  /** Stops the run: the outcome is "stopped", the model has the parameters of that moment. */
  readonly signal?: AbortSignal | undefined;
}

/** A run that has ended, however it ended. */
export interface TrainingRun {
  readonly model: Model;
  readonly history: History;
  readonly outcome: Outcome;
  /** How many steps were taken. */
  readonly iterations: number;
  /** The first 16 hex digits of the SHA-256 of the parameters: the same on every machine. */
  readonly fingerprint: string;
  /** The settings of the run, complete. */
  readonly settings: TrainSettings;
}

/**
 * Multiplications between two pauses, about 30 ms of them: the library reads no clock, which would make runs depend on
 * the machine.
 */
const WORK_BETWEEN_PAUSES = 2e7;

/**
 * Trains a network for two classes by gradient descent on all examples at once. The same data, settings and seed give
 * the same parameters to the last bit on every machine.
 *
 * @param dataset the training examples: two classes, both present
 * @param options settings, all with defaults, and the context of the run
 * @throws InvalidInputError when a setting is wrong, or the data is no Dataset or has not exactly two classes
 */
export async function train(
  dataset: Dataset,
  options: TrainOptions & TrainContext = {},
): Promise<TrainingRun> {
  checkDataset(dataset, "train");
  const { development: givenDevelopment, onEvent, signal, ...given } = toGivenOptions(options);
  if (givenDevelopment !== undefined) checkDataset(givenDevelopment, "development");
  const settings = resolveSettings(given);
  const step = createStep(dataset, settings);
  const development = givenDevelopment && alignDataset(givenDevelopment, labelsOf(dataset));
  const record = createRecorder(step, settings, dataset, development);
  const records: CostRecord[] = [];
  const takeRecord = (iteration: number): void => {
    const costs = record(iteration);
    records.push(costs);
    onEvent?.({ type: "cost", ...costs });
  };
  const outcome = await descendInStretches({ dataset, settings, step, takeRecord, onEvent, signal });
  const iterations = outcome.kind === "finished" ? settings.iterations : outcome.iteration;
  step.forward(iterations);
  if (step.isFinite()) takeRecord(iterations);
  const model = Model.fromTraining(step.spec, step.parameters, dataset);
  onEvent?.(toEvent(outcome, iterations, model.fingerprint));
  const history = toHistory(records);
  return { model, history, outcome, iterations, fingerprint: model.fingerprint, settings };
}

/** The loop: stretches of iterations with a pause after each, until the end, an abort or divergence. */
async function descendInStretches(run: {
  dataset: Dataset;
  settings: TrainSettings;
  step: Step;
  takeRecord: (iteration: number) => void;
  onEvent: TrainContext["onEvent"];
  signal: AbortSignal | undefined;
}): Promise<Outcome> {
  const { dataset, settings, step, takeRecord, onEvent, signal } = run;
  const { iterations, costInterval } = settings;
  const work = 3 * step.layout.length * dataset.examples;
  const stretch = Math.max(1, Math.floor(WORK_BETWEEN_PAUSES / work));
  const breather = createBreather();
  try {
    for (let start = 0; start < iterations; start += stretch) {
      if (signal?.aborted) return { kind: "stopped", iteration: start };
      const end = Math.min(start + stretch, iterations);
      for (let i = start; i < end; i++) {
        step.forward(i);
        if (!step.isFinite()) return diagnoseDivergence(step, i, settings, dataset);
        if (i % costInterval === 0) takeRecord(i);
        step.backward();
        if (!step.descend()) return diagnoseDivergence(step, i, settings, dataset);
      }
      onEvent?.({ type: "progress", iteration: end, iterations });
      await breather.pause();
    }
    return { kind: "finished" };
  } finally {
    breather.close();
  }
}

function toEvent(outcome: Outcome, iterations: number, fingerprint: string): TrainEvent {
  if (outcome.kind === "finished") return { type: "finished", iterations, fingerprint };
  const { kind, ...details } = outcome;
  return { type: kind, ...details } as TrainEvent;
}
