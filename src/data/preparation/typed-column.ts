/** Columns of a raw table read as what they hold. */

import { sortedNames } from "../categories.ts";
import { isPlainNumber } from "../decimal.ts";
import type { RawColumn } from "../table/raw-table.ts";
import { type ColumnType, parseBoolean } from "./column-types.ts";
import { formatDate, parseDate } from "./dates.ts";
import { isMissingCell, isNoMeasurement } from "./missing-cells.ts";
import { rememberTexts } from "./remember-texts.ts";
import { LARGEST } from "./scale.ts";

/** What the numbers of a column of dates count, since 1970 in UTC. */
export type Epoch = "milliseconds" | "seconds";

/** Numbers, truth values as 1 and 0, or points in time in milliseconds since 1970. */
export interface MeasuredColumn {
  readonly type: "number" | "boolean" | "date";
  /** One for each row that was read; NaN where there is no value. */
  readonly values: Float64Array;
  /** The values that are there, in ascending order. */
  readonly sorted: Float64Array;
  /** How many cells hold something, but nothing of this type: they count as missing. */
  readonly unread: number;
}

/** Categories. */
export interface CodedColumn {
  readonly type: "category";
  /** One for each row that was read: the place of its name; −1 where there is no value. */
  readonly codes: Int32Array;
  /** The names that occur: in ascending order where all are numbers, otherwise by code point. */
  readonly names: readonly string[];
  /** How often each of them occurs. */
  readonly counts: readonly number[];
}

/** A column read as what it holds. */
export type TypedColumn = MeasuredColumn | CodedColumn;

/** Whether a column has a value in a row that was read. */
export function isPresent(cells: TypedColumn, row: number): boolean {
  return cells.type === "category" ? (cells.codes[row] as number) >= 0 : !Number.isNaN(cells.values[row]);
}

/** Signs, points and digits come before this, letters after it. */
const NINE = 0x39;

/** The last point in time of ECMAScript, in milliseconds: later ones are read as missing. */
export const LAST_TIME = 8.64e15;
/** Seconds since 1970 stay below this for three thousand years; milliseconds passed it in 1973. */
const MOST_SECONDS = 1e11;

/** Reads the given rows of a column. @param epoch what numbers of dates count; see {@link findEpoch} */
export function readColumn(
  column: RawColumn,
  type: ColumnType,
  rows: ArrayLike<number>,
  epoch: Epoch = "milliseconds",
): TypedColumn {
  return type === "category" ? readCategories(column, rows) : readMeasured(column, type, { rows, epoch });
}

function readMeasured(
  column: RawColumn,
  type: MeasuredColumn["type"],
  { rows, epoch }: { readonly rows: ArrayLike<number>; readonly epoch: Epoch },
): MeasuredColumn {
  const read = measurementReader(column, type, epoch);
  const values = new Float64Array(rows.length);
  const present = new Float64Array(rows.length);
  let [count, unread] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const value = read(row);
    values[i] = value;
    if (!Number.isNaN(value)) present[count++] = value;
    else if (holdsSomething(column, row)) unread++;
  }
  return { type, values, sorted: present.subarray(0, count).toSorted(), unread };
}

function readCategories(column: RawColumn, rows: ArrayLike<number>): CodedColumn {
  const read = categoryReader(column);
  const firstCodes = new Map<string, number>();
  const codes = Int32Array.from(rows, (row) => {
    const name = read(row);
    if (name === undefined) return -1;
    const known = firstCodes.get(name);
    if (known !== undefined) return known;
    firstCodes.set(name, firstCodes.size);
    return firstCodes.size - 1;
  });
  const names = sortedNames([...firstCodes.keys()]);
  const places = new Map(names.map((name, place) => [name, place]));
  const placeOf = Array.from(firstCodes.keys(), (name) => places.get(name) as number);
  const counts = names.map(() => 0);
  codes.forEach((code, i) => {
    if (code < 0) return;
    const place = placeOf[code] as number;
    codes[i] = place;
    counts[place] = (counts[place] as number) + 1;
  });
  return { type: "category", codes, names, counts };
}

/**
 * Truth values as two categories, false and true in this order, each called as the table most often spells it.
 *
 * @param measured the column as {@link readColumn} read it from the same rows
 */
