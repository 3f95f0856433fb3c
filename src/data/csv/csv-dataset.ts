import { InvalidInputError } from "../../base/errors.ts";
import { listNames } from "../../base/names.ts";
import { formatPlural } from "../../base/number-format.ts";
import { checkFewClasses } from "../categories.ts";
import { Dataset } from "../dataset.ts";
import { type CsvTable, columnIndex, labelColumn, numberColumn } from "./csv-table.ts";

/**
 * A table as a data set: one column holds the classes, every other one is a number feature.
 *
 * @param target the name of the class column; the last column by default
 * @throws InvalidInputError naming line and column of a cell that is no number, or a class column that holds none
 */
export function toCsvDataset(table: CsvTable, name: string, target?: string): Dataset {
  const targetIndex = target === undefined ? table.columns.length - 1 : columnIndex(table, target);
  const featureIndexes = table.columns.map((_, index) => index).filter((index) => index !== targetIndex);
  const features = featureIndexes.map((index) => {
    const column = table.columns[index] as string;
    return numberColumn(
      table,
      index,
      target === undefined ? `If it holds the classes, name it: ${asTarget(column)}.` : undefined,
    );
  });
  const dataset = Dataset.fromRows({
    name,
    rows: table.rows.map((_, row) => features.map((values) => values[row] as number)),
    labels: labelColumn(table, targetIndex),
    featureNames: featureIndexes.map((index) => table.columns[index] as string),
    targetName: table.hasHeader ? table.columns[targetIndex] : "y",
  });
  const where = `${table.source}, column "${table.columns[targetIndex]}"`;
  checkFewClasses(dataset.target, where, `Name the column of the classes: ${asTarget("…")}.`);
  return dataset;
}

/**
 * The class column of a table whose user named none, by the name that it usually has; undefined where no header could
 * name it.
 *
 * @throws InvalidInputError when the header does not name it, with the way to name another
 */
export function findUsualTarget(table: CsvTable, usualName: string): string | undefined {
  if (!table.hasHeader) return undefined;
  if (table.columns.includes(usualName)) return usualName;
  throw new InvalidInputError({
    source: "file",
    where: table.source,
    expected: `the class column "${usualName}"`,
    received: `only ${listNames(table.columns)}`,
    hint: `If another column holds the classes, name it: ${asTarget("…")}.`,
  });
}

/** How a program and the command line name the class column. */
function asTarget(column: string): string {
  return `target "${column}" (--target)`;
}

/**
 * The rows of a table as a network takes them: columns by the names of its features. Without a header they are x1, x2, …,
 * as in a table without one that was trained on, whose classes were one column more; a table that has just as many
 * columns as there are features may have other names than they: its columns are taken in their order.
 *
 * @throws InvalidInputError when a column is missing, or it cannot be told which columns are meant
 */
export function toFeatureRows(table: CsvTable, featureNames: readonly string[]): number[][] {
  const isByPlace =
    !table.hasHeader &&
    table.columns.length === featureNames.length &&
    !featureNames.every((name) => table.columns.includes(name));
  const columns = featureNames.map((name, place) =>
    numberColumn(table, isByPlace ? place : findColumn(table, featureNames, name)),
  );
  return table.rows.map((_, row) => columns.map((values) => values[row] as number));
}

/** A column by its name; without a header, more columns than were trained on may stand in any order. */
function findColumn(table: CsvTable, featureNames: readonly string[], name: string): number {
  const isAsTrained = table.columns.length <= featureNames.length + 1 && table.columns.includes(name);
  if (table.hasHeader || isAsTrained) return columnIndex(table, name);
  throw new InvalidInputError({
    source: "file",
    where: table.source,
    expected: `the columns ${listNames(featureNames)}, and nothing else where no header names them`,
    received: `${formatPlural(table.columns.length, "column")} without names`,
    hint: "Add a first line with the columns' names.",
  });
}
