import { listNames, repeatedName } from "../../base/names.ts";
import { checkFewClasses, encodeCategories, isMissing, MISSING_HINT } from "../categories.ts";
import type { CategoryColumn, LabelsColumn, NumberColumn, TargetColumn } from "../columns.ts";
import { invalidFile } from "../invalid-file.ts";
import { encodeLabelSets } from "../label-sets.ts";
import { HELD_BY_CHOICE, type TargetChoice } from "../target-choice.ts";
import { columnIndex, columnNames, type RawColumn, type RawTable } from "./raw-table.ts";
import { cellAt, invalidCell, labelColumn, numberAt, numberColumn } from "./read-cells.ts";

/** What stands between the labels of a cell. */
const SEPARATOR = ";";

/**
 * The columns of the target by their places: the last one where none is named. A name with commas that is no column's is
 * several for labels.
 *
 * @throws InvalidInputError when there is no such column, or one is named twice
 */
export function findTargets(table: RawTable, target: string | undefined, choice: TargetChoice): number[] {
  if (target === undefined) return [table.columns.length - 1];
  const names = targetNames(table, target, choice);
  const repeated = repeatedName(names);
  if (repeated !== undefined) {
    throw invalidFile(table.source, "a different column for every label", `"${repeated}" twice`);
  }
  return names.map((name) => columnIndex(table, name));
}

/**
 * The target of a table whose user named none, by the name that it usually has; undefined where no header could name it.
 *
 * @throws InvalidInputError when the header does not name it, with the way to name another
 */
export function findUsualTarget(
  table: RawTable,
  usualName: string,
  choice: TargetChoice = "classes",
): string | undefined {
  if (!table.hasNames) return undefined;
  const missing = targetNames(table, usualName, choice).find((name) => !columnNames(table).includes(name));
  if (missing === undefined) return usualName;
  throw invalidFile(
    table.source,
    `the ${choice === "classes" ? "class" : "target"} column "${missing}"`,
    `only ${listNames(columnNames(table))}`,
    `If another column holds the ${HELD_BY_CHOICE[choice]}, name it: ${asTarget("…")}.`,
  );
}

/** How a program and the command line name the target's column. */
export function asTarget(column: string): string {
  return `target "${column}" (--target)`;
}

/**
 * The target of a table.
 *
 * @param indexes the places of its columns: several only for labels, which are then zeros and ones
 * @param dataset the data set's name, for messages
 * @throws InvalidInputError naming line and column of a cell that is none of the target's kind, or a column of
 *   measurements that should be classes
 */
export function readTarget(
  table: RawTable,
  indexes: readonly number[],
  { choice, dataset }: { readonly choice: TargetChoice; readonly dataset: string },
): TargetColumn {
  const names = indexes.map((index) => nameOf(table, index));
  const name = table.hasNames ? names.join(",") : "y";
  const [first] = indexes as [number];
  if (choice === "number") return readNumbers(table, first, name);
  if (choice === "classes") return readClasses(table, first, { name, dataset });
  return indexes.length === 1
    ? readLabelLists(table, first, { name, dataset })
    : readLabelColumns(table, indexes, name);
}

/** The names of the columns that a target's name stands for. */
function targetNames(table: RawTable, target: string, choice: TargetChoice): string[] {
  if (choice !== "labels" || columnNames(table).includes(target)) return [target];
  return target.split(",").map((name) => name.trim());
}

function readNumbers(table: RawTable, index: number, name: string): NumberColumn {
  return { type: "number", name, values: numberColumn(table, index) };
}

interface TargetNames {
  readonly name: string;
  readonly dataset: string;
}

function readClasses(table: RawTable, index: number, { name, dataset }: TargetNames): CategoryColumn {
  const encoded = encodeCategories(labelColumn(table, index), `data set "${dataset}", labels`);
  checkFewClasses(
    encoded,
    `${table.source}, column "${nameOf(table, index)}"`,
    `Name the column of the classes: ${asTarget("…")}. ` +
      'If it holds numbers to predict, say so: targetType "number" (--target-type).',
  );
  return { type: "category", name, ...encoded };
}

/** Labels in one column, a list in every cell; an empty cell is an example that has none. */
function readLabelLists(table: RawTable, index: number, { name, dataset }: TargetNames): LabelsColumn {
  const sets = Array.from({ length: table.rows }, (_, row) => {
    const cell = String(cellAt(table.columns[index] as RawColumn, row) ?? "");
    const labels = cell === "" ? [] : cell.split(SEPARATOR).map((label) => label.trim());
    if (!labels.some(isMissing)) return labels;
    const expected = `labels with "${SEPARATOR}" between them in column "${nameOf(table, index)}"`;
    throw invalidCell(table, { row, index, expected }, labels.includes("") ? undefined : MISSING_HINT);
  });
  return { type: "labels", name, ...encodeLabelSets(sets, `data set "${dataset}", labels`) };
}

/** Labels in a column each: 1 where the example has it, 0 where it has not. */
function readLabelColumns(table: RawTable, indexes: readonly number[], name: string): LabelsColumn {
  const values = new Uint8Array(table.rows * indexes.length);
  indexes.forEach((index, label) => {
    const column = table.columns[index] as RawColumn;
    for (let row = 0; row < table.rows; row++) {
      const value = numberAt(column, row);
      const expected = `0 or 1 in column "${column.name}"`;
      if (value !== 0 && value !== 1) throw invalidCell(table, { row, index, expected });
      values[row * indexes.length + label] = value;
    }
  });
  return { type: "labels", name, values, classNames: indexes.map((index) => nameOf(table, index)) };
}

function nameOf({ columns }: RawTable, index: number): string {
  return (columns[index] as RawColumn).name;
}
