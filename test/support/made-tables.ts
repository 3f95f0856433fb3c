import type {
  OtherColumn,
  RawColumn,
  RawTable,
  TextCells,
  ValueColumn,
} from "../../src/data/table/raw-table.ts";

/** A column of texts, as a CSV file holds it, or any other column. */
export type MadeColumn = readonly string[] | Omit<ValueColumn, "name"> | Omit<OtherColumn, "name">;

/** A raw table of the given columns. */
export function makeTable(columns: Readonly<Record<string, MadeColumn>>): RawTable {
  const made = Object.entries(columns).map(([name, column]) => makeColumn(name, column));
  const lengths = made.map((column) =>
    column.type === "text" ? column.cells.length : column.type === "other" ? 0 : column.values.length,
  );
  return {
    source: "made.csv",
    origin: "made for a test",
    columns: made,
    rows: Math.max(...lengths),
    hasNames: true,
    placeOf: (row, column) => `made.csv:${row + 2}:${column + 1}`,
  };
}

function makeColumn(name: string, column: MadeColumn): RawColumn {
  if (!isTexts(column)) return { ...column, name };
  return { type: "text", name, cells: new MadeCells(column) };
}

function isTexts(column: MadeColumn): column is readonly string[] {
  return Array.isArray(column);
}

class MadeCells implements TextCells {
  readonly length: number;
  readonly #texts: readonly string[];

  constructor(texts: readonly string[]) {
    this.length = texts.length;
    this.#texts = texts.map((text) => text.trim());
  }

  at(row: number): string | undefined {
    return this.#texts[row];
  }

  numberAt(row: number): number {
    const text = this.#texts[row] ?? "";
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  }

  toNumbers(): Float64Array {
    return Float64Array.from(this.#texts, (_, row) => this.numberAt(row));
  }
}
