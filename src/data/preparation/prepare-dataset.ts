import { formatPlural } from "../../base/number-format.ts";
import { pickExamples, type TargetColumn } from "../columns.ts";
import { Dataset, type SourceRows } from "../dataset.ts";
import { invalidFile } from "../invalid-file.ts";
import type { RawTable } from "../table/raw-table.ts";
import { applyPreparation, type Surprise } from "./apply-preparation.ts";
import type { Preparation } from "./preparation.ts";
import { readTarget } from "./prepared-target.ts";
import { checkRows } from "./table-rows.ts";

/** Rows of a table as examples. */
export interface PreparedDataset {
  /** Features and target of the rows that have one, with the preparation. */
  readonly dataset: Dataset<TargetColumn>;
  /** Cells that the training rows had nothing like; empty where nothing was new. */
  readonly surprises: readonly Surprise[];
  /** How many rows were left out: they have no target, or a class that the training rows had not. */
  readonly leftOut: number;
}

/** Which rows of a table become examples, and what they have that no preparation knows of. */
export interface RowsToPrepare {
  /** Counted from 0; all where it is undefined. */
  readonly rows?: ArrayLike<number> | undefined;
  /** What the data set is called; the table's source by default. */
  readonly name?: string | undefined;
  /** How much each row of the table counts. */
  readonly weights?: Float64Array | undefined;
  /** The name of the group of each row of the table. */
  readonly groups?: readonly string[] | undefined;
  /** The target of each row of the table, in place of that of the preparation. */
  readonly target?: TargetColumn | undefined;
  /** The column of the target, where it is not the one that the preparation was fitted on. */
  readonly targetColumn?: string | undefined;
  /** How rows of the table are prepared by others than those that taught the preparation. */
  readonly prepareBy?: SourceRows["prepareBy"] | undefined;
}

/**
 * Rows of a table as examples for a network, as the training rows taught: to be trained on, or to judge a model by.
 *
 * @param rows the rows to read, counted from 0; all where it is undefined
 * @param name what the data set is called; the table's source by default
 * @throws InvalidInputError where the preparation has no target, the table lacks a column, or no row has a target
 */
export function prepareDataset(
  preparation: Preparation,
  table: RawTable,
  rows?: ArrayLike<number>,
  name?: string,
): PreparedDataset {
  return prepareExamples(preparation, table, { rows, name });
}

/**
 * {@link prepareDataset} of rows that have labels or weights, too.
 * @throws InvalidInputError as that does, and for weights that are all 0
 */
export function prepareExamples(
  preparation: Preparation,
  table: RawTable,
  { rows, name = table.source, weights, groups, target: given, targetColumn, prepareBy }: RowsToPrepare,
): PreparedDataset {
  const checked = checkRows(table, rows);
  const { known, target } =
    given === undefined
      ? readKnown(preparation, table, { rows: checked, column: targetColumn })
      : { known: Array.from(checked), target: pickExamples(given, checked) };
  const { names, values, surprises } = applyPreparation(preparation, table, known);
  const dataset = new Dataset<TargetColumn>({
    name,
    features: names.map((feature, index) => ({
      type: "number",
      name: feature,
      values: values[index] as Float64Array,
    })),
    target,
    weights: weights && Float64Array.from(known, (row) => weights[row] as number),
    groups: groups && known.map((row) => groups[row] as string),
    preparation,
    source: prepareBy && { rows: known, prepareBy },
  });
  return { dataset, surprises, leftOut: checked.length - known.length };
}

/** The rows of which the target is known, with their targets. */
function readKnown(
  preparation: Preparation,
  table: RawTable,
  { rows, column }: { readonly rows: ArrayLike<number>; readonly column: string | undefined },
): { readonly known: readonly number[]; readonly target: TargetColumn } {
  const { target } = preparation;
  const read =
    target === undefined || column === undefined
      ? preparation
      : { ...preparation, target: { ...target, name: column } };
  const { values, classNames } = readTarget(read, table, rows);
  const known = Array.from(rows).filter((_, place) => !Number.isNaN(values[place]));
  if (known.length === 0) {
    const expected = `a row with a known value of "${read.target?.name}"`;
    throw invalidFile(table.source, expected, `none among ${formatPlural(rows.length, "row")}`);
  }
  const present = values.filter((value) => !Number.isNaN(value));
  return { known, target: toTarget(preparation, classNames, present) };
}

function toTarget(
  { target }: Preparation,
  classNames: readonly string[],
  values: Float64Array,
): TargetColumn {
  const name = target?.name as string;
  if (target?.type === "number") return { type: "number", name, values };
  return { type: "category", name, values: Uint32Array.from(values), classNames };
}
