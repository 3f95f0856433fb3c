import { describeValue, InvalidInputError } from "../base/errors.ts";
import { VERSION } from "../base/version.ts";
import type { TrainSettings } from "../train/options.ts";
import type { Database } from "./database.ts";
import { type Circumstances, describeMachine, type Machine, noteMachine } from "./machine.ts";
import { addRow } from "./run-rows.ts";
import type { RunSummary, TrialState } from "./stored-run.ts";
import {
  readTrialRun,
  readTrialRuns,
  readTrialSettings,
  readVaried,
  type TrialRun,
  type TrialRunRow,
} from "./trial-rows.ts";
import { toVaried, withoutSeed } from "./varied-settings.ts";

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
  readonly state: Exclude<TrialState, "waiting" | "running">;
  /** The mean of what is optimized; null where there is none. */
  readonly objective: number | null;
  /** Of the mean; null where it is not known. */
  readonly standardError?: number | null;
  /** Why it failed. */
  readonly cause?: string;
}

/** The number of the study of a name in the store, which is made where there is none. */
export function beginStudy(database: Database, plan: StudyPlan, circumstances: Circumstances): number {
  const { name, data, measure, definition, settings } = plan;
  const document = { definition, settings };
  return database.transaction(() => {
    const known = database.row<KnownStudy>(
      "SELECT number, data_name, data_hash, document FROM runs WHERE kind = 'tune' AND name = ?",
      name,
    );
    if (known !== undefined) {
      checkSame(database, plan, known);
      return known.number;
    }
    const row = {
      kind: "tune",
      outcome: "study",
      name,
      data,
      measure,
      development: null,
      test: null,
    } as const;
    return addRow(database, { ...row, work: [data.hash, document], document }, circumstances).number;
  });
}

interface KnownStudy {
  readonly number: number;
  readonly data_name: string;
  readonly data_hash: string;
  readonly document: string;
}

/** Refuses to go on with a study on other data, or as another search. */
function checkSame(
  database: Database,
  { name, data, definition, settings }: StudyPlan,
  { data_name, data_hash, document }: KnownStudy,
): void {
  const where = `${database.path}: study ${describeValue(name)}`;
  const hint = "Give another name for a study of its own.";
  if (data_hash !== data.hash) {
    const expected = `the data it was begun with, ${data_name} (${data_hash})`;
    throw refused({ where, expected, received: `${data.name} (${data.hash})`, hint });
  }
  if (document === JSON.stringify({ definition, settings })) return;
  throw refused({ where, expected: "the search it was begun with", received: "another one", hint });
}

function refused(
  parts: Omit<ConstructorParameters<typeof InvalidInputError>[0], "source">,
): InvalidInputError {
  return new InvalidInputError({ source: "option", ...parts });
}

/**
 * A study in a store: trials that are proposed, claimed, made and ended, by one process or by several. What a method has
 * returned from, no crash of the program loses. What is told twice must be the same both times, else both machines are
 * named: so a result may be delivered again.
 */
export class Study {
  readonly #database: Database;
  readonly #number: number;
  readonly #settings: TrainSettings;
  readonly #machine: Machine;

  /** @internal */
  constructor(
    database: Database,
    study: { readonly number: number; readonly settings: TrainSettings; readonly machine: Machine },
  ) {
    this.#database = database;
    this.#number = study.number;
    this.#settings = study.settings;
    this.#machine = study.machine;
  }

