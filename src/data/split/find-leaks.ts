/** What of the examples that a model is judged by becomes known to it in training. */

import { formatCount, formatPercent, formatPlural } from "../../base/number-format.ts";
import { checkDataSplit } from "../check-dataset.ts";
import type { TargetColumn } from "../columns.ts";
import type { DataSplit, Dataset, Leak } from "../dataset.ts";
import { type Cells, findEqualRows } from "../description/equal-rows.ts";
import { findTelltale, findWarnings } from "../description/warnings.ts";
import { assessColumns } from "../preparation/assess-columns.ts";
import type { PreparationOptions } from "../preparation/preparation-options.ts";
import type { RawTable } from "../table/raw-table.ts";
import { readGroups } from "./divide-table.ts";
import type { PartName } from "./divisible-rows.ts";
import { featureColumns, targetCells } from "./feature-columns.ts";

/** The table that a split was read from. */
export interface SplitSource {
  readonly table: RawTable;
  /** The row of the table, counted from 0, that each example of a part was made of. */
  readonly rows: Readonly<Record<PartName, ArrayLike<number>>>;
  /** What a person says that columns hold. */
  readonly columns?: PreparationOptions["columns"];
  /** The column that names the groups of rows, where one does. */
  readonly groupColumn?: string | undefined;
}

/**
 * Looks for training examples among those that a model is judged by, and for features that tell the target.
 *
 * Found is what is certain: examples that are the same in all features, as the network reads them, and in the target;
 * groups of rows on both sides; single features that nearly determine the target of the training examples; columns that
 * name rows and were kept on request. Examples of the same thing that differ in a feature are not found.
 *
 * @param source where the examples were made of a table: names lines, and is needed for groups and kept columns
 * @throws InvalidInputError for anything but a split
 */
export function findLeaks(split: DataSplit<TargetColumn>, source?: SplitSource): Leak[] {
  checkDataSplit(split, "findLeaks");
  return [
    ...findSharedRows(split, source),
    ...(source?.groupColumn === undefined ? [] : findSharedGroups(source, source.groupColumn)),
    ...findTelltales(split.training),
    ...(source === undefined ? [] : findKeptIdentifiers(split.training, source)),
  ];
}

const HELD_OUT = ["development", "test"] as const;

function findSharedRows(split: DataSplit<TargetColumn>, source: SplitSource | undefined): Leak[] {
  const training = cellsOf(split.training);
  return HELD_OUT.flatMap((part): Leak[] => {
    const dataset = split[part];
    if (dataset === undefined) return [];
    const equal = findEqualRows(
      { columns: cellsOf(dataset), rows: dataset.examples },
      { columns: training, rows: split.training.examples },
    );
    const count = equal.reduce((sum, other) => sum + (other < 0 ? 0 : 1), 0);
    if (count === 0) return [];
    const first = equal.findIndex((other) => other >= 0);
    const places = [placeOf(source, part, first), placeOf(source, "training", equal[first] as number)];
    const text =
      `${describeShare(count, dataset.examples, `${part} example`)} ${count === 1 ? "equals" : "equal"} a training ` +
      `example in all features and the target, first ${places.join(" and ")}: a model that knows them by heart is right`;
    return [{ kind: "rows on both sides", column: null, text }];
  });
}

function cellsOf({ features, target, examples }: Dataset<TargetColumn>): Cells[] {
  const cells = features.map(({ values }): Cells => values);
  if (target.type !== "labels") return [...cells, target.values];
  const width = target.classNames.length;
  const labels = [...target.classNames.keys()].map((label) =>
    Int32Array.from({ length: examples }, (_, example) => target.values[example * width + label] as number),
  );
  return [...cells, ...labels];
}

function placeOf(source: SplitSource | undefined, part: PartName, example: number): string {
  const row = source?.rows[part][example];
  return source === undefined || row === undefined
    ? `${part} example ${example + 1}`
    : source.table.placeOf(row, 0).replace(/^(.*:\d+):1$/, "$1");
}

function findSharedGroups({ table, rows }: SplitSource, groupColumn: string): Leak[] {
  const groups = readGroups(table, groupColumn);
  const trained = new Set(Array.from(rows.training, (row) => groups[row]));
  return HELD_OUT.flatMap((part): Leak[] => {
    const tested = new Set(
      Array.from(rows[part], (row) => groups[row] as number).filter((group) => group >= 0),
    );
    const shared = Array.from(rows[part]).filter(
      (row) => trained.has(groups[row]) && (groups[row] as number) >= 0,
    );
    if (shared.length === 0) return [];
    const count = new Set(shared.map((row) => groups[row])).size;
    const text =
      `${formatCount(count)} of ${formatPlural(tested.size, "group")} of "${groupColumn}" in ${part}, with ` +
      `${describeShare(shared.length, rows[part].length, "row")}, ${count === 1 ? "is" : "are"} trained on as well`;
    return [{ kind: "groups on both sides", column: groupColumn, text }];
  });
}

function findTelltales(training: Dataset<TargetColumn>): Leak[] {
  const cells = targetCells(training);
  if (cells === undefined) return [];
  const target = { name: training.target.name, cells };
  return featureColumns(training).flatMap((column) => findTelltale(column, target));
}

/** Only a column that a person gives a type is kept though it names rows. */
function findKeptIdentifiers({ preparation }: Dataset<TargetColumn>, source: SplitSource): Leak[] {
  const { table, rows, columns = {} } = source;
  const features = new Set(preparation?.columns.map(({ name }) => name));
  const given = Object.fromEntries(Object.entries(columns).filter(([name]) => features.has(name)));
  const kept = { ...table, columns: table.columns.filter(({ name }) => Object.hasOwn(given, name)) };
  return findWarnings(assessColumns(kept, rows.training, { columns: given }), undefined, 0).flatMap(
    ({ kind, column, text }) => (kind === "identifier as feature" ? [{ kind, column, text }] : []),
  );
}

function describeShare(count: number, all: number, noun: string): string {
  return `${formatCount(count)} of ${formatPlural(all, noun)} (${formatPercent(count / all)})`;
}
