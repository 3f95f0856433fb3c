/** A table as a file holds it, whatever its format: nothing is inferred, filled in or left out yet. */

import { didYouMean, listNames, nearestName } from "../../base/names.ts";
import { invalidFile } from "../invalid-file.ts";

/** The texts of a column, which a reader may keep in any form. */
export interface TextCells {
  /** How many rows there are. */
  readonly length: number;
  /** The text of a row, counted from 0, without white space around it; undefined where the file holds no value. */
  at(row: number): string | undefined;
  /**
   * The number that the text of a row spells in decimal: infinite where no float64 is large enough for it, NaN where the
   * text is anything else.
   */
  numberAt(row: number): number;
  /** {@link numberAt} of all rows. */
  toNumbers(): Float64Array;
}

/** A column of texts: all that there is in CSV, where an empty cell is an empty text. */
export interface TextColumn {
  readonly type: "text";
  readonly name: string;
  readonly cells: TextCells;
}

/**
 * A column of numbers, of truth values (0 and 1) or of points in time (milliseconds since 1970 in UTC). Missing values
 * are NaN; whole numbers of 64 bits are rounded to float64.
 */
export interface ValueColumn {
  readonly type: "number" | "boolean" | "date";
  readonly name: string;
  readonly values: Float64Array;
}

/** A column of what no cell of a table can be: its values are not read. */
export interface OtherColumn {
  readonly type: "other";
  readonly name: string;
  /** What stands in it, in words that follow "got": "a list". */
  readonly holds: string;
}

/** One column of a raw table. */
export type RawColumn = TextColumn | ValueColumn | OtherColumn;

/** The columns of a file, all of the same length. */
export interface RawTable {
  /** The file's name, for messages. */
  readonly source: string;
  /** What the file was read as, in words: "CSV (comma, UTF-8)". */
  readonly origin: string;
  readonly columns: readonly RawColumn[];
  /** The number of rows; at least one. */
  readonly rows: number;
  /** Whether the file names its columns: they are called x1, x2, … where it does not. */
  readonly hasNames: boolean;
  /** Where a cell stands in the file, both counted from 0: "data.csv:3:2". */
  placeOf(row: number, column: number): string;
}

/** The names of all columns. */
export function columnNames({ columns }: RawTable): readonly string[] {
  return columns.map(({ name }) => name);
}

/** What the columns of a file without names are called. */
export function placeName(index: number): string {
  return `x${index + 1}`;
}

/** Refuses a table with no column beside the target. @throws InvalidInputError that names the only one */
export function checkHasFeatures(table: RawTable): void {
  if (table.columns.length >= 2) return;
  throw invalidFile(
    table.source,
    "at least two columns, features and a target",
    `only ${columnNames(table).join(", ")}`,
  );
}

/** The place of a column by its name. @throws InvalidInputError that lists the columns when there is none */
export function columnIndex(table: RawTable, name: string): number {
  const names = columnNames(table);
  const index = names.indexOf(name);
  if (index >= 0) return index;
  throw invalidFile(table.source, `a column "${name}"`, `only ${listNames(names)}`, didYouMean(name, names));
}

/** The places of columns by their names. @throws InvalidInputError that names all which the table has not */
export function columnIndexes(table: RawTable, names: readonly string[]): readonly number[] {
  const own = columnNames(table);
  const missing = names.filter((name) => !own.includes(name));
  if (missing.length <= 1) return names.map((name) => columnIndex(table, name));
  const expected = `the columns ${listNames(missing.map((name) => `"${name}"`))}`;
  const hints = missing.flatMap((name) => {
    const nearest = nearestName(name, own);
    return nearest === undefined || names.includes(nearest) ? [] : [`Is "${name}" called "${nearest}" here?`];
  });
  throw invalidFile(table.source, expected, `only ${listNames(own)}`, hints.at(0));
}
