import { basename } from "node:path";
import * as v from "valibot";
import { checkApplicable } from "../base/applicable-options.ts";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { checkPath } from "../base/files.ts";
import { type OptionNaming, ownName, parseOptions } from "../base/options.ts";
import { type DataLabels, targetTypeOf } from "./align.ts";
import { toCsvDataset } from "./csv/csv-dataset.ts";
import type { CsvTable } from "./csv/csv-table.ts";
import { findUsualTarget } from "./csv/csv-target.ts";
import { kindOfFile, readDataFile } from "./data-file.ts";
import type { DataSplit, Dataset, TargetColumn } from "./dataset.ts";
import { isDecimal } from "./decimal.ts";
import { CSV_FILE, MAT_FILE, UNDIVIDED } from "./input-kinds.ts";
import { joinParts } from "./join-parts.ts";
import { type MatVariables, toMatDatasets } from "./mat/mat-dataset.ts";
import { splitDataset, splitOptions } from "./split.ts";
import {
  CHOICE_BY_TYPE,
  type TargetChoice,
  type TargetsByChoice,
  targetChoiceSchema,
} from "./target-choice.ts";

/** The options that say how a file is read. */
const fileOptions = v.strictObject({
  target: targetOption("the last"),
  targetType: v.optional(targetTypeOption(), "classes"),
  weightColumn: v.optional(
    v.pipe(
      v.string(),
      v.description("name of the column that says how much each example counts"),
      v.metadata({ flag: "weight-column", placeholder: "column", appliesTo: CSV_FILE }),
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

/** The options of {@link readWhole}. */
export const wholeOptions = v.strictObject({
  ...fileOptions.entries,
  target: targetOption("the model's; without a header, the last"),
  targetType: v.optional(targetTypeOption("the model's")),
});

/** The options of {@link loadDataset}. */
export const loadOptions = v.strictObject({ ...fileOptions.entries, ...splitOptions.entries });

/** What a file is read by: its options with their defaults, and what the target is called where none says it. */
type FileSettings = v.InferOutput<typeof fileOptions> & { readonly usualTarget?: string };

/** The option that names the target's column. @param usual what is taken without it, in words */
function targetOption(usual: string) {
  return v.optional(
    v.pipe(
      v.string(),
      v.description("name of the column to predict; of several with commas between them, for labels"),
      v.metadata({ flag: "target", placeholder: "column", appliesTo: CSV_FILE, defaultInWords: usual }),
    ),
  );
}

/** The option that says what the target is. @param usual what is taken without it, in words */
function targetTypeOption(usual?: string) {
  return v.pipe(
    targetChoiceSchema,
    v.description(
      "what the column to predict holds: a class, a number, or labels with semicolons between them",
    ),
    v.metadata({
      flag: "target-type",
      appliesTo: CSV_FILE,
      ...(usual === undefined ? {} : { defaultInWords: usual }),
    }),
  );
}

/** The options as a caller may give them: everything has a default. */
export type LoadOptions<Choice extends TargetChoice = "classes"> = Omit<
  v.InferInput<typeof loadOptions>,
  "targetType" | "variables"
> & {
  /** What the target of a CSV file is read as, and so of which type the data sets are. */
  readonly targetType?: Choice | undefined;
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
export async function loadDataset<Choice extends TargetChoice = "classes">(
  path: string,
  options: LoadOptions<Choice> = {},
): Promise<DataSplit<TargetsByChoice[Choice]>> {
  checkPath(path, "loadDataset");
  const split = await readDataset(path, options, ownName);
  return split as DataSplit<TargetsByChoice[Choice]>;
}

/** {@link loadDataset} for a caller who calls the options by names of their own. @param nameOf what they call one */
export async function readDataset(
  path: string,
  options: LoadOptions<TargetChoice>,
  nameOf: OptionNaming,
): Promise<DataSplit<TargetColumn>> {
  const { development, test: share, seed, ...settings } = parseOptions(loadOptions, options, nameOf);
  const name = basename(path);
  const checkKinds = (...kinds: string[]): void =>
    checkApplicable(loadOptions, options, { name, kinds }, nameOf);
  checkKinds(kindOfFile(path), UNDIVIDED);
  const { training, test } = await readExamples(path, settings);
  if (test === undefined) return splitDataset(training, { development, test: share, seed });
  checkKinds(kindOfFile(path));
  return { name, training, test };
}

/**
 * All examples of a file that {@link loadDataset} reads, undivided, for a model that was trained before.
 *
 * @param nameOf what the caller calls an option
 * @param usual what the model's target is: that of a CSV file, where the options do not say it, and its column by name
 *   where the file has a header
 * @throws InvalidInputError also when there is no such column
 */
export async function readWhole(
  path: string,
  options: v.InferInput<typeof wholeOptions>,
  nameOf: OptionNaming,
  usual: DataLabels,
): Promise<Dataset<TargetColumn>> {
  const settings = parseOptions(wholeOptions, options, nameOf);
  const targetType = settings.targetType ?? CHOICE_BY_TYPE[targetTypeOf(usual)];
  const name = basename(path);
  checkApplicable(wholeOptions, options, { name, kinds: [kindOfFile(path)] }, nameOf);
  const { training, test } = await readExamples(path, {
    ...settings,
    targetType,
    usualTarget: usual.targetName,
  });
  return joinParts(name, test === undefined ? [training] : [training, test]);
}

interface ReadExamples {
  readonly training: Dataset<TargetColumn>;
  readonly test?: Dataset<TargetColumn>;
}

/** The examples of a file, with those for testing apart where it brings some. */
async function readExamples(path: string, settings: FileSettings): Promise<ReadExamples> {
  const name = basename(path);
  const file = await readDataFile(path, settings.header);
  if (file.kind === CSV_FILE) return { training: toExamples(file.table, settings) };
  return toMatDatasets(file.mat, name, settings.variables as MatVariables | undefined);
}

function toExamples(table: CsvTable, settings: FileSettings): Dataset<TargetColumn> {
  const { columns, source } = table;
  const { target, targetType, weightColumn, header, usualTarget } = settings;
  if (columns.length < 2) {
    throw new InvalidInputError({
      source: "file",
      where: source,
      expected: "at least two columns, features and classes",
      received: `only ${columns.join(", ")}`,
    });
  }
  const isNamed = target !== undefined || usualTarget === undefined;
  const named = isNamed ? target : findUsualTarget(table, usualTarget, targetType);
  const dataset = toCsvDataset(table, source, { target: named, targetType, weightColumn });
  if (header === "auto" && !table.hasHeader) checkFirstLine(table, dataset);
  return dataset;
}

/**
 * Names that are numbers, as 2019, 2020, 2021, look like data. Where the first line's class would be the third and no
 * other line has it, the user is asked which they are, rather than told later of three classes without a reason.
 */
function checkFirstLine(
  { rows: [first], source }: CsvTable,
  { target, classCounts }: Dataset<TargetColumn>,
): void {
  if (target.type !== "category") return;
  const own = target.values[0] as number;
  const isOdd = classCounts.length === 3 && classCounts.every((count, k) => (count === 1) === (k === own));
  if (first === undefined || !isOdd || !first.cells.every(isDecimal)) return;
  throw new InvalidInputError({
    source: "file",
    where: `${source}:${first.line}`,
    expected: "a class that other lines have, too",
    received: describeValue(target.classNames[own]),
    hint: "If the first line names the columns, say --header yes; if it is data, --header no.",
  });
}
