import * as v from "valibot";
import { checkApplicable } from "../base/applicable-options.ts";
import { type OptionNaming, parseOptions } from "../base/options.ts";
import { toArrayRows } from "./arrays/array-dataset.ts";
import { type NamedBytes, openDataFile, readDataFile } from "./data-file.ts";
import { ARRAYS_FILE } from "./input-kinds.ts";
import { loadOptions } from "./read-dataset.ts";
import { toFeatureRows } from "./table/table-dataset.ts";

/** The options of {@link readFeatureRows}. */
export const featureOptions = v.strictObject({
  header: loadOptions.entries.header,
  encoding: loadOptions.entries.encoding,
  matrix: v.optional(
    v.pipe(
      v.string(),
      v.description("name of the variable with the features"),
      v.metadata({ flag: "matrix", placeholder: "name", appliesTo: ARRAYS_FILE }),
    ),
    "X",
  ),
  maxUnpacked: loadOptions.entries.maxUnpacked,
});

/** The options as a caller may give them: everything has a default. */
export type FeatureOptions = v.InferInput<typeof featureOptions>;

/**
 * The features of examples whose classes are not known: the columns of a table that bear the names, or a matrix of a file
 * of arrays with as many columns.
 *
 * @param featureNames the features in the order in which they are wanted
 * @param nameOf what the caller calls an option
 * @returns one row per example
 */
export async function readFeatureRows(
  file: NamedBytes,
  featureNames: readonly string[],
  options: FeatureOptions,
  nameOf: OptionNaming,
): Promise<number[][]> {
  const { header, encoding, matrix, maxUnpacked } = parseOptions(featureOptions, options, nameOf);
  const { name } = file;
  const opened = openDataFile(file, maxUnpacked);
  checkApplicable(featureOptions, options, { name, kinds: opened.kinds }, nameOf);
  const { table, arrays } = await readDataFile(opened, header, encoding);
  if (table !== undefined) return toFeatureRows(table, featureNames);
  return toArrayRows(arrays.get(matrix), featureNames, name);
}
