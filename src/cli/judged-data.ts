import type { Dataset, TargetColumn } from "../data/dataset.ts";
import type { Model } from "../model/model.ts";
import { readWholeArgument } from "./data-argument.ts";
import type { Flags } from "./flags.ts";
import { type FoundSurprise, SurpriseTally } from "./surprises.ts";

/** Examples to judge a model by, and what was made of the file they come from. */
export interface JudgedData {
  readonly dataset: Dataset<TargetColumn>;
  /** How many rows were left out, without a target that the model knows. */
  readonly leftOut: number;
  readonly surprises: readonly FoundSurprise[];
}

/**
 * The examples that a command line names, for a model: rows as they stand in a table, where it has a preparation.
 *
 * @throws InvalidInputError also for a flag that does nothing for such data
 */
export async function readJudgedData(model: Model, argument: string, flags: Flags): Promise<JudgedData> {
  const { dataset, leftOut, surprises, table } = await readWholeArgument(argument, flags, model.labels);
  const tally = new SurpriseTally();
  if (table !== undefined) tally.add(surprises, table);
  return { dataset, leftOut: leftOut.target, surprises: tally.all() };
}
