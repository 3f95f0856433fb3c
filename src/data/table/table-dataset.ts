import { describeValue, InvalidInputError } from "../../base/errors.ts";
import { listNames } from "../../base/names.ts";
import { formatPlural } from "../../base/number-format.ts";
import type { NumberColumn } from "../columns.ts";
import { Dataset } from "../dataset.ts";
import { invalidFile } from "../invalid-file.ts";
import { HELD_BY_CHOICE, type TargetChoice, type TargetsByChoice } from "../target-choice.ts";
import { columnIndex, columnNames, type RawTable } from "./raw-table.ts";
import { numberColumn } from "./read-cells.ts";
import { asTarget, findTargets, readTarget } from "./table-target.ts";
import { findWeights, readWeights } from "./table-weights.ts";

/** Which columns of a table are no features, and what they are. */
export interface DatasetColumns<Choice extends TargetChoice = "classes"> {
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
export function toDataset<Choice extends TargetChoice = "classes">(
  table: RawTable,
  name: string,
  columns: string | DatasetColumns<Choice> = {},
): Dataset<TargetsByChoice[Choice]> {
  const chosen: DatasetColumns<TargetChoice> = typeof columns === "string" ? { target: columns } : columns;
  const { target, targetType: choice = "classes", weightColumn } = chosen;
  checkChoice(choice);
  const targets = findTargets(table, target, choice);
  const weights = findWeights(table, weightColumn, targets);
  const features = columnNames(table).flatMap((column, index): NumberColumn[] => {
    if (index === weights || targets.includes(index)) return [];
    const hint = `If it holds the ${HELD_BY_CHOICE[choice]}, name it: ${asTarget(column)}.`;
    const values = numberColumn(table, index, target === undefined ? hint : PREPARED);
    return [{ type: "number", name: column, values }];
  });
  return new Dataset({
    name,
    features,
    target: readTarget(table, targets, { choice, dataset: name }) as TargetsByChoice[Choice],
    weights: weights === undefined ? undefined : readWeights(table, weights),
  });
}

/** What to do about a column that is no number and not the target. */
const PREPARED = "Programs can make features of such columns by fitPreparation: docs/preparing-data.md.";

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

/**
 * The columns of a table as a network takes them: by the names of its features. Where the file has no names they are x1, x2, …,
 * as in a table without one that was trained on, whose classes were one column more; a table that has just as many
 * columns as there are features may have other names than they: its columns are taken in their order.
 *
 * @throws InvalidInputError when a column is missing, or it cannot be told which columns are meant
 */
export function toFeatureColumns(table: RawTable, featureNames: readonly string[]): Float64Array[] {
  const names = columnNames(table);
  const isByPlace =
    !table.hasNames &&
    names.length === featureNames.length &&
    !featureNames.every((name) => names.includes(name));
  return featureNames.map((name, place) =>
    numberColumn(table, isByPlace ? place : findColumn(table, featureNames, name)),
  );
}

/** {@link toFeatureColumns} as rows. */
export function toFeatureRows(table: RawTable, featureNames: readonly string[]): number[][] {
  const columns = toFeatureColumns(table, featureNames);
  return Array.from({ length: table.rows }, (_, row) => columns.map((values) => values[row] as number));
}

/** A column by its name; without a header, more columns than were trained on may stand in any order. */
function findColumn(table: RawTable, featureNames: readonly string[], name: string): number {
  const names = columnNames(table);
  const isAsTrained = names.length <= featureNames.length + 1 && names.includes(name);
  if (table.hasNames || isAsTrained) return columnIndex(table, name);
  throw invalidFile(
    table.source,
    `the columns ${listNames(featureNames)}, and nothing else where no header names them`,
    `${formatPlural(names.length, "column")} without names`,
    "Add a first line with the columns' names.",
  );
}
