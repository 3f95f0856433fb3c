import * as v from "valibot";
import { checkApplicable } from "../base/applicable-options.ts";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { type OptionNaming, parseOptions, type WithReadonlyLists } from "../base/options.ts";
import { type DataLabels, targetTypeOf } from "./align.ts";
import { type ArrayNames, toArrayDatasets } from "./arrays/array-dataset.ts";
import type { NamedArrays } from "./arrays/named-arrays.ts";
import { countClasses } from "./columns.ts";
import { MAX_UNPACKED_BYTES } from "./compression/unpack-limit.ts";
import type { HeaderChoice } from "./csv/csv-table.ts";
import { type NamedBytes, type OpenedFile, openDataFile, readDataFile } from "./data-file.ts";
import type { DataSplit, Dataset, TableReading, TargetColumn } from "./dataset.ts";
import { isDecimal } from "./decimal.ts";
import { ARRAYS_FILE, CSV_FILE, DATA_FILE, TABLE_FILE, TEXT_FILE, UNDIVIDED } from "./input-kinds.ts";
import { invalidFile } from "./invalid-file.ts";
import { joinParts } from "./join-parts.ts";
import { preparationOptions } from "./preparation/preparation-options.ts";
import { prepareSplit } from "./preparation/prepare-split.ts";
import { NOTHING_TO_TELL, prepareWhole } from "./preparation/prepare-whole.ts";
import { checkSplitColumns, splitColumnOptions } from "./split/column-options.ts";
import { splitDataset, splitOptions } from "./split.ts";
import type { RawTable } from "./table/raw-table.ts";
import { cellAt } from "./table/read-cells.ts";
import { CHOICE_BY_TYPE, type TargetChoice, targetChoiceSchema } from "./target-choice.ts";
import { ENCODING_CHOICES } from "./text-encoding.ts";

