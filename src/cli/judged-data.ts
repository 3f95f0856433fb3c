import * as v from "valibot";
import { checkApplicable } from "../base/applicable-options.ts";
import { InvalidInputError } from "../base/errors.ts";
import { describeOptions } from "../base/options.ts";
import { openDataFile } from "../data/data-file.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import { prepareDataset } from "../data/preparation/prepare-dataset.ts";
import { wholeOptions } from "../data/read-dataset.ts";
import { readOpenedTable } from "../data/read-table.ts";
import type { Model } from "../model/model.ts";
import { readAllExamples, wholeDataOptions } from "./data-argument.ts";
import { readInput } from "./data-input.ts";
import { type Flags, flagOf, givenOptions, settingsFromFlags } from "./flags.ts";
import { type FoundSurprise, SurpriseTally } from "./surprises.ts";

/** Examples to judge a model by, and what was made of the file they come from. */
export interface JudgedData {
  readonly dataset: Dataset<TargetColumn>;
  /** How many rows were left out, without a target that the model knows. */
  readonly leftOut: number;
  readonly surprises: readonly FoundSurprise[];
}

/** What a model with a preparation leaves open of a file. */
const preparedOptions = v.strictObject({
  header: wholeOptions.entries.header,
  encoding: wholeOptions.entries.encoding,
  maxUnpacked: wholeOptions.entries.maxUnpacked,
});
/** What its preparation says instead. */
const PREPARED = "a model without a preparation";

/**
 * The examples that a command line names, for a model: rows as they stand in a table, where it has a preparation.
 *
 * @throws InvalidInputError also for a flag that does nothing for such data or such a model
 */
export async function readJudgedData(model: Model, argument: string, flags: Flags): Promise<JudgedData> {
  const { preparation } = model.labels;
  if (preparation === undefined) {
    return { dataset: await readAllExamples(argument, flags, model.labels), leftOut: 0, surprises: [] };
  }
  const given = givenOptions(wholeDataOptions, flags);
  const { header, encoding, maxUnpacked } = settingsFromFlags(preparedOptions, flags);
  const file = openDataFile(await readInput(argument), maxUnpacked);
  checkOnlyReading(given);
  checkApplicable(preparedOptions, givenOptions(preparedOptions, flags), file, flagOf);
  const table = await readOpenedTable(file, header, encoding);
  const { dataset, surprises, leftOut } = prepareDataset(preparation, table);
  const tally = new SurpriseTally();
  tally.add(surprises, table);
  return { dataset, leftOut, surprises: tally.all() };
}

/** Refuses what the preparation has decided. */
function checkOnlyReading(given: Readonly<Record<string, unknown>>): void {
  const decided = describeOptions(wholeDataOptions).find(
    ({ name }) => given[name] !== undefined && !(name in preparedOptions.entries),
  );
  if (decided === undefined) return;
  throw new InvalidInputError({
    source: "option",
    where: flagOf(decided),
    expected: `${PREPARED} beside it`,
    received: "one with",
    hint: "The model knows how its target and its columns are read: leave it out.",
  });
}
