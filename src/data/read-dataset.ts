import * as v from "valibot";
import { checkApplicable } from "../base/applicable-options.ts";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { type OptionNaming, parseOptions } from "../base/options.ts";
import { type DataLabels, targetTypeOf } from "./align.ts";
import { type ArrayNames, toArrayDatasets } from "./arrays/array-dataset.ts";
import { MAX_UNPACKED_BYTES } from "./compression/unpack-limit.ts";
import { type NamedBytes, type OpenedFile, openDataFile, readDataFile } from "./data-file.ts";
import type { DataSplit, Dataset, TargetColumn } from "./dataset.ts";
import { isDecimal } from "./decimal.ts";
import { ARRAYS_FILE, CSV_FILE, DATA_FILE, TABLE_FILE, TEXT_FILE, UNDIVIDED } from "./input-kinds.ts";
import { invalidFile } from "./invalid-file.ts";
import { joinParts } from "./join-parts.ts";
import { splitDataset, splitOptions } from "./split.ts";
import { columnNames, type RawTable } from "./table/raw-table.ts";
import { cellAt } from "./table/read-cells.ts";
import { toDataset } from "./table/table-dataset.ts";
import { findUsualTarget } from "./table/table-target.ts";
import { CHOICE_BY_TYPE, type TargetChoice, targetChoiceSchema } from "./target-choice.ts";
import { ENCODING_CHOICES } from "./text-encoding.ts";

/** The options that say how a file is read. */
const fileOptions = v.strictObject({
  target: targetOption("the last"),
  targetType: v.optional(targetTypeOption(), "classes"),
  weightColumn: v.optional(
    v.pipe(
      v.string(),
      v.description("name of the column that says how much each example counts"),
      v.metadata({ flag: "weight-column", placeholder: "column", appliesTo: TABLE_FILE }),
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
  encoding: v.optional(
    v.pipe(
      v.picklist(ENCODING_CHOICES),
      v.description(
        "how the text of the file is stored; latin1 is read as Windows-1252, which has all of it",
      ),
      v.metadata({ flag: "encoding", appliesTo: TEXT_FILE }),
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
        appliesTo: ARRAYS_FILE,
        defaultInWords: "X,y,Xval,yval",
      }),
    ),
  ),
  maxUnpacked: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.description("how many bytes the contents of a packed file may take in memory"),
      v.metadata({ flag: "max-unpacked", placeholder: "bytes", appliesTo: DATA_FILE }),
    ),
    MAX_UNPACKED_BYTES,
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
      v.metadata({ flag: "target", placeholder: "column", appliesTo: TABLE_FILE, defaultInWords: usual }),
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
      appliesTo: DATA_FILE,
      ...(usual === undefined ? {} : { defaultInWords: usual }),
    }),
  );
}

/** The options as a caller may give them: everything has a default. */
export type LoadOptions<Choice extends TargetChoice = "classes"> = Omit<
  v.InferInput<typeof loadOptions>,
  "targetType" | "variables"
> & {
  /** What the target of a table is read as, and so of which type the data sets are. */
  readonly targetType?: Choice | undefined;
  /** Features and labels to train on, then those to test on: `["X", "y"]` or `["X", "y", "Xval", "yval"]`. */
  readonly variables?: readonly string[] | undefined;
};

/**
 * The examples of a file, divided: those that it brings for testing are, and all others as {@link splitDataset} does.
 *
 * @param nameOf what the caller calls an option
 * @throws InvalidInputError naming file, line and column when it is damaged or not what it should be, or an option that
 *   does nothing for such a file
 * @throws UnsupportedError for what wellfit cannot read, with the way out
 */
export async function readSplit(
  file: NamedBytes,
  options: LoadOptions<TargetChoice>,
  nameOf: OptionNaming,
): Promise<DataSplit<TargetColumn>> {
  const { development, test: share, seed, ...settings } = parseOptions(loadOptions, options, nameOf);
  const { name } = file;
  const opened = openDataFile(file, settings.maxUnpacked);
  const checkKinds = (kinds: readonly string[]): void =>
    checkApplicable(loadOptions, options, { name, kinds }, nameOf);
  checkKinds([...opened.kinds, UNDIVIDED]);
  const { training, test, origin } = await readExamples(opened, settings);
  if (test === undefined) return { ...splitDataset(training, { development, test: share, seed }), origin };
  checkKinds(opened.kinds);
  return { name, training, test, origin };
}

