import { basename, extname } from "node:path";
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
