import type { TypedColumn } from "../preparation/typed-column.ts";
import { firstEqualRows } from "./equal-rows.ts";

/**
 * How many rows repeat an earlier one in all of the columns.
 *
 * @param columns of the same rows; at least one
 */
export function countRepeatedRows(columns: readonly TypedColumn[], rows: number): number {
  const cells = columns.map((column) => (column.type === "category" ? column.codes : column.values));
  return firstEqualRows({ columns: cells, rows }).reduce(
    (count, first, row) => count + (first === row ? 0 : 1),
    0,
  );
}