/**
 * All examples of a file that {@link readSplit} reads, undivided, for a model that was trained before.
 *
 * @param nameOf what the caller calls an option
 * @param usual what the model's target is: that of a table, where the options do not say it, and its column by name
 *   where the file names its columns
 * @throws InvalidInputError also when there is no such column
 */
export async function readWhole(
  file: NamedBytes,
  options: v.InferInput<typeof wholeOptions>,
  nameOf: OptionNaming,
  usual: DataLabels,
): Promise<Dataset<TargetColumn>> {
  const settings = parseOptions(wholeOptions, options, nameOf);
  const targetType = settings.targetType ?? CHOICE_BY_TYPE[targetTypeOf(usual)];
  const { name } = file;
  const opened = openDataFile(file, settings.maxUnpacked);
  checkApplicable(wholeOptions, options, { name, kinds: opened.kinds }, nameOf);
  const { training, test } = await readExamples(opened, {
    ...settings,
    targetType,
    usualTarget: usual.targetName,
  });
  return joinParts(name, test === undefined ? [training] : [training, test]);
}

interface ReadExamples {
  /** As what the file was read, in words. */
  readonly origin: string;
  readonly training: Dataset<TargetColumn>;
  readonly test?: Dataset<TargetColumn>;
}

/** The examples of a file, with those for testing apart where it brings some. */
async function readExamples(opened: OpenedFile, settings: FileSettings): Promise<ReadExamples> {
  const { table, arrays, origin } = await readDataFile(opened, settings.header, settings.encoding);
  if (table !== undefined) {
    return { origin, training: toExamples(table, { ...settings, isCsv: opened.format === "csv" }) };
  }
  const { targetType } = settings;
  if (targetType === "labels") {
    throw new InvalidInputError({
      source: "data",
      where: "targetType (--target-type)",
      expected: `classes or number beside ${ARRAYS_FILE}`,
      received: "labels",
      hint: "Labels are read from the columns of a table.",
    });
  }
  const variables = settings.variables as ArrayNames | undefined;
  return { origin, ...toArrayDatasets(arrays, opened.name, { variables, targetType }) };
}

function toExamples(
  table: RawTable,
  settings: FileSettings & { readonly isCsv: boolean },
): Dataset<TargetColumn> {
  const { columns, source } = table;
  const { target, targetType, weightColumn, header, usualTarget, isCsv } = settings;
  if (columns.length < 2) {
    const received = `only ${columnNames(table).join(", ")}`;
    throw invalidFile(source, "at least two columns, features and classes", received);
  }
  const isNamed = target !== undefined || usualTarget === undefined;
  const named = isNamed ? target : findUsualTarget(table, usualTarget, targetType);
  const dataset = toDataset(table, source, { target: named, targetType, weightColumn });
  if (isCsv && header === "auto" && !table.hasNames) checkFirstLine(table, dataset);
  return dataset;
}

/**
 * Names that are numbers, as 2019, 2020, 2021, look like data. Where the first line's class would be the third and no
 * other line has it, the user is asked which they are, rather than told later of three classes without a reason.
 */
function checkFirstLine(table: RawTable, { target, classCounts }: Dataset<TargetColumn>): void {
  if (target.type !== "category") return;
  const own = target.values[0] as number;
  const isOdd = classCounts.length === 3 && classCounts.every((count, k) => (count === 1) === (k === own));
  if (!isOdd || !table.columns.every((column) => isDecimal(String(cellAt(column, 0))))) return;
  throw invalidFile(
    table.placeOf(0, 0).replace(/:1$/, ""),
    "a class that other lines have, too",
    describeValue(target.classNames[own]),
    "If the first line names the columns, say --header yes; if it is data, --header no.",
  );
}
