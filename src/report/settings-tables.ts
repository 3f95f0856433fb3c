/** The settings of a comparison: those that make it what it is, and those that are as usual. */

import * as v from "valibot";
import { formatCount, formatNumber } from "../base/number-format.ts";
import type { VariantResult } from "../compare/comparison.ts";
import type { Table } from "../plot/results-table.ts";
import { type TrainSettings, trainOptions } from "../train/options.ts";

type SettingName = keyof TrainSettings;

/** What says what a run is, also where it is as usual. */
const ALWAYS_SHOWN: readonly SettingName[] = [
  "hiddenLayers",
  "activation",
  "optimizer",
  "learningRate",
  "iterations",
  "seed",
];

/** All settings in the order of their table; a dropout rate has become its keep probability. */
const NAMES = Object.keys(trainOptions.entries).filter((name) => name !== "dropoutRate") as SettingName[];

/** Settings in two tables, a row each. */
export interface SettingsTables {
  /** The most important ones and those that are not at their default in every variant, a column per variant. */
  readonly shown: Table;
  /** The others, which are at their default in all variants. */
  readonly usual: Table;
}

/** The settings of all variants. Seeds are those of the runs; what no variant was given is in neither table. */
export function settingsTables(variants: readonly VariantResult[]): SettingsTables {
  const given = NAMES.filter((name) => variants.some(({ settings }) => settings[name] !== undefined));
  const isShown = (name: SettingName): boolean =>
    ALWAYS_SHOWN.includes(name) || variants.some(({ settings }) => !isUsual(name, settings[name]));
  const format = ({ settings, runs }: VariantResult, name: SettingName): string =>
    name === "seed" ? describeSeeds(runs.map(({ seed }) => seed)) : formatSetting(settings[name]);
  return {
    shown: {
      columns: ["setting", ...variants.map(({ title }) => title)],
      rows: given.filter(isShown).map((name) => [name, ...variants.map((variant) => format(variant, name))]),
    },
    usual: {
      columns: ["setting", "all models"],
      rows: given
        .filter((name) => !isShown(name))
        .map((name) => [name, format(variants[0] as VariantResult, name)]),
    },
  };
}

/** Whether a setting is at its default, for each layer where it is a list. */
function isUsual(name: SettingName, value: TrainSettings[SettingName]): boolean {
  const usual: unknown = v.getDefault(trainOptions.entries[name]);
  return [value].flat().every((each) => each === usual);
}

/** "3" or "3 to 22": a number that names something is written without spaces. */
function describeSeeds(seeds: readonly number[]): string {
  const [first, last] = [seeds[0], seeds.at(-1)];
  return first === last ? String(first) : `${first} to ${last}`;
}

function formatSetting(value: TrainSettings[SettingName]): string {
  if (value === undefined) return "usual";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return value.length === 0 ? "none" : value.map(formatSetting).join(", ");
  return Number.isInteger(value) && value < 1e15 ? formatCount(value) : formatNumber(value, 12);
}
