/** Rows of a table in the parts that they are used in, before anything is learned from them. */

import { describeValue } from "../../base/errors.ts";
import { invalidFile } from "../invalid-file.ts";
import { inferType } from "../preparation/column-types.ts";
import type { ColumnChoice } from "../preparation/preparation-options.ts";
import { categoryReader, findEpoch, measurementReader } from "../preparation/typed-column.ts";
import { columnIndex, type RawColumn, type RawTable } from "../table/raw-table.ts";
import type { SplitColumns } from "./column-options.ts";
import { divideByPartNames } from "./divide-by-part-names.ts";
import { divideRows } from "./divide-rows.ts";
import { type DivisibleRows, type PartShares, type RowParts, rowsWithTarget } from "./divisible-rows.ts";

/** How the rows of a table are divided. */
export interface TableSplit extends PartShares, SplitColumns {
  readonly seed: number;
  /** What a person says that columns hold, by their names. */
  readonly columns?: Readonly<Record<string, ColumnChoice>> | undefined;
}

/** Rows of a table in parts. */
export interface DividedTable {
  readonly parts: RowParts;
  /** How many rows are in no part, by what they lack: a target; a group or a time where rows are divided by such. */
  readonly leftOut: { readonly target: number; readonly group: number; readonly time: number };
}

/**
 * Divides the rows of a table: by the column that names their parts, by time, by groups, or by chance, with the same share
 * of every class in each part.
 *
 * @param target the class of every row; see {@link DivisibleRows}
 * @param split settings that {@link checkSplitColumns} has let pass
 * @throws InvalidInputError for a column that the table has not, a cell that cannot be read, or rows that cannot be
 *   divided so
 */
export function divideTable(
  table: RawTable,
  target: Pick<DivisibleRows, "classes" | "classNames">,
  split: TableSplit,
): DividedTable {
  const rows: DivisibleRows = { ...target, name: table.source };
  const known = rowsWithTarget(rows);
  const leftOut = { target: table.rows - known.length, group: 0, time: 0 };
  const { splitColumn, groupColumn, timeColumn, columns } = split;
  if (splitColumn !== undefined) {
    const parts = divideByPartNames(table, columnIndex(table, splitColumn), known);
    return { parts, leftOut };
  }
  if (timeColumn !== undefined) {
    const times = readTimes(table, timeColumn, columns?.[timeColumn]);
    const time = known.filter((row) => Number.isNaN(times[row])).length;
    return { parts: divideRows(rows, { ...split, times }), leftOut: { ...leftOut, time } };
  }
  const groups = groupColumn === undefined ? undefined : readGroups(table, groupColumn);
  const group = groups === undefined ? 0 : known.filter((row) => (groups[row] as number) < 0).length;
  return { parts: divideRows(rows, { ...split, groups }), leftOut: { ...leftOut, group } };
}

/** The group of every row as a number, in the order in which they occur; −1 where a row names none. */
export function readGroups(table: RawTable, name: string): Int32Array {
  const index = columnIndex(table, name);
  const read = categoryReader(table.columns[index] as RawColumn);
  const known = new Map<string, number>();
  return Int32Array.from({ length: table.rows }, (_, row) => {
    const group = read(row);
    if (group === undefined) return -1;
    const code = known.get(group) ?? known.size;
    known.set(group, code);
    return code;
  });
}

/** The time of every row as a number that grows with it; NaN where a row has none. */
function readTimes(table: RawTable, name: string, choice: ColumnChoice | undefined): Float64Array {
  const index = columnIndex(table, name);
  const column = table.columns[index] as RawColumn;
  const rows = Uint32Array.from({ length: table.rows }, (_, row) => row);
  const type = choice === "number" || choice === "date" ? choice : inferType(column, rows).type;
  if (type !== "number" && type !== "date" && type !== "boolean") throw notInTime(table, index);
  const read = measurementReader(column, type, type === "date" ? findEpoch(column, rows) : undefined);
  return Float64Array.from(rows, read);
}

function notInTime(table: RawTable, index: number) {
  const column = table.columns[index] as RawColumn;
  const numbers = measurementReader(column, "number");
  const dates = measurementReader(column, "date");
  const read = categoryReader(column);
  let row = 0;
  const isOther = (at: number): boolean =>
    read(at) !== undefined && Number.isNaN(numbers(at)) && Number.isNaN(dates(at));
  while (row < table.rows - 1 && !isOther(row)) row++;
  return invalidFile(
    table.placeOf(row, index),
    `a number or a date of ISO 8601, such as 2024-02-29, in column "${column.name}"`,
    column.type === "other" ? column.holds : describeValue(read(row)),
    `Said to be a date (--column ${column.name}:date), it is read so that rows without one are left out.`,
  );
}
