/** The column of a table that says how much each example counts. */

import { invalidFile } from "../invalid-file.ts";
import { columnIndex, type RawTable } from "./raw-table.ts";
import { invalidCell, numberColumn } from "./read-cells.ts";
import { asTarget } from "./table-target.ts";

/**
 * The place of the column of weights; undefined where none is named.
 *
 * @param targets the places of the target's columns
 * @throws InvalidInputError when there is no such column, or it is one of the target's
 */
export function findWeights(
  table: RawTable,
  weightColumn: string | undefined,
  targets: readonly number[],
): number | undefined {
  if (weightColumn === undefined) return undefined;
  const index = columnIndex(table, weightColumn);
  if (!targets.includes(index)) return index;
  throw invalidFile(
    table.source,
    "a column of weights beside the target",
    `"${weightColumn}" as both`,
    `If the target is another column, name it: ${asTarget("…")}.`,
  );
}

/** The weights of all rows. @throws InvalidInputError naming line and column of one that is none, or below 0 */
export function readWeights(table: RawTable, index: number): Float64Array {
  const weights = numberColumn(table, index);
  const row = weights.findIndex((weight) => weight < 0);
  if (row < 0) return weights;
  const expected = `a weight of at least 0 in column "${table.columns[index]?.name}"`;
  throw invalidCell(table, { row, index, expected });
}
