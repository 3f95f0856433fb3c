import type { FoldPlace } from "../compare/planned-runs.ts";
import type { TrainSettings } from "../train/options.ts";
import type { SearchPoint } from "./samplers/axis.ts";
import type { TrialValues } from "./trial-settings.ts";

/** The number of the trial that is no trial: the given settings, without what the search varies. */
export const BASELINE = 0;

/** One run of a trial, as a log keeps it: plain JSON. */
export interface TrialRun {
  /** Counted from 1; 0 is the given settings. */
  readonly trial: number;
  readonly place: FoldPlace;
  /** In nested cross-validation, the outer fold whose search it belongs to, counted from 1. */
  readonly outer?: number;
  /** Complete, with the seed of the repeat. */
  readonly settings: TrainSettings;
  readonly outcome: "finished" | "stoppedEarly" | "diverged" | "failed";
  /** The objective on the examples that were held out; null where the run diverged or has no finite one. */
  readonly value: number | null;
  /** After how many steps the model's parameters were those that were judged. */
  readonly modelIteration: number;
  /** Of the parameters; empty where there are none. */
  readonly fingerprint: string;
  /** Why it failed, where it did: its worker died. */
  readonly cause?: string;
}

/**
 * Where the runs of a search are kept: a search asks first what there is, and makes no run again that is there. Anything
 * that can append and read can be one — a file, a table of a database.
 */
export interface TrialLog {
  /** Every run that was appended, in any order. */
  readonly read: () => Promise<readonly TrialRun[]>;
  /** Keeps a run; resolves when it will not be lost any more. */
  readonly append: (run: TrialRun) => Promise<void>;
}

/** A log in memory, which lasts as long as the program. */
export function createTrialLog(runs: readonly TrialRun[] = []): TrialLog {
  const kept = [...runs];
  return {
    read: async () => [...kept],
    append: async (run) => void kept.push(run),
  };
}

/** How a trial ended: judged on every rung, stopped by the pruner, or by numbers that left the finite range. */
export type TrialState = "complete" | "pruned" | "diverged";

/** One point of the space, tried. */
export interface Trial {
  readonly number: number;
  readonly point: SearchPoint;
  /** What the search chose, by the names of the settings. */
  readonly values: TrialValues;
  /** Complete, with the seed of the first repeat. */
  readonly settings: TrainSettings;
  readonly state: TrialState;
  /** In the order of repeats and folds, those of later rounds behind. */
  readonly runs: readonly TrialRun[];
  /** The mean loss at the end of every rung that was reached; the less the better. */
  readonly rungLosses: readonly number[];
}

/** The mean of a trial's values; NaN where one has none. */
export function meanValue(runs: readonly TrialRun[]): number {
  return runs.reduce((sum, { value }) => sum + (value ?? Number.NaN), 0) / runs.length;
}
