import { extname } from "node:path";
import * as v from "valibot";
import { checkApplicable } from "../base/applicable-options.ts";
import { InvalidInputError } from "../base/errors.ts";
import { nearestName } from "../base/names.ts";
import { exists } from "../base/places.ts";
import type { DataLabels } from "../data/align.ts";
import { checkClasses } from "../data/check-dataset.ts";
import type { DataSplit, Dataset, TargetColumn } from "../data/dataset.ts";
import { builtInDataset, DATASET_NAMES, type DatasetName, kindsOf, wholeDataset } from "../data/datasets.ts";
import { sampleOptions } from "../data/generators.ts";
import { loadOptions, readSplit, readWhole, wholeOptions } from "../data/read-dataset.ts";
import { readInput, STANDARD_INPUT } from "./data-input.ts";
import { type Flags, flagOf, givenOptions, settingsFromFlags } from "./flags.ts";

/** The flags of the data argument: how a file is read and divided, and what a generator makes. */
export const dataOptions = v.strictObject({ ...loadOptions.entries, ...sampleOptions.entries });

/** The flags of the data argument where its examples stay together. */
export const wholeDataOptions = v.strictObject({ ...wholeOptions.entries, ...sampleOptions.entries });

/** How the data argument reads in help. */
export const DATA_ARGUMENT: string = `a data file, - for standard input, or one of ${DATASET_NAMES.join(", ")}`;

/**
 * The data that a command line names, divided: one of wellfit's own, or a file.
 * @throws InvalidInputError also for a flag that does nothing for such data
 */
export async function readDataArgument(argument: string, flags: Flags): Promise<DataSplit<TargetColumn>> {
  const settings = settingsFromFlags(dataOptions, flags);
  const name = await findBuiltIn(argument, givenOptions(dataOptions, flags));
  if (name === undefined)
    return readSplit(await readInput(argument), givenOptions(loadOptions, flags), flagOf);
  const { development, test, seed, examples, noise, classes, dataSeed } = settings;
  return builtInDataset(name, { examples, noise, classes, dataSeed }, { development, test, seed });
}

/**
 * The data that a command line names, undivided, for a model.
 *
 * @param labels the model's names: its target is that of a CSV file with a header, unless a flag names another
 * @throws InvalidInputError also for a flag that does nothing for such data
 */
export async function readWholeArgument(
  argument: string,
  flags: Flags,
  labels: DataLabels,
): Promise<Dataset> {
  const { examples, noise, classes, dataSeed } = settingsFromFlags(wholeDataOptions, flags);
  const name = await findBuiltIn(argument, givenOptions(wholeDataOptions, flags));
  if (name !== undefined) return wholeDataset(name, { examples, noise, classes, dataSeed });
  const dataset = await readWhole(
    await readInput(argument),
    givenOptions(wholeOptions, flags),
    flagOf,
    labels,
  );
  checkClasses(dataset);
  return dataset;
}

/**
 * The data set of wellfit's own that is named; undefined for a file, whose other flags are checked where it is read.
 *
 * @param given the options of {@link dataOptions} that were given; none by default
 * @throws InvalidInputError for an option that does nothing for such data, or where there is neither
 */
export async function findBuiltIn(
  argument: string,
  given: Readonly<Record<string, unknown>> = {},
): Promise<DatasetName | undefined> {
  const name = DATASET_NAMES.find((known) => known === argument);
  if (name !== undefined) {
    checkApplicable(dataOptions, given, { name, kinds: kindsOf(name) }, flagOf);
    return name;
  }
  if (argument !== STANDARD_INPUT && extname(argument) === "" && !(await exists(argument)))
    throw unknownData(argument);
  checkApplicable(sampleOptions, given, { name: argument, kinds: [] }, flagOf);
  return undefined;
}

function unknownData(argument: string): InvalidInputError {
  const nearest = nearestName(argument, DATASET_NAMES);
  const suggestion = nearest === undefined ? undefined : `Did you mean "${nearest}"?`;
  return new InvalidInputError({
    source: "file",
    where: argument === "" ? '""' : argument,
    expected: DATA_ARGUMENT,
    received: "no such file",
    hint: suggestion,
  });
}
