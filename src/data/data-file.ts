import { formatCount } from "../base/number-format.ts";
import type { NamedArrays, NumberArray } from "./arrays/named-arrays.ts";
import { checkBytes } from "./check-bytes.ts";
import { gunzip, isGzip } from "./compression/gunzip.ts";
import { MAX_UNPACKED_BYTES } from "./compression/unpack-limit.ts";
import type { HeaderChoice } from "./csv/csv-table.ts";
import { readCsv } from "./csv/read-csv.ts";
import { FORMAT_TITLES, type FormatName, findFormat } from "./file-format.ts";
import { ARRAYS_FILE, CSV_FILE, DATA_FILE, TABLE_FILE, TEXT_FILE } from "./input-kinds.ts";
import { invalidFile } from "./invalid-file.ts";
import { readJson } from "./json/read-json.ts";
import { readMat } from "./mat/read-mat.ts";
import { MAX_COLUMNS } from "./max-columns.ts";
import { readNpy } from "./numpy/read-npy.ts";
import { readNpz } from "./numpy/read-npz.ts";
import { placeName, type RawTable } from "./table/raw-table.ts";
import type { EncodingChoice } from "./text-encoding.ts";

/** The bytes of a file, wherever they came from. */
export interface NamedBytes {
  /** The file's name without its folder, for messages; its ending may say the format. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file whose format is known, unpacked. */
export interface OpenedFile extends NamedBytes {
  readonly format: FormatName;
  /** What the file is in the words of the options that apply to it. */
  readonly kinds: readonly string[];
  /** What is added to the words on how it was read: that it was packed, or has a misleading name. */
  readonly remarks: readonly string[];
  /** How many bytes its contents may take. */
  readonly limit: number;
}

/** What a file holds: a table, or arrays by their names; and as what it was read, in words. */
export type DataFile = { readonly origin: string } & (
  | { readonly table: RawTable; readonly arrays?: never }
  | { readonly arrays: NamedArrays; readonly table?: never }
);

const GZIP_ENDING = /\.gz$/i;

/**
 * Finds out what a file is, and unpacks it where it is packed with gzip.
 *
 * @param limit how many bytes its contents may take; 1 GiB by default
 * @throws InvalidInputError when it is empty, damaged, holds more, or is in no format that is known
 */
export function openDataFile({ name, bytes }: NamedBytes, limit: number = MAX_UNPACKED_BYTES): OpenedFile {
  checkBytes(bytes, name);
  const isPacked = isGzip(bytes);
  const unpacked = isPacked ? gunzip(bytes, name, limit) : bytes;
  const { format, contrary } = findFormat(unpacked, isPacked ? unpackedName(name) : name);
  const remarks = [
    ...(isPacked ? ["packed with gzip"] : []),
    ...(contrary === undefined ? [] : [`whatever its name says of ${FORMAT_TITLES[contrary]}`]),
  ];
  return { name, bytes: unpacked, format, kinds: kindsOf(format), remarks, limit };
}

/** The name of what is packed in a file of gzip. */
export function unpackedName(name: string): string {
  return name.replace(GZIP_ENDING, "");
}

/**
 * Reads a file as what it was found to be. Parquet and Arrow are read by parts of the program that are loaded only then.
 *
 * @throws InvalidInputError naming file, line and column when it is damaged
 * @throws UnsupportedError for what wellfit cannot read, with the way out
 */
export async function readDataFile(
  file: OpenedFile,
  header?: HeaderChoice,
  encoding?: EncodingChoice,
): Promise<DataFile> {
  const { name, bytes, format, remarks, limit } = file;
  const originOf = (origin: string): string => [origin, ...remarks].join(", ");
  if (format === "mat") return { origin: originOf("MATLAB"), arrays: readMat(bytes, name, limit) };
  if (format === "npz") return { origin: originOf("NumPy arrays"), arrays: readNpz(bytes, name, limit) };
  const table = await readTableOf(file, header, encoding);
  return { origin: originOf(table.origin), table };
}

async function readTableOf(
  { name, bytes, format, limit }: OpenedFile,
  header?: HeaderChoice,
  encoding?: EncodingChoice,
): Promise<RawTable> {
  if (format === "json") return readJson(bytes, name, limit, encoding);
  if (format === "npy")
    return matrixToTable(readNpy(bytes, name, { limit }), { source: name, origin: "NumPy array" });
  if (format === "parquet")
    return (await import("./parquet/read-parquet.ts")).readParquet(bytes, name, limit);
  if (format === "arrow") return (await import("./arrow/read-arrow.ts")).readArrow(bytes, name, limit);
  return readCsv(bytes, name, header, encoding);
}

/** What a file of a format is in the words of the options that apply to it. */
export function kindsOf(format: FormatName): readonly string[] {
  if (format === "mat" || format === "npz") return [DATA_FILE, ARRAYS_FILE];
  if (format === "csv") return [DATA_FILE, TABLE_FILE, TEXT_FILE, CSV_FILE];
  return format === "json" ? [DATA_FILE, TABLE_FILE, TEXT_FILE] : [DATA_FILE, TABLE_FILE];
}

/** A matrix of examples × columns, or a list as one column, as a table without names. */
function matrixToTable(
  { dimensions, values }: NumberArray,
  { source, origin }: { readonly source: string; readonly origin: string },
): RawTable {
  const [rows, width, ...others] = dimensions as [number, number, ...number[]];
  if (others.length > 0 || values.length === 0 || width > MAX_COLUMNS) {
    const expected = `a matrix of at least one row, and of at most ${formatCount(MAX_COLUMNS)} columns`;
    throw invalidFile(
      source,
      expected,
      dimensions.join("×"),
      "Save a row for every example: X.reshape(len(X), -1).",
    );
  }
  const columns = Array.from({ length: width }, (_, k) => ({
    type: "number" as const,
    name: placeName(k),
    values: values.subarray(k * rows, (k + 1) * rows),
  }));
  return { source, origin, columns, rows, hasNames: false, placeOf: (row) => `${source}, row ${row + 1}` };
}
