import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { didYouMean } from "../base/names.ts";
import { optimizers } from "../train/optimizers.ts";
import {
  PRESET_NAMES,
  type PresetName,
  presetDescriptions,
  presets,
  type TrainOptions,
} from "../train/options.ts";

/** Adds `--preset`, whose settings stand wherever no flag says otherwise. */
export function addPresetFlag(command: CommandUnknownOpts): void {
  const each = PRESET_NAMES.map((name) => `${name}: ${presetDescriptions[name]}`);
  const description = ["settings that stand wherever no flag says otherwise", ...each].join("; ");
  const flag = new Option(`--preset <${PRESET_NAMES.join("|")}>`, description);
  command.addOption(flag.argParser(readPreset).helpGroup("Training:"));
}

function readPreset(text: string): PresetName {
  const preset = PRESET_NAMES.find((name) => name === text);
  if (preset !== undefined) return preset;
  throw new InvalidInputError({
    source: "option",
    where: "--preset",
    expected: PRESET_NAMES.join(" or "),
    received: describeValue(text),
    hint: didYouMean(text, PRESET_NAMES),
  });
}

/**
 * The settings of a preset that stand beside given ones: those that were not given, but for what the given ones make
 * meaningless. A length in one unit gives way to one in the other, a learning rate to an optimizer that it was not chosen
 * for, a batch size to an optimizer that takes all examples.
 */
export function presetBeside(name: PresetName | undefined, given: TrainOptions): TrainOptions {
  if (name === undefined) return {};
  const preset: TrainOptions = presets[name];
  const { optimizer = preset.optimizer } = given;
  const gone = new Set<keyof TrainOptions>(Object.keys(given) as (keyof TrainOptions)[]);
  if (gone.has("iterations")) gone.add("epochs");
  if (gone.has("epochs")) gone.add("iterations");
  if (optimizer !== preset.optimizer) gone.add("learningRate");
  if (optimizer !== undefined && optimizers[optimizer]?.isFullBatch) gone.add("batchSize");
  const standing = Object.entries(preset).filter(([setting]) => !gone.has(setting as keyof TrainOptions));
  return Object.fromEntries(standing);
}
