import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import type * as v from "valibot";
import type { OptionTable } from "../base/options.ts";
import type { DataSplit, TargetColumn } from "../data/dataset.ts";
import type { LossName } from "../network/losses.ts";
import { addDescriptionFlag, descriptionPaths, repeatDescription } from "./column-flags.ts";
import { commandLineOf } from "./command-line.ts";
import { DATA_ARGUMENT, dataOptions, readDataArgument } from "./data-argument.ts";
import { describeData } from "./data-line.ts";
import {
  addFlags,
  addOutputFlags,
  type Flags,
  givenOptions,
  givenTraining,
  trainingFromGiven,
} from "./flags.ts";
import { createOutput, finishWithoutReader, type Output } from "./output.ts";
import { checkOutputPaths, type OutputPath } from "./output-path.ts";
import { toPlainLine } from "./plain-line.ts";
import { addPresetFlag } from "./preset-flag.ts";

/** Options by their own names, as they were given. */
export type Given = Readonly<Record<string, unknown>>;

/** What a command reads beside its flags. */
export interface Prepared {
  /** Settings that stand wherever no flag says otherwise. */
  readonly settings: Given;
}

/** What a command that trains has at hand when its flags and its data have been read. */
export interface TrainingTask<Settings, Base extends Prepared = Prepared> {
  readonly settings: Settings;
  /** The settings that were given, without defaults. */
  readonly given: Given;
  readonly prepared: Base;
  readonly data: DataSplit<TargetColumn>;
  /** What the command line calls the data. */
  readonly argument: string;
  readonly output: Output;
  /** The command line that does the same again. */
  readonly commandLine: string;
}

/** What a command line repeats: settings as their table names them, and flags that no table knows. */
export interface Repeated {
  readonly table: OptionTable;
  readonly settings: Given;
  readonly flags: readonly string[];
}

/** What a command can check before its data is read. */
export interface CheckedTask<Base extends Prepared = Prepared> {
  readonly given: Given;
  readonly prepared: Base;
}

/** What tells a command that trains from the others. */
export interface TrainingCommand<Base extends Prepared = Prepared> {
  readonly name: string;
  readonly description: string;
  /** Command lines for its help. */
  readonly example: string;
  readonly addOwnFlags?: (command: CommandUnknownOpts) => void;
  /** Where the flags say that something is to be written: checked before anything is done. */
  readonly outputsOf?: (flags: Flags) => readonly OutputPath[];
  /** Reads what the flags name beside the data. */
  readonly prepare?: (flags: Flags) => Promise<Base>;
  /** Refuses settings that contradict each other, before the data is read. */
  readonly check?: (task: CheckedTask<Base>, flags: Flags) => void;
  /** Whether the result alone is to be printed, as with --quiet. */
  readonly printsResultOnly?: (flags: Flags) => boolean;
  /** The losses that models are trained by, as far as they are given; by default that of the settings. */
  readonly lossesOf?: (task: CheckedTask<Base>) => readonly LossName[];
  /** What the command line repeats; by default the settings that differ from the table's defaults. */
  readonly repeat?: (prepared: Base, given: Given) => Repeated | undefined;
}

/** A command that takes data and settings of training: its flags come from `table` and from the reader's options. */
export function createTrainingCommand<Table extends OptionTable, Base extends Prepared = Prepared>(
  table: Table,
  definition: TrainingCommand<Base>,
  run: (task: TrainingTask<v.InferOutput<Table>, Base>, flags: Flags) => Promise<void>,
): CommandUnknownOpts {
  const { name, description, example, addOwnFlags } = definition;
  const command = new Command(name)
    .description(description)
    .argument("[data]", DATA_ARGUMENT, "football")
    .addHelpText("after", `\nExample:\n${example}`);
  addPresetFlag(command);
  addFlags(command, table, "Training:");
  addFlags(command, dataOptions, "Data:");
  addDescriptionFlag(command);
  addOwnFlags?.(command);
  addOutputFlags(command, true);
  command.action(async (argument: string, flags: Flags) => {
    const task = await readTask(table, definition, { argument, flags });
    for (const line of describeData(task.data)) task.output.printText(toPlainLine(line));
    await run(task, flags);
  });
  return command;
}

async function readTask<Table extends OptionTable, Base extends Prepared>(
  table: Table,
  {
    name,
    outputsOf,
    prepare,
    check,
    printsResultOnly,
    lossesOf = lossesGiven,
    repeat,
  }: TrainingCommand<Base>,
  { argument, flags }: { readonly argument: string; readonly flags: Flags },
): Promise<TrainingTask<v.InferOutput<Table>, Base>> {
  const prepared = (await prepare?.(flags)) ?? ({ settings: {} } as Base);
  const given = givenTraining(table, flags, prepared.settings);
  const settings = trainingFromGiven(table, given);
  check?.({ given, prepared }, flags);
  const output = createOutput(printsResultOnly?.(flags) === true ? { ...flags, quiet: true } : flags);
  const inputs = [argument, ...descriptionPaths(flags)];
  if (await checkOutputPaths(outputsOf?.(flags) ?? [], inputs)) finishWithoutReader();
  const data = await readDataArgument(argument, flags, lossesOf({ given, prepared }));
  const repeated = repeat?.(prepared, given) ?? { table, settings, flags: [] };
  const tables = [
    [repeated.table, repeated.settings],
    [dataOptions, givenOptions(dataOptions, flags)],
  ] as const;
  const further = [...repeatDescription(flags), ...repeated.flags];
  const commandLine = commandLineOf([name, argument], tables, further);
  return { settings, given, prepared, data, argument, output, commandLine };
}

/** The loss of the settings, where one is given. */
export function lossesGiven({ given: { loss } }: CheckedTask): readonly LossName[] {
  return loss === undefined ? [] : [loss as LossName];
}
