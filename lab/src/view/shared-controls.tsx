import type { VNode } from "preact";
import { formatNumber } from "wellfit";
import { isAllowed } from "../state/address.ts";
import { datasetNames, ownDataset, type SampleOption, sampleOptionsOf } from "../state/data-recipe.ts";
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

/** What all networks share: the data, and the settings that are changed most. */
export function SharedControls(): VNode {
  const { lab, words } = useSurroundings();
  const { data, shared } = lab.state.value;
  const optionOf = (name: SettingName) =>
    settingDescriptions.get(name) as NonNullable<ReturnType<typeof settingDescriptions.get>>;
  const setText = (name: SettingName, text: string): string | undefined => {
    const option = optionOf(name);
    const value = parseOptionText(option, text);
    if (value !== undefined && !isAllowed(name, value)) return words.valueWrong(option.expected);
    lab.set(name, value);
    return undefined;
  };
  const textOf = (name: SettingName): string => formatOptionValue(shared[name] ?? optionOf(name).default);
  const seed = shared.seed ?? (optionOf("seed").default as number);
  return (
    <section class="shared" aria-label={words.forAll}>
      <Choice
        label={words.data}
        value={data.source}
        choices={[
          ...datasetNames.map((name) => ({ value: name as string, label: words.datasets[name] })),
          ...(ownDataset(data) === undefined ? [{ value: data.source, label: words.dataFile }] : []),
        ]}
        onChange={(source) => lab.update((state) => ({ ...state, data: { source, sample: {} } }))}
      />
      {sampleOptionsOf(data).map((option) => (
        <SampleField key={option.name} option={option} />
      ))}
      <TextField
        label={words.layers}
        value={textOf("hiddenLayers")}
        onChange={(text) => setText("hiddenLayers", text)}
      />
      <Choice
        label={words.activation}
        value={textOf("activation")}
        choices={optionOf("activation").choices.map((value) => ({ value, label: value }))}
        onChange={(value) => lab.set("activation", value)}
      />
      <Slider
        label={words.learningRate}
        value={shared.learningRate ?? USUAL_RATE}
        scale={RATES}
        format={(value) => formatNumber(value)}
        onInput={(value) => lab.set("learningRate", value)}
      />
      <div class="with-button">
        <TextField label={words.seed} value={String(seed)} onChange={(text) => setText("seed", text)} />
        <IconButton icon="dice" label={words.newSeed} onClick={() => lab.set("seed", seed + 1)} />
      </div>
    </section>
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
