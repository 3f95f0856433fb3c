import { parseOptions } from "../../base/options.ts";
import { type AssessedColumn, assessColumns } from "../preparation/assess-columns.ts";
import { formatDate } from "../preparation/dates.ts";
import { featureNames } from "../preparation/feature-names.ts";
import { prepareColumn } from "../preparation/fit-preparation.ts";
import { PREPARATION_VERSION } from "../preparation/preparation.ts";
import {
  type PreparationOptions,
  type PreparationSettings,
  preparationOptions,
} from "../preparation/preparation-options.ts";
import { momentsOf, quantileOf } from "../preparation/statistics.ts";
import { checkRows } from "../preparation/table-rows.ts";
import { type CodedColumn, type MeasuredColumn, toTwoCategories } from "../preparation/typed-column.ts";
import type { RawTable } from "../table/raw-table.ts";
import { associate } from "./association.ts";
import type { ColumnDescription, TableDescription } from "./description.ts";
import { countRepeatedRows } from "./repeated-rows.ts";
import { findWarnings } from "./warnings.ts";

/** A description names so many of a column's categories. */
const SHOWN_CATEGORIES = 10;

/**
 * What there is in all rows of a table, column by column; what `fitPreparation` with the same options would do about it;
 * and what a person should know before a model is trained on it. All are plain values, which JSON can hold.
 *
 * @throws InvalidInputError for options that do not fit the table
 */
export function describeTable(table: RawTable, options: PreparationOptions = {}): TableDescription {
  const settings = parseOptions(preparationOptions, options);
  const rows = checkRows(table, undefined);
  const assessed = assessColumns(table, rows, options).map((column) =>
    column.use === "target" ? withClasses(column, rows) : column,
  );
  const target = assessed.find(({ use }) => use === "target");
  const used = assessed.filter(({ use }) => use !== "dropped");
  const hasFeatures = used.some(({ use }) => use === "feature");
  const cells = used.map((column) => column.cells);
  const repeatedRows = hasFeatures ? countRepeatedRows(cells, table.rows) : 0;
  return {
    source: table.source,
    origin: table.origin,
    rows: table.rows,
    repeatedRows,
    columns: assessed.map((column) => describeColumn(column, { target, settings, rows })),
    target: target === undefined ? null : describeTarget(target),
    warnings: findWarnings(assessed, target, repeatedRows),
  };
}

/** A target of truth values as the two classes that it is to a model. */
function withClasses(target: AssessedColumn, rows: ArrayLike<number>): AssessedColumn {
  if (target.cells.type !== "boolean") return target;
  return { ...target, cells: toTwoCategories(target.column, target.cells, rows) };
}

function describeTarget({ name, cells }: AssessedColumn): TableDescription["target"] {
  if (cells.type !== "category") return { name, task: "number", classes: null };
  return { name, task: "category", classes: categoriesOf(cells) };
}

/** What all columns of a table share while they are described. */
interface Surroundings {
  readonly target: AssessedColumn | undefined;
  readonly settings: PreparationSettings;
  readonly rows: ArrayLike<number>;
}

function describeColumn(
  assessed: AssessedColumn,
  { target, settings, rows }: Surroundings,
): ColumnDescription {
  const { name, type, isGiven, use, finding, note, cells, missing, unread, distinct } = assessed;
  const isFeature = use === "feature";
  const association = isFeature && target !== undefined ? associate(cells, target.cells) : undefined;
  const measured = cells.type !== "category" && cells.sorted.length > 0 ? cells : undefined;
  return {
    name,
    type,
    isGiven,
    use,
    features: isFeature ? countFeatures(assessed, settings) : 0,
    finding: finding ?? null,
    note: note ?? null,
    missing: { count: missing, share: missing / rows.length },
    unread,
    distinct,
    numbers: type === "number" && measured ? describeNumbers(measured) : null,
    dates: type === "date" && measured ? describeDates(measured) : null,
    categories: type === "category" || type === "boolean" ? mostFrequent(assessed, rows) : null,
    association: association ?? null,
  };
}

function countFeatures(assessed: AssessedColumn, settings: PreparationSettings): number {
  const columns = [prepareColumn(assessed, settings)];
  return featureNames({ version: PREPARATION_VERSION, columns, dropped: [] }).length;
}

function describeNumbers({ values, sorted }: MeasuredColumn): ColumnDescription["numbers"] {
  const [min, lowerQuartile, median, upperQuartile, max] = [0, 0.25, 0.5, 0.75, 1].map((share) =>
    quantileOf(sorted, share),
  ) as [number, number, number, number, number];
  return { min, lowerQuartile, median, upperQuartile, max, ...momentsOf(values) };
}

function describeDates({ sorted }: MeasuredColumn): ColumnDescription["dates"] {
  const [first, median, last] = [0, 0.5, 1].map((share) => formatDate(Math.round(quantileOf(sorted, share))));
  return { first: first as string, median: median as string, last: last as string };
}

/** The most frequent categories as the table spells them; of equally frequent ones, those whose names come first. */
function mostFrequent({ column, cells }: AssessedColumn, rows: ArrayLike<number>): Category[] {
  const coded = cells.type === "category" ? cells : toTwoCategories(column, cells, rows);
  return categoriesOf(coded)
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, SHOWN_CATEGORIES);
}

type Category = NonNullable<ColumnDescription["categories"]>[number];

function categoriesOf({ names, counts }: CodedColumn): Category[] {
  const present = counts.reduce((sum, count) => sum + count, 0);
  return names.map((name, place) => {
    const count = counts[place] as number;
    return { name, count, share: present === 0 ? 0 : count / present };
  });
}
