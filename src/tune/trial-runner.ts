import { InvalidInputError, messageOf } from "../base/errors.ts";
import { MAX_SEED } from "../base/random-stream.ts";
import { performRun, type RunEnding } from "../compare/perform-runs.ts";
import type { FoldPlace, RunData } from "../compare/planned-runs.ts";
import type { TrainingPool } from "../compare/training-pool.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import { divideIntoFolds } from "../data/folds.ts";
import type { TrainSettings } from "../train/options.ts";
import { judgeRun, type ObjectiveName } from "./objective.ts";
import type { NeededRun, PerformRun } from "./search.ts";
import type { TrialLog, TrialRun } from "./trial.ts";

/** The examples that trials are judged by. */
export interface TrialData {
  /** What is trained on; with several folds, what is divided. */
  readonly examples: Dataset<TargetColumn>;
  /** What trials are judged on where there is one fold. */
  readonly development?: Dataset<TargetColumn> | undefined;
}

/** What {@link createTrialRunner} works with. */
export interface RunnerContext {
  readonly data: TrialData;
  readonly folds: number;
  readonly objective: ObjectiveName;
  /** In nested cross-validation, the outer fold, counted from 1. */
  readonly outer?: number | undefined;
  readonly log: TrialLog;
  readonly pool?: TrainingPool | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Is told of every run that is made, not of those that the log has. */
  readonly onRun?: ((run: TrialRun) => void) | undefined;
}

/** Divisions into folds that are kept: rounds of leaders go from one repeat to the next. */
const KEPT_DIVISIONS = 2;

/**
 * Makes the runs of a search, as many at once as there are workers, unless the log has them. A run that failed, since its
 * worker died, is not kept, so that a search that goes on tries it again.
 */
export async function createTrialRunner(context: RunnerContext): Promise<PerformRun> {
  const { log, pool, signal, onRun, outer } = context;
  const own = (await log.read()).filter((run) => run.outer === outer);
  const kept = new Map(own.map((run) => [keyOf(run), run]));
  const limit = createLimiter(pool?.size ?? 1);
  const dataOf = createDivider(context);
  return async (needed) => {
    const settings = { ...needed.settings, seed: seedOf(needed) };
    const found = kept.get(keyOf(needed));
    if (found !== undefined) return checkKept(found, settings);
    return limit(async () => {
      if (signal?.aborted) return undefined;
      const data = dataOf(needed.place, settings.seed);
      const variant = { name: `trial ${needed.trial}`, title: `trial ${needed.trial}`, settings };
      const planned = { variant, settings, seed: settings.seed, place: needed.place, data: () => data };
      const ending = await performRun(planned, { pool, signal }, () => undefined);
      if (ending === undefined) return undefined;
      const made = toTrialRun({ ...needed, settings }, ending, context.objective, data);
      const run = outer === undefined ? made : { ...made, outer };
      if (run.outcome !== "failed") await log.append(run);
      onRun?.(run);
      return run;
    });
  };
}

function toTrialRun(
  { trial, settings, place }: NeededRun,
  ending: NonNullable<RunEnding>,
  objective: ObjectiveName,
  { development }: RunData,
): TrialRun {
  const common = { trial, place, settings };
  if (ending.kind === "failed") {
    return {
      ...common,
      outcome: "failed",
      value: null,
      modelIteration: 0,
      fingerprint: "",
      cause: messageOf(ending.cause),
    };
  }
  const { result } = ending;
  const { outcome, modelIteration, fingerprint } = result.run;
  return {
    ...common,
    outcome: outcome.kind as Exclude<typeof outcome.kind, "stopped">,
    value: judgeRun(objective, result, development as Dataset<TargetColumn>),
    modelIteration,
    fingerprint,
  };
}

/** A kept run, unless it is that of another search. */
function checkKept(run: TrialRun, settings: TrainSettings): TrialRun {
  if (JSON.stringify(run.settings) === JSON.stringify(settings)) return run;
  throw new InvalidInputError({
    source: "option",
    where: "log",
    expected: "the runs of this search",
    received: `those of another, whose trial ${run.trial} has other settings`,
    hint: "Take the same space, options and seed, or a new log.",
  });
}

function keyOf({ trial, place }: Pick<NeededRun, "trial" | "place">): string {
  return `${trial} ${place.repeat} ${place.fold}`;
}

/** Every repeat has a seed of its own; after the largest comes 0. */
function seedOf({ settings, place }: NeededRun): number {
  return (settings.seed + place.repeat - 1) % (MAX_SEED + 1);
}

/** The examples of a repeat, which its seed divides, and a fold: the same for all trials. */
function createDivider({ data, folds }: RunnerContext): (place: FoldPlace, seed: number) => RunData {
  const divisions = new Map<number, readonly RunData[]>();
  const { examples, development } = data;
  return ({ repeat, fold }, seed) => {
    if (folds === 1) return { training: examples, development };
    let division = divisions.get(repeat);
    if (division === undefined) {
      const [oldest] = divisions.keys();
      if (divisions.size >= KEPT_DIVISIONS && oldest !== undefined) divisions.delete(oldest);
      division = divideIntoFolds(examples, folds, seed).map(({ training, heldOut }) => ({
        training,
        development: heldOut,
      }));
      divisions.set(repeat, division);
    }
    return division[fold - 1] as RunData;
  };
}

/** Lets so many tasks go on at once, the first that come first. */
function createLimiter(size: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let free = size;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
