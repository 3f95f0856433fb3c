import { basename } from "node:path";
import * as v from "valibot";
import { checkApplicable } from "../base/applicable-options.ts";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { checkPath } from "../base/files.ts";
import { type OptionNaming, ownName, parseOptions } from "../base/options.ts";
import { toFeatureRows } from "./csv/csv-dataset.ts";
import { kindOfFile, readDataFile } from "./data-file.ts";
import { CSV_FILE, MAT_FILE } from "./input-kinds.ts";
import { loadOptions } from "./load-dataset.ts";
import { toMatRows } from "./mat/mat-dataset.ts";

/** The options of {@link loadFeatureRows}. */
export const featureOptions = v.strictObject({
  header: loadOptions.entries.header,
  matrix: v.optional(
    v.pipe(
      v.string(),
      v.description("name of the variable with the features"),
      v.metadata({ flag: "matrix", placeholder: "name", appliesTo: MAT_FILE }),
    ),
    "X",
  ),
});

/** The options as a caller may give them: everything has a default. */
export type FeatureOptions = v.InferInput<typeof featureOptions>;

/**
 * Reads the features of examples whose classes are not known: the columns of a CSV file that bear the names, or a matrix
 * of a `.mat` file with as many columns. The columns of a CSV file without a header are x1, x2, …; where that names no
 * features, and there are just as many columns, they are taken in their order.
 *
 * @param path the file; its ending says its format, `.mat` or anything else for CSV
 * @param featureNames the features in the order in which they are wanted
 * @returns one row per example
 * @throws InvalidInputError naming file, line and column when it is missing, damaged or not what it should be, or an
 * option that does nothing for such a file
 * @throws UnsupportedError for what wellfit cannot read, with the way out
 */
export async function loadFeatureRows(
  path: string,
  featureNames: readonly string[],
  options: FeatureOptions = {},
): Promise<number[][]> {
  checkPath(path, "loadFeatureRows");
  checkNames(featureNames);
  return readFeatureRows(path, featureNames, options, ownName);
}

/** {@link loadFeatureRows} for a caller who calls the options by names of their own. @param nameOf what they call one */
export async function readFeatureRows(
  path: string,
  featureNames: readonly string[],
  options: FeatureOptions,
  nameOf: OptionNaming,
): Promise<number[][]> {
  const { header, matrix } = parseOptions(featureOptions, options, nameOf);
  const name = basename(path);
  checkApplicable(featureOptions, options, { name, kinds: [kindOfFile(path)] }, nameOf);
  const file = await readDataFile(path, header);
  if (file.kind === CSV_FILE) return toFeatureRows(file.table, featureNames);
  return toMatRows(file.mat.get(matrix), featureNames, name);
}

/** Callers without types may forget them, or give only one. */
function checkNames(featureNames: unknown): void {
  const isList = Array.isArray(featureNames) && featureNames.length > 0;
  if (isList && featureNames.every((name) => typeof name === "string")) return;
  throw new InvalidInputError({
    source: "data",
    where: "loadFeatureRows",
    expected: "the names of the features, as in model.labels.featureNames",
    received: describeValue(featureNames),
  });
}
