import { describeValue, InvalidInputError } from "../../base/errors.ts";
import { listNames } from "../../base/names.ts";
import { formatPlural } from "../../base/number-format.ts";
import type { NumberColumn } from "../columns.ts";
import { Dataset } from "../dataset.ts";
import { HELD_BY_CHOICE, type TargetChoice, type TargetsByChoice } from "../target-choice.ts";
import { type CsvTable, columnIndex, invalidCell, numberColumn } from "./csv-table.ts";
import { asTarget, findTargets, readTarget } from "./csv-target.ts";

/** Which columns of a table are no features, and what they are. */
export interface CsvColumns<Choice extends TargetChoice = "classes"> {
  /**
   * The name of the target's column, the last one by default. Labels may have a column each, of zeros and ones: then it
   * is their names with commas between them.
   */
  readonly target?: string | undefined;
  /**
   * What the target is: "classes" by default, "number", or "labels", which one column holds in lists with semicolons
   * between them.
   */
  readonly targetType?: Choice | undefined;
  /** The name of the column that says how much each example counts; all count the same without it. */
  readonly weightColumn?: string | undefined;
}

/**
 * A table as a data set: one column holds the classes, or what else is to be predicted; every other one is a number
 * feature.
 *
 * @param columns which columns are no features; a text is the target's name
 * @throws InvalidInputError naming line and column of a cell that is no number, a weight below 0, or none of what the
 *   target holds
 */
export function toCsvDataset<Choice extends TargetChoice = "classes">(
  table: CsvTable,
  name: string,
  columns: string | CsvColumns<Choice> = {},
): Dataset<TargetsByChoice[Choice]> {
  const chosen: CsvColumns<TargetChoice> = typeof columns === "string" ? { target: columns } : columns;
  const { target, targetType: choice = "classes", weightColumn } = chosen;
  checkChoice(choice);
  const targets = findTargets(table, target, choice);
  const weights = weightColumn === undefined ? undefined : columnIndex(table, weightColumn);
  if (weights !== undefined && targets.includes(weights)) throw weightedByTarget(table, weights);
  const features = table.columns.flatMap((column, index): NumberColumn[] => {
    if (index === weights || targets.includes(index)) return [];
    const hint = `If it holds the ${HELD_BY_CHOICE[choice]}, name it: ${asTarget(column)}.`;
    const values = numberColumn(table, index, target === undefined ? hint : undefined);
    return [{ type: "number", name: column, values }];
  });
  return new Dataset({
    name,
    features,
    target: readTarget(table, targets, { choice, dataset: name }) as TargetsByChoice[Choice],
    weights: weights === undefined ? undefined : readWeights(table, weights),
  });
}

/** Callers without types may choose what there is not. */
function checkChoice(choice: unknown): void {
  if (typeof choice === "string" && Object.hasOwn(HELD_BY_CHOICE, choice)) return;
  throw new InvalidInputError({
    source: "option",
    where: "targetType",
    expected: `one of ${Object.keys(HELD_BY_CHOICE).join(", ")}`,
    received: describeValue(choice),
  });
}

function weightedByTarget({ source, columns }: CsvTable, index: number): InvalidInputError {
  return new InvalidInputError({
    source: "file",
    where: source,
    expected: "a column of weights beside the target",
    received: `"${columns[index]}" as both`,
    hint: `If the target is another column, name it: ${asTarget("…")}.`,
  });
}

function readWeights(table: CsvTable, index: number): Float64Array {
  const weights = numberColumn(table, index);
  const bad = weights.findIndex((weight) => weight < 0);
  const row = table.rows[bad];
  if (row === undefined) return weights;
  throw invalidCell(table, {
    row,
    index,
    expected: `a weight of at least 0 in column "${table.columns[index]}"`,
  });
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
