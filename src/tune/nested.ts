import { performRun } from "../compare/perform-runs.ts";
import type { TrainingPool } from "../compare/training-pool.ts";
import type { DataSplit, Dataset, TargetColumn } from "../data/dataset.ts";
import { divideIntoFolds } from "../data/folds.ts";
import { allOf, finalSettings } from "./conclude.ts";
import { completeOf, judgeLeaders, roundsOf } from "./leaders.ts";
import { judgeRun, signOf } from "./objective.ts";
import { type ResolvedSearch, toPlan } from "./plan-study.ts";
import { searchTrials } from "./search.ts";
import type { NestedFold, NestedResult } from "./study.ts";
import { meanValue, type Trial, type TrialLog, type TrialRun } from "./trial.ts";
import { createTrialRunner } from "./trial-runner.ts";

/** What {@link judgeSearch} tells: what is to come, and each trial of an outer fold that has ended. */
export type NestedEvent =
  | { readonly type: "phase"; readonly phase: "nested"; readonly runs: number }
  | { readonly type: "trial"; readonly trial: Trial; readonly outer: number };

/** What {@link judgeSearch} works with. */
export interface NestedContext {
  readonly data: DataSplit<TargetColumn>;
  readonly resolved: ResolvedSearch;
  readonly log: TrialLog;
  readonly pool?: TrainingPool | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onRun: (run: TrialRun) => void;
  readonly onEvent?: ((event: NestedEvent) => void) | undefined;
}

/**
 * Nested cross-validation: makes the whole search again on all but one part of the examples that are not for testing, and
 * judges its winner on that part; each part in turn. Searches of fewer examples promise and keep a little less than the one on
 * all; what lies between the two is how far its figures can be believed.
 *
 * Source: S. Varma and R. Simon, Bias in error estimation when using cross-validation for model selection (2006).
 *
 * @returns undefined where it was not asked for, a stop came first, or no outer fold has a result
 */
export async function judgeSearch(context: NestedContext): Promise<NestedResult | undefined> {
  const { data, resolved, signal, onEvent } = context;
  const { nested, folds, repeats, trials } = resolved.design;
  if (nested === undefined) return undefined;
  const ofLeaders = roundsOf(trials, repeats).reduce((sum, { size, count }) => sum + size * count, 0);
  onEvent?.({ type: "phase", phase: "nested", runs: nested * folds * (trials * repeats + ofLeaders) });
  const results: NestedFold[] = [];
  const divided = divideIntoFolds(allOf(data), nested, resolved.settings.seed);
  for (const [index, { training, heldOut }] of divided.entries()) {
    const found = await searchIn(context, { training, heldOut, outer: index + 1 });
    if (signal?.aborted) return undefined;
    if (found !== undefined) results.push(found);
  }
  if (results.length === 0) return undefined;
  const sign = signOf(resolved.design.objective);
  const optimism =
    results.reduce((sum, { promised, kept }) => sum + sign * (kept - promised), 0) / results.length;
  return { folds: results, optimism };
}

/** One outer fold. */
interface OuterFold {
  readonly training: Dataset<TargetColumn>;
  readonly heldOut: Dataset<TargetColumn>;
  readonly outer: number;
}

async function searchIn(
  { resolved, log, pool, signal, onRun, onEvent }: NestedContext,
  { training, heldOut, outer }: OuterFold,
): Promise<NestedFold | undefined> {
  const { folds, objective, repeats } = resolved.design;
  const data = { examples: training };
  const perform = await createTrialRunner({ data, folds, objective, outer, log, pool, signal, onRun });
  const trials = await searchTrials(toPlan(resolved), perform, (trial) =>
    onEvent?.({ type: "trial", trial, outer }),
  );
  const leaders = await judgeLeaders(completeOf(trials), {
    folds,
    repeats,
    sign: signOf(objective),
    perform,
  });
  const [winner] = leaders.trials;
  if (winner === undefined || leaders.isStopped) return undefined;
  const kept = await judgeWinner(winner, { training, heldOut }, { objective, pool, signal });
  const promised = meanValue(winner.runs);
  return kept === undefined || Number.isNaN(promised) ? undefined : { promised, kept };
}

/** A winner on examples that its search has not seen, which stand as test examples so that nothing is stopped by them. */
async function judgeWinner(
  winner: Trial,
  { training, heldOut }: Pick<OuterFold, "training" | "heldOut">,
  {
    objective,
    pool,
    signal,
  }: Pick<NestedContext, "pool" | "signal"> & Pick<ResolvedSearch["design"], "objective">,
): Promise<number | undefined> {
  const settings = finalSettings(winner);
  const variant = { name: `trial ${winner.number}`, title: `trial ${winner.number}`, settings };
  const planned = { variant, settings, seed: settings.seed, data: () => ({ training, test: heldOut }) };
  const ending = await performRun(planned, { pool, signal }, () => undefined);
  if (ending?.kind === "failed") throw ending.cause;
  return (ending && judgeRun(objective, ending.result, heldOut, "test")) ?? undefined;
}
