import { basename } from "node:path";
import * as v from "valibot";
import { checkApplicable } from "../base/applicable-options.ts";
import { InvalidInputError } from "../base/errors.ts";
import { checkPath } from "../base/files.ts";
import { type OptionNaming, ownName, parseOptions } from "../base/options.ts";
import { toCsvDataset } from "./csv/csv-dataset.ts";
import { kindOfFile, readDataFile } from "./data-file.ts";
import type { DataSplit, Dataset } from "./dataset.ts";
import { CSV_FILE, MAT_FILE, UNDIVIDED } from "./input-kinds.ts";
import { joinParts } from "./join-parts.ts";
import { type MatDatasets, type MatVariables, toMatDatasets } from "./mat/mat-dataset.ts";
import { splitDataset, splitOptions } from "./split.ts";

/** The options for a file whose examples stay together. */
export const fileOptions = v.strictObject({
  target: v.optional(
    v.pipe(
      v.string(),
      v.description("name of the class column"),
      v.metadata({ flag: "target", placeholder: "column", appliesTo: CSV_FILE, defaultInWords: "the last" }),
    ),
  ),
  header: v.optional(
    v.pipe(
      v.picklist(["auto", "yes", "no"]),
      v.description("whether the first line names the columns"),
      v.metadata({ flag: "header", appliesTo: CSV_FILE }),
    ),
    "auto",
  ),
  variables: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^\w+$/))),
      v.check(({ length }) => length === 2 || length === 4),
      v.description("names of the features and labels to train on, and to test on"),
      v.metadata({
        flag: "variables",
        placeholder: "names",
        expected: "two or four names, as X,y or X,y,Xval,yval",
        appliesTo: MAT_FILE,
        defaultInWords: "X,y,Xval,yval",
      }),
    ),
  ),
});

/** The options of {@link loadDataset}. */
export const loadOptions = v.strictObject({ ...fileOptions.entries, ...splitOptions.entries });

/** What a file is read by: its options with their defaults. */
type FileSettings = v.InferOutput<typeof fileOptions>;

/** The options as a caller may give them: everything has a default. */
export type LoadOptions = Omit<v.InferInput<typeof loadOptions>, "variables"> & {
  /** Features and labels to train on, then those to test on: `["X", "y"]` or `["X", "y", "Xval", "yval"]`. */
  readonly variables?: readonly string[] | undefined;
};

/**
 * Reads a data file of this machine: `.mat` (MATLAB 5 to 7) or CSV. A file that brings no test examples is split as
 * {@link splitDataset} does.
 *
 * @param path the file; its ending says its format, `.mat` or anything else for CSV
 * @throws InvalidInputError naming file, line and column when it is missing, damaged or not what it should be, or an
 * option that does nothing for such a file
 * @throws UnsupportedError for what wellfit cannot read, with the way out
 */
export async function loadDataset(path: string, options: LoadOptions = {}): Promise<DataSplit> {
  checkPath(path, "loadDataset");
  return readDataset(path, options, ownName);
}

/** {@link loadDataset} for a caller who calls the options by names of their own. @param nameOf what they call one */
export async function readDataset(
  path: string,
  options: LoadOptions,
  nameOf: OptionNaming,
): Promise<DataSplit> {
  const { target, header, variables, ...split } = parseOptions(loadOptions, options, nameOf);
  const name = basename(path);
  const checkKinds = (...kinds: string[]): void =>
    checkApplicable(loadOptions, options, { name, kinds }, nameOf);
  checkKinds(kindOfFile(path), UNDIVIDED);
  const { training, test } = await readExamples(path, { target, header, variables });
  if (test === undefined) return splitDataset(training, split);
  checkKinds(kindOfFile(path));
  return { name, training, test };
}

/**
 * All examples of a file that {@link loadDataset} reads, undivided.
 *
 * @param nameOf what the caller calls an option
 */
export async function readWhole(
  path: string,
  options: v.InferInput<typeof fileOptions>,
  nameOf: OptionNaming,
): Promise<Dataset> {
  const settings = parseOptions(fileOptions, options, nameOf);
  const name = basename(path);
  checkApplicable(fileOptions, options, { name, kinds: [kindOfFile(path)] }, nameOf);
  const { training, test } = await readExamples(path, settings);
  return joinParts(name, test === undefined ? [training] : [training, test]);
}

/** The examples of a file, with those for testing apart where it brings some. */
async function readExamples(path: string, { target, header, variables }: FileSettings): Promise<MatDatasets> {
  const name = basename(path);
  const file = await readDataFile(path, header);
  if (file.kind === MAT_FILE) return toMatDatasets(file.mat, name, variables as MatVariables | undefined);
  const { table } = file;
  if (table.columns.length >= 2) return { training: toCsvDataset(table, name, target) };
  throw new InvalidInputError({
    source: "file",
    where: name,
    expected: "at least two columns, features and classes",
    received: `only ${table.columns.join(", ")}`,
  });
}
