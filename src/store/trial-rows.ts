import type { FoldPlace } from "../compare/planned-runs.ts";
import type { TrainSettings } from "../train/options.ts";
import type { TrialRun } from "../tune/trial.ts";
import type { Database } from "./database.ts";
import { type Maker, readMakers } from "./machine.ts";
import { readDocument } from "./run-rows.ts";
import type { StoredTrial, StoredTrialState } from "./stored-run.ts";
import { withVaried } from "./varied-settings.ts";

interface TrialRow {
  readonly number: number;
  readonly state: StoredTrialState;
  readonly claims: number;
  readonly objective: number | null;
  readonly standard_error: number | null;
  readonly cause: string | null;
  readonly varied: string;
}

/** A run of a trial as a row, with the number of what it was made on. */
export interface TrialRunRow extends FoldPlace {
  readonly trial: number;
  readonly seed: number;
  readonly outcome: TrialRun["outcome"];
  readonly value: number | null;
  readonly model_iteration: number;
  readonly fingerprint: string;
  readonly machine: number;
}

const RUNS =
  "SELECT trial, repeat, fold, seed, outcome, value, model_iteration, fingerprint, machine FROM trial_runs WHERE study = ?";

/**
 * All trials of a study with their runs, by number. There may be hundreds of thousands, so both tables are read once and in
 * one order, and no row is copied whole.
 *
 * @param shared the settings that all have but for what varies
 */
export function readTrials(database: Database, study: number, shared: TrainSettings): readonly StoredTrial[] {
  const rows = database.rows(
    "SELECT number, state, claims, objective, standard_error, cause, varied FROM trials WHERE study = ? ORDER BY number",
    study,
  ) as readonly TrialRow[];
  const runs = readTrialRuns(database, study);
  const makers = readMakers(database);
  let next = 0;
  return rows.map((row) => {
    const first = next;
    while (runs[next]?.trial === row.number) next++;
    return {
      number: row.number,
      state: row.state,
      settings: readVaried(database, shared, row.varied),
      objective: row.objective,
      standardError: row.standard_error,
      cause: row.cause,
      claims: row.claims,
      runs: runs.slice(first, next).map((run) => toRunDocument(run, makers)),
    };
  });
}

/** The runs of all trials of a study, in their order. */
export function readTrialRuns(database: Database, study: number): readonly TrialRunRow[] {
  return database.rows(`${RUNS} ORDER BY trial, repeat, fold`, study) as readonly TrialRunRow[];
}

/** One run of a trial; undefined where it is not there. */
export function readTrialRun(
  database: Database,
  study: number,
  trial: number,
  { repeat, fold }: FoldPlace,
): TrialRunRow | undefined {
  const sql = `${RUNS} AND trial = ? AND repeat = ? AND fold = ?`;
  return database.row(sql, study, trial, repeat, fold) as TrialRunRow | undefined;
}

/** The settings of every trial of a study, by number. */
export function readTrialSettings(
  database: Database,
  study: number,
  shared: TrainSettings,
): ReadonlyMap<number, TrainSettings> {
  const rows = database.rows("SELECT number, varied FROM trials WHERE study = ?", study) as readonly Pick<
    TrialRow,
    "number" | "varied"
  >[];
  return new Map(rows.map(({ number, varied }) => [number, readVaried(database, shared, varied)]));
}

/** The complete settings of a trial. */
export function readVaried(database: Database, shared: TrainSettings, varied: string): TrainSettings {
  return withVaried(shared, readDocument(database, varied));
}

function toRunDocument(row: TrialRunRow, makers: ReadonlyMap<number, Maker>): StoredTrial["runs"][number] {
  const { version, machine } = makers.get(row.machine) as Maker;
  return {
    repeat: row.repeat,
    fold: row.fold,
    seed: row.seed,
    outcome: row.outcome,
    value: row.value,
    modelIteration: row.model_iteration,
    fingerprint: row.fingerprint,
    version,
    machine,
  };
}
