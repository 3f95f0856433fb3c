import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { Option } from "@commander-js/extra-typings";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { didYouMean } from "../base/names.ts";
import { describeOptions, formatValue, type OptionDescription, type OptionNaming } from "../base/options.ts";
import { checkVariant, type VariantOptions, variantOptions } from "../compare/variants.ts";
import { readValue } from "./flags.ts";

const FLAG = "--variant";

/** What a variant may set, as its flags are called without dashes. */
const OPTIONS: readonly OptionDescription[] = describeOptions(variantOptions).filter(
  ({ flag }) => flag !== undefined,
);

/** Adds `--variant`, which may be given again and again. */
export function addVariantFlag(command: CommandUnknownOpts): void {
  const description =
    "a model to compare, in place of the three: a name and what sets it apart, by the names of the flags " +
    '("l2:lambda=0.7"); give one for each model';
  const flag = new Option(`${FLAG} <name:settings>`, description);
  type Texts = readonly string[] | undefined;
  command.addOption(flag.argParser((text, before: Texts): Texts => [...(before ?? []), text]));
}

/**
 * The variant of a flag's text, "l2:lambda=0.7". Settings that are lists have commas of their own: "wide:hidden=40,20".
 * @throws InvalidInputError naming the flag with its text, and what is wrong
 */
export function parseVariant(text: string): VariantOptions {
  const where = `${FLAG} ${text}`;
  const colon = text.indexOf(":");
  const name = colon < 0 ? text : text.slice(0, colon);
  const settings = colon < 0 ? "" : text.slice(colon + 1);
  const parts = settings === "" ? [] : settings.split(/,(?=[a-z][\w-]*=)/i);
  const given: Record<string, unknown> = { name };
  for (const part of parts) {
    const [flag, value] = splitAt(part, "=");
    const option = OPTIONS.find((known) => known.flag === flag);
    if (option === undefined) throw unknownSetting(where, flag);
    if (value === undefined)
      throw refused(where, `${flag}=${option.placeholder ?? "value"}`, describeValue(part));
    if (given[option.name] !== undefined) throw refused(where, `${flag} once`, "it twice");
    given[option.name] = readValue(option, value);
  }
  return checkVariant(given, nameInFlag(text), where);
}

/** How to call an option of the variant of a flag's text in messages: "--variant l2:lambda=x: lambda". */
export function nameInFlag(text: string): OptionNaming {
  return ({ flag, name }) => `${FLAG} ${text}: ${flag ?? name}`;
}

/** The text of a flag that gives a variant again. */
export function formatVariant({ name, ...settings }: VariantOptions): string {
  const parts = OPTIONS.flatMap((option) => {
    const value = settings[option.name as keyof typeof settings];
    return value === undefined ? [] : [`${option.flag}=${formatValue(value)}`];
  });
  return parts.length === 0 ? name : `${name}:${parts.join(",")}`;
}

function splitAt(text: string, mark: string): readonly [string, string | undefined] {
  const place = text.indexOf(mark);
  return place < 0 ? [text, undefined] : [text.slice(0, place), text.slice(place + 1)];
}

function unknownSetting(where: string, flag: string): InvalidInputError {
  const names = OPTIONS.map((option) => option.flag as string);
  const hint =
    flag === "seed" ? "Every variant has the same seeds: --seed and --seeds." : didYouMean(flag, names);
  return refused(where, "flags of wellfit train without their dashes", describeValue(flag), hint);
}

function refused(where: string, expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "option", where, expected, received, hint });
}
