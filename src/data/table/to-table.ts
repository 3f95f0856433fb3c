import { describeValue } from "../../base/errors.ts";
import { formatCount, formatPlural } from "../../base/number-format.ts";
import { checkUnpacked, MAX_UNPACKED_BYTES } from "../compression/unpack-limit.ts";
import { invalidFile } from "../invalid-file.ts";
import { checkColumnCount } from "../max-columns.ts";
import { listedColumn } from "./listed-columns.ts";
import type { RawTable } from "./raw-table.ts";

/** An object for every row, with a value for every column. */
export type TableRows = readonly Readonly<Record<string, unknown>>[];

/** A list for every column, all of the same length: arrays of anything, or typed arrays of numbers. */
export type TableColumns = Readonly<Record<string, ArrayLike<unknown>>>;

/** What a table that was made in code or read from JSON is called, and how its rows are. */
export interface TableOrigin {
  readonly source: string;
  readonly origin: string;
  /** Where a row stands, counted from 0: by default its number, as in "data, row 3". */
  readonly rowPlace?: (row: number) => string;
  /** How many bytes the cells may take that are made of rows of a file, as a user can say. */
  readonly limit?: number;
}

const BYTES_PER_CELL = 8;
/** The most cells that rows of a program are made into: rows that share no columns make the square of their number. */
const MOST_CELLS = MAX_UNPACKED_BYTES / BYTES_PER_CELL;

/**
 * Data of a program as a table: a list of objects, one for every row, or an object of columns. null and undefined are
 * missing values.
 *
 * @param name what the data are called in messages
 * @throws InvalidInputError when there are no rows, or columns are of different lengths
 * @example const data = toDataset(toTable({ age: [7, 3], kind: ["dog", "cat"] }), "pets");
 */
export function toTable(data: TableRows | TableColumns, name = "data"): RawTable {
  const origin = { source: name, origin: "a table in memory" };
  if (Array.isArray(data)) return rowsToTable(data, origin);
  if (typeof data === "object" && data !== null) return columnsToTable(data as TableColumns, origin);
  throw invalidFile(name, "a list of objects, or an object of columns", describeValue(data));
}

/**
 * Rows as a table. The columns are those of all rows, in the order in which they occur first; a row without one has no
 * value there.
 *
 * @throws InvalidInputError when there is no row, one is no object, or there are too many cells, filled or not
 */
export function rowsToTable(rows: readonly unknown[], origin: TableOrigin): RawTable {
  const placeOf = origin.rowPlace ?? ((row: number) => `${origin.source}, row ${row + 1}`);
  const columns = new Map<string, unknown[]>();
  rows.forEach((row, number) => {
    if (typeof row !== "object" || row === null || Array.isArray(row)) {
      throw invalidFile(placeOf(number), "an object with a value for every column", describeValue(row));
    }
    for (const [name, value] of Object.entries(row)) {
      const values = columns.get(name) ?? [];
      columns.set(name, values);
      checkColumnCount(columns.size, origin.source);
      values[number] = value;
    }
  });
  checkCells(columns.size * rows.length, origin);
  for (const values of columns.values()) values.length = rows.length;
  return fromLists(columns, origin);
}

function checkCells(cells: number, { source, limit }: TableOrigin): void {
  if (limit !== undefined) return checkUnpacked(cells * BYTES_PER_CELL, limit, source);
  if (cells <= MOST_CELLS) return;
  const expected = `rows of at most ${formatCount(MOST_CELLS)} cells together`;
  throw invalidFile(source, expected, formatCount(cells), "Give them as an object of columns.");
}

/**
 * Columns as a table.
 *
 * @throws InvalidInputError when there is no column, or they are not lists of the same length
 */
export function columnsToTable(columns: Readonly<Record<string, unknown>>, origin: TableOrigin): RawTable {
  const lists = new Map<string, ArrayLike<unknown>>();
  let length: number | undefined;
  for (const [name, values] of Object.entries(columns)) {
    const where = `${origin.source}, column "${name}"`;
    if (!isList(values)) throw invalidFile(where, "a list of values", describeValue(values));
    length ??= values.length;
    if (values.length !== length) {
      throw invalidFile(where, `${formatPlural(length, "value")} as in the first column`, `${values.length}`);
    }
    lists.set(name, values);
  }
  checkColumnCount(lists.size, origin.source);
  return fromLists(lists, origin);
}

function fromLists(
  lists: ReadonlyMap<string, ArrayLike<unknown>>,
  { source, origin, rowPlace }: TableOrigin,
): RawTable {
  const [first] = lists.values();
  if (first === undefined || first.length === 0) throw invalidFile(source, "rows of data", "none");
  return {
    source,
    origin,
    columns: Array.from(lists, ([name, values]) => listedColumn(name, values)),
    rows: first.length,
    hasNames: true,
    placeOf: rowPlace ?? ((row) => `${source}, row ${row + 1}`),
  };
}

function isList(values: unknown): values is ArrayLike<unknown> {
  return Array.isArray(values) || (ArrayBuffer.isView(values) && !(values instanceof DataView));
}
