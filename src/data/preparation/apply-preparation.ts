import { columnIndexes, type RawColumn, type RawTable } from "../table/raw-table.ts";
import { DAY } from "./dates.ts";
import { featureNames } from "./feature-names.ts";
import type { Preparation, PreparedColumn } from "./preparation.ts";
import { type Scale, scaleNumber } from "./scale.ts";
import { checkRows } from "./table-rows.ts";
import { categoryReader, holdsSomething, measurementReader } from "./typed-column.ts";

/** Rows of a table as the numbers that a network reads. */
export interface PreparedFeatures {
  /** What the features are called: "age", "sex = female", "age is missing". */
  readonly names: readonly string[];
  /** A list for each feature, with a finite number for each row. */
  readonly values: readonly Float64Array[];
  /** What the training rows had not taught; empty where nothing was new. */
  readonly surprises: readonly Surprise[];
}

/** Cells that training rows had nothing like; they are no error. */
export interface Surprise {
  readonly column: string;
  /** A category that training rows had not, a value that is none of the column's type, or none where none was missing. */
  readonly kind: "unknown category" | "unreadable" | "missing";
  /** How many rows have such a cell. */
  readonly count: number;
  /** The first of them, counted from 0 in the table. */
  readonly firstRow: number;
}

/**
 * Makes features of a table's rows, as the training rows taught. The table needs the columns of the preparation, in any
 * order, among any others. No cell is an error: a category that training rows had not gets the feature of the others,
 * where there is one, or 0 in all; what cannot be read is filled in as a missing value is.
 *
 * @param rows the rows to read, counted from 0; all where it is undefined
 * @throws InvalidInputError where the table lacks a column
 */
export function applyPreparation(
  preparation: Preparation,
  table: RawTable,
  rows?: ArrayLike<number>,
): PreparedFeatures {
  const checked = checkRows(table, rows);
  const names = preparation.columns.map(({ name }) => name);
  const columns = columnIndexes(table, names).map((index) => table.columns[index] as RawColumn);
  const parts = preparation.columns.map((prepared, index) =>
    applyColumn(prepared, columns[index] as RawColumn, checked),
  );
  return {
    names: featureNames(preparation),
    values: parts.flatMap(({ values }) => values),
    surprises: parts.flatMap(({ surprises }) => surprises),
  };
}

/** Features of one column. */
interface Part {
  readonly values: readonly Float64Array[];
  readonly surprises: readonly Surprise[];
}

function applyColumn(prepared: PreparedColumn, column: RawColumn, rows: ArrayLike<number>): Part {
  const counter = new SurpriseCounter(prepared, column);
  const indicator = prepared.hasIndicator ? [new Float64Array(rows.length)] : [];
  const onMissing = (row: number, i: number): void => {
    counter.countMissing(row);
    if (indicator[0] !== undefined) indicator[0][i] = 1;
  };
  const values =
    prepared.type === "category"
      ? applyCategories(prepared, column, { rows, onMissing, counter })
      : [applyMeasured(prepared, column, { rows, onMissing })];
  return { values: [...values, ...indicator], surprises: counter.surprises() };
}

/** What the columns of a type share while they are read. */
interface Reading {
  readonly rows: ArrayLike<number>;
  readonly onMissing: (row: number, i: number) => void;
}

type PreparedCategories = Extract<PreparedColumn, { type: "category" }>;

function applyMeasured(
  prepared: Exclude<PreparedColumn, PreparedCategories>,
  column: RawColumn,
  { rows, onMissing }: Reading,
): Float64Array {
  const readRow = measurementReader(
    column,
    prepared.type,
    prepared.type === "date" ? prepared.epoch : undefined,
  );
  const scale = prepared.type === "boolean" ? UNCHANGED : prepared;
  const values = new Float64Array(rows.length);
  for (let i = 0; i < values.length; i++) {
    const row = rows[i] as number;
    const read = readRow(row);
    const value = prepared.type === "date" ? (read - prepared.from) / DAY : read;
    values[i] = scaleNumber(Number.isNaN(read) ? prepared.fill : value, scale);
    if (Number.isNaN(read)) onMissing(row, i);
  }
  return values;
}

/** The scale of truth values. */
const UNCHANGED: Scale = { center: 0, spread: 1 };

function applyCategories(
  { categories, hasOther, fill }: PreparedCategories,
  column: RawColumn,
  { rows, onMissing, counter }: Reading & { readonly counter: SurpriseCounter },
): readonly Float64Array[] {
  const read = categoryReader(column);
  const places = new Map(categories.map((name, place) => [name, place]));
  const features = Array.from(
    { length: categories.length + (hasOther ? 1 : 0) },
    () => new Float64Array(rows.length),
  );
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const name = read(row);
    if (name === undefined) onMissing(row, i);
    const place = name === undefined ? (fill ?? -1) : (places.get(name) ?? categories.length);
    if (place === categories.length && !hasOther) counter.countUnknown(row);
    const feature = features[place];
    if (feature !== undefined) feature[i] = 1;
  }
  return features;
}

/** Counts the cells of a column that training rows had nothing like. */
class SurpriseCounter {
  readonly #prepared: PreparedColumn;
  readonly #column: RawColumn;
  readonly #found = new Map<Surprise["kind"], { count: number; firstRow: number }>();

  constructor(prepared: PreparedColumn, column: RawColumn) {
    this.#prepared = prepared;
    this.#column = column;
  }

  countUnknown(row: number): void {
    this.#count("unknown category", row);
  }

  countMissing(row: number): void {
    if (
      holdsSomething(this.#column, row) &&
      !(this.#prepared.type === "category" && this.#column.type !== "other")
    ) {
      this.#count("unreadable", row);
    } else if (!this.#prepared.hasIndicator) {
      this.#count("missing", row);
    }
  }

  surprises(): Surprise[] {
    return Array.from(this.#found, ([kind, { count, firstRow }]) => ({
      column: this.#prepared.name,
      kind,
      count,
      firstRow,
    }));
  }

  #count(kind: Surprise["kind"], row: number): void {
    const found = this.#found.get(kind);
    if (found === undefined) this.#found.set(kind, { count: 1, firstRow: row });
    else found.count++;
  }
}
