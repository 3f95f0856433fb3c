/** Parts of a raw table, whose cells keep their places in the file. */

import type { RawColumn, RawTable, TextCells } from "./raw-table.ts";

/** The texts of some rows of a column. */
class ChosenTexts implements TextCells {
  readonly #cells: TextCells;
  readonly #rows: ArrayLike<number>;

  constructor(cells: TextCells, rows: ArrayLike<number>) {
    this.#cells = cells;
    this.#rows = rows;
  }

  get length(): number {
    return this.#rows.length;
  }

  at(row: number): string | undefined {
    return this.#cells.at(this.#rows[row] as number);
  }

  numberAt(row: number): number {
    return this.#cells.numberAt(this.#rows[row] as number);
  }

  toNumbers(): Float64Array {
    return Float64Array.from(this.#rows, (row) => this.#cells.numberAt(row));
  }
}

/** The rows with these numbers, counted from 0, in this order. */
export function chooseRows(table: RawTable, rows: ArrayLike<number>): RawTable {
  return {
    ...table,
    columns: table.columns.map((column) => chooseCells(column, rows)),
    rows: rows.length,
    placeOf: (row, column) => table.placeOf(rows[row] as number, column),
  };
}

function chooseCells(column: RawColumn, rows: ArrayLike<number>): RawColumn {
  if (column.type === "other") return column;
  if (column.type === "text") return { ...column, cells: new ChosenTexts(column.cells, rows) };
  const { values } = column;
  return { ...column, values: Float64Array.from(rows, (row) => values[row] as number) };
}

/** The table without the columns at some places. */
export function omitColumns(table: RawTable, places: readonly number[]): RawTable {
  if (places.length === 0) return table;
  const kept = [...table.columns.keys()].filter((place) => !places.includes(place));
  return {
    ...table,
    columns: kept.map((place) => table.columns[place] as RawColumn),
    placeOf: (row, column) => table.placeOf(row, kept[column] as number),
  };
}
