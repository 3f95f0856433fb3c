import * as v from "valibot";
import { checkApplicable } from "../base/applicable-options.ts";
import { InvalidInputError } from "../base/errors.ts";
import { describeOptions } from "../base/options.ts";
import { targetTypeOf } from "../data/align.ts";
import { openDataFile } from "../data/data-file.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import { prepareWhole } from "../data/preparation/prepare-whole.ts";
import { wholeOptions } from "../data/read-dataset.ts";
import { readOpenedTable } from "../data/read-table.ts";
import { CHOICE_BY_TYPE } from "../data/target-choice.ts";
import type { Model } from "../model/model.ts";
import { readWholeArgument, wholeDataOptions } from "./data-argument.ts";
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
  target: wholeOptions.entries.target,
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
    const { dataset } = await readWholeArgument(argument, flags, model.labels);
    return { dataset, leftOut: 0, surprises: [] };
  }
  const given = givenOptions(wholeDataOptions, flags);
  const { target, header, encoding, maxUnpacked } = settingsFromFlags(preparedOptions, flags);
  const file = openDataFile(await readInput(argument), maxUnpacked);
  checkOnlyReading(given);
  checkApplicable(preparedOptions, givenOptions(preparedOptions, flags), file, flagOf);
  const table = await readOpenedTable(file, header, encoding);
  const targetType = CHOICE_BY_TYPE[targetTypeOf(model.labels)];
  const { dataset, surprises, leftOut } = prepareWhole(table, model.labels, { target, targetType });
  const tally = new SurpriseTally();
  tally.add(surprises, table);
  return { dataset, leftOut: leftOut.target, surprises: tally.all() };
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
    hint: "The model knows how its columns are read: leave it out.",
  });
}
