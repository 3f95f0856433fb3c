/**
 * Option tables: one declarative valibot schema per options object. The checks, the texts of errors, the flags of
 * the command line, its help and the reference table in the docs are all read from it, so they cannot disagree.
 */

import * as v from "valibot";
import { describeValue, InvalidInputError } from "./errors.ts";
import { didYouMean } from "./names.ts";

type AnySchema = v.GenericSchema;

/** A table of options: every entry optional or required, nothing beside them accepted. */
export type OptionTable = v.StrictObjectSchema<Record<string, v.GenericSchema>, undefined>;

/** What an entry carries beside its type, by `v.metadata({…})`. */
export interface OptionMetadata {
  /** The flag of the command line, without dashes; an entry without one cannot be given there. */
  readonly flag?: string;
  /** What stands for the value in help: "<rate>". */
  readonly placeholder?: string;
  /** A default that depends on the input: "the last". */
  readonly defaultInWords?: string;
  /** The accepted values in words, where the schema's own checks do not say it well. */
  readonly expected?: string;
  /** What a person who gave a wrong value should know: a full sentence. */
  readonly hint?: string;
  /** The only input that the option does anything for, in words: "a CSV file". */
  readonly appliesTo?: string;
}

/** What kind of value an option takes, as far as a text field or a flag needs to know. */
export type OptionKind =
  | "number"
  | "numbers"
  | "numberPerLayer"
  | "wordOrNumbers"
  | "names"
  | "choice"
  | "choicePerLayer"
  | "boolean"
  | "choiceByName"
  | "text";

/** An entry of an option table, read from its schema. */
export interface OptionDescription extends OptionMetadata {
  readonly name: string;
  readonly kind: OptionKind;
  /** The names to choose from, where `kind` is "choice", "choicePerLayer" or "choiceByName". */
  readonly choices: readonly string[];
  /** The accepted values in words: "a number greater than 0 and at most 1". */
  readonly expected: string;
  readonly description: string;
  /** The value taken when none is given; undefined where nothing is. */
  readonly default: unknown;
}

/** Options whose lists may be read-only. */
export type WithReadonlyLists<Options> = {
  readonly [Name in keyof Options]: Options[Name] extends infer Value
    ? Value extends readonly (infer Item)[]
      ? readonly Item[]
      : Value
    : never;
};

/** How a caller calls an option in messages: the library by its name, the command line by its flag. */
export type OptionNaming = (option: OptionDescription) => string;

/** The naming of the library. */
export const ownName: OptionNaming = (option) => option.name;

/** Every entry of a table, in its order. */
export function describeOptions(table: OptionTable): readonly OptionDescription[] {
  return Object.keys(table.entries).map((name) => describeOption(table, name));
}

/** The default of an entry as it is typed on a command line, "20,3", or in words; undefined where there is none. */
export function formatDefault(option: OptionDescription): string | undefined {
  return option.default === undefined ? option.defaultInWords : formatValue(option.default);
}

/** The value of an option as it is typed on a command line. */
export function formatValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(formatValue).join(",");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** One entry of a table. */
export function describeOption(table: OptionTable, name: string): OptionDescription {
  const entry = table.entries[name] as AnySchema;
  const schema = unwrap(entry);
  const metadata = v.getMetadata(schema as never) as OptionMetadata;
  return {
    ...metadata,
    name,
    kind: kindOf(schema),
    choices: choicesOf(schema),
    expected: metadata.expected ?? expectationOf(schema),
    description: v.getDescription(schema) ?? "",
    default: v.getDefault(entry as never),
  };
}

/**
 * The options with every default filled in, or an {@link InvalidInputError} for the first that is wrong.
 *
 * @param table what is accepted
 * @param input what was given; undefined counts as no options
 * @param nameOf how to call an option in messages
 * @param where how to call the options as a whole
 */
export function parseOptions<Table extends OptionTable>(
  table: Table,
  input: unknown,
  nameOf: OptionNaming = ownName,
  where = "options",
): v.InferOutput<Table> {
  const given = toGivenOptions(input as Readonly<Record<string, unknown>> | undefined, where);
  const result = v.safeParse(table, given);
  if (result.success) return result.output;
  const name = result.issues[0].path?.[0]?.key as string;
  if (!Object.hasOwn(table.entries, name)) throw unknownOption(name, table, where);
  const option = describeOption(table, name);
  throw refused(nameOf(option), option.expected, given[name], option.hint);
}

/**
 * Options as an object that can be taken apart; nothing is checked inside it.
 *
 * @param where how to call the options in messages
 * @throws InvalidInputError for anything but an object, or undefined, which counts as no options
 */
export function toGivenOptions<Options extends object>(
  input: Options | undefined,
  where = "options",
): Options {
  if (input === undefined) return {} as Options;
  const given: unknown = input;
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return input;
  throw refused(where, "an object of options", given);
}

function unknownOption(name: string, table: OptionTable, where: string): InvalidInputError {
  const names = Object.keys(table.entries);
  return refused(where, `one of ${names.join(", ")}`, name, didYouMean(name, names));
}

