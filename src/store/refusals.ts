/** What SQLite refuses, in words. */

import { InvalidInputError } from "../base/errors.ts";

/** What a store's path must be, in the words of an error. */
export const STORE = "a run store of wellfit";

/** The primary result codes of SQLite (https://sqlite.org/rescode.html) that are no defect of wellfit. */
const REASONS: Readonly<Record<number, { readonly expected: string; readonly received: string }>> = {
  5: { expected: STORE, received: "one that another process keeps locked" },
  6: { expected: STORE, received: "one that another process keeps locked" },
  8: { expected: "a place that can be written", received: "a read-only file or folder" },
  10: { expected: "a disk that can be read and written", received: "a disk that refuses" },
  11: { expected: STORE, received: "a damaged file" },
  13: { expected: "a place that can be written", received: "no space left on the disk" },
  14: { expected: "a place that can be written", received: "a folder that is missing or read-only" },
  23: { expected: "a file that can be opened", received: "no permission" },
  26: { expected: STORE, received: "a file of another kind" },
};
/** SQLite adds detail to a result code in its higher bits. */
const PRIMARY_BITS = 0xff;

/** The primary result code of an error of SQLite; undefined for every other error. */
export function sqliteCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  return code === "ERR_SQLITE_ERROR" ? Number(errcode) & PRIMARY_BITS : undefined;
}

/** An error of SQLite as one that says in words what was wrong with which file; any other error as it is. */
export function toStoreRefusal(path: string, error: unknown): unknown {
  const reason = REASONS[sqliteCodeOf(error) ?? 0];
  if (reason === undefined) return error;
  return new InvalidInputError({ source: "file", where: path, ...reason }, { cause: error });
}
