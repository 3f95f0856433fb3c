/** A table as training, development and test examples, prepared by what its training rows teach. */

import type { TargetColumn } from "../columns.ts";
import type { DataSplit } from "../dataset.ts";
import type { SplitColumns } from "../split/column-options.ts";
import { type DividedTable, divideTable } from "../split/divide-table.ts";
import type { PartName, PartShares } from "../split/divisible-rows.ts";
import { findLeaks } from "../split/find-leaks.ts";
import { checkHasFeatures, type RawTable } from "../table/raw-table.ts";
import type { Surprise } from "./apply-preparation.ts";
import type { PreparedDataset } from "./prepare-dataset.ts";
import { type Examples, type ExamplesOptions, preparerBy, readExamples } from "./table-examples.ts";

/** How {@link prepareSplit} reads a table. */
export interface PreparedSplitOptions extends ExamplesOptions {
  /** How its rows are divided; which columns say so is among the other options. */
  readonly split: PartShares & { readonly seed: number };
}

/**
 * Reads the target, divides the rows that have one, learns from the training rows how rows become features, and makes the
 * examples of every part. What stands in the features of other rows has no influence on the preparation, nor, where numbers
 * are predicted, what stands in their targets.
 *
 * @throws InvalidInputError for options that do not fit the table, or a target that cannot be predicted
 */
export function prepareSplit(
  whole: RawTable,
  { split, ...options }: PreparedSplitOptions,
): DataSplit<TargetColumn> {
  const { source: name } = whole;
  checkHasFeatures(whole);
  const examples = readExamples(whole, options);
  const { parts: rows, leftOut } = divide(examples, { ...options, ...split });
  const prepare = preparerBy(examples, rows.training);
  const made = (["training", "development", "test"] as const)
    .filter((part) => rows[part].length > 0)
    .map((part) => [part, prepare(`${name} (${part})`, rows[part])] as const);
  const parts = Object.fromEntries(made.map(([part, { dataset }]) => [part, dataset]));
  const data = { name, ...(parts as Pick<DataSplit<TargetColumn>, PartName>) };
  const unknown = made.reduce((sum, [, part]) => sum + part.leftOut, 0);
  return {
    ...data,
    ...(options.timeColumn === undefined ? {} : { order: "time" }),
    reading: {
      leftOut: { ...leftOut, target: whole.rows - examples.table.rows + unknown },
      surprises: joinSurprises(
        made.map(([, part]) => part),
        examples.rows,
      ),
      leaks: findLeaks(data, { ...examples, ...options, rows: rowsOf(data) }),
    },
  };
}

/** Divides the rows of a table all of which have a target. */
function divide(
  { table, target }: Examples,
  split: PreparedSplitOptions["split"] & SplitColumns & Pick<ExamplesOptions, "columns">,
): DividedTable {
  const { type } = target;
  const hasClasses = type === "category";
  const classes = hasClasses ? target.values : new Uint32Array(table.rows);
  return divideTable(table, { classes, classNames: hasClasses ? target.classNames : [] }, split);
}

/** The row of the table that each example was made of. */
function rowsOf(
  data: Pick<DataSplit<TargetColumn>, PartName>,
): Readonly<Record<PartName, ArrayLike<number>>> {
  const rows = (part: PartName): ArrayLike<number> => data[part]?.source?.rows ?? [];
  return { training: rows("training"), development: rows("development"), test: rows("test") };
}

/** Those of the same kind in the same column as one, with its row in the whole table. */
function joinSurprises(parts: readonly PreparedDataset[], rows: ArrayLike<number>): Surprise[] {
  const surprises = parts.flatMap((part) => part.surprises);
  const groups = Map.groupBy(surprises, ({ column, kind }) => JSON.stringify([column, kind]));
  return [...groups.values()].map((same) => ({
    ...(same[0] as Surprise),
    count: same.reduce((sum, { count }) => sum + count, 0),
    firstRow: rows[Math.min(...same.map(({ firstRow }) => firstRow))] as number,
  }));
}
