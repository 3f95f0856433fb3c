import { checkApplicable } from "../base/applicable-options.ts";
import { type OptionNaming, parseOptions } from "../base/options.ts";
import { toMatrixTable } from "./arrays/array-dataset.ts";
import { joinBytes } from "./bytes.ts";
import { GunzipStream, isGzip } from "./compression/gunzip.ts";
import { type CsvPart, CsvStream } from "./csv/csv-stream.ts";
import { HEAD_BYTES } from "./csv/csv-table.ts";
import { kindsOf, openDataFile, readDataFile, unpackedName } from "./data-file.ts";
import { findFormat } from "./file-format.ts";
import { invalidFile } from "./invalid-file.ts";
import { type FeatureOptions, featureOptions } from "./read-features.ts";
import type { RawTable } from "./table/raw-table.ts";

/** A file that comes in parts, wherever from. */
export interface NamedChunks {
  /** The file's name without its folder, for messages; its ending may say the format. */
  readonly name: string;
  /** The file's bytes, one part after the other, of any length. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Rows of a file as a table; of a CSV file with their text. */
export interface TablePart {
  readonly table: RawTable;
  /** How many rows stand before it in the file. */
  readonly firstRow: number;
  readonly csv?: CsvPart;
}

/**
 * The rows of a file to predict, in parts: a CSV file as it comes, also packed with gzip, and of any other format the whole.
 *
 * @param options as loadFeatureRows takes them
 * @param nameOf what the caller calls an option
 * @param matrixNames what the columns of a matrix are called; x1, x2, … where it is undefined
 * @throws InvalidInputError naming file, line and column when it is damaged or not what it should be, or an option that
 *   does nothing for such a file
 * @throws UnsupportedError for what wellfit cannot read, with the way out
 */
export async function* readTableParts(
  { name, chunks }: NamedChunks,
  options: FeatureOptions,
  nameOf: OptionNaming,
  matrixNames: readonly string[] | undefined,
): AsyncGenerator<TablePart> {
  const settings = parseOptions(featureOptions, options, nameOf);
  const { header, encoding, matrix, maxUnpacked } = settings;
  const source = chunks[Symbol.asyncIterator]();
  try {
    const { head, all, isPacked } = await open(source, name, maxUnpacked);
    const { format } = findFormat(head, isPacked ? unpackedName(name) : name);
    checkApplicable(featureOptions, options, { name, kinds: kindsOf(format) }, nameOf);
    if (format === "csv") {
      yield* readCsvParts(all, new CsvStream({ source: name, header, encoding }));
      return;
    }
    const file = { ...openDataFile({ name, bytes: await collect(all) }, maxUnpacked), format };
    const { table, arrays } = await readDataFile(file, header, encoding);
    yield { table: table ?? toMatrixTable(arrays.get(matrix), matrixNames, name), firstRow: 0 };
  } finally {
    await source.return?.();
  }
}

/** The beginning of a file, as much as tells its format, and the whole with it. */
interface Beginning {
  readonly head: Uint8Array;
  readonly all: AsyncIterable<Uint8Array>;
}

/** What a file holds, unpacked where it is packed with gzip. */
async function open(
  source: AsyncIterator<Uint8Array>,
  name: string,
  limit: number,
): Promise<Beginning & { readonly isPacked: boolean }> {
  const packed = await peek(source);
  if (packed.head.length === 0) throw invalidFile(name, "data", "an empty file");
  if (!isGzip(packed.head)) return { ...packed, isPacked: false };
  return { ...(await peek(unpack(packed.all, name, limit))), isPacked: true };
}

async function* readCsvParts(
  chunks: AsyncIterable<Uint8Array>,
  stream: CsvStream,
): AsyncGenerator<TablePart> {
  let firstRow = 0;
  const toParts = function* (csv: CsvPart | undefined): Generator<TablePart> {
    if (csv === undefined) return;
    yield { table: csv.table, firstRow, csv };
    firstRow += csv.table.rows;
  };
  for await (const chunk of chunks) yield* toParts(stream.push(chunk, false));
  yield* toParts(stream.push(new Uint8Array(0), true));
}

async function peek(iterator: AsyncIterator<Uint8Array>): Promise<Beginning> {
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const next = await iterator.next();
    if (next.done === true) break;
    parts.push(next.value);
    size += next.value.length;
  }
  const head = joinBytes(parts);
  return { head, all: continueWith(head, iterator) };
}

async function* continueWith(
  head: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield head;
  yield* { [Symbol.asyncIterator]: () => iterator };
}

async function* unpack(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  limit: number,
): AsyncGenerator<Uint8Array> {
  const stream = new GunzipStream(name, limit);
  for await (const chunk of chunks) yield* stream.push(chunk);
  yield* stream.end();
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return joinBytes(parts);
}
