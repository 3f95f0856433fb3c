import { InvalidInputError } from "../base/errors.ts";
import { VERSION } from "../base/version.ts";
import type { TrainSettings } from "../train/options.ts";
import type { TrialRun } from "../tune/trial.ts";
import type { Database } from "./database.ts";
import { describeMaker, type Machine, type Maker, noteMachine, readMakers } from "./machine.ts";
import type { StoredTrialState } from "./stored-run.ts";
import type { ClaimedTrial, StudyLog, TrialEnding } from "./study-log.ts";
import {
  readTrialRun,
  readTrialRuns,
  readTrialSettings,
  readVaried,
  type TrialRunRow,
} from "./trial-rows.ts";
import { toVaried } from "./varied-settings.ts";

/** Whose log it is, of which study. */
interface LogOf {
  readonly number: number;
  /** The settings that the trials share. */
  readonly settings: TrainSettings;
  readonly owner: string;
  readonly machine: Machine;
}

/** How a trial stands. */
interface KnownTrial {
  readonly state: StoredTrialState;
  readonly objective: number | null;
}

/** The log of a study in the tables of a store. */
export function createStudyLog(database: Database, of: LogOf): StudyLog {
  return new StudyRows(database, of);
}

class StudyRows implements StudyLog {
  readonly #database: Database;
  readonly #of: LogOf;

  constructor(database: Database, of: LogOf) {
    this.#database = database;
    this.#of = of;
  }

  propose(trial: number, settings: TrainSettings): void {
    this.#add(trial, settings, undefined);
  }

  claim(trial?: number): ClaimedTrial | undefined {
    const { number: study, owner, settings } = this.#of;
    const first = "(SELECT min(number) FROM trials WHERE study = ?1 AND state = 'waiting')";
    const row = this.#database.row(
      `UPDATE trials SET state = 'running', owner = ?2, claims = claims + 1
        WHERE study = ?1 AND number = ${trial === undefined ? first : "?3"} AND state = 'waiting'
        RETURNING number, varied, claims`,
      study,
      owner,
      ...(trial === undefined ? [] : [trial]),
    ) as { number: number; varied: string; claims: number } | undefined;
    if (row === undefined) return undefined;
    const { number, varied, claims } = row;
    return { number, settings: readVaried(this.#database, settings, varied), claims };
  }

  stateOf(trial: number): StoredTrialState | undefined {
    return this.#known(trial)?.state;
  }

  owners(): readonly string[] {
    const sql = "SELECT DISTINCT owner FROM trials WHERE study = ? AND state = 'running' ORDER BY owner";
    return (this.#database.rows(sql, this.#of.number) as readonly { owner: string }[]).map(
      ({ owner }) => owner,
    );
  }

  release(owner: string): number {
    return this.#database.change(
      "UPDATE trials SET state = 'waiting', owner = NULL WHERE study = ? AND state = 'running' AND owner = ?",
      this.#of.number,
      owner,
    );
  }

  async append(run: TrialRun): Promise<void> {
    this.#database.transaction(() => {
      this.#add(run.trial, run.settings, this.#of.owner);
      if (this.#insert(run)) return;
      const { trial, place } = run;
      const known = readTrialRun(this.#database, this.#of.number, trial, place) as TrialRunRow;
      if (isSame(known, run)) return;
      const maker = readMakers(this.#database).get(known.machine) as Maker;
      throw this.#refused(
        `${trial}, repeat ${place.repeat}, fold ${place.fold}`,
        `${describeEnd(known)}, as ${describeMaker(maker)} found`,
        `${describeEnd(run)} on ${describeMaker({ version: VERSION, machine: this.#of.machine })}`,
      );
    });
  }

  async read(): Promise<readonly TrialRun[]> {
    const settings = readTrialSettings(this.#database, this.#of.number, this.#of.settings);
    return readTrialRuns(this.#database, this.#of.number).map((row) => ({
      trial: row.trial,
      place: { repeat: row.repeat, fold: row.fold },
      settings: { ...(settings.get(row.trial) as TrainSettings), seed: row.seed },
      outcome: row.outcome,
      value: row.value,
      modelIteration: row.model_iteration,
      fingerprint: row.fingerprint,
    }));
  }

  end(trial: number, { state, objective, standardError = null, cause }: TrialEnding): void {
    const changed = this.#database.change(
      `UPDATE trials SET state = ?, owner = NULL, objective = ?, standard_error = ?, cause = ?
        WHERE study = ? AND number = ? AND state IN ('waiting', 'running', 'failed')`,
      state,
      objective,
      standardError,
      cause ?? null,
      this.#of.number,
      trial,
    );
    if (changed > 0) return;
    const known = this.#known(trial);
    if (known?.state === state && known.objective === objective) return;
    const expected =
      known === undefined ? "one that was proposed" : `${known.state} at ${known.objective}, as before`;
    throw this.#refused(trial, expected, known === undefined ? "none" : `${state} at ${objective}`);
  }

  #known(trial: number): KnownTrial | undefined {
    const sql = "SELECT state, objective FROM trials WHERE study = ? AND number = ?";
    return this.#database.row(sql, this.#of.number, trial) as KnownTrial | undefined;
  }

  /** @param owner who has it at work; undefined lets it wait */
  #add(trial: number, settings: TrainSettings, owner: string | undefined): void {
    const { number: study, settings: shared } = this.#of;
    const varied = toVaried(settings, shared);
    const state = owner === undefined ? "waiting" : "running";
    const added = this.#database.change(
      "INSERT INTO trials (study, number, state, owner, varied) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      study,
      trial,
      state,
      owner ?? null,
      varied,
    );
    if (added > 0) return;
    const { varied: known } = this.#database.row(
      "SELECT varied FROM trials WHERE study = ? AND number = ?",
      study,
      trial,
    ) as { varied: string };
    const withoutSeed = (text: string): string =>
      JSON.stringify({ ...readVaried(this.#database, shared, text), seed: 0 });
    if (known === varied || withoutSeed(known) === withoutSeed(varied)) return;
    throw this.#refused(trial, `${known} beside the shared settings, as it was proposed`, varied);
  }

  #insert({ trial, place, settings, outcome, value, modelIteration, fingerprint }: TrialRun): boolean {
    const machine = noteMachine(this.#database, this.#of.machine);
    const changed = this.#database.change(
      `INSERT INTO trial_runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET outcome = excluded.outcome, value = excluded.value,
          model_iteration = excluded.model_iteration, fingerprint = excluded.fingerprint, machine = excluded.machine
        WHERE outcome = 'failed'`,
      this.#of.number,
      trial,
      place.repeat,
      place.fold,
      settings.seed,
      outcome,
      value,
      modelIteration,
      fingerprint,
      machine,
    );
    return changed > 0;
  }

  #refused(trial: number | string, expected: string, received: string): InvalidInputError {
    return new InvalidInputError({
      source: "option",
      where: `${this.#database.path}: trial ${trial}`,
      expected,
      received,
    });
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
