import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import type * as v from "valibot";
import type { OptionTable } from "../base/options.ts";
import type { DataSplit } from "../data/dataset.ts";
import { commandLineOf } from "./command-line.ts";
import { DATA_ARGUMENT, dataOptions, readDataArgument } from "./data-argument.ts";
import { describeData } from "./data-line.ts";
import {
  addFlags,
  addOutputFlags,
  addPresetFlag,
  type Flags,
  givenOptions,
  trainingFromFlags,
} from "./flags.ts";
import { createOutput, finishWithoutReader, type Output } from "./output.ts";
import { checkOutputPaths, type OutputPath } from "./output-path.ts";
import { toPlainLine } from "./plain-line.ts";

/** What a command that trains has at hand when its flags and its data have been read. */
export interface TrainingTask<Settings> {
  readonly settings: Settings;
  readonly data: DataSplit;
  readonly output: Output;
  /** The command line that does the same again. */
  readonly commandLine: string;
}

/** What tells a command that trains from the others. */
export interface TrainingCommand {
  readonly name: string;
  readonly description: string;
  /** Command lines for its help. */
  readonly example: string;
  readonly addOwnFlags?: (command: CommandUnknownOpts) => void;
  /** Where the flags say that something is to be written: checked before anything is done. */
  readonly outputsOf?: (flags: Flags) => readonly OutputPath[];
}

/** A command that takes data and settings of training: its flags come from `table` and from the reader's options. */
export function createTrainingCommand<Table extends OptionTable>(
  table: Table,
  definition: TrainingCommand,
  run: (task: TrainingTask<v.InferOutput<Table>>, flags: Flags) => Promise<void>,
): CommandUnknownOpts {
  const { name, description, example, addOwnFlags, outputsOf } = definition;
  const command = new Command(name)
    .description(description)
    .argument("[data]", DATA_ARGUMENT, "football")
    .addHelpText("after", `\nExample:\n${example}`);
  addPresetFlag(command);
  addFlags(command, table, "Training:");
  addFlags(command, dataOptions, "Data:");
  addOwnFlags?.(command);
  addOutputFlags(command, true);
  command.action(async (argument: string, flags: Flags) => {
    const settings = trainingFromFlags(table, flags);
    const output = createOutput(flags);
    if (await checkOutputPaths(outputsOf?.(flags) ?? [], [argument])) finishWithoutReader();
    const data = await readDataArgument(argument, flags);
    const tables = [
      [table, settings],
      [dataOptions, givenOptions(dataOptions, flags)],
    ] as const;
    const commandLine = commandLineOf([name, argument], tables);
    output.printText(toPlainLine(describeData(data)));
    await run({ settings, data, output, commandLine }, flags);
  });
  return command;
}
