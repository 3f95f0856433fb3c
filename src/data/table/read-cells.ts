/** The columns of a raw table as what a data set is made of, with errors that name the cell. */

import { describeValue, type InvalidInputError } from "../../base/errors.ts";
import { isMissing, type Labels, MISSING_HINT } from "../categories.ts";
import { hasCommas, isDecimal } from "../decimal.ts";
import { invalidFile } from "../invalid-file.ts";
import type { RawColumn, RawTable } from "./raw-table.ts";

/** A cell of a table by its place, and what it should hold. */
interface CellPlace {
  readonly row: number;
  readonly index: number;
  readonly expected: string;
}

/** What to do about examples whose numbers are missing. */
const FILL_IN = "Remove or fill in such examples first.";

/**
 * A column as finite numbers, truth values as 0 and 1; the first cell that is none is an error with its place.
 *
 * @param textHint the advice where the cell is a text, rather than a number that cannot be read or a missing one
 */
export function numberColumn(table: RawTable, index: number, textHint?: string): Float64Array {
  const column = table.columns[index] as RawColumn;
  const values = numbersOf(column, table.rows);
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row < 0) return values;
  throw noNumber(table, { row, index }, textHint);
}

/** A column as class names: texts, numbers, or "true" and "false". A missing one is an error with its place. */
export function labelColumn(table: RawTable, index: number): Labels {
  const column = table.columns[index] as RawColumn;
  return Array.from({ length: table.rows }, (_, row) => {
    const label = cellAt(column, row);
    if (typeof label === "number" ? Number.isFinite(label) : !isMissing(label ?? "")) {
      return column.type === "boolean" ? String(label === 1) : (label as string | number);
    }
    const place = { row, index, expected: `a class in column "${column.name}"` };
    throw invalidCell(table, place, label === undefined || label === "" ? undefined : MISSING_HINT);
  });
}

/** A column as numbers, NaN where there are none. */
function numbersOf(column: RawColumn, rows: number): Float64Array {
  if (column.type === "text") return column.cells.toNumbers();
  if (column.type === "number" || column.type === "boolean") return column.values;
  return new Float64Array(rows).fill(Number.NaN);
}

/** The number in a cell; NaN where there is none, infinite where it is too large. */
export function numberAt(column: RawColumn, row: number): number {
  if (column.type === "text") return column.cells.numberAt(row);
  return column.type === "number" || column.type === "boolean" ? (column.values[row] as number) : Number.NaN;
}

/** The error for a cell of a column that holds something else than expected. */
export function invalidCell(
  table: RawTable,
  { row, index, expected }: CellPlace,
  hint?: string,
): InvalidInputError {
  const column = table.columns[index] as RawColumn;
  return invalidFile(table.placeOf(row, index), expected, describeCell(column, row), hint);
}

/** A cell as a text or a number, a truth value as 0 or 1; undefined where it holds neither. */
export function cellAt(column: RawColumn, row: number): string | number | undefined {
  if (column.type === "text") return column.cells.at(row);
  const value = numberAt(column, row);
  return Number.isNaN(value) ? undefined : value;
}

function describeCell(column: RawColumn, row: number): string {
  if (column.type === "other") return column.holds;
  if (column.type === "date") return "a date";
  const cell = cellAt(column, row);
  if (cell === undefined) return "no value";
  return cell === "" ? "an empty cell" : describeValue(cell);
}

function noNumber(
  table: RawTable,
  { row, index }: Omit<CellPlace, "expected">,
  textHint: string | undefined,
): InvalidInputError {
  const column = table.columns[index] as RawColumn;
  const cell = cellAt(column, row);
  const isTooLarge = !Number.isNaN(numberAt(column, row));
  const expected = `a ${isTooLarge ? "finite " : ""}number in column "${column.name}"`;
  const isText = typeof cell === "string" || column.type === "date" || column.type === "other";
  const hint = isText ? (noNumberHint(String(cell)) ?? textHint) : FILL_IN;
  return invalidCell(table, { row, index, expected }, hint);
}

/** What to do about a text that could have been a number; undefined for any other. */
function noNumberHint(text: string): string | undefined {
  if (hasCommas(text)) {
    return "Numbers are read without commas: write a point for decimals, and nothing between thousands.";
  }
  return isMissing(text) || isDecimal(text) ? FILL_IN : undefined;
}
