import { describeValue } from "../../base/errors.ts";
import { invalidFile } from "../invalid-file.ts";
import { categoryReader } from "../preparation/typed-column.ts";
import type { RawColumn, RawTable } from "../table/raw-table.ts";
import { PART_NAMES, type PartName, type RowParts, toParts } from "./divisible-rows.ts";

/** What tables call the parts, in lower case. */
const SPELLINGS: Readonly<Record<PartName, readonly string[]>> = {
  training: ["train", "training"],
  development: ["dev", "development", "validation", "valid", "val"],
  test: ["test"],
};

const PLACES: ReadonlyMap<string, number> = new Map(
  PART_NAMES.flatMap((name, place) => SPELLINGS[name].map((spelling) => [spelling, place])),
);

/**
 * Rows in the parts that a column of their table names, in any case. A table may have no development rows.
 *
 * @param index the place of the column
 * @param rows the rows that are divided: each must be in a part
 * @throws InvalidInputError naming the line of a cell that names no part, or the part of training or test that is empty
 */
export function divideByPartNames(table: RawTable, index: number, rows: readonly number[]): RowParts {
  const column = table.columns[index] as RawColumn;
  const read = categoryReader(column);
  const part = new Int8Array(table.rows).fill(-1);
  for (const row of rows) {
    const name = read(row);
    const place = name === undefined ? undefined : PLACES.get(name.toLowerCase());
    if (place === undefined) {
      throw invalidFile(
        table.placeOf(row, index),
        `train, dev or test in column "${column.name}"`,
        name === undefined ? "no value" : describeValue(name),
        `Other spellings are ${OTHERS.join(", ")}.`,
      );
    }
    part[row] = place;
  }
  const parts = toParts(part);
  for (const [name, spelling] of [
    ["training", "train"],
    ["test", "test"],
  ] as const) {
    if (parts[name].length > 0) continue;
    const expected = `rows with ${spelling} in column "${column.name}" that have a target`;
    throw invalidFile(table.source, expected, `none among ${rows.length}`);
  }
  return parts;
}

const OTHERS = PART_NAMES.flatMap((name) => SPELLINGS[name].slice(1));
