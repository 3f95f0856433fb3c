/** A table as examples for a model that was trained before. */

import { InvalidInputError } from "../../base/errors.ts";
import { type DataLabels, targetTypeOf } from "../align.ts";
import type { TargetColumn } from "../columns.ts";
import type { Dataset, TableReading } from "../dataset.ts";
import { checkHasFeatures, type RawTable } from "../table/raw-table.ts";
import { toDataset } from "../table/table-dataset.ts";
import { findTargets, findUsualTarget, readTarget } from "../table/table-target.ts";
import { findWeights, readWeights } from "../table/table-weights.ts";
import { CHOICE_BY_TYPE, type TargetChoice } from "../target-choice.ts";
import { prepareExamples } from "./prepare-dataset.ts";

/** Of data whose rows are all examples, as they are. */
export const NOTHING_TO_TELL: TableReading = {
  leftOut: { target: 0, group: 0, time: 0 },
  surprises: [],
  leaks: [],
};

/** How {@link prepareWhole} reads a table. */
export interface WholeTableOptions {
  /** The name of the target's column; by default the model's, or the last of a table without names. */
  readonly target?: string | undefined;
  readonly targetType: TargetChoice;
  readonly weightColumn?: string | undefined;
  /** Looks at the target of a table that no preparation reads. */
  readonly checkTarget?: ((table: RawTable, target: TargetColumn) => void) | undefined;
}

/**
 * All rows of a table as examples: prepared as the training rows of a model taught, or, for a model without a preparation,
 * as the numbers that they hold.
 *
 * @param labels what the model calls its features and its target
 * @throws InvalidInputError when the table lacks a column that the model needs, or the target is of another kind
 */
export function prepareWhole(
  table: RawTable,
  labels: DataLabels,
  options: WholeTableOptions,
): TableReading & { readonly dataset: Dataset<TargetColumn> } {
  const { preparation } = labels;
  checkHasFeatures(table);
  if (preparation === undefined) return { dataset: readNumbers(table, labels, options), ...NOTHING_TO_TELL };
  checkTargetType(labels, options.targetType);
  const { weightColumn } = options;
  const target =
    options.target ??
    findUsualTarget(table, labels.targetName, options.targetType) ??
    preparation.target?.name;
  const places = findTargets(table, target, options.targetType);
  const weightPlace = findWeights(table, weightColumn, places);
  const { dataset, surprises, leftOut } = prepareExamples(preparation, table, {
    weights: weightPlace === undefined ? undefined : readWeights(table, weightPlace),
    // Labels, which no preparation reads, are read as they are.
    ...(preparation.target === undefined
      ? { target: readTarget(table, places, { choice: options.targetType, dataset: table.source }) }
      : { targetColumn: target }),
  });
  return { dataset, surprises, leftOut: { ...NOTHING_TO_TELL.leftOut, target: leftOut }, leaks: [] };
}

function readNumbers(
  table: RawTable,
  { targetName }: DataLabels,
  { target, targetType, weightColumn, checkTarget }: WholeTableOptions,
): Dataset<TargetColumn> {
  const named = target ?? findUsualTarget(table, targetName, targetType);
  const dataset = toDataset(table, table.source, { target: named, targetType, weightColumn });
  checkTarget?.(table, dataset.target);
  return dataset;
}

function checkTargetType(labels: DataLabels, received: TargetChoice): void {
  const expected = CHOICE_BY_TYPE[targetTypeOf(labels)];
  if (received === expected) return;
  throw new InvalidInputError({
    source: "option",
    where: "targetType (--target-type)",
    expected: `${expected}, as the model predicts`,
    received,
  });
}
