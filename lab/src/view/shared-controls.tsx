import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { formatNumber, type OptionDescription } from "wellfit";
import type { Lab } from "../session/lab.ts";
import { isAllowed } from "../state/address.ts";
import { datasetNames, type SampleOption, sampleOptionsOf } from "../state/data-recipe.ts";
import { presentSettings } from "../state/lab-state.ts";
import { formatOptionValue, parseOptionText } from "../state/option-text.ts";
import { type SettingName, settingDescriptions } from "../state/settings.ts";
import { Choice } from "./choice.tsx";
import { useSurroundings } from "./context.ts";
import { IconButton } from "./icon-button.tsx";
import { Slider } from "./slider.tsx";
import { ratioScale } from "./slider-scale.ts";
import { TextField } from "./text-field.tsx";

/** Learning rates from one that hardly moves to one that throws everything about. */
const RATES = ratioScale(0.001, 3);
/** What the optimizer that is usual takes. */
const USUAL_RATE = 0.3;

/** What all networks share. On a phone it is folded up, so that the pictures are seen first. */
export function SharedControls(): VNode {
  const { page, words } = useSurroundings();
  const isNarrow = page.isNarrow.value;
  return (
    <section aria-label={words.forAll}>
      <details class="for-all" open={!isNarrow}>
        <summary>{words.forAll}</summary>
        <CommonControls />
      </details>
    </section>
  );
}

/** The data, and the settings that are changed most. */
function CommonControls(): VNode {
  const { lab, words } = useSurroundings();
  return (
    <div class="shared">
      <DataChoice />
      {sampleOptionsOf(lab.state.value.data).map((option) => (
        <SampleField key={option.name} option={option} />
      ))}
      <SharedText name="hiddenLayers" label={words.layers} />
      <Choice
        label={words.activation}
        value={formatOptionValue(lab.state.value.shared.activation ?? optionOf("activation").default)}
        choices={optionOf("activation").choices.map((value) => ({ value, label: value }))}
        onChange={(value) => lab.set("activation", value)}
      />
      <Slider
        label={words.learningRate}
        value={sharedRate(lab)}
        scale={RATES}
        format={(value) => formatNumber(value)}
        onInput={(value) => lab.set("learningRate", value)}
      />
      <SharedSeed />
    </div>
  );
}

function optionOf(name: SettingName): OptionDescription {
  return settingDescriptions.get(name) as OptionDescription;
}

/** The learning rate of the first network that has none of its own: that which all others like it have. */
function sharedRate(lab: Lab): number {
  const state = lab.state.value;
  const follower = state.variants.find(({ own }) => own.learningRate === undefined);
  const settings = follower === undefined ? state.shared : presentSettings(state, follower);
  return settings.learningRate ?? USUAL_RATE;
}

function DataChoice(): VNode {
  const { lab, words } = useSurroundings();
  const { data } = lab.state.value;
  // A file that the page was opened with can be chosen again.
  const [first] = useState(data.source);
  const file = datasetNames.some((name) => name === first) ? [] : [{ value: first, label: words.dataFile }];
  return (
    <Choice
      label={words.data}
      value={data.source}
      choices={[
        ...datasetNames.map((name) => ({ value: name as string, label: words.datasets[name] })),
        ...file,
      ]}
      onChange={(source) => lab.update((state) => ({ ...state, data: { source, sample: {} } }))}
    />
  );
}

/** A setting of all networks as text. */
function SharedText({ name, label }: { readonly name: SettingName; readonly label: string }): VNode {
  const { lab, words } = useSurroundings();
  const option = optionOf(name);
  const set = (text: string): string | undefined => {
    const value = parseOptionText(option, text);
    if (value !== undefined && !isAllowed(name, value)) return words.valueWrong(option.expected);
    lab.set(name, value);
    return undefined;
  };
  const value = formatOptionValue(lab.state.value.shared[name] ?? option.default);
  return <TextField label={label} value={value} onChange={set} />;
}

function SharedSeed(): VNode {
  const { lab, words } = useSurroundings();
  const seed = lab.state.value.shared.seed ?? (optionOf("seed").default as number);
  return (
    <div class="with-button">
      <SharedText name="seed" label={words.seed} />
      <IconButton icon="dice" label={words.newSeed} onClick={() => lab.set("seed", seed + 1)} />
    </div>
  );
}

/** A setting of the generator of the points. */
function SampleField({ option }: { readonly option: SampleOption }): VNode {
  const { lab, words } = useSurroundings();
  const { name, range, usual } = option;
  const [least, most] = range;
  const value = lab.state.value.data.sample[name] ?? usual;
  const set = (text: string): string | undefined => {
    const next = text.trim() === "" ? undefined : Number(text);
    const isWhole = option.step >= 1;
    if (next !== undefined && !(next >= least && next <= most && (!isWhole || Number.isInteger(next))))
      return words.valueWrong(`${least}–${most}`);
    lab.update((state) => {
      const { [name]: _, ...others } = state.data.sample;
      return {
        ...state,
        data: { ...state.data, sample: next === undefined ? others : { ...others, [name]: next } },
      };
    });
    return undefined;
  };
  return (
    <TextField label={words.sample[name]} value={value === undefined ? "" : String(value)} onChange={set} />
  );
}
