import * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { ownName, parseOptions, toGivenOptions } from "../base/options.ts";
import { toArrayTable } from "./arrays/array-dataset.ts";
import type { HeaderChoice } from "./csv/csv-table.ts";
import { type NamedBytes, type OpenedFile, openDataFile, readDataFile } from "./data-file.ts";
import type { DataSplit } from "./dataset.ts";
import { type LoadOptions, loadOptions, readSplit } from "./read-dataset.ts";
import type { RawTable } from "./table/raw-table.ts";
import type { TargetChoice, TargetsByChoice } from "./target-choice.ts";
import type { EncodingChoice } from "./text-encoding.ts";

/** A file in memory: a browser's `File` or `Blob`, or what has their method. */
export interface FileLike {
  /** The name, whose ending may say the format. */
  readonly name?: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** What a file can be given as. */
export type FileSource = Uint8Array | ArrayBuffer | FileLike;

/** How {@link readTable} reads a file. */
export interface TableOptions {
  /** The file's name, for messages and where its ending says the format; that of a `File`, or "data", by default. */
  readonly name?: string | undefined;
  /** Whether the first line of a CSV file names the columns. */
  readonly header?: HeaderChoice | undefined;
  /** How the text of a CSV or JSON file is stored; "auto" finds it out. */
  readonly encoding?: EncodingChoice | undefined;
  /** How many bytes the contents of a packed file may take in memory; 1 GiB by default. */
  readonly maxUnpacked?: number | undefined;
}

/** The options of {@link readTable} beside the name. */
const tableOptions = v.strictObject({
  header: loadOptions.entries.header,
  encoding: loadOptions.entries.encoding,
  maxUnpacked: loadOptions.entries.maxUnpacked,
});

/**
 * Reads a data file as a table, in a browser or anywhere else: CSV, JSON, Parquet, Arrow, `.npy`, or the arrays X and y of
 * a `.npz` or `.mat` file; also packed with gzip.
 *
 * @throws InvalidInputError naming file, line and column when it is damaged or not what it should be, or an option that
 *   there is not
 * @throws UnsupportedError for what wellfit cannot read, with the way out
 * @example const data = toDataset(await readTable(input.files[0]), "mine");
 */
export async function readTable(file: FileSource, options: TableOptions = {}): Promise<RawTable> {
  const { name, ...given } = toGivenOptions(options);
  const { header, encoding, maxUnpacked } = parseOptions(tableOptions, given);
  const named = await toNamedBytes(file, name);
  return readOpenedTable(openDataFile(named, maxUnpacked), header, encoding);
}

/** {@link readTable} of a file whose format is known. */
export async function readOpenedTable(
  file: OpenedFile,
  header?: HeaderChoice,
  encoding?: EncodingChoice,
): Promise<RawTable> {
  const { table, arrays, origin } = await readDataFile(file, header, encoding);
  return { ...(table ?? toArrayTable(arrays, file.name)), origin };
}

/**
 * Reads a data file and divides its examples, as `loadDataset` of `wellfit/node` does with a path.
 *
 * @param options as those of `loadDataset`, and the file's name
 * @throws InvalidInputError naming file, line and column when it is damaged or not what it should be, or an option that
 *   does nothing for such a file
 * @throws UnsupportedError for what wellfit cannot read, with the way out
 */
export async function readDataset<Choice extends TargetChoice = TargetChoice>(
  file: FileSource,
  options: LoadOptions<Choice> & Pick<TableOptions, "name"> = {},
): Promise<DataSplit<TargetsByChoice[Choice]>> {
  const { name, ...given } = toGivenOptions(options);
  const split = await readSplit(await toNamedBytes(file, name), given, ownName);
  return split as DataSplit<TargetsByChoice[Choice]>;
}

async function toNamedBytes(file: unknown, name: string | undefined): Promise<NamedBytes> {
  const given = name ?? (isFileLike(file) ? file.name : undefined) ?? "data";
  if (isFileLike(file)) return { name: given, bytes: new Uint8Array(await file.arrayBuffer()) };
  if (file instanceof Uint8Array) return { name: given, bytes: file };
  if (file instanceof ArrayBuffer) return { name: given, bytes: new Uint8Array(file) };
  throw new InvalidInputError({
    source: "data",
    where: given,
    expected: "a File, a Blob or the bytes of a file",
    received: describeValue(file),
  });
}

function isFileLike(file: unknown): file is FileLike {
  return typeof file === "object" && file !== null && "arrayBuffer" in file;
}
