import type { RunResult } from "../compare/perform-runs.ts";
import type { Interval } from "../compare/statistics/interval.ts";
import type { DataSplit, TargetColumn } from "../data/dataset.ts";
import type { TrainSettings } from "../train/options.ts";
import type { Importance } from "./importance.ts";
import type { SearchDesign } from "./options.ts";
import type { SearchSpace } from "./space.ts";
import type { Trial, TrialRun } from "./trial.ts";
import type { TrialValues } from "./trial-settings.ts";

/** How well settings do on examples that were held out. */
export interface Standing {
  /** The mean of the objective over all runs; absent where one has none. */
  readonly mean?: number;
  readonly standardError?: number;
  /** Of 95 %; absent with one run, or where nothing varied. */
  readonly interval?: Interval;
  readonly runs: number;
}

/** A trial with how well it does, over the runs that it was given. */
export interface RankedTrial extends Trial {
  readonly standing: Standing;
}

/** By how much the winner is better than others, on fresh repeats of the same runs. */
export interface Advantage {
  /** In the objective's unit; positive where the winner is better. */
  readonly mean: number;
  /** Of 95 %; absent where there is one repeat of one fold, or nothing varied. */
  readonly interval?: Interval;
  readonly pValue?: number;
  readonly runs: number;
}

/** The end of a search. */
export interface StudyEnding {
  /** Better than the next best trial by this much; absent where there is none, or either has no value. */
  readonly overRunnerUp?: Advantage;
  /** Better than the given settings by this much; absent where they diverged. */
  readonly overBaseline?: Advantage;
  /** The settings of the final model: the winner's; of early stopping, its mean length in place of its patience. */
  readonly settings: TrainSettings;
  /** The final model, trained on training and development examples, and judged once on the test examples. */
  readonly final: RunResult;
  /** The objective on the test examples; null where the final run diverged. */
  readonly testValue: number | null;
}

/** What the search of one outer fold promised, and what came of it. */
export interface NestedFold {
  /** The mean of the objective over the runs of its winner. */
  readonly promised: number;
  /** The objective of that winner, trained on all that its search had, on the outer fold, which it never saw. */
  readonly kept: number;
}

/** How much better the choice of a search looks than it is. */
export interface NestedResult {
  /** Of the outer folds in which a trial was complete and its final model did not diverge. */
  readonly folds: readonly NestedFold[];
  /** The mean of what was lost from promise to fold: positive where searches promise too much. */
  readonly optimism: number;
}

/** A finished search. */
export interface Study {
  readonly data: DataSplit<TargetColumn>;
  readonly space: SearchSpace;
  readonly design: SearchDesign;
  /** The given settings, complete: the search is to beat them. */
  readonly baseline: {
    readonly settings: TrainSettings;
    /** On the repeats that all leaders have; empty where a stop came first. */
    readonly runs: readonly TrialRun[];
    readonly standing: Standing;
  };
  /** All trials that ended, in their order. */
  readonly trials: readonly Trial[];
  /** The complete trials, the best first: by all runs, of which leaders have more. */
  readonly ranking: readonly RankedTrial[];
  /** What each setting of the space had to do with the objective; empty where too few trials are complete. */
  readonly importance: readonly Importance[];
  /** Absent where no trial is complete. */
  readonly winner?: { readonly number: number; readonly values: TrialValues };
  /** Absent where no trial is complete, or where a stop came first. */
  readonly ending?: StudyEnding;
  /** How much better its choice looks than it is; absent where it was not asked for, or a stop came first. */
  readonly nested?: NestedResult;
  /** How many runs were made, but for those of nested searches. */
  readonly runs: number;
  /** Whether a stop ended it. */
  readonly isStopped: boolean;
}
