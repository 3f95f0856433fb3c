import { describeValue, InvalidInputError } from "../base/errors.ts";
import { checkPath } from "../base/files.ts";
import { ownName } from "../base/options.ts";
import { readNamed } from "./load-dataset.ts";
import { type FeatureOptions, readFeatureRows } from "./read-features.ts";

/**
 * Reads the features of examples whose classes are not known: the columns of a table that bear the names, or a matrix of
 * a `.mat` or `.npz` file with as many columns. The columns of a file without names are x1, x2, …; where that names no
 * features, and there are just as many columns, they are taken in their order.
 *
 * @param path the file; its first bytes say its format, or for a text its ending
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
  return readFeatureRows(await readNamed(path), featureNames, options, ownName);
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
