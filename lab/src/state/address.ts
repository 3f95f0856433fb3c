import { safeParse } from "valibot";
import { type OptionDescription, trainOptions } from "wellfit";
import { isSource, ownDataset, type SampleSettings, sampleOptionsOf } from "./data-recipe.ts";
import { firstState, type LabState, MOST_VARIANTS, type Variant } from "./lab-state.ts";
import { formatOptionValue, parseOptionText } from "./option-text.ts";
import { type Change, type SettingName, type Settings, settingDescriptions } from "./settings.ts";

/** What an address says: the state, and which iteration is looked at. */
export interface Place {
  readonly state: LabState;
  /** Undefined is the end of the runs. */
  readonly iteration: number | undefined;
}

const settings: readonly OptionDescription[] = [...settingDescriptions.values()].filter(
  ({ flag }) => flag !== undefined,
);

/**
 * The part of an address behind its "#", with the names that the command line has:
 * `data=moons&noise=0.2&seed=5&variant=&variant=lambda=0.7`. What is at its default is left out, so that an untouched page
 * has none; a change on the way stands behind its variant, "lambda=0.7@1200:lambda=2".
 */
export function formatAddress({ state, iteration }: Place): string {
  const { data, shared, variants } = state;
  const parts: string[] = [];
  const add = (name: string, value: string): void => void parts.push(`${name}=${encodePart(value)}`);
  if (data.source !== firstState.data.source) add("data", data.source);
  for (const { name, flag } of sampleOptionsOf(data)) {
    const value = data.sample[name];
    if (value !== undefined) add(flag, String(value));
  }
  for (const [flag, value] of flagged(shared)) add(flag, value);
  if (formatVariants(variants) !== formatVariants(firstState.variants))
    for (const variant of variants) add("variant", formatVariant(variant));
  if (iteration !== undefined) add("at", String(iteration));
  return parts.join("&");
}

/** What an address says; what cannot be understood in it is left out. @param hash with or without its "#" */
export function parseAddress(hash: string): Place {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const source = parts.get("data") ?? "";
  const data = { source: isSource(source) ? source : firstState.data.source, sample: {} };
  const iteration = Number(parts.get("at") ?? Number.NaN);
  const variants = parts.getAll("variant").slice(0, MOST_VARIANTS).map(parseVariant);
  return {
    state: {
      data: {
        ...data,
        sample: parseSample(parts, ownDataset(data) === undefined ? [] : sampleOptionsOf(data)),
      },
      shared: parseSettings([...parts]),
      variants: variants.length === 0 ? firstState.variants : variants,
    },
    iteration: Number.isInteger(iteration) && iteration >= 0 ? iteration : undefined,
  };
}

function parseSample(parts: URLSearchParams, options: ReturnType<typeof sampleOptionsOf>): SampleSettings {
  const given = options.flatMap(({ name, flag, range: [least, most] }) => {
    const value = Number(parts.get(flag) ?? Number.NaN);
    return value >= least && value <= most ? [[name, value]] : [];
  });
  return Object.fromEntries(given) as SampleSettings;
}

/** Settings by the names of their flags. */
function flagged(given: Settings): readonly (readonly [flag: string, value: string])[] {
  return settings.flatMap(({ name, flag }) => {
    const value = given[name as SettingName];
    return value === undefined ? [] : [[flag as string, formatOptionValue(value)] as const];
  });
}

/** A list of settings as text: "lambda=0.7,keep-prob=0.9". */
export function formatSettings(given: Settings): string {
  return flagged(given)
    .map(([flag, value]) => `${flag}=${value}`)
    .join(",");
}

function formatVariants(variants: readonly Variant[]): string {
  return variants.map(formatVariant).join("&");
}

function formatVariant({ own, changes }: Variant): string {
  const texts = changes.map(({ iteration, ...change }) => `@${iteration}:${formatSettings(change)}`);
  return [formatSettings(own), ...texts].join("");
}

function parseVariant(text: string, index: number): Variant {
  const [own = "", ...changes] = text.split("@");
  return { id: index + 1, own: parseSettings(toEntries(own)), changes: changes.flatMap(parseChange) };
}

function parseChange(text: string): Change[] {
  const [iteration = "", change = ""] = text.split(":");
  const { lambda, learningRate } = parseSettings(toEntries(change));
  if (!/^\d+$/.test(iteration) || (lambda ?? learningRate) === undefined) return [];
  return [
    {
      iteration: Number(iteration),
      ...(lambda === undefined ? {} : { lambda }),
      ...(learningRate === undefined ? {} : { learningRate }),
    },
  ];
}

/** Names and values of a text with commas between; values that are lists have commas of their own. */
function toEntries(text: string): readonly (readonly [string, string])[] {
  if (text === "") return [];
  return text.split(/,(?=[a-z][\w-]*=)/i).map((part) => {
    const place = part.indexOf("=");
    return [part.slice(0, place), part.slice(place + 1)] as const;
  });
}

/** The settings among some entries, each checked by its own schema. */
function parseSettings(entries: readonly (readonly [string, string])[]): Settings {
  const given = entries.flatMap(([flag, text]) => {
    const option = settings.find((known) => known.flag === flag);
    if (option === undefined) return [];
    const value = parseOptionText(option, text);
    return isAllowed(option.name as SettingName, value) ? [[option.name, value]] : [];
  });
  return Object.fromEntries(given) as Settings;
}

/** Whether a setting may have a value, as far as its own schema tells. */
export function isAllowed(name: SettingName, value: unknown): boolean {
  return value !== undefined && safeParse(trainOptions.entries[name], value).success;
}

/** As much of a value escaped as an address needs: it is to be read by people. */
function encodePart(value: string): string {
  return encodeURIComponent(value)
    .replaceAll("%2C", ",")
    .replaceAll("%3D", "=")
    .replaceAll("%3A", ":")
    .replaceAll("%40", "@")
    .replaceAll("%2F", "/");
}