function refused(where: string, expected: string, value: unknown, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "option", where, expected, received: describeValue(value), hint });
}

/** An option that is one value for all layers, or a list with one for each. */
export function oneOrPerLayer<Item extends v.GenericSchema>(
  item: Item,
): v.UnionSchema<[Item, v.ArraySchema<Item, undefined>], undefined> {
  return v.union([item, v.array(item)]);
}

/** What {@link oneOrPerLayer} is made of; undefined for every other schema. */
function itemPerLayer(schema: AnySchema): AnySchema | undefined {
  const [item] = unionOf(schema);
  return item?.type === "literal" ? undefined : item;
}

/** What an object of any names holds for each; undefined for every other schema. */
function valueByName(schema: AnySchema): AnySchema | undefined {
  return schema.type === "record" ? propertyOf<AnySchema | undefined>(schema, "value", undefined) : undefined;
}

/** What a union may be; nothing for every other schema. */
function unionOf(schema: AnySchema): readonly AnySchema[] {
  return schema.type === "union" ? propertyOf<readonly AnySchema[]>(schema, "options", []) : [];
}

function choicesOf(schema: AnySchema): readonly string[] {
  const listed = itemPerLayer(schema) ?? valueByName(schema) ?? schema;
  return listed.type === "picklist" ? propertyOf(listed, "options", [] as readonly string[]) : [];
}

/** The schema inside `v.optional(…)` and its relatives. */
function unwrap(schema: AnySchema): AnySchema {
  const wrapped = propertyOf<AnySchema | undefined>(schema, "wrapped", undefined);
  return wrapped === undefined ? schema : unwrap(wrapped);
}

function kindOf(schema: AnySchema): OptionKind {
  const item = itemPerLayer(schema);
  if (item !== undefined) return kindOf(item) === "number" ? "numberPerLayer" : "choicePerLayer";
  if (unionOf(schema).length > 0) return "wordOrNumbers";
  if (schema.type === "array") return isListOfTexts(schema) ? "names" : "numbers";
  if (schema.type === "record") return "choiceByName";
  if (schema.type === "picklist") return "choice";
  return schema.type === "number" || schema.type === "boolean" ? schema.type : "text";
}

/** The accepted values in words, from the schema's own checks. */
function expectationOf(schema: AnySchema): string {
  const item = itemPerLayer(schema);
  if (item !== undefined) return `${expectationOf(item)}, or a list of such, one for each layer`;
  if (schema.type === "picklist") {
    const choices = choicesOf(schema);
    return `${choices.length === 1 ? "" : "one of "}${choices.join(", ")}`;
  }
  if (schema.type === "boolean") return "true or false";
  if (schema.type === "array") return listExpectation(schema);
  return schema.type === "number" ? numberExpectation(schema) : "a text";
}

function numberExpectation(schema: AnySchema): string {
  const checks = pipeOf(schema).map((item) => item.type);
  const least = requirementOf(schema, "min_value");
  const above = requirementOf(schema, "gt_value");
  const most = requirementOf(schema, "max_value");
  const below = requirementOf(schema, "lt_value");
  const isBounded = (least ?? above) !== undefined && (most ?? below) !== undefined;
  const number = checks.includes("finite") && !isBounded ? "finite number" : "number";
  const noun = checks.includes("integer") ? "whole number" : number;
  if (least !== undefined && most !== undefined) return `a ${noun} from ${least} to ${most}`;
  const bounds = [
    least === undefined ? undefined : `of at least ${least}`,
    above === undefined ? undefined : `greater than ${above}`,
    most === undefined ? undefined : `at most ${most}`,
    below === undefined ? undefined : `less than ${below}`,
  ].filter((bound) => bound !== undefined);
  return `a ${noun} ${bounds.join(" and ")}`.trim();
}

function isListOfTexts(schema: AnySchema): boolean {
  return propertyOf(schema, "item", schema).type === "string";
}

function listExpectation(schema: AnySchema): string {
  if (isListOfTexts(schema)) return "a list of names";
  const item = expectationOf(propertyOf(schema, "item", schema));
  const most = requirementOf(schema, "max_length");
  return `a list of ${most === undefined ? "" : `at most ${most} `}numbers, each ${item}`;
}

/** The bound of one check in a schema's pipe ("min_value" → 0); undefined without that check. */
function requirementOf(schema: AnySchema, check: string): number | undefined {
  const found = pipeOf(schema).find((item) => item.type === check);
  return typeof found?.requirement === "number" ? found.requirement : undefined;
}

/** All checks of a schema, those of a schema that it extends first. */
function pipeOf(schema: AnySchema): readonly { type: string; requirement?: unknown }[] {
  const [extended, ...checks] = propertyOf<readonly AnySchema[]>(schema, "pipe", []);
  return extended === undefined ? [] : [...pipeOf(extended), ...checks];
}

function propertyOf<Value>(schema: AnySchema, name: string, fallback: Value): Value {
  return (schema as unknown as Record<string, Value | undefined>)[name] ?? fallback;
}
