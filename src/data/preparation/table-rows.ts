import { describeValue, InvalidInputError } from "../../base/errors.ts";
import type { RawTable } from "../table/raw-table.ts";

/**
 * The rows that were asked for, or all.
 * @throws InvalidInputError for what is no table, for no rows, or one that the table has not
 */
export function checkRows(table: RawTable, rows: ArrayLike<number> | undefined): ArrayLike<number> {
  checkTable(table);
  if (rows === undefined) return new Uint32Array(table.rows).map((_, row) => row);
  const wrong = Array.from(rows).findIndex((row) => !Number.isInteger(row) || row < 0 || row >= table.rows);
  if (rows.length > 0 && wrong < 0) return rows;
  throw new InvalidInputError({
    source: "data",
    where: "rows",
    expected: `rows of ${table.source}, from 0 to ${table.rows - 1}`,
    received: rows.length === 0 ? "none" : describeValue(rows[wrong]),
  });
}

/** Callers without types may pass what a table can be made of. */
function checkTable(value: unknown): void {
  const { columns, rows } = (value ?? {}) as Partial<RawTable>;
  if (Array.isArray(columns) && typeof rows === "number") return;
  throw new InvalidInputError({
    source: "data",
    where: "table",
    expected: "a table",
    received: describeValue(value),
    hint: "toTable makes one of columns or rows, readTable of a file.",
  });
}
