/** Which settings of a run do nothing beside the others, whatever the data. */

import * as v from "valibot";
import { InvalidInputError } from "../base/errors.ts";
import { describeOption, formatValue, type OptionNaming, ownName } from "../base/options.ts";
import type { SettingNaming } from "./combinations.ts";
import { type TrainSettings, trainOptions } from "./options.ts";
import { hasActingDropout } from "./regularizers.ts";

/** A setting that differs from its default, and needs others to do something. */
interface Dependent {
  readonly option: keyof TrainSettings;
  readonly acts: (settings: TrainSettings) => boolean;
  /** What it needs beside it, in the caller's names. */
  readonly needs: (call: SettingNaming) => string;
  /** What to do where there is none of it. */
  readonly hint: (call: SettingNaming) => string;
}

const hasHidden = ({ hiddenLayers }: TrainSettings): boolean => hiddenLayers.length > 0;
const isStopped = ({ patience }: TrainSettings): boolean => patience !== undefined;

function ofHidden(option: keyof TrainSettings, instead?: keyof TrainSettings): Dependent {
  return {
    option,
    acts: hasHidden,
    needs: () => "hidden layers beside it",
    hint: (call) =>
      `Give ${call("hiddenLayers")}, or leave ${call(option)} out` +
      (instead === undefined ? "." : `: ${call(instead)} acts on the features.`),
  };
}

function ofStopping(option: keyof TrainSettings): Dependent {
  return {
    option,
    acts: isStopped,
    needs: (call) => `${call("patience")} beside it`,
    hint: (call) => `Give ${call("patience")}, or leave ${call(option)} out.`,
  };
}

/** The mask is not among them: the article's settings freeze it for the models without dropout, too. */
const DEPENDENTS: readonly Dependent[] = [
  ofHidden("keepProbability", "inputKeepProbability"),
  ofHidden("noise", "inputNoise"),
  ofHidden("normalization"),
  ofHidden("activation"),
  {
    option: "dropoutKind",
    acts: hasActingDropout,
    needs: (call) => `${call("keepProbability")} or ${call("inputKeepProbability")} below 1 beside it`,
    hint: (call) => `Give one of them, or leave ${call("dropoutKind")} out.`,
  },
  ofStopping("minChange"),
  ofStopping("restoreBest"),
  {
    option: "monitor",
    acts: (settings) => isStopped(settings) || settings.schedule === "plateau",
    needs: (call) => `${call("patience")} or ${call("schedule")} plateau beside it`,
    hint: (call) => `Give one of them, or leave ${call("monitor")} out.`,
  },
];

/** The settings that are not at their default and do nothing. */
export function idleSettings(settings: TrainSettings): readonly (keyof TrainSettings)[] {
  return findIdle(settings).map(({ option }) => option);
}

function findIdle(settings: TrainSettings): readonly Dependent[] {
  return DEPENDENTS.filter(
    ({ option, acts }) => !acts(settings) && !isEach(settings[option], defaultOf(option)),
  );
}

/** The same run, in which what does nothing is at its default. */
export function withoutIdleSettings(settings: TrainSettings): TrainSettings {
  const defaults = idleSettings(settings).map((option) => [option, defaultOf(option)]);
  return { ...settings, ...(Object.fromEntries(defaults) as Partial<TrainSettings>) };
}

/**
 * Refuses a setting that does nothing beside the others.
 *
 * @param nameOf how to call an option in messages
 * @param options those to look at; all by default
 * @throws InvalidInputError naming the first such setting, what it needs, and what to do instead
 */
export function checkIdle(
  settings: TrainSettings,
  nameOf: OptionNaming = ownName,
  options: readonly string[] = Object.keys(settings),
): void {
  const idle = findIdle(settings).find(({ option }) => options.includes(option));
  if (idle === undefined) return;
  const call: SettingNaming = (option) => nameOf(describeOption(trainOptions, option));
  throw new InvalidInputError({
    source: "option",
    where: call(idle.option),
    expected: idle.needs(call),
    received: `${formatValue(settings[idle.option])} without`,
    hint: idle.hint(call),
  });
}

function defaultOf(option: keyof TrainSettings): unknown {
  return v.getDefault(trainOptions.entries[option]);
}

/** Whether a value, or each of those per layer, is some other. */
function isEach(value: unknown, other: unknown): boolean {
  return [value].flat().every((each) => each === other);
}
