import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import * as v from "valibot";
import { checkApplicable } from "../base/applicable-options.ts";
import { openDataFile } from "../data/data-file.ts";
import { describeTable } from "../data/description/describe-table.ts";
import { preparationOptions } from "../data/preparation/preparation-options.ts";
import { loadOptions } from "../data/read-dataset.ts";
import { readOpenedTable } from "../data/read-table.ts";
import { addDescriptionFlag, descriptionFromFlags } from "./column-flags.ts";
import { readInput } from "./data-input.ts";
import { tellDescription } from "./describe-output.ts";
import { addFlags, addOutputFlags, type Flags, flagOf, givenOptions, settingsFromFlags } from "./flags.ts";
import { createOutput } from "./output.ts";

const EXAMPLE = `
Example:
  wellfit describe data.csv
  wellfit describe titanic.csv --target survived --column pclass:category`;

/** How the file is read, and which column is the target. */
const describeOptions = v.strictObject({
  target: preparationOptions.entries.target,
  columns: preparationOptions.entries.columns,
  header: loadOptions.entries.header,
  encoding: loadOptions.entries.encoding,
  maxUnpacked: loadOptions.entries.maxUnpacked,
});

/** `wellfit describe`: what there is in a file, column by column, and what would be done about it. */
export function describeCommand(): CommandUnknownOpts {
  const command = new Command("describe")
    .description("tell what a file's columns hold, what would be done about each, and what to look at first")
    .argument("<data>", "a data file, or - for standard input")
    .addHelpText("after", EXAMPLE);
  addFlags(command, describeOptions, "Data:");
  addDescriptionFlag(command);
  addOutputFlags(command, true);
  command.action(runDescribe);
  return command;
}

async function runDescribe(path: string, flags: Flags): Promise<void> {
  const { header, encoding, maxUnpacked } = settingsFromFlags(describeOptions, flags);
  const options = await descriptionFromFlags(flags);
  const file = openDataFile(await readInput(path), maxUnpacked);
  checkApplicable(describeOptions, givenOptions(describeOptions, flags), file, flagOf);
  const description = describeTable(await readOpenedTable(file, header, encoding), options);
  const output = createOutput(flags);
  if (flags.json) output.result(JSON.stringify(description, undefined, 2));
  else tellDescription(output, description);
}
