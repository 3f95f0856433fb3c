/** The rows of a table that have a target, and how they are prepared by any of them. */

import { formatPlural } from "../../base/number-format.ts";
import type { TargetColumn } from "../columns.ts";
import type { SourceRows } from "../dataset.ts";
import { invalidFile } from "../invalid-file.ts";
import type { SplitColumns } from "../split/column-options.ts";
import { chooseRows, omitColumns } from "../table/part-of-table.ts";
import { columnIndex, type RawColumn, type RawTable } from "../table/raw-table.ts";
import { findWeights, readWeights } from "../table/table-weights.ts";
import { chooseTarget, readChosenTarget, rowsWithChosenTarget, type TargetWish } from "./choose-target.ts";
import { type ColumnRole, isTaken } from "./column-roles.ts";
import { fitPreparation } from "./fit-preparation.ts";
import type { Preparation } from "./preparation.ts";
import type { PreparationOptions } from "./preparation-options.ts";
import { type PreparedDataset, prepareExamples } from "./prepare-dataset.ts";
import { categoryReader } from "./typed-column.ts";

/** How {@link readExamples} reads a table. */
export interface ExamplesOptions
  extends TargetWish,
    SplitColumns,
    Omit<PreparationOptions, "target" | "columns" | "roles"> {
  /** The name of the column that says how much each example counts. */
  readonly weightColumn?: string | undefined;
  /** Looks at the target before anything is done with it. */
  readonly checkTarget?: ((table: RawTable, target: TargetColumn) => void) | undefined;
}

/** A table all of whose rows have a target, before anything is learned from any of them. */
export interface Examples extends Pick<SourceRows, "prepareBy"> {
  /** Without the columns that can be no features: those of weights, and of labels. */
  readonly table: RawTable;
  readonly target: TargetColumn;
  readonly weights: Float64Array | undefined;
  /** The name of each row's group, where a column has them. */
  readonly groups: readonly string[] | undefined;
  /** The number of each row in the whole table. */
  readonly rows: ArrayLike<number>;
  /** How the preparation is fitted. */
  readonly options: PreparationOptions;
}

/**
 * Reads target, weights and groups of a table.
 * @throws InvalidInputError for options that do not fit the table, or a target that cannot be predicted
 */
export function readExamples(whole: RawTable, settings: ExamplesOptions): Examples {
  const chosen = chooseTarget(whole, settings);
  const weightPlace = findWeights(whole, settings.weightColumn, chosen.places);
  checkDividers(whole, settings, { targets: chosen.places, weights: weightPlace });
  const rows = rowsWithChosenTarget(whole, chosen);
  if (rows.length === 0) {
    const names = chosen.places.map((place) => whole.columns[place]?.name);
    const expected = `a row with a value of "${names.join(",")}"`;
    throw invalidFile(whole.source, expected, `none among ${formatPlural(whole.rows, "row")}`);
  }
  const table = rows.length === whole.rows ? whole : chooseRows(whole, rows);
  const target = readChosenTarget(table, chosen);
  settings.checkTarget?.(table, target);
  const omitted = [
    ...(weightPlace === undefined ? [] : [weightPlace]),
    ...(chosen.type === undefined ? chosen.places : []),
  ];
  const kept = omitColumns(table, omitted);
  const read = chosen.type === undefined ? undefined : ([target.name, chosen.type] as const);
  const { groupColumn } = settings;
  const examples: Examples = {
    table: kept,
    target,
    weights: weightPlace === undefined ? undefined : readWeights(table, weightPlace),
    groups: groupColumn === undefined ? undefined : readGroupNames(kept, groupColumn),
    rows,
    options: { ...preparingOptions(kept, settings, read), target: read?.[0] },
    prepareBy: (training) => {
      const prepare = preparerBy(examples, training);
      return (name, fold) => prepare(name, fold).dataset;
    },
  };
  return examples;
}

/** Refuses to divide rows by what they are to predict, or by how much they count. */
function checkDividers(
  table: RawTable,
  { splitColumn, groupColumn, timeColumn }: SplitColumns,
  taken: { readonly targets: readonly number[]; readonly weights: number | undefined },
): void {
  for (const name of [splitColumn, groupColumn, timeColumn]) {
    if (name === undefined) continue;
    const place = columnIndex(table, name);
    if (taken.targets.includes(place)) throw isTaken(name, "the target");
    if (place === taken.weights) throw isTaken(name, "the weights");
  }
}

/** What of the settings a preparation is fitted by: what columns of the table hold, with the target's, and are for. */
function preparingOptions(
  { columns: present }: RawTable,
  settings: ExamplesOptions,
  target: readonly [name: string, type: "number" | "category" | "boolean"] | undefined,
): PreparationOptions {
  const { columns = {}, scaling, imputation, missingCategories, maxCategories, scaleTarget } = settings;
  const { weightColumn, splitColumn, groupColumn, timeColumn } = settings;
  const isOmitted = (name: string): boolean =>
    name === weightColumn || (target === undefined && !present.some((column) => column.name === name));
  const choices = Object.entries(columns).filter(([name]) => !isOmitted(name));
  const roles: readonly (readonly [string | undefined, ColumnRole])[] = [
    [splitColumn, "split"],
    [groupColumn, "group"],
    [timeColumn, "time"],
  ];
  return {
    scaling,
    imputation,
    missingCategories,
    maxCategories,
    scaleTarget,
    columns: Object.fromEntries([...choices, ...(target === undefined ? [] : [target])]),
    roles: Object.fromEntries(roles.filter(([name]) => name !== undefined)),
  };
}

/** The name of each row's group; a row without one is in none of the parts that groups divide. */
function readGroupNames(table: RawTable, name: string): string[] {
  const read = categoryReader(table.columns[columnIndex(table, name)] as RawColumn);
  return Array.from({ length: table.rows }, (_, row) => read(row) ?? "");
}

/** Learns from training rows how rows become examples, and makes them. */
export function preparerBy(
  examples: Examples,
  training: ArrayLike<number>,
): (name: string, rows: ArrayLike<number>) => PreparedDataset {
  const { table, target, options, weights, groups, prepareBy } = examples;
  const preparation = withNamesOf(target, fitPreparation(table, training, options));
  const own = target.type === "labels" ? { target } : {};
  return (name, rows) =>
    prepareExamples(preparation, table, { name, rows, weights, groups, prepareBy, ...own });
}

/** Truth values are called as in the whole table: the same in every fold, however its own rows spell them. */
function withNamesOf(target: TargetColumn, preparation: Preparation): Preparation {
  if (preparation.target?.type !== "boolean" || target.type !== "category") return preparation;
  return { ...preparation, target: { ...preparation.target, classNames: [...target.classNames] } };
}
