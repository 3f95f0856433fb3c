import type { FoldPlace } from "../compare/planned-runs.ts";
import type { PerformRun } from "./search.ts";
import { meanValue, type Trial, type TrialRun } from "./trial.ts";

/** How many of the best trials are judged again; half of them, and half of those, still further. */
const FINALISTS = 8;

/** The leaders of a search, the best first, and how many repeats the best two were judged on. */
export interface Leaders {
  readonly trials: readonly Trial[];
  readonly repeats: number;
  /** Whether a stop came before the last round. */
  readonly isStopped: boolean;
}

/** How leaders are judged again. */
interface Rounds {
  /** Repeats that the search has spent on each. */
  readonly repeats: number;
  readonly folds: number;
  readonly sign: 1 | -1;
  readonly perform: PerformRun;
}

/**
 * Spends more runs where they decide: the best complete trials are judged on as many further repeats as they have, then the
 * better half of them again, until two are left. What won by luck of the first repeats falls back. Trials are ranked by all
 * runs that those of their round have in common.
 */
export async function judgeLeaders(trials: readonly Trial[], rounds: Rounds): Promise<Leaders> {
  let { repeats } = rounds;
  let ranking = rank(completeOf(trials), rounds);
  for (const { size, count } of roundsOf(ranking.length, repeats)) {
    const judged = await Promise.all(
      ranking.slice(0, size).map((trial) => judgeAgain(trial, { ...rounds, from: repeats + 1, count })),
    );
    const sound = judged.filter((trial) => trial !== undefined);
    if (sound.length < judged.length) return { trials: ranking, repeats, isStopped: true };
    ranking = [...rank(sound, rounds), ...ranking.slice(size)];
    repeats += count;
  }
  return { trials: ranking, repeats, isStopped: false };
}

/** The trials that were judged on all runs of the search. */
export function completeOf(trials: readonly Trial[]): readonly Trial[] {
  return trials.filter(({ state }) => state === "complete");
}

/** The rounds of some leaders: how many trials are judged again in each, and on how many repeats. */
export function roundsOf(
  leaders: number,
  repeats: number,
): readonly { readonly size: number; readonly count: number }[] {
  const rounds: { readonly size: number; readonly count: number }[] = [];
  let count = repeats;
  for (let size = Math.min(FINALISTS, leaders); size >= 2; size = Math.floor(size / 2)) {
    rounds.push({ size, count });
    count *= 2;
  }
  return rounds;
}

/** A trial with further repeats. @returns undefined where a stop came first */
async function judgeAgain(
  trial: Trial,
  { perform, folds, from, count }: Rounds & { readonly from: number; readonly count: number },
): Promise<Trial | undefined> {
  const made = await Promise.all(
    placesOf({ folds, from, count }).map((place) =>
      perform({ trial: trial.number, settings: trial.settings, place }),
    ),
  );
  if (made.includes(undefined)) return undefined;
  return { ...trial, runs: [...trial.runs, ...(made as TrialRun[])] };
}

/** The runs of some repeats, repeat by repeat. */
export function placesOf(which: {
  readonly folds: number;
  readonly from: number;
  readonly count: number;
}): readonly FoldPlace[] {
  return Array.from({ length: which.count }, (_, index) =>
    Array.from({ length: which.folds }, (__, fold) => ({ repeat: which.from + index, fold: fold + 1 })),
  ).flat();
}

/** The better first; of equals the earlier. One of which a run diverged comes last. */
function rank(trials: readonly Trial[], { sign }: Pick<Rounds, "sign">): readonly Trial[] {
  const lossOf = ({ runs }: Trial): number => {
    const mean = sign * meanValue(runs);
    return Number.isNaN(mean) ? Infinity : mean;
  };
  const losses = new Map(trials.map((trial) => [trial, lossOf(trial)]));
  return trials.toSorted((a, b) => {
    const [first, second] = [losses.get(a) as number, losses.get(b) as number];
    return first === second ? a.number - b.number : first < second ? -1 : 1;
  });
}
