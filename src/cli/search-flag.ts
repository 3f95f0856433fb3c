import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { Option } from "@commander-js/extra-typings";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { formatValue, type OptionDescription, type OptionNaming } from "../base/options.ts";
import { unknownSearch } from "../tune/resolve-space.ts";
import {
  type GivenChoices,
  type GivenRange,
  SEARCHED_OPTIONS,
  type SearchOptions,
} from "../tune/search-options.ts";
import { readValue } from "./flags.ts";

const FLAG = "--search";
const EXPECTED = 'values such as "lambda=log:0.001..10", "keep-prob=0.5..1" or "hidden=[20,3],[64,64]"';

/** What can be searched and has a flag. */
const OPTIONS: readonly OptionDescription[] = SEARCHED_OPTIONS.filter(({ flag }) => flag !== undefined);

/** Adds `--search`, which may be given again and again. */
export function addSearchFlag(command: CommandUnknownOpts): void {
  const description =
    "a setting to vary, by the name of its flag: a range low..high, log:low..high along its logarithm, or choices a,b,c, lists " +
    'in brackets ("hidden=[20,3],[64,64]"); give one for each setting (default: lambda, keep-prob, learning-rate, hidden)';
  const flag = new Option(`${FLAG} <setting=values>`, description);
  type Texts = readonly string[] | undefined;
  command.addOption(flag.argParser((text, before: Texts): Texts => [...(before ?? []), text]));
}

/**
 * What the texts of the flags say. Whether the values are good for their settings is for the space to say.
 * @throws InvalidInputError naming the flag with its text, and what is wrong
 */
export function parseSearch(texts: readonly string[]): SearchOptions {
  const search: Record<string, GivenRange | GivenChoices> = {};
  for (const text of texts) {
    const where = `${FLAG} ${text}`;
    const place = text.indexOf("=");
    const flag = place < 0 ? text : text.slice(0, place);
    const option = OPTIONS.find((known) => known.flag === flag);
    if (option === undefined)
      throw unknownSearch(
        where,
        flag,
        OPTIONS.map((known) => known.flag as string),
      );
    if (place < 0) throw refused(where, EXPECTED, "a setting alone");
    if (search[option.name] !== undefined) throw refused(where, `${flag} once`, "it twice");
    search[option.name] = parseValues(option, text.slice(place + 1), where);
  }
  return search;
}

/** How to call a dimension in messages: as the flag has it, or as the options do. @param texts those of the flags */
export function nameInSearchFlag(texts: readonly string[]): OptionNaming {
  return ({ flag, name }) => {
    const text = texts.find((each) => each.startsWith(`${flag}=`));
    return text === undefined ? `search.${name}` : `${FLAG} ${text}`;
  };
}

/** The flags that give a search again. */
export function formatSearch(search: SearchOptions): readonly string[] {
  return OPTIONS.flatMap((option) => {
    const given = search[option.name as keyof SearchOptions];
    return given === undefined ? [] : [FLAG, `${option.flag}=${formatGiven(given)}`];
  });
}

function formatGiven(given: GivenRange | GivenChoices): string {
  if ("choices" in given) {
    return given.choices
      .map((value) => (Array.isArray(value) ? `[${formatValue(value)}]` : formatValue(value)))
      .join(",");
  }
  return `${given.scale === "log" ? "log:" : ""}${given.low}..${given.high}`;
}

function parseValues(option: OptionDescription, text: string, where: string): GivenRange | GivenChoices {
  const range = /^(log:)?([^,[\]]*?)\.\.([^,[\]]*)$/.exec(text);
  if (range === null) return { choices: splitChoices(text, where).map((part) => parseChoice(option, part)) };
  const [low, high] = [range[2], range[3]].map((end) => Number((end ?? "").trim() || Number.NaN));
  if (low === undefined || high === undefined || Number.isNaN(low) || Number.isNaN(high)) {
    throw refused(where, "two numbers around ..", describeValue(text));
  }
  return { low, high, scale: range[1] === undefined ? "linear" : "log" };
}

/** The parts between commas that stand in no brackets. */
function splitChoices(text: string, where: string): readonly string[] {
  const parts = text.match(/\[[^[\]]*\]|[^,[\]]+/g) ?? [];
  if (parts.length > 0 && parts.join(",") === text) return parts;
  throw refused(where, EXPECTED, text === "" ? "nothing" : describeValue(text));
}

function parseChoice(option: OptionDescription, part: string): unknown {
  const listed = /^\[(.*)\]$/.exec(part);
  if (listed === null) return option.kind === "numbers" ? part : readValue(option, part);
  const read = readValue(option, listed[1] as string);
  return Array.isArray(read) ? read : [read];
}

function refused(where: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "option", where, expected, received });
}
