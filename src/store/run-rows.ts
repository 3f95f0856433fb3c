import { hashBytes } from "../base/fingerprint.ts";
import { parseJson } from "../base/parse-json.ts";
import type { ColumnValue, Database } from "./database.ts";
import { type Circumstances, type Machine, noteMachine } from "./machine.ts";
import { STORE } from "./refusals.ts";
import type { NewRow, RunKind, RunSummary } from "./stored-run.ts";

/** Hex digits of the hash that begins an id. */
const ID_DIGITS = 6;

/** Which runs a list shows: all that are not named are not asked for. */
export interface RunFilter {
  readonly kind?: RunKind | undefined;
  /** The name or the hash of the data. */
  readonly data?: string | undefined;
  readonly outcome?: RunSummary["outcome"] | undefined;
  /** At most so many, the newest. */
  readonly limit?: number | undefined;
}

interface SummaryRow extends Machine {
  readonly id: string;
  readonly kind: RunKind;
  readonly time: string;
  readonly version: string;
  readonly data_name: string;
  readonly data_hash: string;
  readonly name: string;
  readonly runs: number;
  readonly outcome: RunSummary["outcome"];
  readonly measure: string;
  readonly development: number | null;
  readonly test: number | null;
}

const SUMMARY = `
  SELECT runs.id, kind, time, version, platform, arch, node, data_name, data_hash, name, outcome, measure, development,
    test, CASE kind
      WHEN 'tune' THEN (SELECT count(*) FROM trials
        WHERE study = runs.number AND state IN ('finished', 'diverged', 'pruned', 'failed'))
      ELSE (SELECT count(*) FROM repeats WHERE run = runs.number)
    END AS runs
  FROM runs JOIN machines ON machines.number = runs.machine`;

/** Writes a row. @returns its number, and the id that the run has from now on */
export function addRow(
  database: Database,
  row: NewRow,
  { time, machine }: Circumstances,
): { readonly number: number; readonly id: string } {
  const id = nextId(database, row.work);
  const { kind, data, name, outcome, measure, development, test } = row;
  const inserted = database.row(
    `INSERT INTO runs (id, kind, time, machine, data_name, data_hash, name, outcome, measure, development, test, document)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number`,
    id,
    kind,
    time,
    noteMachine(database, machine),
    data.name,
    data.hash,
    name,
    outcome,
    measure,
    development,
    test,
    JSON.stringify(row.document),
  ) as { number: number };
  return { number: inserted.number, id };
}

/** The first part of the ids of some work: the same for the same work. */
export function prefixOf(work: unknown): string {
  return hashBytes(new TextEncoder().encode(JSON.stringify(work))).slice(0, ID_DIGITS);
}

/** No id is given out twice. */
function nextId(database: Database, work: unknown): string {
  const prefix = prefixOf(work);
  const { last } = database.row(
    `INSERT INTO counters VALUES (?, 1) ON CONFLICT (prefix) DO UPDATE SET last = last + 1 RETURNING last`,
    prefix,
  ) as { last: number };
  return `${prefix}-${last}`;
}

/** Runs, the newest first. */
export function listRows(database: Database, filter: RunFilter = {}): readonly RunSummary[] {
  const { kind, data, outcome, limit } = filter;
  const conditions: readonly (readonly [string, readonly ColumnValue[]])[] = [
    ...(kind === undefined ? [] : [["kind = ?", [kind]] as const]),
    ...(data === undefined ? [] : [["? IN (data_name, data_hash)", [data]] as const]),
    ...(outcome === undefined ? [] : [["outcome = ?", [outcome]] as const]),
  ];
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(([sql]) => sql).join(" AND ")}`;
  const values = conditions.flatMap(([, bound]) => bound);
  const sql = `${SUMMARY} ${where} ORDER BY runs.number DESC LIMIT ?`;
  return (database.rows(sql, ...values, limit ?? -1) as readonly SummaryRow[]).map(toSummary);
}

/** What a list says of one run, and its number. */
export function readRow(
  database: Database,
  id: string,
): { readonly number: number; readonly summary: RunSummary } {
  const row = database.row(`${SUMMARY} WHERE runs.id = ?`, id) as SummaryRow;
  const { number } = database.row("SELECT number FROM runs WHERE id = ?", id) as {
    number: number;
  };
  return { number, summary: toSummary(row) };
}

function toSummary({ data_name, data_hash, platform, arch, node, ...row }: SummaryRow): RunSummary {
  const { id, kind, time, version, name, runs, outcome, measure, development, test } = row;
  return {
    id,
    kind,
    time,
    version,
    machine: { platform, arch, node },
    data: { name: data_name, hash: data_hash },
    name,
    runs,
    outcome,
    measure,
    development,
    test,
  };
}

/** The value of a JSON text in the store. */
export function readDocument(database: Database, text: string): unknown {
  return parseJson(text, database.path, STORE);
}
