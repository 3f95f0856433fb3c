import { parseOptions } from "../../base/options.ts";
import { type AssessedColumn, assessColumns } from "../preparation/assess-columns.ts";
import { featureNames } from "../preparation/feature-names.ts";
import { prepareColumn } from "../preparation/fit-preparation.ts";
import { PREPARATION_VERSION, type PreparedColumn } from "../preparation/preparation.ts";
import {
  type PreparationOptions,
  type PreparationSettings,
  preparationOptions,
} from "../preparation/preparation-options.ts";
import { checkRows } from "../preparation/table-rows.ts";
import { isPresent, type TypedColumn, toTwoCategories } from "../preparation/typed-column.ts";
import type { RawTable } from "../table/raw-table.ts";
import { associate } from "./association.ts";
import { countedClasses } from "./class-counts.ts";
import { categoriesOf, describeDates, describeNumbers, mostFrequent } from "./describe-values.ts";
import type { ColumnDescription, TableDescription } from "./description.ts";
import { findRelated } from "./related-features.ts";
import { countRepeatedRows } from "./repeated-rows.ts";
import { describeTreatment } from "./treatment.ts";
import { findWarnings } from "./warnings.ts";

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
    completeRows: countComplete(cells, table.rows),
    columns: assessed.map((column) => describeColumn(column, { target, settings, rows })),
    target: target === undefined ? null : describeTarget(target),
    related: findRelated(assessed, table.rows),
    warnings: findWarnings(assessed, target, repeatedRows),
  };
}

function countComplete(columns: readonly TypedColumn[], rows: number): number {
  let complete = 0;
  for (let row = 0; row < rows; row++) if (columns.every((cells) => isPresent(cells, row))) complete++;
  return complete;
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
  const prepared = use === "feature" ? prepareColumn(assessed, settings) : undefined;
  const association = use === "feature" && target !== undefined ? associate(cells, target.cells) : undefined;
  const classes = use === "target" ? undefined : countedClasses(target?.cells);
  const measured = cells.type !== "category" && cells.sorted.length > 0 ? cells : undefined;
  return {
    name,
    type,
    isGiven,
    use,
    features: prepared === undefined ? 0 : countFeatures(prepared),
    treatment: describeTreatment(assessed, prepared, settings),
    finding: finding ?? null,
    note: note ?? null,
    missing: { count: missing, share: missing / rows.length },
    unread,
    distinct,
    numbers: type === "number" && measured ? describeNumbers(measured, classes) : null,
    dates: type === "date" && measured ? describeDates(measured, classes) : null,
    categories: type === "category" || type === "boolean" ? mostFrequent(assessed, rows, classes) : null,
    association: association ?? null,
  };
}

function countFeatures(prepared: PreparedColumn): number {
  return featureNames({ version: PREPARATION_VERSION, columns: [prepared], dropped: [] }).length;
}
