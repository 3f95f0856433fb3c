import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import * as v from "valibot";
import { checkApplicable } from "../base/applicable-options.ts";
import { InvalidInputError } from "../base/errors.ts";
import { describeOptions } from "../base/options.ts";
import { evaluateHoldout } from "../compare/evaluation.ts";
import { targetTypeOf } from "../data/align.ts";
import { openDataFile } from "../data/data-file.ts";
import { prepareWhole } from "../data/preparation/prepare-whole.ts";
import { wholeOptions } from "../data/read-dataset.ts";
import { readOpenedTable } from "../data/read-table.ts";
import { CHOICE_BY_TYPE } from "../data/target-choice.ts";
import type { Model } from "../model/model.ts";
import { loadModel } from "../model/model-file.ts";
import { DATA_ARGUMENT, readWholeArgument, wholeDataOptions } from "./data-argument.ts";
import { readInput } from "./data-input.ts";
import { type JudgedData, tellEvaluation, toEvaluationDocument } from "./evaluate-output.ts";
import { addFlags, addOutputFlags, type Flags, flagOf, givenOptions, settingsFromFlags } from "./flags.ts";
import { createOutput } from "./output.ts";
import { SurpriseTally } from "./surprises.ts";

const EXAMPLE = `
Example:
  wellfit train data.csv --target kind -o model.wellfit
  wellfit evaluate model.wellfit holdout.csv`;

/** What a model with a preparation leaves open of a file. */
const preparedOptions = v.strictObject({
  header: wholeOptions.entries.header,
  encoding: wholeOptions.entries.encoding,
  maxUnpacked: wholeOptions.entries.maxUnpacked,
});
/** What its preparation says instead. */
const PREPARED = "a model without a preparation";

/** `wellfit evaluate`: how well a model does on examples that it was not trained on. */
export function evaluateCommand(): CommandUnknownOpts {
  const command = new Command("evaluate")
    .description("say how well a saved model does on examples that it was not trained on")
    .argument("<model>", "a model that train saved")
    .argument("<data>", DATA_ARGUMENT)
    .addHelpText("after", EXAMPLE);
  addFlags(command, wholeDataOptions, "Data:");
  addOutputFlags(command, true);
  command.action(runEvaluate);
  return command;
}

async function runEvaluate(modelPath: string, argument: string, flags: Flags): Promise<void> {
  const model = await loadModel(modelPath);
  const data = await readJudgedData(model, argument, flags);
  const evaluation = evaluateHoldout(model, data.dataset);
  const output = createOutput(flags);
  if (flags.json) {
    output.result(JSON.stringify(toEvaluationDocument(model, data, evaluation), undefined, 2));
  } else {
    tellEvaluation(output, { model, modelPath, data, evaluation });
  }
}

async function readJudgedData(model: Model, argument: string, flags: Flags): Promise<JudgedData> {
  const { preparation } = model.labels;
  if (preparation === undefined) {
    const { dataset } = await readWholeArgument(argument, flags, model.labels);
    return { dataset, leftOut: 0, surprises: [] };
  }
  const given = givenOptions(wholeDataOptions, flags);
  const { header, encoding, maxUnpacked } = settingsFromFlags(preparedOptions, flags);
  const file = openDataFile(await readInput(argument), maxUnpacked);
  checkOnlyReading(given);
  checkApplicable(preparedOptions, givenOptions(preparedOptions, flags), file, flagOf);
  const table = await readOpenedTable(file, header, encoding);
  const targetType = CHOICE_BY_TYPE[targetTypeOf(model.labels)];
  const { dataset, surprises, leftOut } = prepareWhole(table, model.labels, { targetType });
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
    hint: "The model knows how its target and its columns are read: leave it out.",
  });
}
