import { Buffer } from "node:buffer";
import { open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { InvalidInputError } from "../base/errors.ts";
import { systemError, withReason } from "../base/file-refusals.ts";
import { findFilePlace, isSpecial, makeFolder } from "../base/places.ts";
import { VERSION } from "../base/version.ts";
import { Database } from "./database.ts";
import { type Migration, migrations } from "./migrations.ts";
import { STORE, sqliteCodeOf } from "./refusals.ts";

/** What SQLite keeps in its header for the application whose file it is: "wlft". */
const APPLICATION_ID = 0x776c6674;
/** The places in SQLite's header (https://sqlite.org/fileformat.html). */
const HEADER_BYTES = 100;
const SCHEMA_COOKIE_PLACE = 40;
const APPLICATION_ID_PLACE = 68;
const MAGIC = "SQLite format 3\0";
/** The result codes of SQLite where a file is there, and cannot be written. */
const NOT_WRITABLE = [8, 14];

/** What a store is opened for: to read what is in it, or to add to it, for which it is made where there is none. */
export type Purpose = "read" | "write";

/**
 * Opens the file of a store, and brings it up to date.
 *
 * @param steps the forms that are known; a test gives others
 * @throws InvalidInputError when it is no store, needs a newer wellfit, or cannot be read or written; the file then stays
 *   as it is
 */
export async function openFile(
  path: string,
  purpose: Purpose,
  steps: readonly Migration[] = migrations,
): Promise<Database> {
  const isNew = !(await checkHeader(path, purpose));
  if (isNew) await withReason(path, "a place that can be written", () => makeFolder(dirname(path)));
  try {
    return await openUpToDate(path, purpose, steps);
  } catch (error) {
    const code = sqliteCodeOf((error as Error).cause);
    if (purpose !== "read" || code === undefined || !NOT_WRITABLE.includes(code)) throw error;
    return await openFrozen(path, steps);
  }
}

async function openUpToDate(path: string, purpose: Purpose, steps: readonly Migration[]): Promise<Database> {
  const database = await Database.open(path);
  try {
    migrate(database, steps);
    database.execute("PRAGMA journal_mode = wal; PRAGMA synchronous = normal");
    // What cannot be written is to be known before hours of work, not after.
    if (purpose === "write") database.transaction(() => undefined);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A store on a medium that cannot be written, as it stands there. */
async function openFrozen(path: string, steps: readonly Migration[]): Promise<Database> {
  const waiting = await stat(`${path}-wal`).catch(() => undefined);
  const isComplete = (waiting?.size ?? 0) === 0;
  const database = isComplete ? await Database.open(path, true) : undefined;
  if (database !== undefined && formOf(database, steps) === steps.length) return database;
  database?.close();
  throw new InvalidInputError({
    source: "file",
    where: path,
    expected: "a place that can be written, since the store has to be brought up to date",
    received: "a read-only file or folder",
    hint: `Copy ${isComplete ? "it" : `it with ${path}-wal`} to another place.`,
  });
}

/**
 * Refuses a file that is no store before SQLite has touched it. The mark of a store is written together with its first
 * tables, so it stands in the file itself, not beside it; a database without tables is one that was never finished.
 *
 * @returns whether there is a store
 */
async function checkHeader(path: string, purpose: Purpose): Promise<boolean> {
  const expected = purpose === "read" ? STORE : "a place for a run store";
  const header = await withReason(path, expected, () => readHeader(path, purpose));
  const kind = kindOf(header);
  if (kind === "store" || (kind === "nothing" && purpose === "write")) return kind === "store";
  throw noStore(path, RECEIVED[kind]);
}

/** What a file is, by its first bytes. */
type FileKind = "store" | "nothing" | "database" | "file";

/** What is said of each where a store is expected. */
const RECEIVED: Readonly<Record<Exclude<FileKind, "store">, string>> = {
  nothing: "a file with nothing in it",
  database: "the database of another application",
  file: "a file of another kind",
};

function kindOf(header: Buffer): FileKind {
  if (header.length === 0) return "nothing";
  if (header.length < HEADER_BYTES || header.subarray(0, MAGIC.length).toString("latin1") !== MAGIC)
    return "file";
  const application = header.readUInt32BE(APPLICATION_ID_PLACE);
  if (application === APPLICATION_ID) return "store";
  return application === 0 && header.readUInt32BE(SCHEMA_COOKIE_PLACE) === 0 ? "nothing" : "database";
}

function noStore(path: string, received: string): InvalidInputError {
  const hint = "It was left as it is.";
  return new InvalidInputError({ source: "file", where: path, expected: STORE, received, hint });
}

/** The first bytes of a file; none where there is none, and a store can be made. */
async function readHeader(path: string, purpose: Purpose): Promise<Buffer> {
  const { found } = await findFilePlace(path);
  if (found === undefined && purpose === "read") throw systemError("ENOENT");
  // To open a pipe would be to wait for who writes into it.
  if (isSpecial(found)) throw systemError("ENXIO");
  if (found === undefined) return Buffer.alloc(0);
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The form that a store's file has; 0 for one that nothing is in yet. @throws InvalidInputError for a newer one */
function formOf(database: Database, steps: readonly Migration[]): number {
  const form =
    (database.row("PRAGMA user_version") as { user_version: number } | undefined)?.user_version ?? 0;
  if (form <= steps.length) return form;
  const { needs } = (database.row("SELECT needs FROM compatibility") as { needs: string } | undefined) ?? {};
  throw new InvalidInputError({
    source: "file",
    where: database.path,
    expected: `a run store that wellfit ${VERSION} can read`,
    received: `one that needs wellfit ${needs} or newer`,
    hint: "Use that version, or another file.",
  });
}

/** All steps that a file lacks, or none of them. */
function migrate(database: Database, steps: readonly Migration[]): void {
  const found = formOf(database, steps);
  if (found === steps.length) return;
  // Must stand before the first table: what is removed then gives its place back.
  if (found === 0) database.execute("PRAGMA auto_vacuum = incremental");
  database.transaction(() => {
    // Another process may have been faster.
    const form = formOf(database, steps);
    const isForeign = form === 0 && database.row("SELECT name FROM sqlite_schema") !== undefined;
    if (isForeign) throw noStore(database.path, RECEIVED.database);
    const missing = steps.slice(form);
    for (const { sql } of missing) database.execute(sql);
    if (missing.length === 0) return;
    database.execute(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${steps.length}`);
    database.change("DELETE FROM compatibility");
    database.change("INSERT INTO compatibility VALUES (?)", (missing.at(-1) as Migration).needs);
  });
}
