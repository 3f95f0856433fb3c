import { toGivenOptions } from "../base/options.ts";
import { alignDataset, labelsOf } from "../data/align.ts";
import { checkDataset } from "../data/check-dataset.ts";
import type { Dataset } from "../data/dataset.ts";
import { Model } from "../model/model.ts";
import { createBreather } from "./breather.ts";
import { checkContext } from "./check-context.ts";
import { diagnoseDivergence } from "./divergence.ts";
import type { TrainEvent } from "./events.ts";
import { type CostRecord, type History, takeRecord, toHistory } from "./history.ts";
import { resolveSettings, type TrainOptions, type TrainSettings } from "./options.ts";
import type { Diverged, Outcome } from "./outcome.ts";
import { createStep, type Step } from "./step.ts";
import { iterationsPerStretch } from "./stretch.ts";

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
 * Trains a network for two classes by gradient descent on all examples at once. The same data, settings and seed give
 * the same parameters to the last bit on every machine.
 *
 * @param dataset the training examples: two classes, both present
 * @param options settings, all with defaults, and the context of the run
 * @throws InvalidInputError when an option is wrong, the data is no Dataset or has not exactly two classes, the
 *   development data has other features or classes, or the arrays would take more than 4 GiB
 */
export async function train(
  dataset: Dataset,
  options: TrainOptions & TrainContext = {},
): Promise<TrainingRun> {
  checkDataset(dataset, "train");
  const { development: givenDevelopment, onEvent, signal, ...given } = toGivenOptions(options);
  if (givenDevelopment !== undefined) checkDataset(givenDevelopment, "development");
  checkContext({ onEvent, signal }, "train");
  const settings = resolveSettings(given);
  const development = givenDevelopment && alignDataset(givenDevelopment, labelsOf(dataset));
  const step = createStep(dataset, settings, development);
  const records: CostRecord[] = [];
  const record = (iteration: number): boolean => {
    const costs = takeRecord(step, iteration);
    if (!Number.isFinite(costs.cost)) return false;
    records.push(costs);
    onEvent?.({ type: "cost", ...costs });
    return true;
  };
  const descent = { dataset, development, settings, step, record, onEvent, signal };
  const outcome = await descendInStretches(descent);
  const iterations = outcome.kind === "finished" ? settings.iterations : outcome.iteration;
  const model = Model.fromTraining(step.spec, Float64Array.from(step.parameters), dataset);
  onEvent?.(toEvent(outcome, iterations, model.fingerprint));
  const history = toHistory(records);
  return { model, history, outcome, iterations, fingerprint: model.fingerprint, settings };
}

/** What the loop works on. */
interface Descent extends Pick<TrainContext, "development" | "onEvent" | "signal"> {
  readonly dataset: Dataset;
  readonly settings: TrainSettings;
  readonly step: Step;
  /** Takes a record after the forward pass of an iteration. @returns whether its cost is finite; else none is taken */
  readonly record: (iteration: number) => boolean;
}

/** The loop: stretches of iterations with a pause after each, until the end, an abort or divergence. */
async function descendInStretches(descent: Descent): Promise<Outcome> {
  const { dataset, development, settings, step, onEvent, signal } = descent;
  const { iterations } = settings;
  const stretch = iterationsPerStretch({
    spec: step.spec,
    settings,
    examples: dataset.examples,
    developmentExamples: development?.examples ?? 0,
  });
  const breather = createBreather();
  try {
    for (let start = 0; start < iterations; start += stretch) {
      if (signal?.aborted) return endAt(descent, start, { kind: "stopped", iteration: start });
      const end = Math.min(start + stretch, iterations);
      const diverged = takeSteps(descent, start, end);
      if (diverged !== undefined) return diverged;
      onEvent?.({ type: "progress", iteration: end, iterations });
      await breather.pause();
    }
    return endAt(descent, iterations, { kind: "finished" });
  } finally {
    breather.close();
  }
}

/** Takes the steps of one stretch. @returns how the run ended, if it diverged */
function takeSteps(descent: Descent, start: number, end: number): Diverged | undefined {
  const { dataset, settings, step, record } = descent;
  const { costInterval } = settings;
  const diagnose = (iteration: number): Diverged => diagnoseDivergence(step, iteration, settings, dataset);
  let iteration = start;
  while (iteration < end) {
    if (iteration % costInterval === 0) {
      if (!step.forward(iteration) || !record(iteration)) return diagnose(iteration);
      step.backward();
      if (!step.descend()) return diagnose(iteration);
      iteration++;
    }
    const next = Math.min(end, Math.ceil(iteration / costInterval) * costInterval);
    const reached = step.iterate(iteration, next);
    if (reached < next) {
      // The forward pass of that iteration is the last: its cost, if it is finite, ends the history.
      record(reached);
      return diagnose(reached);
    }
    iteration = next;
  }
  return undefined;
}

/** The last record, with the parameters that the run ends with: where it is not finite, the run diverged after all. */
function endAt({ dataset, settings, step, record }: Descent, iteration: number, outcome: Outcome): Outcome {
  if (step.forward(iteration) && record(iteration)) return outcome;
  return diagnoseDivergence(step, iteration, settings, dataset);
}

function toEvent(outcome: Outcome, iterations: number, fingerprint: string): TrainEvent {
  if (outcome.kind === "finished") return { type: "finished", iterations, fingerprint };
  const { kind, ...details } = outcome;
  return { type: kind, ...details } as TrainEvent;
}
