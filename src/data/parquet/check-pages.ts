import type { ColumnMetaData, PageHeader, RowGroup } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { readRleBitPackedHybrid } from "hyparquet/src/encoding.js";
import { checkUnpacked } from "../compression/unpack-limit.ts";
import { checkDeltas } from "./check-deltas.ts";
import { checkRuns } from "./check-runs.ts";
import { unpackPage } from "./codecs.ts";

/** What a value takes in memory, at least. */
const BYTES_PER_VALUE = 8;
const BITS_PER_BYTE = 8;
/** The size that stands in front of a list of levels. */
const LENGTH_BYTES = 4;
/** A column without lists has one level: there is a value, or there is none. */
const LEVEL_BITS = 1;

/** What is known of the columns of a file. */
interface PageLimits {
  /** Whether a column has lists in it, and is not read. */
  readonly isNested: (column: string) => boolean;
  /** Whether a column may be without values. */
  readonly isOptional: (column: string) => boolean;
  /** The file's name, for messages. */
  readonly source: string;
  /** How many bytes the columns may take. */
  readonly limit: number;
}

/**
 * Checks what the pages of a file say of their sizes before the package reads them: it takes them on trust, and would make
 * a list of billions of a damaged one. The pages of a column must hold just as many values as there are rows.
 *
 * @throws RangeError when the sizes do not fit each other
 * @throws InvalidInputError when they are more than the limit
 */
export function checkPages(bytes: Uint8Array, groups: readonly RowGroup[], limits: PageLimits): void {
  let size = 0;
  for (const { columns, num_rows: rows } of groups) {
    for (const { meta_data: column } of columns) {
      if (column === undefined) throw new RangeError("a column without a description");
      if (limits.isNested(column.path_in_schema[0] ?? "")) continue;
      if (column.num_values !== rows) throw new RangeError("a column of another length");
      size += Number(rows) * BYTES_PER_VALUE;
      checkUnpacked(size, limits.limit, limits.source);
      size += checkColumn(bytes, column, { ...limits, limit: limits.limit - size });
    }
  }
}

/** Checks the pages of a column. @returns how many bytes they are when they are unpacked */
function checkColumn(bytes: Uint8Array, column: ColumnMetaData, limits: PageLimits): number {
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  const end = start + Number(column.total_compressed_size);
  if (!(start >= 0 && start <= end && end <= bytes.length)) throw new RangeError("a column beyond the end");
  const chunk = bytes.subarray(start, end);
  const reader = { view: new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength), offset: 0 };
  let values = 0;
  let size = 0;
  while (reader.offset < chunk.length) {
    const header = parquetHeader(reader);
    const { compressed_page_size: packedBytes, uncompressed_page_size: pageBytes } = header;
    checkSizes(packedBytes, chunk.length - reader.offset);
    checkSizes(pageBytes, Number.MAX_SAFE_INTEGER);
    size += pageBytes;
    checkUnpacked(size, limits.limit, limits.source);
    const page = checkPage(chunk.subarray(reader.offset, reader.offset + packedBytes), header, {
      column,
      limits,
    });
    values += page.values;
    size += page.repeatedBytes;
    checkUnpacked(size, limits.limit, limits.source);
    reader.offset += packedBytes;
  }
  if (values !== Number(column.num_values)) throw new RangeError("pages of other values");
  return size;
}

/** What a page holds: none where it is a dictionary. */
interface PageContents {
  readonly values: number;
  /** What its texts take from texts before them. */
  readonly repeatedBytes: number;
}

/** Checks one page. */
function checkPage(
  packed: Uint8Array,
  header: PageHeader,
  { column, limits }: { readonly column: ColumnMetaData; readonly limits: PageLimits },
): PageContents {
  const { uncompressed_page_size: size, dictionary_page_header: dictionary } = header;
  const { data_page_header: first, data_page_header_v2: second } = header;
  // Every entry takes at least a bit.
  if (dictionary !== undefined) checkSizes(dictionary.num_values, size * BITS_PER_BYTE);
  const page = first ?? second;
  if (page === undefined) return { values: 0, repeatedBytes: 0 };
  checkSizes(page.num_values, Number(column.num_values));
  const isOptional = limits.isOptional(column.path_in_schema[0] ?? "");
  const unpack = (part: Uint8Array, partSize: number): Uint8Array =>
    unpackPage(part, { codec: column.codec, size: partSize, source: limits.source });
  let values: Uint8Array;
  let present = page.num_values;
  if (second === undefined) {
    const whole = unpack(packed, size);
    values = whole;
    if (isOptional) ({ rest: values, present } = checkSizedLevels(whole, page.num_values));
  } else {
    const { definition_levels_byte_length: levels, repetition_levels_byte_length: lists } = second;
    checkSizes(second.num_nulls, second.num_values);
    checkSizes(lists, 0);
    checkSizes(levels, Math.min(size, packed.length));
    present -= second.num_nulls;
    if (isOptional) checkLevels(packed.subarray(0, levels), page.num_values);
    const rest = packed.subarray(levels);
    values = second.is_compressed === false ? rest : unpack(rest, size - levels);
  }
  checkValues(values, page);
  const { encoding, num_values } = page;
  const repeatedBytes = encoding.startsWith("DELTA_") ? checkDeltas(encoding, values, present) : 0;
  return { values: num_values, repeatedBytes };
}

/** A level for every value: the package would read on behind levels that end before. */
function checkLevels(levels: Uint8Array, count: number): void {
  if (checkRuns(levels, LEVEL_BITS, count) < count) throw new RangeError("too few levels");
}

/** Checks levels behind their size. @returns what follows them, and how many values they say are there */
function checkSizedLevels(
  page: Uint8Array,
  count: number,
): { readonly rest: Uint8Array; readonly present: number } {
  const length = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(0, true);
  checkSizes(length, page.length - LENGTH_BYTES);
  const rest = page.subarray(LENGTH_BYTES);
  const levels = rest.subarray(0, length);
  checkLevels(levels, count);
  const flags = new Uint8Array(count);
  const view = new DataView(levels.buffer, levels.byteOffset, levels.byteLength);
  readRleBitPackedHybrid({ view, offset: 0 }, LEVEL_BITS, flags, length);
  return { rest: rest.subarray(length), present: flags.reduce((sum, flag) => sum + flag, 0) };
}

/** Checks the runs of a page that has its values in runs. */
function checkValues(
  values: Uint8Array,
  { encoding, num_values: count }: { readonly encoding: string; readonly num_values: number },
): void {
  // Truth values are as many as there are values, which the levels say: there may be fewer of them.
  if (encoding === "RLE") checkRuns(values.subarray(LENGTH_BYTES), LEVEL_BITS, count);
  else if (encoding.endsWith("_DICTIONARY")) checkRuns(values.subarray(1), values[0] ?? 0, count);
}

/** @throws RangeError unless a number is a size of at most so many */
function checkSizes(size: number, limit: number): void {
  if (!(Number.isSafeInteger(size) && size >= 0 && size <= limit))
    throw new RangeError("a size beyond the end");
}
