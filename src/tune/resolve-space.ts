import * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { didYouMean } from "../base/names.ts";
import { formatValue, type OptionDescription, type OptionNaming } from "../base/options.ts";
import { type GivenRange, SEARCHED_OPTIONS, type SearchOptions, schemaOf } from "./search-options.ts";
import type { Dimension, SearchedOption, SearchSpace } from "./space.ts";

/** How the library calls a dimension in messages: "search.lambda". */
const nameInSearch: OptionNaming = ({ name }) => `search.${name}`;

/** Settings that say the same in two ways: only one of the two can be searched. */
const ALTERNATIVES = [
  ["keepProbability", "dropoutRate"],
  ["iterations", "epochs"],
] as const;

/**
 * Checks what a search is to vary, each setting by itself.
 *
 * @param nameOf how to call a dimension in messages
 * @throws InvalidInputError naming the first dimension that is wrong; or that there is none
 */
export function resolveSpace(search: SearchOptions, nameOf: OptionNaming = nameInSearch): SearchSpace {
  const given: unknown = search;
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw refused("search", "an object of ranges and choices", describeValue(given));
  const space = Object.entries(search)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => toDimension(findOption(name), value, nameOf));
  if (space.length === 0) throw refused("search", "at least one setting to vary", "none");
  for (const [first, second] of ALTERNATIVES) {
    if (![first, second].every((name) => space.some(({ option }) => option === name))) continue;
    const [one = "", other = ""] = [first, second].map((name) => nameOf(findOption(name)));
    throw refused(other, `only one of the two: ${one} or ${other}`, "both");
  }
  return space;
}

function findOption(name: string): OptionDescription {
  const option = SEARCHED_OPTIONS.find((known) => known.name === name);
  if (option !== undefined) return option;
  throw unknownSearch(
    "search",
    name,
    SEARCHED_OPTIONS.map((known) => known.name),
  );
}

/** What is said of a setting that cannot be searched. @param names those that can */
export function unknownSearch(where: string, name: string, names: readonly string[]): InvalidInputError {
  const hint =
    name === "seed"
      ? "A seed is chance, which no search is to choose by: repeats average over it."
      : didYouMean(name, names);
  return refused(where, "a setting of training", describeValue(name), hint);
}

function toDimension(option: OptionDescription, given: unknown, nameOf: OptionNaming): Dimension {
  const where = nameOf(option);
  const isNumber = option.kind === "number" || option.kind === "numberPerLayer";
  const shape = isNumber ? "{ low, high, scale? } or { choices }" : "{ choices }";
  if (typeof given !== "object" || given === null) throw refused(where, shape, describeValue(given));
  const names = Object.keys(given);
  if ("choices" in given && names.length === 1) return toChoice(option, given.choices, where);
  const isRange = names.every((name) => ["low", "high", "scale"].includes(name)) && "low" in given;
  if (!isNumber || !isRange) throw refused(where, shape, describeValue(given));
  return toRange(option, given as GivenRange, where);
}

function toChoice(option: OptionDescription, choices: unknown, where: string): Dimension {
  if (!Array.isArray(choices)) throw refused(where, "a list of choices", describeValue(choices));
  for (const value of choices) checkValue(option, value, where);
  const texts = choices.map((value) => JSON.stringify(value));
  const repeated = texts.find((text, index) => texts.indexOf(text) < index);
  if (repeated !== undefined) throw refused(where, "every choice once", `${repeated} twice`);
  if (choices.length < 2) {
    const hint = "What has one value is a setting, not a search.";
    throw refused(where, "at least 2 choices", choices.map(formatValue).join() || "none", hint);
  }
  return { kind: "choice", option: option.name as SearchedOption, values: choices as readonly unknown[] };
}

function toRange(
  option: OptionDescription,
  { low, high, scale = "linear" }: GivenRange,
  where: string,
): Dimension {
  if (!["linear", "log"].includes(scale)) throw refused(where, "scale linear or log", describeValue(scale));
  for (const end of [low, high]) {
    if (typeof end !== "number" || !Number.isFinite(end))
      throw refused(where, "two finite numbers", describeValue(end));
    checkValue(option, end, where);
  }
  if (low >= high) {
    throw refused(where, "a lower end below the upper one", `${low}..${high}`);
  }
  if (scale === "log" && low <= 0) {
    const hint = "A logarithm of 0 there is none: begin at a small number.";
    throw refused(where, "a lower end above 0 on a logarithmic scale", String(low), hint);
  }
  // Where half a number is refused, only whole ones are taken.
  const isInteger =
    !v.is(schemaOf(option.name), low + 0.5) && Number.isInteger(low) && Number.isInteger(high);
  const isWhole = isInteger && !v.is(schemaOf(option.name), high - 0.5);
  return { kind: "range", option: option.name as SearchedOption, low, high, scale, isInteger: isWhole };
}

function checkValue(option: OptionDescription, value: unknown, where: string): void {
  if (v.is(schemaOf(option.name), value)) return;
  throw refused(where, option.expected, describeValue(value), option.hint);
}

function refused(where: string, expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "option", where, expected, received, hint });
}
