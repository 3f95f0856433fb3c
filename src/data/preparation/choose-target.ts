/** The target of a table that is to be prepared: what it is, and which rows have one. */

import { InvalidInputError } from "../../base/errors.ts";
import { checkFewClasses } from "../categories.ts";
import type { TargetColumn } from "../columns.ts";
import type { RawColumn, RawTable } from "../table/raw-table.ts";
import { labelColumn, numberColumn } from "../table/read-cells.ts";
import { asTarget, findTargets, readTarget } from "../table/table-target.ts";
import { HELD_BY_CHOICE, type TargetChoice } from "../target-choice.ts";
import { type ColumnType, inferType } from "./column-types.ts";
import { choicesByPlace, type PreparationOptions } from "./preparation-options.ts";
import { countDistinct } from "./statistics.ts";
import { checkRows } from "./table-rows.ts";
import {
  categoryReader,
  holdsSomething,
  measurementReader,
  readColumn,
  toTwoCategories,
} from "./typed-column.ts";

/** More different numbers than these are measurements, or counts. */
const MOST_CLASSES = 10;

/** What a person says of the target of a table. */
export interface TargetWish {
  /** The name of its column, the last one by default; of several with commas between them for labels. */
  readonly target?: string | undefined;
  /** What it is; found out where it is undefined. */
  readonly targetType?: TargetChoice | undefined;
  /** What columns are said to be, by their names. */
  readonly columns?: PreparationOptions["columns"];
}

/** The target of a table, before anything is learned from any row. */
export interface ChosenTarget {
  readonly choice: TargetChoice;
  /** The places of its columns: several only for labels. */
  readonly places: readonly number[];
  /** What a preparation reads it as; absent for labels, which no preparation reads. */
  readonly type?: Exclude<ColumnType, "date">;
  /** Whether a person said the column's type, so that what is nothing of it counts as missing. */
  readonly isGiven?: boolean;
}

/**
 * The target of a table. Where nobody says what it is, texts and truth values are classes, and so are whole numbers of which
 * there are at most {@link MOST_CLASSES} different ones, each twice on average; all other numbers are numbers to predict.
 *
 * @throws InvalidInputError when there is no such column, or it is none that can be predicted
 */
export function chooseTarget(table: RawTable, { target, targetType, columns }: TargetWish): ChosenTarget {
  const places = findTargets(table, target, targetType ?? "classes");
  if (targetType === "labels") return { choice: targetType, places };
  const [place] = places as [number];
  const column = table.columns[place] as RawColumn;
  const given = choicesByPlace(table, columns).get(place);
  if (given === "drop" || given === "date")
    throw noTarget(column.name, given === "drop" ? "one that is left out" : "dates");
  if (given !== undefined) {
    const choice = targetType ?? (given === "number" ? "number" : "classes");
    const type = choice === "number" ? choice : given === "boolean" ? given : "category";
    return { choice, places, type, isGiven: true };
  }
  const rows = checkRows(table, undefined);
  const { type } = inferType(column, rows);
  const choice = targetType ?? findChoice(column, type, rows);
  if (choice === "number") return { choice, places, type: "number" };
  return { choice, places, type: type === "boolean" ? type : "category" };
}

function findChoice(column: RawColumn, type: ColumnType, rows: ArrayLike<number>): TargetChoice {
  if (type === "date") throw noTarget(column.name, "dates");
  if (type !== "number") return "classes";
  const cells = readColumn(column, type, rows);
  if (cells.type === "category" || !cells.sorted.every(Number.isInteger)) return "number";
  const distinct = countDistinct(cells.sorted);
  return distinct <= MOST_CLASSES && distinct <= cells.sorted.length / 2 ? "classes" : "number";
}

/** The error for a column that cannot be the target. @param received what it is */
export function noTarget(name: string, received: string): InvalidInputError {
  return new InvalidInputError({
    source: "data",
    where: `column "${name}"`,
    expected: "numbers or classes as the target",
    received,
    hint: `If the target is another column, name it: ${asTarget("…")}.`,
  });
}

/**
 * The rows that have a target, counted from 0; those of labels all have one, which may be none of the labels.
 * @throws InvalidInputError naming the first cell that holds something which cannot be predicted
 */
export function rowsWithChosenTarget(
  table: RawTable,
  { choice, places, type, isGiven }: ChosenTarget,
): Uint32Array {
  const rows = checkRows(table, undefined);
  if (choice === "labels") return Uint32Array.from(rows);
  const [place] = places as [number];
  const column = table.columns[place] as RawColumn;
  // A column of lists holds no target in any row: these say so, with its place.
  if (column.type === "other") (choice === "number" ? numberColumn : labelColumn)(table, place);
  if (type === "category") {
    const read = categoryReader(column);
    return Uint32Array.from(rows).filter((row) => read(row) !== undefined);
  }
  const read = measurementReader(column, type as "number" | "boolean");
  const isKept = (row: number): boolean => type === "number" && !isGiven && holdsSomething(column, row);
  return Uint32Array.from(rows).filter((row) => !Number.isNaN(read(row)) || isKept(row));
}

/**
 * The target of a table all of whose rows have one.
 * @throws InvalidInputError naming line and column of a cell that is none of its kind, or for measurements that should be
 *   classes
 */
export function readChosenTarget(table: RawTable, { choice, places, type }: ChosenTarget): TargetColumn {
  const [place] = places as [number];
  const column = table.columns[place] as RawColumn;
  const { name } = column;
  if (choice === "labels") return readTarget(table, places, { choice, dataset: table.source });
  if (choice === "number") {
    return { type: "number", name, values: numberColumn(table, place) };
  }
  const rows = checkRows(table, undefined);
  const cells = readColumn(column, type as ColumnType, rows);
  const { codes, names } = cells.type === "category" ? cells : toTwoCategories(column, cells, rows);
  const encoded = { values: Uint32Array.from(codes), classNames: names };
  checkFewClasses(
    encoded,
    `${table.source}, column "${name}"`,
    `Name the column of the ${HELD_BY_CHOICE.classes}: ${asTarget("…")}. ` +
      'If it holds numbers to predict, say so: targetType "number" (--target-type).',
  );
  return { type: "category", name, ...encoded };
}
