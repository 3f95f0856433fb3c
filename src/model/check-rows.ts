import { describeValue, InvalidInputError } from "../base/errors.ts";
import { listNames } from "../base/names.ts";
import type { DataLabels } from "../data/align.ts";
import { Dataset } from "../data/dataset.ts";
import type { NetworkSpec } from "../network/spec.ts";

/**
 * Refuses rows that a network cannot take.
 *
 * @throws InvalidInputError for anything but a list of rows, each with the network's number of finite features
 */
export function checkRows(
  rows: unknown,
  { spec: { inputs }, labels }: { readonly spec: NetworkSpec; readonly labels: DataLabels },
): void {
  const features = `${inputs} finite features (${listNames(labels.featureNames)})`;
  if (!Array.isArray(rows)) {
    const hint = rows instanceof Dataset ? "Its row(i) gives one; evaluate takes it whole." : undefined;
    throw invalidRows(`a list of rows of ${features}`, describeValue(rows), hint);
  }
  for (const [index, row] of rows.entries()) {
    if (!Array.isArray(row)) throw invalidRows(features, `${describeValue(row)} as row ${index + 1}`);
    if (row.length !== inputs) throw invalidRows(features, `${row.length} in row ${index + 1}`);
    const bad = row.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw invalidRows(features, `${describeValue(row[bad])} in row ${index + 1}`);
  }
}

/** The error for rows that cannot be predicted. */
export function invalidRows(expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "data", where: "examples to predict", expected, received, hint });
}
