import { performRun, type RunResult } from "../compare/perform-runs.ts";
import type { TrainingPool } from "../compare/training-pool.ts";
import { alignDataset, labelsOf } from "../data/align.ts";
import type { DataSplit, Dataset, TargetColumn } from "../data/dataset.ts";
import { joinParts } from "../data/join-parts.ts";
import { withoutIdleSettings } from "../train/idle-settings.ts";
import type { TrainSettings } from "../train/options.ts";
import { type Leaders, placesOf } from "./leaders.ts";
import { judgeRun, signOf } from "./objective.ts";
import type { SearchDesign } from "./options.ts";
import type { PerformRun } from "./search.ts";
import { advantageOf } from "./standings.ts";
import type { StudyEnding } from "./study.ts";
import { BASELINE, type Trial, type TrialRun } from "./trial.ts";

/** Fresh repeats on which the winner, the runner-up and the given settings are compared in the end. */
export const FRESH_REPEATS = 4;

/** The leaders have at least so many times the repeats of the search. */
const FIRST_ROUNDS = 2;

/** What follows a search. */
export interface Conclusion {
  readonly data: DataSplit<TargetColumn>;
  readonly design: SearchDesign;
  /** The given settings, complete. */
  readonly settings: TrainSettings;
  readonly perform: PerformRun;
  readonly pool?: TrainingPool | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What came out in the end. */
export interface Concluded {
  /** The runs of the given settings on the first repeats, which the leaders have, too. */
  readonly baseline: readonly TrialRun[];
  readonly ending: StudyEnding;
}

/**
 * Compares the winner with the runner-up and with the given settings on repeats that no choice has seen, then trains it on
 * all examples that are not for testing, and opens the test examples for it.
 *
 * @param ranking the best first
 * @param repeats how many have been used before
 * @returns undefined where a stop came first
 */
export async function conclude(
  { data, design, settings, perform, pool, signal }: Conclusion,
  ranking: readonly Trial[],
  repeats: number,
): Promise<Concluded | undefined> {
  const [winner, runnerUp] = ranking;
  if (winner === undefined) return undefined;
  const { folds, objective } = design;
  const places = placesOf({ folds, from: repeats + 1, count: FRESH_REPEATS });
  const first = placesOf({ folds, from: 1, count: firstRepeats(repeats, design) });
  const judge = (
    trial: number,
    own: TrainSettings,
    at = places,
  ): Promise<readonly (TrialRun | undefined)[]> =>
    Promise.all(at.map((place) => perform({ trial, settings: own, place })));
  const judged = await Promise.all([
    judge(winner.number, winner.settings),
    judge(BASELINE, settings),
    judge(BASELINE, settings, first),
    ...(runnerUp ? [judge(runnerUp.number, runnerUp.settings)] : []),
  ]);
  if (judged.flat().includes(undefined)) return undefined;
  const [best = [], given = [], baseline = [], second = []] = judged as readonly (readonly TrialRun[])[];
  const trained = await trainFinal({ data, pool, signal }, finalSettings(winner));
  if (trained === undefined) return undefined;
  const sides = { folds, sign: signOf(objective) };
  const [overRunnerUp, overBaseline] = [advantageOf(best, second, sides), advantageOf(best, given, sides)];
  const ending = {
    ...(overRunnerUp ? { overRunnerUp } : {}),
    ...(overBaseline ? { overBaseline } : {}),
    settings: trained.run.settings,
    final: trained,
    testValue: judgeRun(objective, trained, data.test, "test"),
  };
  return { baseline, ending };
}

/** How many repeats all leaders have, of those that were used. */
function firstRepeats(used: number, { repeats }: SearchDesign): number {
  return Math.min(used, FIRST_ROUNDS * repeats);
}

/** How many runs {@link conclude} makes, but for the final one. */
export function countConcluding(
  { trials, repeats }: Pick<Leaders, "trials" | "repeats">,
  design: SearchDesign,
): number {
  if (trials.length === 0) return 0;
  const compared = Math.min(2, trials.length) + 1;
  return (compared * FRESH_REPEATS + firstRepeats(repeats, design)) * design.folds;
}

/**
 * The settings of the final model. Beside all examples there is nothing left to stop early by: it trains for as many
 * iterations as its runs had in the middle before they stopped.
 */
export function finalSettings({ settings, runs }: Pick<Trial, "settings" | "runs">): TrainSettings {
  if (settings.patience === undefined) return settings;
  const lengths = runs.map(({ modelIteration }) => modelIteration).toSorted((a, b) => a - b);
  const { patience: _, epochs: __, ...others } = settings;
  const iterations = Math.max(1, lengths[Math.floor(lengths.length / 2)] ?? 1);
  return withoutIdleSettings({ ...others, iterations });
}

async function trainFinal(
  { data, pool, signal }: Pick<Conclusion, "data" | "pool" | "signal">,
  settings: TrainSettings,
): Promise<RunResult | undefined> {
  const variant = { name: "winner", title: "winner", settings };
  const planned = {
    variant,
    settings,
    seed: settings.seed,
    data: () => ({ training: allOf(data), test: data.test }),
  };
  const ending = await performRun(planned, { pool, signal }, () => undefined);
  if (ending?.kind === "failed") throw ending.cause;
  return ending?.result;
}

/** All examples that are not for testing. */
export function allOf({ name, training, development }: DataSplit<TargetColumn>): Dataset<TargetColumn> {
  if (development === undefined) return training;
  const others = alignDataset(development, labelsOf(training));
  return joinParts(`${name} (training and development)`, [training, others]);
}
