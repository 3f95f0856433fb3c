import { InvalidInputError } from "../base/errors.ts";
import { applyPreparation, type Surprise } from "../data/preparation/apply-preparation.ts";
import type { RawTable } from "../data/table/raw-table.ts";
import { toFeatureColumns } from "../data/table/table-dataset.ts";
import type { Model } from "./model.ts";
import { checkModel } from "./model-entries.ts";

/** What a model says of the rows of a table. */
export interface TablePredictions {
  /** Rows × outputs, row after row, as {@link Model.predict} gives them. */
  readonly predictions: Float64Array;
  /** Cells that the training rows had nothing like; empty where nothing was new. */
  readonly surprises: readonly Surprise[];
}

/**
 * The predictions for rows as they stand in a table, before any preparation: the model brings its own.
 *
 * @param table any table with the columns that the model was trained on, in any order, among any others
 * @throws InvalidInputError when the model has no preparation, or the table lacks a column
 */
export function predictTable(model: Model, table: RawTable): TablePredictions {
  checkModel(model);
  const { preparation } = model.labels;
  if (preparation === undefined) {
    throw new InvalidInputError({
      source: "data",
      where: "predictTable",
      expected: "a model with a preparation, as one trained on a prepared table has",
      received: "one without",
      hint: "Its predict takes rows of numbers.",
    });
  }
  return predictRows(model, { table, firstRow: 0 });
}

/**
 * The predictions for some rows of a larger table. A model without a preparation takes columns of numbers, by the names of
 * its features.
 *
 * @param part rows, and how many stand before them, for messages
 * @throws InvalidInputError when the table lacks a column, or, without a preparation, naming the first cell that is no
 *   number; and when the network's sums overflow
 */
export function predictRows(
  model: Model,
  { table, firstRow }: { readonly table: RawTable; readonly firstRow: number },
): TablePredictions {
  const { preparation, featureNames } = model.labels;
  const { values, surprises } =
    preparation === undefined
      ? { values: toFeatureColumns(table, featureNames), surprises: [] }
      : applyPreparation(preparation, table);
  return { predictions: model.predictColumns(values, firstRow), surprises };
}
