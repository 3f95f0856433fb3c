import { toGivenOptions } from "../base/options.ts";
import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { createBreather } from "./breather.ts";
import { checkContext } from "./check-context.ts";
import { Descent, type DescentInput } from "./descent.ts";
import type { TrainEvent } from "./events.ts";
import type { TrainOptions } from "./options.ts";
import { createRecorder } from "./recorder.ts";
import { createStep } from "./step.ts";
import { iterationsPerStretch } from "./stretch.ts";
import { askForHelp, type TeamPool } from "./team.ts";
import { prepareRun } from "./training.ts";
import type { TrainingRun } from "./training-run.ts";

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
  const { onEvent, signal, pool, ...given } = toGivenOptions(options);
  checkContext({ onEvent, signal, pool }, "train");
  const { settings, development } = prepareRun(dataset, given, "train");
  const step = createStep(dataset, settings, development, { threads: 1 + (pool?.size ?? 0) });
  const checkHelp = step.shared && pool && askForHelp(pool, step.shared);
  const recorder = createRecorder(step, { settings, development, onEvent });
  const stretch = iterationsPerStretch({
    spec: step.spec,
    settings,
    schedule: step.schedule,
    examples: dataset.examples,
    developmentExamples: development?.examples ?? 0,
  });
  const stretches = { stretch, iterations: step.schedule.iterations, checkHelp, onEvent, signal };
  const run = await descendInStretches({ dataset, settings, step, recorder }, stretches).finally(
    step.dismiss,
  );
  onEvent?.(toEvent(run));
  return run;
}

/** How the loop is divided, and what happens between its stretches. */
interface Stretches extends Pick<TrainContext, "onEvent" | "signal"> {
  readonly stretch: number;
  readonly iterations: number;
  /** Throws where a worker that helped is there no more. */
  readonly checkHelp: (() => void) | undefined;
}

/** Stretches of iterations with a pause after each, until the end, an abort, no improvement or divergence. */
async function descendInStretches(
  input: DescentInput,
  { stretch, iterations, checkHelp, onEvent, signal }: Stretches,
): Promise<TrainingRun> {
  const breather = createBreather();
  try {
    const descent = new Descent(input);
    while (descent.outcome === undefined) {
      if (signal?.aborted) break;
      const outcome = descent.advance(stretch);
      if (outcome === undefined || outcome.kind === "finished") {
        onEvent?.({ type: "progress", iteration: descent.iteration, iterations });
      }
      await breather.pause();
      checkHelp?.();
    }
    return descent.toRun(descent.stop());
  } finally {
    breather.close();
  }
}

function toEvent({ outcome, iterations, fingerprint }: TrainingRun): TrainEvent {
  if (outcome.kind === "finished") return { type: "finished", iterations, fingerprint };
  const { kind, ...details } = outcome;
  return { type: kind, ...details } as TrainEvent;
}
