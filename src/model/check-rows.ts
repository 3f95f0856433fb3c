/** Examples to predict, checked. */

import { describeValue, InvalidInputError } from "../base/errors.ts";
import { listNames } from "../base/names.ts";
import type { DataLabels } from "../data/align.ts";
import { Dataset } from "../data/dataset.ts";

/**
 * Refuses anything but a list of rows with a finite number for each feature.
 *
 * @throws InvalidInputError naming the first row that is wrong
 */
export function checkRows(
  rows: unknown,
  { featureNames, preparation }: Pick<DataLabels, "featureNames" | "preparation">,
): asserts rows is readonly (readonly number[])[] {
  const inputs = featureNames.length;
  const features = `${inputs} finite features (${listNames(featureNames)})`;
  if (!Array.isArray(rows)) {
    const hint = rows instanceof Dataset ? "Its row(i) gives one; evaluate takes it whole." : undefined;
    throw invalidRows(`a list of rows of ${features}`, describeValue(rows), hint);
  }
  const hint = preparation && "Rows as they stand in a table are for predictTable, which prepares them.";
  for (const [index, row] of rows.entries()) {
    if (!Array.isArray(row)) throw invalidRows(features, `${describeValue(row)} as row ${index + 1}`, hint);
    if (row.length !== inputs) throw invalidRows(features, `${row.length} in row ${index + 1}`, hint);
    const bad = row.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw invalidRows(features, `${describeValue(row[bad])} in row ${index + 1}`, hint);
  }
}

/**
 * Refuses anything but a list with an array of finite numbers for each feature, all of one length.
 *
 * @throws InvalidInputError naming the first feature that is wrong
 */
export function checkColumns(
  columns: unknown,
  featureNames: readonly string[],
): asserts columns is readonly Float64Array[] {
  const expected = `${featureNames.length} columns of finite numbers (${listNames(featureNames)}), as long as each other`;
  if (!Array.isArray(columns)) throw invalidRows(expected, describeValue(columns));
  if (columns.length !== featureNames.length) throw invalidRows(expected, String(columns.length));
  for (const [index, column] of columns.entries()) {
    const name = `"${featureNames[index]}"`;
    if (!(column instanceof Float64Array))
      throw invalidRows(expected, `${describeValue(column)} for ${name}`);
    if (column.length !== (columns[0] as Float64Array).length)
      throw invalidRows(expected, `${column.length} numbers for ${name}`);
    const bad = column.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw invalidRows(expected, `${column[bad]} in row ${bad + 1} of ${name}`);
  }
}

/**
 * Refuses rows without a finite logit: an infinite one may have the wrong sign, since a part of its sum overflowed.
 *
 * @param before how many rows come before these
 */
export function checkNoOverflow(logits: Float64Array, outputs: number, before = 0): void {
  const bad = logits.findIndex((logit) => !Number.isFinite(logit));
  if (bad < 0) return;
  const received = `${logits[bad]} in row ${before + Math.floor(bad / outputs) + 1}`;
  const hint = "They are too large for this network: scale them, in its training data too.";
  throw invalidRows("features that give a finite logit", received, hint);
}

function invalidRows(expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "data", where: "examples to predict", expected, received, hint });
}
