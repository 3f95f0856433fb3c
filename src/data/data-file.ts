import { basename, extname } from "node:path";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { readBytes, readTextBytes } from "../base/files.ts";
import { type CsvTable, type HeaderChoice, readCsv } from "./csv/csv-table.ts";
import { CSV_FILE, MAT_FILE } from "./input-kinds.ts";
import { type MatFile, readMat } from "./mat/read-mat.ts";

/** A data file by its kind, with what it holds. */
export type DataFile =
  | { readonly kind: typeof MAT_FILE; readonly mat: MatFile }
  | { readonly kind: typeof CSV_FILE; readonly table: CsvTable };

/** The kind that the ending of a file's name says: `.mat`, or anything else for CSV. */
export function kindOfFile(path: string): DataFile["kind"] {
  return extname(path).toLowerCase() === ".mat" ? MAT_FILE : CSV_FILE;
}

/**
 * Checks an argument that should be the path of a file.
 *
 * @param where what the message is about: the name of the function
 */
export function checkPath(path: unknown, where: string): asserts path is string {
  if (typeof path === "string") return;
  const received = path instanceof URL ? "a URL" : describeValue(path);
  const hint = path instanceof URL ? "fileURLToPath of node:url makes one from it." : undefined;
  throw new InvalidInputError({ source: "file", where, expected: "the path of a file", received, hint });
}

/**
 * Reads a file as what its ending says.
 *
 * @throws InvalidInputError naming file, line and column when it is missing or damaged
 * @throws UnsupportedError for what wellfit cannot read, with the way out
 */
export async function readDataFile(path: string, header?: HeaderChoice): Promise<DataFile> {
  const file = basename(path);
  const kind = kindOfFile(path);
  if (kind === MAT_FILE) return { kind, mat: readMat(await readBytes(path), file) };
  return { kind, table: readCsv(await readTextBytes(path), file, header) };
}
