import {
  type DecodedArray,
  type FileMetaData,
  parquetMetadata,
  parquetSchema,
  type SchemaElement,
  type SchemaTree,
} from "hyparquet";
import { parquetReadColumn } from "hyparquet/src/read.js";
import { InvalidInputError, UnsupportedError } from "../../base/errors.ts";
import { MAX_UNPACKED_BYTES } from "../compression/unpack-limit.ts";
import { DAMAGED, invalidFile } from "../invalid-file.ts";
import { listedColumn } from "../table/listed-columns.ts";
import type { RawColumn, RawTable } from "../table/raw-table.ts";
import { readDecimal, toDecimal } from "../wide-integer.ts";
import { checkPages } from "./check-pages.ts";
import { compressorsFor } from "./codecs.ts";

interface ParquetLimits {
  /** The file's name, for messages. */
  readonly source: string;
  /** How many bytes its columns may take. */
  readonly limit: number;
}

/**
 * Reads a Parquet file. Lists and objects become columns without values. Points in time are kept to the millisecond,
 * decimals as the nearest float64.
 *
 * @param bytes the whole file
 * @param source the file's name, for messages
 * @param limit how many bytes its columns may take; 1 GiB by default
 * @throws InvalidInputError when it is damaged, has no rows, or holds more
 * @throws UnsupportedError for what cannot be read, with the way out
 */
export async function readParquet(
  bytes: Uint8Array,
  source: string,
  limit: number = MAX_UNPACKED_BYTES,
): Promise<RawTable> {
  try {
    return await readColumns(bytes, { source, limit });
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof UnsupportedError) throw error;
    // The package throws errors of any kind at a file that is not what it says.
    throw invalidFile(source, "a Parquet file", "one that is damaged", DAMAGED);
  }
}

async function readColumns(bytes: Uint8Array, limits: ParquetLimits): Promise<RawTable> {
  const { source } = limits;
  const metadata = parquetMetadata(bytes, { geoparquet: false });
  const { children } = parquetSchema(metadata);
  const find = (name: string): SchemaTree | undefined =>
    children.find(({ element }) => element.name === name);
  checkPages(bytes, metadata.row_groups, {
    ...limits,
    isNested: (name) => !isFlat(find(name)),
    isOptional: (name) => find(name)?.element.repetition_type === "OPTIONAL",
  });
  const rows = Number(metadata.num_rows);
  if (rows === 0 || children.length === 0) throw invalidFile(source, "rows of data", "none");
  const decimals = withoutDecimals(metadata);
  const columns: RawColumn[] = [];
  for (const child of children) {
    columns.push(await readColumn(bytes, child, { metadata, decimals, limits }));
  }
  return {
    source,
    origin: "Parquet",
    columns,
    rows,
    hasNames: true,
    placeOf: (row) => `${source}, row ${row + 1}`,
  };
}

/** The scales of decimals by the columns' elements. */
type Decimals = ReadonlyMap<SchemaElement, number>;

/** The package would multiply decimals by an inexact power of ten: it is told that they are whole numbers. */
function withoutDecimals({ schema }: FileMetaData): Decimals {
  const scales = new Map<SchemaElement, number>();
  for (const element of schema) {
    if (element.converted_type !== "DECIMAL" && element.logical_type?.type !== "DECIMAL") continue;
    scales.set(element, element.scale ?? 0);
    delete element.converted_type;
    delete element.logical_type;
  }
  return scales;
}

async function readColumn(
  bytes: Uint8Array,
  column: SchemaTree,
  {
    metadata,
    decimals,
    limits,
  }: {
    readonly metadata: FileMetaData;
    readonly decimals: Decimals;
    readonly limits: ParquetLimits;
  },
): Promise<RawColumn> {
  const { element } = column;
  const { name } = element;
  if (!isFlat(column)) return { type: "other", name, holds: holdsList(column) ? "a list" : "an object" };
  const scale = decimals.get(element);
  const values = await parquetReadColumn({
    file: {
      byteLength: bytes.length,
      slice: (start, end) => bytes.slice(start, end).buffer,
    },
    metadata,
    columns: [name],
    compressors: compressorsFor(limits.source),
    utf8: scale === undefined,
    geoparquet: false,
  });
  if (values.length !== Number(metadata.num_rows)) throw new RangeError("a column of another length");
  return listedColumn(name, scale === undefined ? values : toDecimals(values, scale));
}

function toDecimals(values: DecodedArray, scale: number): unknown[] {
  return Array.from(values as ArrayLike<unknown>, (value) => {
    if (value instanceof Uint8Array) return readDecimal(value, scale);
    return typeof value === "bigint" || typeof value === "number" ? toDecimal(value, scale) : value;
  });
}

/** Whether a column has one value in every row, at most. */
function isFlat(column: SchemaTree | undefined): boolean {
  return column?.children.length === 0 && column.element.repetition_type !== "REPEATED";
}

function holdsList({ element, children }: SchemaTree): boolean {
  return (
    element.repetition_type === "REPEATED" ||
    children.some((child) => child.element.repetition_type === "REPEATED")
  );
}