/** The options that say how a file is read. */
const fileOptions = v.strictObject({
  target: targetOption("the last"),
  targetType: v.optional(targetTypeOption("found out; classes in arrays")),
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

const { target: _, roles: __, scaleTarget, ...preparing } = preparationOptions.entries;

/** The options of {@link loadDataset}. */
export const loadOptions = v.strictObject({
  ...fileOptions.entries,
  ...preparing,
  scaleTarget: v.optional(scaleTarget.wrapped, true),
  ...splitOptions.entries,
  ...splitColumnOptions.entries,
});

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
function targetTypeOption(usual: string) {
  return v.pipe(
    targetChoiceSchema,
    v.description(
      "what the column to predict holds: a class, a number, or labels with semicolons between them",
    ),
    v.metadata({ flag: "target-type", appliesTo: DATA_FILE, defaultInWords: usual }),
  );
}

/** The options as a caller may give them: everything has a default. */
export type LoadOptions<Choice extends TargetChoice = TargetChoice> = Omit<
  WithReadonlyLists<v.InferInput<typeof loadOptions>>,
  "targetType"
> & {
  /** What the target of a table is read as, and so of which type the data sets are. */
  readonly targetType?: Choice | undefined;
};

/** What a table is taken for where its options do not say it. */
export type UsualTarget = Pick<LoadOptions, "targetType" | "scaleTarget">;

/**
 * The examples of a file, divided: those that it brings for testing are, and all others as {@link splitDataset} does. A table
 * is prepared by what its training rows teach.
 *
 * @param nameOf what the caller calls an option
 * @param usual what stands in for options of a table that are not given
 * @throws InvalidInputError naming file, line and column when it is damaged or not what it should be, or an option that
 *   does nothing for such a file
 * @throws UnsupportedError for what wellfit cannot read, with the way out
 */
export async function readSplit(
  file: NamedBytes,
  options: LoadOptions,
  nameOf: OptionNaming,
  usual: UsualTarget = {},
): Promise<DataSplit<TargetColumn>> {
  const settings = parseOptions(loadOptions, options, nameOf);
  const { header, encoding, variables, maxUnpacked, development, test: share, seed, ...others } = settings;
  const split = { development, test: share, seed };
  // Valibot passes over columns whose names every object has, such as "constructor": they are checked with the table.
  const reading = { ...others, columns: options.columns };
  const { name } = file;
  checkSplitColumns(loadOptions, options, nameOf);
  const opened = openDataFile(file, maxUnpacked);
  const checkKinds = (kinds: readonly string[]): void =>
    checkApplicable(loadOptions, options, { name, kinds }, nameOf);
  checkKinds([...opened.kinds, UNDIVIDED]);
  const { table, arrays, origin } = await readDataFile(opened, header, encoding);
  if (table !== undefined) {
    const checkTarget = asksForHeader(opened, header) ? checkFirstLine : undefined;
    return {
      ...prepareSplit(table, { ...reading, ...usualBeside(options, usual), split, checkTarget }),
      origin,
    };
  }
  const { training, test } = readArrays(arrays, name, { variables, targetType: reading.targetType });
  if (test === undefined) return { ...splitDataset(training, split), origin };
  checkKinds(opened.kinds);
  return { name, training, test, origin };
}

function usualBeside(options: LoadOptions, usual: UsualTarget): UsualTarget {
  const isOpen = ([name]: readonly [string, unknown]): boolean =>
    options[name as keyof UsualTarget] === undefined;
  return Object.fromEntries(Object.entries(usual).filter(isOpen));
}

/** Data for a model that was trained before. */
export interface WholeData extends TableReading {
  readonly dataset: Dataset<TargetColumn>;
  /** The rows as the file holds them; absent where it holds no table. */
  readonly table?: RawTable;
}

/**
 * All examples of a file that {@link readSplit} reads, undivided, for a model that was trained before. A table is prepared as
 * the model's training rows taught, where the model has a preparation.
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
): Promise<WholeData> {
  const settings = parseOptions(wholeOptions, options, nameOf);
  const { header, encoding, variables, maxUnpacked, ...reading } = settings;
  const targetType = reading.targetType ?? CHOICE_BY_TYPE[targetTypeOf(usual)];
  const { name } = file;
  const opened = openDataFile(file, maxUnpacked);
  checkApplicable(wholeOptions, options, { name, kinds: opened.kinds }, nameOf);
  const { table, arrays } = await readDataFile(opened, header, encoding);
  if (table !== undefined) {
    const checkTarget = asksForHeader(opened, header) ? checkFirstLine : undefined;
    return { ...prepareWhole(table, usual, { ...reading, targetType, checkTarget }), table };
  }
  const { training, test } = readArrays(arrays, name, { variables, targetType });
  const dataset = joinParts(name, test === undefined ? [training] : [training, test]);
  return { dataset, ...NOTHING_TO_TELL };
}

function readArrays(
  arrays: NamedArrays,
  name: string,
  { variables, targetType = "classes" }: Pick<v.InferOutput<typeof fileOptions>, "variables" | "targetType">,
): ReturnType<typeof toArrayDatasets> {
  if (targetType === "labels") {
    throw new InvalidInputError({
      source: "data",
      where: "targetType (--target-type)",
      expected: `classes or number beside ${ARRAYS_FILE}`,
      received: "labels",
      hint: "Labels are read from the columns of a table.",
    });
  }
  return toArrayDatasets(arrays, name, { variables: variables as ArrayNames | undefined, targetType });
}

/** Whether nobody says if the first line names the columns. */
function asksForHeader({ format }: OpenedFile, header: HeaderChoice): boolean {
  return format === "csv" && header === "auto";
}

/**
 * Names that are numbers, as 2019, 2020, 2021, look like data. Where the first line's class would be the third and no
 * other line has it, the user is asked which they are, rather than told later of three classes without a reason.
 */
function checkFirstLine(table: RawTable, target: TargetColumn): void {
  if (table.hasNames || target.type !== "category") return;
  const [own, classCounts] = [target.values[0] as number, countClasses(target)];
  const isOdd = classCounts.length === 3 && classCounts.every((count, k) => (count === 1) === (k === own));
  if (!isOdd || !table.columns.every((column) => isDecimal(String(cellAt(column, 0))))) return;
  throw invalidFile(
    table.placeOf(0, 0).replace(/:1$/, ""),
    "a class that other lines have, too",
    describeValue(target.classNames[own]),
    "If the first line names the columns, say --header yes; if it is data, --header no.",
  );
}
