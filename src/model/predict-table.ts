import { InvalidInputError } from "../base/errors.ts";
import { applyPreparation, type Surprise } from "../data/preparation/apply-preparation.ts";
import type { RawTable } from "../data/table/raw-table.ts";
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
  const { values, surprises } = applyPreparation(preparation, table);
  return { predictions: model.predictColumns(values), surprises };
}
