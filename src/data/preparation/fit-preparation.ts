import { InvalidInputError } from "../../base/errors.ts";
import { parseOptions } from "../../base/options.ts";
import type { RawTable } from "../table/raw-table.ts";
import { type AssessedColumn, assessColumns } from "./assess-columns.ts";
import { DAY } from "./dates.ts";
import { PREPARATION_VERSION, type Preparation, type PreparedColumn } from "./preparation.ts";
import {
  type PreparationOptions,
  type PreparationSettings,
  preparationOptions,
} from "./preparation-options.ts";
import { fitTarget } from "./prepared-target.ts";
import { fitScale } from "./scaling.ts";
import { momentsOf, quantileOf } from "./statistics.ts";
import { checkRows } from "./table-rows.ts";
import type { CodedColumn, MeasuredColumn } from "./typed-column.ts";

/**
 * Learns from training rows how the rows of such a table become features: types, categories, scales, and what stands in
 * for missing values. All other rows have no influence, whatever stands in them.
 *
 * @param rows the training rows, counted from 0; all rows of the table where it is undefined
 * @throws InvalidInputError for options that do not fit the table, or where no column is left to be a feature
 */
export function fitPreparation(
  table: RawTable,
  rows?: ArrayLike<number>,
  options: PreparationOptions = {},
): Preparation {
  const settings = parseOptions(preparationOptions, options);
  const checked = checkRows(table, rows);
  const assessed = assessColumns(table, checked, options);
  const target = assessed.find(({ use }) => use === "target");
  return {
    version: PREPARATION_VERSION,
    columns: prepareFeatures(assessed, settings, table.source),
    dropped: assessed.flatMap(({ name, use, finding }) =>
      use === "dropped" && finding !== undefined
        ? [{ name, finding: finding.kind, reason: finding.reason }]
        : [],
    ),
    ...(target === undefined ? {} : { target: fitTarget(target, checked, settings) }),
  };
}

function prepareFeatures(
  assessed: readonly AssessedColumn[],
  settings: PreparationSettings,
  source: string,
): PreparedColumn[] {
  const columns = assessed.flatMap((column) =>
    column.use === "feature" ? [prepareColumn(column, settings)] : [],
  );
  if (columns.length > 0) return columns;
  const dropped = assessed.filter(({ use }) => use === "dropped");
  const reasons = dropped.map(({ name, finding }) => `${name}: ${finding?.reason}`);
  const [first] = dropped;
  throw new InvalidInputError({
    source: "data",
    where: source,
    expected: "a column that can be a feature",
    received: reasons.length === 0 ? "none beside the target" : `none (${reasons.slice(0, 4).join("; ")})`,
    hint:
      first === undefined
        ? undefined
        : `A column that is given a type is kept, as by --column ${first.name}:${first.type}.`,
  });
}

/** How a column becomes features. */
export function prepareColumn(assessed: AssessedColumn, settings: PreparationSettings): PreparedColumn {
  const { name, cells, epoch } = assessed;
  const hasIndicator = assessed.missing > 0;
  if (cells.type === "category") return prepareCategories(cells, { name, hasIndicator, settings });
  if (cells.type === "boolean") {
    const trues = cells.sorted.reduce((sum, value) => sum + value, 0);
    return { type: "boolean", name, fill: 2 * trues > cells.sorted.length ? 1 : 0, hasIndicator };
  }
  if (cells.type === "number")
    return { type: "number", name, ...prepareNumbers(cells, settings), hasIndicator };
  const from = cells.sorted[0] as number;
  const days = inDays(cells, from);
  return { type: "date", name, from, epoch, ...prepareNumbers(days, settings), hasIndicator };
}

function prepareNumbers(cells: MeasuredColumn, { scaling, imputation }: PreparationSettings) {
  const fill = imputation === "mean" ? momentsOf(cells.values).mean : quantileOf(cells.sorted, 0.5);
  return { ...fitScale(cells, scaling), fill };
}

function inDays(cells: MeasuredColumn, from: number): MeasuredColumn {
  const toDays = (value: number): number => (value - from) / DAY;
  return { ...cells, values: cells.values.map(toDays), sorted: cells.sorted.map(toDays) };
}

/** The most frequent categories; of two that are equally frequent, the one whose name comes first. */
function prepareCategories(
  { names, counts }: CodedColumn,
  column: { readonly name: string; readonly hasIndicator: boolean; readonly settings: PreparationSettings },
): PreparedColumn {
  const { name, hasIndicator, settings } = column;
  const byCount = names
    .map((_, place) => place)
    .toSorted((a, b) => (counts[b] as number) - (counts[a] as number));
  const kept = new Set(byCount.slice(0, settings.maxCategories));
  const categories = names.filter((_, place) => kept.has(place));
  const isFilled = settings.missingCategories === "most-frequent";
  return {
    type: "category",
    name,
    categories,
    hasOther: categories.length < names.length,
    fill: isFilled ? categories.indexOf(names[byCount[0] as number] as string) : null,
    hasIndicator,
  };
}
