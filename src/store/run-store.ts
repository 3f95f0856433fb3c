import { checkPath } from "../base/files.ts";
import type { Comparison } from "../compare/comparison.ts";
import type { TrainSettings } from "../train/options.ts";
import { beginStudy } from "./begin-study.ts";
import type { Database } from "./database.ts";
import { findId } from "./find-id.ts";
import { type Circumstances, checkCircumstances } from "./machine.ts";
import { openFile, type Purpose } from "./open-file.ts";
import { addRow, listRows, type RunFilter, readDocument, readRow } from "./run-rows.ts";
import { type RunRecord, type RunSummary, type StoredRun, type StoredStudy, toRows } from "./stored-run.ts";
import type { StudyLog, StudyPlan } from "./study-log.ts";
import { createStudyLog } from "./study-rows.ts";
import { readTrials } from "./trial-rows.ts";

/**
 * Opens a store of runs, an SQLite file. It holds settings, results, names and hashes, and no row of any data. Several
 * processes may have it open.
 *
 * @param purpose to write, the default, makes the file where there is none; to read refuses that
 * @throws InvalidInputError when the file is no store, needs a newer wellfit, or cannot be read or written: it then stays
 *   as it is
 */
export async function openStore(path: string, purpose: Purpose = "write"): Promise<RunStore> {
  checkPath(path, "openStore");
  return RunStore.open(path, purpose);
}

/** An open store of runs, from {@link openStore}. To be closed. */
export class RunStore {
  readonly #database: Database;

  private constructor(database: Database) {
    this.#database = database;
  }

  /** What {@link openStore} does. */
  static async open(path: string, purpose: Purpose): Promise<RunStore> {
    return new RunStore(await openFile(path, purpose));
  }

  /**
   * Keeps what a comparison came to, a run for each variant. After it returns, no crash of the program loses it.
   *
   * @returns the ids that the runs have from now on, in the order of the variants
   * @throws InvalidInputError when the store cannot be written, or the time or the machine is none
   */
  record(comparison: Comparison, record: RunRecord): readonly string[] {
    checkCircumstances(record);
    const database = this.#database;
    return database.transaction(() =>
      toRows(comparison, record).map(({ row, repeats }) => {
        const { id, number } = addRow(database, row, record);
        for (const [position, repeat] of repeats.entries()) {
          database.change("INSERT INTO repeats VALUES (?, ?, ?)", number, position, JSON.stringify(repeat));
        }
        return id;
      }),
    );
  }

  /** Runs and studies, the newest first. */
  list(filter: RunFilter = {}): readonly RunSummary[] {
    return listRows(this.#database, filter);
  }

  /**
   * A run or a study with all that is known of it.
   *
   * @param id or its beginning, where that says which
   * @throws InvalidInputError when there is no such run, or several
   */
  read(id: string): StoredRun | StoredStudy {
    const database = this.#database;
    const { number, summary } = readRow(database, findId(database, id));
    const { kind, time, version, machine, name } = summary;
    const { document } = database.row("SELECT document FROM runs WHERE number = ?", number) as {
      document: string;
    };
    const head = { id: summary.id, time, version, machine, name };
    const known = readDocument(database, document) as object;
    if (kind === "tune") {
      const { data, measure } = summary;
      const { settings } = known as { readonly settings: TrainSettings };
      const trials = readTrials(database, number, settings);
      return { kind, ...head, data, measure, ...known, trials } as StoredStudy;
    }
    const repeats = database.rows(
      "SELECT document FROM repeats WHERE run = ? ORDER BY position",
      number,
    ) as readonly { document: string }[];
    const runs = repeats.map((repeat) => readDocument(database, repeat.document));
    return { kind, ...head, measure: summary.measure, ...known, runs } as StoredRun;
  }

  /**
   * Removes runs, and studies with their trials, for good; what they took of the file is free again.
   *
   * @param ids whole ones; those that are not there do no harm
   * @returns how many were there
   */
  remove(ids: readonly string[]): number {
    const database = this.#database;
    const removed = database.transaction(() =>
      ids.reduce((sum, id) => sum + database.change("DELETE FROM runs WHERE id = ?", id), 0),
    );
    if (removed > 0) database.execute("PRAGMA incremental_vacuum");
    return removed;
  }

  /**
   * The log of a study, to add trials to: of a new one, or of the one of this name, which goes on.
   *
   * @param owner names the process that asks, among all that work on the study
   * @throws InvalidInputError when the one of this name is of other data, or another search
   */
  openStudy(plan: StudyPlan, owner: string, circumstances: Circumstances): StudyLog {
    checkCircumstances(circumstances);
    const number = beginStudy(this.#database, plan, circumstances);
    const { machine } = circumstances;
    return createStudyLog(this.#database, { number, settings: plan.settings, owner, machine });
  }

  /** Closes the file. */
  close(): void {
    this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
