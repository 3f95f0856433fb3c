import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { Option } from "@commander-js/extra-typings";
import type * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import {
  describeOptions,
  formatDefault,
  type OptionDescription,
  type OptionNaming,
  type OptionTable,
  parseOptions,
} from "../base/options.ts";
import { isDecimal } from "../data/decimal.ts";
import { type PresetName, type TrainSettings, trainOptionGroups, trainOptions } from "../train/options.ts";
import { checkMaskFitsGenerator, withKeepProbability } from "../train/resolve-settings.ts";
import { presetBeside } from "./preset-flag.ts";

/** Parsed flags by commander's names. */
export type Flags = Readonly<Record<string, unknown>>;

/** Longer lists of choices stand in a flag's description. */
const MAX_PLACEHOLDER_LENGTH = 28;

/** How the command line calls an option in messages: "--keep-prob". */
export const flagOf: OptionNaming = (option) => `--${option.flag ?? option.name}`;

/** Adds a flag for every entry of an option table that has one, under a heading of their own in help. */
export function addFlags(command: CommandUnknownOpts, table: OptionTable, heading: string): void {
  const training = new Map(describeOptions(trainOptions).map(({ name, flag }) => [name, flag]));
  for (const option of describeOptions(table)) {
    const { name, flag } = option;
    if (flag === undefined) continue;
    // A generator has a "noise" of its own, with another flag.
    const group = training.get(name) === flag ? groupOf(name) : undefined;
    command.addOption(toFlag(option, flag).helpGroup(group ?? heading));
  }
}

/** The heading of a setting of training; undefined for what belongs to none of its groups. */
function groupOf(name: string): string | undefined {
  const group = Object.entries(trainOptionGroups).find(([, names]) => names.includes(name));
  return group && `${group[0]}:`;
}

/** Adds the flags for what is printed. @param hasDocument whether the command's result can be had as JSON */
export function addOutputFlags(command: CommandUnknownOpts, hasDocument: boolean): void {
  if (hasDocument) command.option("--json", "print one JSON document and nothing else");
  command
    .option("--quiet", `print nothing but errors${hasDocument ? " and the document of --json" : ""}`)
    .option("--no-color", "print without colours");
}

/**
 * The settings that the flags of a command line ask for, complete.
 *
 * @param values the parsed command line, by commander's names of the flags
 * @throws InvalidInputError naming the flag that is wrong
 */
export function settingsFromFlags<Table extends OptionTable>(
  table: Table,
  values: Flags,
): v.InferOutput<Table> {
  return parseOptions(table, givenOptions(table, values), flagOf);
}

/**
 * The settings of training that were given: a preset comes first, then those of a file, and flags win over both. A
 * dropout rate becomes its keep probability.
 *
 * @param file settings of a file, where a dropout rate has become its keep probability
 */
export function givenTraining(
  table: OptionTable,
  values: Flags,
  file: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const given = { ...file, ...withKeepProbability(givenOptions(table, values), flagOf) };
  const preset = presetBeside(values.preset as PresetName | undefined, given);
  const applicable = Object.entries(preset).filter(([name]) => name in table.entries);
  return { ...Object.fromEntries(applicable), ...given };
}

/** Like {@link settingsFromFlags} for the settings of training, as {@link givenTraining} found them. */
export function trainingFromGiven<Table extends OptionTable>(
  table: Table,
  given: Readonly<Record<string, unknown>>,
): v.InferOutput<Table> {
  const settings = parseOptions(table, given, flagOf);
  checkMaskFitsGenerator(settings as TrainSettings, flagOf);
  return settings;
}

/** The entries of a table for which a flag was given, by their own names. */
export function givenOptions(table: OptionTable, values: Flags): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const option of describeOptions(table)) {
    if (option.flag === undefined) continue;
    const value = values[toCamelCase(option.flag)];
    if (value !== undefined) given[option.name] = value;
  }
  return given;
}

function toFlag(option: OptionDescription, flag: string): Option {
  const choices = option.choices.join("|");
  const isListed = option.kind === "choice" && choices.length <= MAX_PLACEHOLDER_LENGTH;
  const placeholder = isListed
    ? choices
    : (option.placeholder ?? (option.choices.length === 0 ? "value" : "name"));
  const remarks = [
    ...(option.kind === "choiceByName" ? ["again for each"] : []),
    ...(isListed || option.choices.length === 0 ? [] : [option.choices.join(", ")]),
    ...(option.appliesTo === undefined ? [] : [`for ${option.appliesTo}`]),
    ...(formatDefault(option) === undefined ? [] : [`default: ${formatDefault(option)}`]),
  ];
  const description = `${option.description}${remarks.length === 0 ? "" : ` (${remarks.join("; ")})`}`;
  const created = new Option(`--${flag} <${placeholder}>`, description);
  if (option.kind !== "choiceByName") return created.argParser((text: string) => readValue(option, text));
  return created.argParser((text: string, earlier: Readonly<Record<string, string>> | undefined) => ({
    ...earlier,
    ...readChoice(option, text),
  }));
}

/** A name and what is chosen for it, such as "age:number"; the name may have colons. */
function readChoice(option: OptionDescription, text: string): Readonly<Record<string, string>> {
  const colon = text.lastIndexOf(":");
  const choice = option.choices.find((known) => known === text.slice(colon + 1).trim());
  if (colon > 0 && choice !== undefined) return { [text.slice(0, colon).trim()]: choice };
  throw new InvalidInputError({
    source: "option",
    where: flagOf(option),
    expected: `a column and its type, such as age:number; types are ${option.choices.join(", ")}`,
    received: describeValue(text),
  });
}

/** The value of a flag's text. */
export function readValue(option: OptionDescription, text: string): unknown {
  const parts = text.trim() === "" ? [] : text.split(",").map((part) => part.trim());
  if (option.kind === "number") return readNumber(text);
  if (option.kind === "numbers") return parts.map(readNumber);
  if (option.kind === "boolean") return readBoolean(text);
  if (option.kind === "wordOrNumbers") return isDecimal(parts[0] ?? "") ? parts.map(readNumber) : text;
  if (option.kind === "numberPerLayer") return parts.length > 1 ? parts.map(readNumber) : readNumber(text);
  if (option.kind === "choicePerLayer") return parts.length > 1 ? parts : text;
  if (option.kind === "names") return parts;
  return text;
}

/** "true" or "false"; any other text stays as it is, for the table to refuse. */
function readBoolean(text: string): boolean | string {
  return text === "true" ? true : text === "false" ? false : text;
}

/** A decimal number; any other text, also of one too large for a float64, stays as it is, for the table to refuse. */
function readNumber(text: string): string | number {
  const value = Number(text);
  return isDecimal(text.trim()) && Number.isFinite(value) ? value : text;
}

function toCamelCase(flag: string): string {
  return flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
