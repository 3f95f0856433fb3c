/** The column that is to be predicted: read for training, and predictions turned back into its units. */

import { describeValue, InvalidInputError } from "../../base/errors.ts";
import { columnIndex, type RawColumn, type RawTable } from "../table/raw-table.ts";
import type { AssessedColumn } from "./assess-columns.ts";
import type { Preparation, PreparedTarget } from "./preparation.ts";
import type { PreparationSettings } from "./preparation-options.ts";
import { scaleNumber } from "./scale.ts";
import { fitScale } from "./scaling.ts";
import { checkRows } from "./table-rows.ts";
import { toTargetUnits } from "./target-scale.ts";
import { categoryReader, measurementReader, toTwoCategories } from "./typed-column.ts";

/** A table's column of targets as numbers. */
export interface TargetValues {
  /**
   * One for each row: a number, on the scale of training where the preparation says so, or the index of a class. NaN where
   * there is none, or a class that the training rows had not: such rows can be neither trained on nor judged by.
   */
  readonly values: Float64Array;
  /** The names of the classes; none where the target is numbers. */
  readonly classNames: readonly string[];
}

/** Learns how the target is read. @throws InvalidInputError for a column that cannot be predicted */
export function fitTarget(
  assessed: AssessedColumn,
  rows: ArrayLike<number>,
  { scaleTarget }: PreparationSettings,
): PreparedTarget {
  const { name, column, cells, finding, isGiven } = assessed;
  const doubt = cells.type === "number" || isGiven ? undefined : finding;
  if (
    assessed.type === "date" ||
    assessed.distinct === 0 ||
    doubt?.kind === "text" ||
    doubt?.kind === "identifier"
  ) {
    throw new InvalidInputError({
      source: "data",
      where: `column "${name}"`,
      expected: "numbers or classes as the target",
      received: assessed.type === "date" ? "dates" : (finding?.reason ?? "no value"),
    });
  }
  if (cells.type === "number") {
    return { type: "number", name, ...fitScale(cells, scaleTarget ? "standard" : "none") };
  }
  if (cells.type === "category") return { type: "category", name, classNames: [...cells.names] };
  return { type: "boolean", name, classNames: [...toTwoCategories(column, cells, rows).names] };
}

/**
 * The targets of a table.
 *
 * @param rows the rows to read, counted from 0; all where it is undefined
 * @throws InvalidInputError where the preparation has no target, or the table no such column
 */
export function readTarget(
  preparation: Preparation,
  table: RawTable,
  rows?: ArrayLike<number>,
): TargetValues {
  const target = checkHasTarget(preparation);
  const column = table.columns[columnIndex(table, target.name)] as RawColumn;
  const read = readerOf(column, target);
  return {
    values: Float64Array.from(checkRows(table, rows), read),
    classNames: target.type === "number" ? [] : target.classNames,
  };
}

/** Predicted numbers in the units of the target's column: what {@link readTarget} did to them is undone. */
export function restoreTarget(preparation: Preparation, predictions: ArrayLike<number>): Float64Array {
  const target = checkHasTarget(preparation);
  if (target.type === "number") return toTargetUnits(predictions, preparation);
  throw new InvalidInputError({
    source: "data",
    where: `column "${target.name}"`,
    expected: "a target of numbers",
    received: `classes, of which there is nothing to restore`,
  });
}

function checkHasTarget({ target }: Preparation): PreparedTarget {
  if (target !== undefined) return target;
  throw new InvalidInputError({
    source: "data",
    where: "preparation",
    expected: "one with a target",
    received: describeValue(target),
    hint: "Name the column by the option target when it is fitted.",
  });
}

function readerOf(column: RawColumn, target: PreparedTarget): (row: number) => number {
  if (target.type === "number") return numberReader(column, target);
  if (target.type === "boolean") return measurementReader(column, "boolean");
  return classReader(column, target.classNames);
}

function numberReader(
  column: RawColumn,
  target: Extract<PreparedTarget, { type: "number" }>,
): (row: number) => number {
  const read = measurementReader(column, "number");
  return (row) => {
    const value = read(row);
    return Number.isNaN(value) ? value : scaleNumber(value, target);
  };
}

function classReader(column: RawColumn, classNames: readonly string[]): (row: number) => number {
  const read = categoryReader(column);
  const places = new Map<string | undefined, number>(classNames.map((name, place) => [name, place]));
  return (row) => places.get(read(row)) ?? Number.NaN;
}
