import { formatNumber } from "wellfit";
import type { Words } from "../words/vocabulary.ts";
import { type LabState, presentSettings, type Variant } from "./lab-state.ts";
import { formatOptionValue } from "./option-text.ts";
import { type SettingName, settingDescriptions } from "./settings.ts";

/** What a variant is called: by its penalty and its dropout, and by whatever else it has of its own. */
export function nameVariant(state: LabState, variant: Variant, words: Words): string {
  const { lambda = 0, keepProbability = 1 } = presentSettings(state, variant);
  const main = [
    ...(isAll(lambda, 0) ? [] : [words.names.l2(format(lambda))]),
    ...(isAll(keepProbability, 1) ? [] : [words.names.dropout(format(keepProbability))]),
  ];
  const named: readonly SettingName[] = ["lambda", "keepProbability"];
  const others = [...settingDescriptions.keys()]
    .filter((name) => !named.includes(name) && variant.own[name] !== undefined)
    .map((name) => `${words.options[name].name} ${formatOptionValue(variant.own[name])}`);
  return [...(main.length === 0 ? [words.names.none] : main), ...others].join(words.names.and);
}

function isAll(value: number | readonly number[], none: number): boolean {
  return [value].flat().every((each) => each === none);
}

function format(value: number | readonly number[]): string {
  return [value]
    .flat()
    .map((each) => formatNumber(each))
    .join(", ");
}
