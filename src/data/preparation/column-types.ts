/** What the columns of a table hold, and how that is found out. */

import { isPlainNumber } from "../decimal.ts";
import type { RawColumn, TextCells } from "../table/raw-table.ts";
import { parseDate } from "./dates.ts";
import { isMissingCell, isNoMeasurement } from "./missing-cells.ts";
import { rememberTexts } from "./remember-texts.ts";

/** The names of the types. */
export const COLUMN_TYPES = ["number", "category", "boolean", "date"] as const;

/** What a column holds. */
export type ColumnType = (typeof COLUMN_TYPES)[number];

/** Pairs of words for true and false, in lower case. */
export const BOOLEAN_PAIRS = [
  ["true", "false"],
  ["yes", "no"],
  ["y", "n"],
  ["t", "f"],
  ["on", "off"],
  ["1", "0"],
] as const;

const TRUTH: ReadonlyMap<string, number> = new Map(
  BOOLEAN_PAIRS.flatMap(([yes, no]) => [
    [yes, 1],
    [no, 0],
  ]),
);

/** A truth value as 1 or 0; NaN for a text that is none. */
export function parseBoolean(text: string): number {
  return text.length > 5 ? Number.NaN : (TRUTH.get(text.toLowerCase()) ?? Number.NaN);
}

/** What a column was found to hold. */
export interface Inference {
  readonly type: ColumnType;
  /** Where it is categories because a few texts are no numbers: how many are, and the first row of another, from 0. */
  readonly nearlyNumbers?: {
    readonly numbers: number;
    readonly present: number;
    readonly firstOther: number;
  };
}

/** Stands for any number that is not whole, and so neither a code nor a truth value. */
const A_DECIMAL = "0.5";

/** So large a share of numbers makes a person wonder why a column is not read as numbers. */
export const NEARLY_ALL = 0.9;

/**
 * The type of a column, from all of the given rows. Texts are numbers, dates or truth values where each one is, but for
 * those that stand for no value; otherwise they are categories. Numbers with leading zeros, or more digits than a float64
 * keeps, are codes and so categories; a column of nothing but 0 and 1 holds truth values.
 */
export function inferType(column: RawColumn, rows: ArrayLike<number>): Inference {
  if (column.type === "text") return inferFromTexts(column.cells, rows);
  if (column.type === "other") return { type: "category" };
  if (column.type !== "number") return { type: column.type };
  const { values } = column;
  const found = [false, false];
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i] as number] as number;
    if (value === 0 || value === 1) found[value] = true;
    else if (Number.isFinite(value)) return { type: "number" };
  }
  return { type: found.every(Boolean) ? "boolean" : "number" };
}

function inferFromTexts(cells: TextCells, rows: ArrayLike<number>): Inference {
  const words = new Set<string>();
  let [present, numbers, dates, firstOther] = [0, 0, 0, -1];
  const isMissing = rememberTexts((text) => isMissingCell(text) || isNoMeasurement(text));
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const value = cells.numberAt(row);
    // Texts cost time: what reads as a number with decimals needs none.
    if (Number.isFinite(value) && !Number.isInteger(value)) {
      present++;
      numbers++;
      words.add(A_DECIMAL);
      continue;
    }
    const text = cells.at(row) ?? "";
    if (isMissing(text)) continue;
    present++;
    if (words.size <= 2) words.add(text.toLowerCase());
    if (Number.isInteger(value) && isPlainNumber(text)) numbers++;
    else if (dates === present - 1 && !Number.isNaN(parseDate(text))) dates++;
    else if (firstOther < 0) firstOther = row;
  }
  if (words.size === 2 && BOOLEAN_PAIRS.some((pair) => pair.every((word) => words.has(word)))) {
    return { type: "boolean" };
  }
  if (present > 0 && numbers === present) return { type: "number" };
  if (present > 0 && dates === present) return { type: "date" };
  const isNear = numbers >= NEARLY_ALL * present && firstOther >= 0;
  return isNear
    ? { type: "category", nearlyNumbers: { numbers, present, firstOther } }
    : { type: "category" };
}
