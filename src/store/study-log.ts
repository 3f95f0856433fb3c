import type { TrainSettings } from "../train/options.ts";
import type { TrialLog, TrialRun } from "../tune/trial.ts";
import type { RunSummary, StoredTrialState } from "./stored-run.ts";

/** A search that is to be begun, or to go on. */
export interface StudyPlan {
  /** By which it is found again. */
  readonly name: string;
  readonly data: RunSummary["data"];
  /** What is optimized. */
  readonly measure: string;
  /** The settings of every trial but for what varies: complete. */
  readonly settings: TrainSettings;
  /** All else that decides which trials there are and what they come to, as plain JSON: space, sampler, seed. */
  readonly definition: Readonly<Record<string, unknown>>;
}

/** A trial that somebody has begun. */
export interface ClaimedTrial {
  readonly number: number;
  readonly settings: TrainSettings;
  /** How often it was begun, this time included: more than once where an earlier owner died. */
  readonly claims: number;
}

/** How a trial ended. */
export interface TrialEnding {
  readonly state: Exclude<StoredTrialState, "waiting" | "running">;
  /** The mean of what is optimized; null where there is none. */
  readonly objective: number | null;
  /** Of the mean; null where it is not known. */
  readonly standardError?: number | null;
  /** Why it failed. */
  readonly cause?: string;
}

/**
 * The trials of a study in a store, which one process or several propose, claim, make and end. What a method has returned
 * from, no crash of the program loses. What is told twice must be the same both times, else both machines are named: so a
 * result may be delivered again.
 */
export interface StudyLog extends TrialLog {
  /**
   * Adds a trial, which then waits for somebody to claim it. Several processes may propose it.
   *
   * @throws InvalidInputError when it is there with other settings
   */
  propose(trial: number, settings: TrainSettings): void;

  /**
   * Takes a waiting trial, which nobody else gets then: the first, or one by its number. {@link release} gives it back when
   * its owner has died.
   *
   * @returns undefined where none waits, or not that one
   */
  claim(trial?: number): ClaimedTrial | undefined;

  /** Where a trial stands; undefined where there is none of this number. */
  stateOf(trial: number): StoredTrialState | undefined;

  /** Who has trials at work. Whether they still live, the caller must know. */
  owners(): readonly string[];

  /** Lets the trials that a dead process had at work wait again; runs that it finished stay. @returns how many */
  release(owner: string): number;

  /**
   * Keeps a run of a trial; a trial that is not there yet is added, as one at work. A run that had failed is replaced.
   *
   * @throws InvalidInputError when the run is there and came to something else: both machines are named
   */
  readonly append: (run: TrialRun) => Promise<void>;

  /** Every run that was kept, in the order of trials, repeats and folds. */
  readonly read: () => Promise<readonly TrialRun[]>;

  /**
   * Ends a trial, whoever has it.
   *
   * @throws InvalidInputError when there is no such trial, or it ended otherwise before
   */
  end(trial: number, ending: TrialEnding): void;
}
