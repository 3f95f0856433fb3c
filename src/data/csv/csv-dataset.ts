import { InvalidInputError } from "../../base/errors.ts";
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
    const isGuessed = target === undefined && table.hasHeader;
    return numberColumn(
      table,
      index,
      isGuessed ? `If it holds the classes, name it: ${asTarget(column)}.` : undefined,
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

/** How a program and the command line name the class column. */
function asTarget(column: string): string {
  return `target "${column}" (--target)`;
}

/**
 * The rows of a table as a network takes them: by the names of its features where the table has them, otherwise the
 * first columns in their order.
 */
export function toFeatureRows(table: CsvTable, featureNames: readonly string[]): number[][] {
  if (!table.hasHeader) checkWidth(table, featureNames);
  const columns = featureNames.map((name, index) =>
    numberColumn(table, table.hasHeader ? columnIndex(table, name) : index),
  );
  return table.rows.map((_, row) => columns.map((values) => values[row] as number));
}

function checkWidth({ source, columns }: CsvTable, featureNames: readonly string[]): void {
  if (columns.length >= featureNames.length) return;
  throw new InvalidInputError({
    source: "file",
    where: source,
    expected: `at least ${featureNames.length} columns (${featureNames.join(", ")})`,
    received: `${columns.length}`,
  });
}
