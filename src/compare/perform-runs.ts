import type { Model } from "../model/model.ts";
import type { Evaluation, ExampleScores } from "../model/scores.ts";
import type { TrainingRun } from "../train/training-run.ts";
import type { FoldPlace, PlannedRun } from "./planned-runs.ts";
import type { TrainingPool } from "./training-pool.ts";
import {
  type PartScores,
  performTraining,
  type TrainingTask,
  type TrainingTaskResult,
  toTrainingRun,
} from "./training-task.ts";

/** A run that was made and judged on every part of its data, also where it diverged. */
export interface RunResult {
  readonly seed: number;
  /** In cross-validation, which part was held out. */
  readonly place?: FoldPlace;
  readonly run: TrainingRun;
  readonly training: Evaluation;
  /** On development examples; in cross-validation, on the fold that was held out. */
  readonly development?: Evaluation;
  /** On test examples; absent in cross-validation. */
  readonly test?: Evaluation;
  /** The same example by example. */
  readonly scores: PartScores;
}

/** A run that could not be made: its worker died, or the machine had no memory left. */
export interface FailedRun {
  readonly variant: string;
  readonly seed: number;
  readonly place?: FoldPlace;
  readonly cause: unknown;
}

/** How a planned run ended; undefined where a stop came first. */
export type RunEnding =
  | { readonly kind: "done"; readonly result: RunResult }
  | { readonly kind: "failed"; readonly cause: unknown }
  | undefined;

/** What {@link performRuns} works with. */
export interface RunContext {
  /** Workers that make the runs; without them this thread makes one after the other. */
  readonly pool?: TrainingPool | undefined;
  /** Ends the runs at work, and makes no more. */
  readonly signal?: AbortSignal | undefined;
  /** Is told how many runs are done, with the shares of those at work. */
  readonly onProgress: (done: number) => void;
  readonly onEnding: (planned: PlannedRun, ending: NonNullable<RunEnding>) => void;
}

/** Makes planned runs, as many at once as there are workers. @returns how each ended, in the order of the plan */
export async function performRuns(
  planned: readonly PlannedRun[],
  context: RunContext,
): Promise<readonly RunEnding[]> {
  const { pool, onProgress, onEnding } = context;
  const listeners = guardListeners(context.signal);
  const { signal } = listeners;
  const endings: RunEnding[] = planned.map(() => undefined);
  const atWork = new Map<number, number>();
  let done = 0;
  let next = 0;
  const tell = (): void =>
    listeners.tell(() => onProgress([...atWork.values()].reduce((sum, share) => sum + share, done)));
  const isOver = (): boolean => next >= planned.length || signal.aborted;
  const work = async (): Promise<void> => {
    while (!isOver()) {
      const index = next++;
      const run = planned[index] as PlannedRun;
      const ending = await performRun(run, { pool, signal }, (share) => {
        atWork.set(index, share);
        tell();
      });
      atWork.delete(index);
      if (ending === undefined) return;
      endings[index] = ending;
      done++;
      listeners.tell(() => onEnding(run, ending));
      tell();
    }
  };
  await Promise.all(Array.from({ length: Math.min(pool?.size ?? 1, planned.length) }, work));
  listeners.rethrow();
  return endings;
}

/** Listeners one of which may throw. */
interface GuardedListeners {
  /** Aborted by the caller's signal, and by a listener that threw. */
  readonly signal: AbortSignal;
  readonly tell: (tellListener: () => void) => void;
  /** @throws what a listener threw */
  readonly rethrow: () => void;
}

/** A listener that throws ends all runs, and its error goes to the caller, whichever thread made the run it was told of. */
function guardListeners(given: AbortSignal | undefined): GuardedListeners {
  const controller = new AbortController();
  let thrown: { readonly error: unknown } | undefined;
  return {
    signal: AbortSignal.any([controller.signal, ...(given ? [given] : [])]),
    tell: (tellListener) => {
      if (thrown !== undefined) return;
      try {
        tellListener();
      } catch (error) {
        thrown = { error };
        controller.abort();
      }
    },
    rethrow: () => {
      if (thrown !== undefined) throw thrown.error;
    },
  };
}

/** Makes one planned run, in this thread or by a worker of a pool. */
export async function performRun(
  { settings, seed, place, data }: PlannedRun,
  { pool, signal }: Pick<RunContext, "pool" | "signal">,
  onProgress: (share: number) => void,
): Promise<RunEnding> {
  const { training, development, test } = data();
  const task: TrainingTask = { settings, training, development, test };
  const toDone = (made: TrainingTaskResult): RunEnding => {
    if (made.outcome.kind === "stopped") return undefined;
    const run = toTrainingRun(made, settings, training);
    return { kind: "done", result: { seed, ...(place ? { place } : {}), ...judge(run, made.scores) } };
  };
  // What is thrown in this thread is a defect, and goes to the caller; a worker can also die, and only its run is lost.
  if (pool === undefined) return toDone(await performTraining(task, { onProgress, signal }));
  try {
    return toDone(await pool.run("train", toPlainTask(task), { signal, onProgress }));
  } catch (cause) {
    return signal?.aborted ? undefined : { kind: "failed", cause };
  }
}

/** A task without instances of classes and functions, which a worker could not be sent. */
function toPlainTask({ settings, training, development, test }: TrainingTask): TrainingTask {
  const plain = (part: TrainingTask["training"]): TrainingTask["training"] => {
    const { name, features, target, weights, preparation } = part;
    return { name, features, target, weights, preparation };
  };
  return {
    settings,
    training: plain(training),
    development: development && plain(development),
    test: test && plain(test),
  };
}

/** Whether a model's answers are numbers, which are not right or wrong: it has no accuracy. */
function predictsNumbers({ head }: Model): boolean {
  return head === "regression" || head === "count";
}

/** A run with its scores, and their sums. */
export function judge(
  run: TrainingRun,
  scores: PartScores,
): Pick<RunResult, "run" | "training" | "development" | "test" | "scores"> {
  return {
    run,
    training: sumUp(run, scores.training),
    ...(scores.development ? { development: sumUp(run, scores.development) } : {}),
    ...(scores.test ? { test: sumUp(run, scores.test) } : {}),
    scores,
  };
}

function sumUp({ model }: TrainingRun, { correct, costs }: ExampleScores): Evaluation {
  const examples = costs.length;
  const right = predictsNumbers(model) ? Number.NaN : correct.reduce((sum, value) => sum + value, 0);
  const dataCost = costs.reduce((sum, cost) => sum + cost, 0) / examples;
  return { examples, correct: right, accuracy: right / examples, dataCost };
}