  /**
   * Adds a trial, which then waits for somebody to claim it. Several processes may propose it.
   *
   * @throws InvalidInputError when it is there with other settings
   */
  propose(trial: number, settings: TrainSettings): void {
    const varied = toVaried(settings, this.#settings);
    const added = this.#database.change(
      "INSERT INTO trials (study, number, state, varied) VALUES (?, ?, 'waiting', ?) ON CONFLICT DO NOTHING",
      ...[this.#number, trial, varied],
    );
    if (added > 0) return;
    const known = this.#database.row<{ varied: string }>(
      "SELECT varied FROM trials WHERE study = ? AND number = ?",
      ...[this.#number, trial],
    )?.varied as string;
    if (known === varied || withoutSeed(known) === withoutSeed(varied)) return;
    throw this.#refused(trial, `${known} beside the shared settings, as it was proposed`, varied);
  }

  /**
   * Takes a waiting trial, which nobody else gets then: the first, or one by its number.
   *
   * @param owner names the process: {@link release} gives back what it had when it is known to be dead
   * @returns undefined where none waits, or not that one
   */
  claim(owner: string, trial?: number): ClaimedTrial | undefined {
    const which =
      trial === undefined
        ? "(SELECT min(number) FROM trials WHERE study = ?1 AND state = 'waiting')"
        : "?3 AND state = 'waiting'";
    const row = this.#database.row<{ number: number; varied: string; claims: number }>(
      `UPDATE trials SET state = 'running', owner = ?2, claims = claims + 1
        WHERE study = ?1 AND number = ${which} RETURNING number, varied, claims`,
      ...[this.#number, owner],
      ...(trial === undefined ? [] : [trial]),
    );
    if (row === undefined) return undefined;
    const { number, varied, claims } = row;
    return { number, settings: readVaried(this.#database, this.#settings, varied), claims };
  }

  /** Who has trials at work. Whether they still live, the caller must know. */
  owners(): readonly string[] {
    const sql = "SELECT DISTINCT owner FROM trials WHERE study = ? AND state = 'running' ORDER BY owner";
    return this.#database.rows<{ owner: string }>(sql, this.#number).map(({ owner }) => owner);
  }

  /** Lets the trials that a dead process had at work wait again; runs that it finished stay. @returns how many */
  release(owner: string): number {
    return this.#database.change(
      "UPDATE trials SET state = 'waiting', owner = NULL WHERE study = ? AND state = 'running' AND owner = ?",
      ...[this.#number, owner],
    );
  }

  /**
   * Keeps a run of a trial; the trial is added where it is not there yet. A run that had failed is replaced.
   *
   * @throws InvalidInputError when the run is there and came to something else: both machines are named
   */
  async append(run: TrialRun): Promise<void> {
    this.#database.transaction(() => {
      this.propose(run.trial, run.settings);
      if (this.#insert(run)) return;
      const { trial, place } = run;
      const known = readTrialRun(this.#database, this.#number, trial, place) as TrialRunRow;
      if (isSame(known, run)) return;
      const where = `${trial}, repeat ${place.repeat}, fold ${place.fold}`;
      const here = describeMachine({ version: VERSION, ...this.#machine });
      throw this.#refused(
        where,
        `${describeEnd(known)}, as ${describeMachine(known)} found`,
        `${describeEnd(run)} on ${here}`,
      );
    });
  }

  /** Every run that was kept, in the order of trials, repeats and folds. */
  async read(): Promise<readonly TrialRun[]> {
    const settings = readTrialSettings(this.#database, this.#number, this.#settings);
    return readTrialRuns(this.#database, this.#number).map(({ trial, repeat, fold, seed, ...row }) => ({
      trial,
      place: { repeat, fold },
      settings: { ...(settings.get(trial) as TrainSettings), seed },
      outcome: row.outcome,
      value: row.value,
      modelIteration: row.model_iteration,
      fingerprint: row.fingerprint,
    }));
  }

  /**
   * Ends a trial, whoever has it.
   *
   * @throws InvalidInputError when there is no such trial, or it ended otherwise before
   */
  end(trial: number, { state, objective, standardError = null, cause }: TrialEnding): void {
    const changed = this.#database.change(
      `UPDATE trials SET state = ?, owner = NULL, objective = ?, standard_error = ?, cause = ?
        WHERE study = ? AND number = ? AND state IN ('waiting', 'running', 'failed')`,
      ...[state, objective, standardError, cause ?? null, this.#number, trial],
    );
    if (changed > 0) return;
    const known = this.#database.row<{ state: TrialState; objective: number | null }>(
      "SELECT state, objective FROM trials WHERE study = ? AND number = ?",
      ...[this.#number, trial],
    );
    if (known?.state === state && known.objective === objective) return;
    const expected =
      known === undefined ? "one that was proposed" : `${known.state} at ${known.objective}, as before`;
    throw this.#refused(trial, expected, known === undefined ? "none" : `${state} at ${objective}`);
  }

  #insert({ trial, place, settings, outcome, value, modelIteration, fingerprint }: TrialRun): boolean {
    const machine = noteMachine(this.#database, this.#machine);
    const changed = this.#database.change(
      `INSERT INTO trial_runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET outcome = excluded.outcome, value = excluded.value,
          model_iteration = excluded.model_iteration, fingerprint = excluded.fingerprint, machine = excluded.machine
        WHERE outcome = 'failed'`,
      ...[this.#number, trial, place.repeat, place.fold, settings.seed, outcome],
      ...[value, modelIteration, fingerprint, machine],
    );
    return changed > 0;
  }

  #refused(trial: number | string, expected: string, received: string): InvalidInputError {
    return refused({ where: `${this.#database.path}: trial ${trial}`, expected, received });
  }
}

function isSame(known: TrialRunRow, { settings, outcome, value, fingerprint }: TrialRun): boolean {
  if (known.seed !== settings.seed) return false;
  // A run that failed says nothing against one that did not.
  if (outcome === "failed") return true;
  return known.outcome === outcome && known.value === value && known.fingerprint === fingerprint;
}

function describeEnd({
  outcome,
  value,
  fingerprint,
}: Pick<TrialRun, "outcome" | "value" | "fingerprint">): string {
  return `${outcome} at ${value} with fingerprint ${fingerprint}`;
}
