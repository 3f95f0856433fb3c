import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import * as v from "valibot";
import { checkApplicable } from "../base/applicable-options.ts";
import { openDataFile } from "../data/data-file.ts";
import { wholeDataset } from "../data/datasets.ts";
import type { DataDescription } from "../data/description/data-description.ts";
import { describeTable } from "../data/description/describe-table.ts";
import { sampleOptions } from "../data/generators.ts";
import { preparationOptions } from "../data/preparation/preparation-options.ts";
import { loadOptions } from "../data/read-dataset.ts";
import { readOpenedTable } from "../data/read-table.ts";
import { fromDataset } from "../data/table/from-dataset.ts";
import type { RawTable } from "../data/table/raw-table.ts";
import { writeDescription } from "../report/description/write-description.ts";
import {
  addDescriptionFlag,
  descriptionFromFlags,
  descriptionPaths,
  repeatDescription,
} from "./column-flags.ts";
import { commandLineOf } from "./command-line.ts";
import { DATA_ARGUMENT, findBuiltIn } from "./data-argument.ts";
import { readInput } from "./data-input.ts";
import { tellDescription } from "./describe-output.ts";
import { addFlags, addOutputFlags, type Flags, flagOf, givenOptions, settingsFromFlags } from "./flags.ts";
import { createOutput, finishWithoutReader } from "./output.ts";
import { checkOutputPaths } from "./output-path.ts";
import { tellPage } from "./report-output.ts";

const EXAMPLE = `
Example:
  wellfit describe data.csv
  wellfit describe titanic.csv --target survived --column pclass:category
  wellfit describe titanic.csv --target survived --out titanic`;

/** How the data are read or made, and which column is the target. */
const describeOptions = v.strictObject({
  target: preparationOptions.entries.target,
  columns: preparationOptions.entries.columns,
  header: loadOptions.entries.header,
  encoding: loadOptions.entries.encoding,
  maxUnpacked: loadOptions.entries.maxUnpacked,
  ...sampleOptions.entries,
});

/** `wellfit describe`: what there is in a file, column by column, and what would be done about it. */
export function describeCommand(): CommandUnknownOpts {
  const command = new Command("describe")
    .description("tell what a file's columns hold, what would be done about each, and what to look at first")
    .argument("<data>", DATA_ARGUMENT)
    .addHelpText("after", EXAMPLE);
  addFlags(command, describeOptions, "Data:");
  addDescriptionFlag(command);
  command.option("--out <folder>", "folder for a page with the distribution of every column (default: none)");
  addOutputFlags(command, true);
  command.action(runDescribe);
  return command;
}

async function runDescribe(argument: string, flags: Flags): Promise<void> {
  settingsFromFlags(describeOptions, flags);
  const folder = flags.out as string | undefined;
  const inputs = [argument, ...descriptionPaths(flags)];
  if (await checkOutputPaths([{ flag: "--out", path: folder, kind: "folder" }], inputs))
    finishWithoutReader();
  const given = await descriptionFromFlags(flags);
  const { table, usual } = await readTableArgument(argument, flags);
  const description = describeTable(table, {
    target: given.target ?? usual.target,
    columns: { ...usual.columns, ...given.columns },
  });
  const output = createOutput(flags);
  if (!flags.json) tellDescription(output, description);
  if (folder !== undefined) {
    const tables = [[describeOptions, givenOptions(describeOptions, flags)]] as const;
    const further = [...repeatDescription(flags), "--out", folder];
    const command = commandLineOf(["describe", argument], tables, further);
    tellPage(output, folder, await writeDescription(description, folder, command));
  }
  if (flags.json) output.result(JSON.stringify(description, undefined, 2));
}

/** The table that a command line names, and what is known of it where nothing else is said. */
async function readTableArgument(
  argument: string,
  flags: Flags,
): Promise<{ readonly table: RawTable; readonly usual: DataDescription }> {
  const { header, encoding, maxUnpacked, examples, noise, classes, dataSeed } = settingsFromFlags(
    describeOptions,
    flags,
  );
  const { target: _, columns: _columns, ...given } = givenOptions(describeOptions, flags);
  const name = await findBuiltIn(argument, given, flagOf);
  if (name !== undefined) {
    const dataset = wholeDataset(name, { examples, noise, classes, dataSeed });
    const { name: target } = dataset.target;
    const table = fromDataset(dataset, "a data set of wellfit's own");
    return { table, usual: { target, columns: { [target]: "category" } } };
  }
  const file = openDataFile(await readInput(argument), maxUnpacked);
  checkApplicable(describeOptions, given, file, flagOf);
  return { table: await readOpenedTable(file, header, encoding), usual: {} };
}
