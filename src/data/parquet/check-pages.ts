import type { ColumnMetaData, PageHeader, RowGroup } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { checkUnpacked } from "../compression/unpack-limit.ts";
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
    values += checkPage(chunk.subarray(reader.offset, reader.offset + packedBytes), header, {
      column,
      limits,
    });
    reader.offset += packedBytes;
  }
  if (values !== Number(column.num_values)) throw new RangeError("pages of other values");
  return size;
}

/** Checks one page. @returns how many values it holds; none where it is a dictionary */
function checkPage(
  packed: Uint8Array,
  header: PageHeader,
  { column, limits }: { readonly column: ColumnMetaData; readonly limits: PageLimits },
): number {
  const { uncompressed_page_size: size, dictionary_page_header: dictionary } = header;
  const { data_page_header: first, data_page_header_v2: second } = header;
  // Every entry takes at least a bit.
  if (dictionary !== undefined) checkSizes(dictionary.num_values, size * BITS_PER_BYTE);
  const page = first ?? second;
  if (page === undefined) return 0;
  checkSizes(page.num_values, Number(column.num_values));
  const isOptional = limits.isOptional(column.path_in_schema[0] ?? "");
  const unpack = (part: Uint8Array, partSize: number): Uint8Array =>
    unpackPage(part, { codec: column.codec, size: partSize, source: limits.source });
  let values: Uint8Array;
  if (second === undefined) {
    const whole = unpack(packed, size);
    values = isOptional ? checkSizedLevels(whole, page.num_values) : whole;
  } else {
    const { definition_levels_byte_length: levels, repetition_levels_byte_length: lists } = second;
    checkSizes(second.num_nulls, second.num_values);
    checkSizes(lists, 0);
    checkSizes(levels, Math.min(size, packed.length));
    if (isOptional) checkLevels(packed.subarray(0, levels), page.num_values);
    const rest = packed.subarray(levels);
    values = second.is_compressed === false ? rest : unpack(rest, size - levels);
  }
  checkValues(values, page);
  return page.num_values;
}

/** A level for every value: the package would read on behind levels that end before. */
function checkLevels(levels: Uint8Array, count: number): void {
  if (checkRuns(levels, LEVEL_BITS, count) < count) throw new RangeError("too few levels");
}

/** Checks levels behind their size. @returns what follows them */
function checkSizedLevels(page: Uint8Array, count: number): Uint8Array {
  const length = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(0, true);
  checkSizes(length, page.length - LENGTH_BYTES);
  const rest = page.subarray(LENGTH_BYTES);
  checkLevels(rest.subarray(0, length), count);
  return rest.subarray(length);
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