export function toTwoCategories(
  column: RawColumn,
  { values }: MeasuredColumn,
  rows: ArrayLike<number>,
): CodedColumn {
  const codes = Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : value));
  const spelled = readCategories(column, rows);
  const names = ["false", "true"].map((usual, truth) => {
    const most = { name: usual, count: 0 };
    spelled.codes.forEach((code, i) => {
      const count = spelled.counts[code] ?? 0;
      if (codes[i] === truth && count > most.count) Object.assign(most, { name: spelled.names[code], count });
    });
    return most.name;
  });
  const countOf = (truth: number): number => codes.reduce((sum, code) => sum + (code === truth ? 1 : 0), 0);
  return { type: "category", codes, names, counts: [countOf(0), countOf(1)] };
}

/** A function that reads the value of a row, counted from 0, as a number: NaN where there is none that it could be. */
export function measurementReader(
  column: RawColumn,
  type: MeasuredColumn["type"],
  epoch: Epoch = "milliseconds",
): (row: number) => number {
  const fromNumber = READ_NUMBER[type];
  const unit = type === "date" && epoch === "seconds" && column.type !== "date" ? 1000 : 1;
  if (column.type === "other") return () => Number.NaN;
  if (column.type !== "text") {
    if (type === "date" && column.type === "boolean") return () => Number.NaN;
    return (row) => fromNumber((column.values[row] as number) * unit);
  }
  const { cells } = column;
  if (type === "number") return (row) => fromNumber(cells.numberAt(row));
  const parse = type === "date" ? parseDate : parseBoolean;
  return (row) => {
    const value = cells.numberAt(row);
    if (!Number.isNaN(value)) return fromNumber(value * unit);
    return parse(cells.at(row) ?? "");
  };
}

/** What a number is in a column of each type; 0 has no sign, which JSON would not keep. */
const READ_NUMBER: Readonly<Record<MeasuredColumn["type"], (value: number) => number>> = {
  number: (value) => (Math.abs(value) <= LARGEST ? value + 0 : Number.NaN),
  boolean: (value) => (value === 0 || value === 1 ? value + 0 : Number.NaN),
  date: (value) => (Math.abs(value) <= LAST_TIME ? value + 0 : Number.NaN),
};

/**
 * A function that reads the value of a row, counted from 0, as the name of a category; undefined where there is none. A
 * number has one name however it is spelled, and in whatever file: "1.0" is "1".
 */
export function categoryReader(column: RawColumn): (row: number) => string | undefined {
  if (column.type === "other") return () => undefined;
  if (column.type === "text") {
    const nameOf = rememberTexts((text) => {
      if (isMissingCell(text)) return undefined;
      return text.charCodeAt(0) <= NINE && isPlainNumber(text) ? String(Number(text)) : text;
    });
    return (row) => nameOf(column.cells.at(row) ?? "");
  }
  const name = CATEGORY_NAMES[column.type];
  return (row) => {
    const value = column.values[row] as number;
    return Number.isFinite(value) ? name(value) : undefined;
  };
}

const CATEGORY_NAMES = {
  number: String,
  boolean: (value: number) => String(value === 1),
  date: formatDate,
} as const;

/** Whether a cell holds what does not stand for a missing value. */
export function holdsSomething(column: RawColumn, row: number): boolean {
  if (column.type === "other") return true;
  if (column.type !== "text") return !Number.isNaN(column.values[row]);
  const text = column.cells.at(row);
  return !isMissingCell(text) && !isNoMeasurement(text);
}

/** What the numbers of a column of dates count: milliseconds, unless all are small enough to be seconds. */
export function findEpoch(column: RawColumn, rows: ArrayLike<number>): Epoch {
  if (column.type !== "text" && column.type !== "number") return "milliseconds";
  let hasNumbers = false;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const value = column.type === "text" ? column.cells.numberAt(row) : (column.values[row] as number);
    if (Number.isNaN(value)) continue;
    if (Math.abs(value) >= MOST_SECONDS) return "milliseconds";
    hasNumbers = true;
  }
  return hasNumbers ? "seconds" : "milliseconds";
}
