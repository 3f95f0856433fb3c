import { formatPlural } from "../../base/number-format.ts";
import type { TargetColumn } from "../columns.ts";
import { Dataset } from "../dataset.ts";
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
  name: string = table.source,
): PreparedDataset {
  const checked = checkRows(table, rows);
  const targets = readTarget(preparation, table, checked);
  const known = Array.from(checked).filter((_, place) => !Number.isNaN(targets.values[place]));
  if (known.length === 0) {
    const expected = `a row with a known value of "${preparation.target?.name}"`;
    throw invalidFile(table.source, expected, `none among ${formatPlural(checked.length, "row")}`);
  }
  const { names, values, surprises } = applyPreparation(preparation, table, known);
  const dataset = new Dataset<TargetColumn>({
    name,
    features: names.map((feature, index) => ({
      type: "number",
      name: feature,
      values: values[index] as Float64Array,
    })),
    target: toTarget(
      preparation,
      targets.classNames,
      targets.values.filter((value) => !Number.isNaN(value)),
    ),
    preparation,
  });
  return { dataset, surprises, leftOut: checked.length - known.length };
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
