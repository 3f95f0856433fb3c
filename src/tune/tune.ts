import { toGivenOptions } from "../base/options.ts";
import type { TrainingPool } from "../compare/training-pool.ts";
import { checkDataSplit } from "../data/check-dataset.ts";
import type { DataSplit, TargetColumn } from "../data/dataset.ts";
import { checkContext } from "../train/check-context.ts";
import { type Concluded, type Conclusion, conclude, countConcluding } from "./conclude.ts";
import { measureImportance } from "./importance.ts";
import { completeOf, judgeLeaders, roundsOf } from "./leaders.ts";
import { judgeSearch } from "./nested.ts";
import { signOf } from "./objective.ts";
import type { SearchDesign, TuneOptions } from "./options.ts";
import { resolveSearch, resolveTrialData, toPlan } from "./plan-study.ts";
import { type PerformRun, searchTrials } from "./search.ts";
import type { SearchOptions } from "./search-options.ts";
import type { SearchSpace } from "./space.ts";
import { standingOf } from "./standings.ts";
import type { Study } from "./study.ts";
import { createTrialLog, type Trial, type TrialLog, type TrialRun } from "./trial.ts";
import { createTrialRunner } from "./trial-runner.ts";

/** What a search tells while it goes on. */
export type TuneEvent =
  | {
      readonly type: "started";
      readonly trials: number;
      readonly space: SearchSpace;
      readonly design: SearchDesign;
    }
  /** A run was made. Those that the log has are not told. */
  | { readonly type: "run"; readonly run: TrialRun }
  /** A trial has ended; in nested cross-validation, that of the outer fold, counted from 1. */
  | { readonly type: "trial"; readonly trial: Trial; readonly outer?: number }
  /** What follows the search, and how many runs it takes at most: the leaders are judged again, the best are compared, nested searches. */
  | { readonly type: "phase"; readonly phase: "leaders" | "ending" | "nested"; readonly runs: number };

/** What {@link tune} takes beside the settings. */
export interface TuneContext {
  /** What is varied, in place of λ, keep probability, learning rate and network. */
  readonly search?: SearchOptions | undefined;
  /** Workers that make the runs at the same time; without them they are made in this thread, one after the other. */
  readonly pool?: TrainingPool | undefined;
  /** Keeps the runs, and knows those of a search that was broken off; one in memory by default. */
  readonly log?: TrialLog | undefined;
  /** Is told what happens, while it happens. */
  readonly onEvent?: ((event: TuneEvent) => void) | undefined;
  /** Ends the runs at work and makes no more: the trials that ended are the result, without an ending. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Searches settings by how models do on examples that were held out, judges the leaders again with other seeds and folds, and
 * trains the winner on all examples that are not for testing; the test examples are opened once, for it alone. The study
 * does not depend on the number of workers.
 *
 * @param data training, development and test examples; for cross-validation development examples may be missing
 * @param options the settings that all trials share, how the search goes, and its context
 * @throws InvalidInputError when an option is wrong, the space is empty or contradicts itself or the data, or a log is that
 *   of another search
 */
export async function tune(
  data: DataSplit<TargetColumn>,
  options: TuneOptions & TuneContext = {},
): Promise<Study> {
  checkDataSplit(data, "tune");
  const { search, pool, log = createTrialLog(), onEvent, signal, ...others } = toGivenOptions(options);
  checkContext({ onEvent, signal, pool }, "tune");
  const resolved = resolveSearch(others, search);
  const trialData = resolveTrialData(data, resolved);
  const { design, settings, space } = resolved;
  const { folds, objective } = design;
  const sign = signOf(objective);
  const onRun = (run: TrialRun): void => onEvent?.({ type: "run", run });
  const runner = await createTrialRunner({ data: trialData, folds, objective, log, pool, signal, onRun });
  const { perform, count } = counted(runner);
  const plan = toPlan(resolved);
  onEvent?.({ type: "started", trials: plan.trials, space, design });
  const trials = await searchTrials(plan, perform, (trial) => onEvent?.({ type: "trial", trial }));
  const context = { data, design, settings, perform, pool, signal, onEvent };
  const { leaders, concluded } = await settle(trials, context);
  const nested = concluded && (await judgeSearch({ data, resolved, log, pool, signal, onRun, onEvent }));
  const [winner] = leaders;
  const given = concluded?.baseline ?? [];
  return {
    data,
    space,
    design,
    baseline: { settings, runs: given, standing: standingOf(given, { folds, sign }) },
    trials,
    ranking: leaders.map((trial) => ({ ...trial, standing: standingOf(trial.runs, { folds, sign }) })),
    importance: measureImportance(space, trials, settings.seed),
    ...(winner ? { winner: { number: winner.number, values: winner.values } } : {}),
    ...(concluded ? { ending: concluded.ending } : {}),
    ...(nested ? { nested } : {}),
    runs: count(),
    isStopped: signal?.aborted === true,
  };
}

/** What follows the trials: the leaders are judged again, and the best compared with the others. */
async function settle(
  trials: readonly Trial[],
  context: Conclusion & Pick<TuneContext, "onEvent">,
): Promise<{ readonly leaders: readonly Trial[]; readonly concluded: Concluded | undefined }> {
  const { design, perform, onEvent } = context;
  const { folds, repeats, objective } = design;
  const again = roundsOf(completeOf(trials).length, repeats).reduce(
    (sum, { size, count }) => sum + size * count * folds,
    0,
  );
  onEvent?.({ type: "phase", phase: "leaders", runs: again });
  const leaders = await judgeLeaders(trials, { folds, repeats, sign: signOf(objective), perform });
  if (leaders.isStopped) return { leaders: leaders.trials, concluded: undefined };
  onEvent?.({ type: "phase", phase: "ending", runs: countConcluding(leaders, design) });
  return { leaders: leaders.trials, concluded: await conclude(context, leaders.trials, leaders.repeats) };
}

/** The same runs, counted. */
function counted(perform: PerformRun): { readonly perform: PerformRun; readonly count: () => number } {
  let runs = 0;
  return {
    perform: async (needed) => {
      const run = await perform(needed);
      if (run !== undefined) runs++;
      return run;
    },
    count: () => runs,
  };
}
