import type { FoldPlace } from "../compare/planned-runs.ts";
import type { TrainSettings } from "../train/options.ts";
import type { Database } from "./database.ts";
import type { Machine } from "./machine.ts";
import { readDocument } from "./run-rows.ts";
import type { StoredTrial, TrialState } from "./stored-run.ts";
import { withVaried } from "./varied-settings.ts";

/** One run of a trial, as the one who searches tells it: plain JSON. */
export interface TrialRun {
  /** The number of its trial. */
  readonly trial: number;
  readonly place: FoldPlace;
  /** Complete, with the seed of the run. Runs of one trial differ in nothing else. */
  readonly settings: TrainSettings;
  readonly outcome: "finished" | "stoppedEarly" | "diverged" | "failed";
  /** Of what is optimized; null where the run has none. */
  readonly value: number | null;
  readonly modelIteration: number;
  /** Of the parameters. */
  readonly fingerprint: string;
}

interface TrialRow {
  readonly number: number;
  readonly state: TrialState;
  readonly claims: number;
  readonly objective: number | null;
  readonly standard_error: number | null;
  readonly cause: string | null;
  readonly varied: string;
}

/** A run of a trial as a row, with what it was made on. */
export interface TrialRunRow extends Machine, FoldPlace {
  readonly trial: number;
  readonly seed: number;
  readonly outcome: TrialRun["outcome"];
  readonly value: number | null;
  readonly model_iteration: number;
  readonly fingerprint: string;
  readonly version: string;
}

const RUNS = `
  SELECT trial, repeat, fold, seed, outcome, value, model_iteration, fingerprint, version, platform, arch, node
  FROM trial_runs JOIN machines ON machines.number = trial_runs.machine WHERE study = ?`;

/** All trials of a study with their runs, by number. @param shared the settings that all have but for what varies */
export function readTrials(database: Database, study: number, shared: TrainSettings): readonly StoredTrial[] {
  const rows = database.rows<TrialRow>(
    "SELECT number, state, claims, objective, standard_error, cause, varied FROM trials WHERE study = ? ORDER BY number",
    study,
  );
  const runs = Map.groupBy(readTrialRuns(database, study), ({ trial }) => trial);
  return rows.map(({ number, standard_error: standardError, varied, ...row }) => ({
    number,
    state: row.state,
    settings: readVaried(database, shared, varied),
    objective: row.objective,
    standardError,
    cause: row.cause,
    claims: row.claims,
    runs: (runs.get(number) ?? []).map(toRunDocument),
  }));
}

/** The runs of all trials of a study, in their order. */
export function readTrialRuns(database: Database, study: number): readonly TrialRunRow[] {
  return database.rows<TrialRunRow>(`${RUNS} ORDER BY trial, repeat, fold`, study);
}

/** One run of a trial; undefined where it is not there. */
export function readTrialRun(
  database: Database,
  study: number,
  trial: number,
  { repeat, fold }: FoldPlace,
): TrialRunRow | undefined {
  const sql = `${RUNS} AND trial = ? AND repeat = ? AND fold = ?`;
  return database.row<TrialRunRow>(sql, study, trial, repeat, fold);
}

/** The settings of every trial of a study, by number. */
export function readTrialSettings(
  database: Database,
  study: number,
  shared: TrainSettings,
): ReadonlyMap<number, TrainSettings> {
  const rows = database.rows<Pick<TrialRow, "number" | "varied">>(
    "SELECT number, varied FROM trials WHERE study = ?",
    study,
  );
  return new Map(rows.map(({ number, varied }) => [number, readVaried(database, shared, varied)]));
}

/** The complete settings of a trial. */
export function readVaried(database: Database, shared: TrainSettings, varied: string): TrainSettings {
  return withVaried(shared, readDocument(database, varied) as Readonly<Record<string, unknown>>);
}

function toRunDocument({
  repeat,
  fold,
  seed,
  outcome,
  value,
  ...row
}: TrialRunRow): StoredTrial["runs"][number] {
  const { model_iteration: modelIteration, fingerprint, version, platform, arch, node } = row;
  const machine = { platform, arch, node };
  return { repeat, fold, seed, outcome, value, modelIteration, fingerprint, version, machine };
}
