import { extname } from "node:path";
import * as v from "valibot";
import { checkApplicable } from "../base/applicable-options.ts";
import { InvalidInputError } from "../base/errors.ts";
import { didYouMean } from "../base/names.ts";
import type { OptionNaming } from "../base/options.ts";
import { exists } from "../base/places.ts";
import type { DataLabels } from "../data/align.ts";
import type { DataSplit, TargetColumn } from "../data/dataset.ts";
import { builtInDataset, DATASET_NAMES, type DatasetName, kindsOf, wholeDataset } from "../data/datasets.ts";
import { sampleOptions } from "../data/generators.ts";
import { NOTHING_TO_TELL } from "../data/preparation/prepare-whole.ts";
import {
  loadOptions,
  readSplit,
  readWhole,
  type UsualTarget,
  type WholeData,
  wholeOptions,
} from "../data/read-dataset.ts";
import { type LossName, lossOfHead } from "../network/losses.ts";
import { descriptionFromFlags } from "./column-flags.ts";
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
 *
 * @param losses those that models are to be trained by, as far as they are given: they say what the target of a table is
 *   where no flag does
 * @throws InvalidInputError also for a flag that does nothing for such data
 */
export async function readDataArgument(
  argument: string,
  flags: Flags,
  losses: readonly LossName[] = [],
): Promise<DataSplit<TargetColumn>> {
  const settings = settingsFromFlags(dataOptions, flags);
  const described = await descriptionFromFlags(flags);
  const nameOf = namingOf(flags);
  const name = await findBuiltIn(argument, { ...givenOptions(dataOptions, flags), ...described }, nameOf);
  if (name === undefined) {
    const given = { ...givenOptions(loadOptions, flags), ...described };
    return readSplit(await readInput(argument), given, nameOf, targetFor(losses));
  }
  const { development, test, seed, examples, noise, classes, dataSeed } = settings;
  return builtInDataset(name, { examples, noise, classes, dataSeed }, { development, test, seed });
}

/** What a file of `--description` says goes by its name where something is wrong with it. */
function namingOf(flags: Flags): OptionNaming {
  return (option) => {
    const isFromFile = option.name === "target" || option.name === "columns";
    const isGiven = option.flag !== undefined && flags[option.flag] !== undefined;
    return isFromFile && !isGiven && flags.description !== undefined ? "--description" : flagOf(option);
  };
}

/** What the target of a table is to be for some losses: numbers for those of numbers, as they are for those of counts. */
function targetFor(losses: readonly LossName[]): UsualTarget {
  const isOfNumbers = losses.some((loss) => lossOfHead(loss, "regression") ?? lossOfHead(loss, "count"));
  const isOfCounts = losses.some((loss) => lossOfHead(loss, "count"));
  return { ...(isOfNumbers ? { targetType: "number" } : {}), ...(isOfCounts ? { scaleTarget: false } : {}) };
}

/**
 * The data that a command line names, undivided, for a model: a table is prepared as the model's training rows taught.
 *
 * @param labels the model's names: its target is that of a table, unless a flag names another
 * @throws InvalidInputError also for a flag that does nothing for such data
 */
export async function readWholeArgument(
  argument: string,
  flags: Flags,
  labels: DataLabels,
): Promise<WholeData> {
  const { examples, noise, classes, dataSeed } = settingsFromFlags(wholeDataOptions, flags);
  const name = await findBuiltIn(argument, givenOptions(wholeDataOptions, flags), flagOf);
  if (name !== undefined) {
    const dataset = wholeDataset(name, { examples, noise, classes, dataSeed });
    return { dataset, ...NOTHING_TO_TELL };
  }
  return readWhole(await readInput(argument), givenOptions(wholeOptions, flags), flagOf, labels);
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
  nameOf: OptionNaming = flagOf,
): Promise<DatasetName | undefined> {
  const name = DATASET_NAMES.find((known) => known === argument);
  if (name !== undefined) {
    checkApplicable(dataOptions, given, { name, kinds: kindsOf(name) }, nameOf);
    return name;
  }
  if (argument !== STANDARD_INPUT && extname(argument) === "" && !(await exists(argument)))
    throw unknownData(argument);
  checkApplicable(sampleOptions, given, { name: argument, kinds: [] }, nameOf);
  return undefined;
}

function unknownData(argument: string): InvalidInputError {
  return new InvalidInputError({
    source: "file",
    where: argument === "" ? '""' : argument,
    expected: DATA_ARGUMENT,
    received: "no such file",
    hint: didYouMean(argument, DATASET_NAMES),
  });
}
