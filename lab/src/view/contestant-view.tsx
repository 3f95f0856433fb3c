import type { VNode } from "preact";
import { formatNumber } from "wellfit";
import type { Contestant } from "../session/lab.ts";
import { MOST_VARIANTS, presentSettings, withDuplicate, withoutVariant } from "../state/lab-state.ts";
import type { LiveSetting, SettingName } from "../state/settings.ts";
import { nameVariant } from "../state/variant-name.ts";
import { BoundaryPicture } from "./boundary-picture.tsx";
import { useSurroundings } from "./context.ts";
import { CostChart } from "./cost-chart.tsx";
import { Ending, Figures, SmallPrint } from "./figures.tsx";
import { IconButton } from "./icon-button.tsx";
import { Slider } from "./slider.tsx";
import { linearScale, ratioScaleFromNothing } from "./slider-scale.ts";

const LAMBDAS = ratioScaleFromNothing(0.001, 30);
const KEEPS = linearScale(0.3, 1, 0.01);

/** One network among those side by side. */
export function ContestantView(props: {
  readonly contestant: Contestant;
  readonly onSettings: (id: number) => void;
}): VNode {
  const { contestant, onSettings } = props;
  const { variant, run } = contestant;
  const { lab, words } = useSurroundings();
  const state = lab.state.value;
  const name = nameVariant(state, variant, words);
  const settings = presentSettings(state, variant);
  const set = (setting: SettingName | LiveSetting) => (value: number) => lab.set(setting, value, variant.id);
  const full = state.variants.length >= MOST_VARIANTS;
  return (
    <article class="contestant" aria-label={name}>
      <header>
        <h2>{name}</h2>
        <div class="buttons" role="group" aria-label={words.actionsOf(name)}>
          <IconButton icon="settings" label={words.allSettings} onClick={() => onSettings(variant.id)} />
          <IconButton
            icon="duplicate"
            label={words.duplicate}
            disabled={full}
            onClick={() => lab.update((present) => withDuplicate(present, variant.id))}
          />
          <IconButton
            icon="remove"
            label={words.remove}
            disabled={state.variants.length === 1}
            onClick={() => lab.update((present) => withoutVariant(present, variant.id))}
          />
        </div>
      </header>
      <div class="sliders">
        <Slider
          label={words.lambda}
          value={firstOf(settings.lambda ?? 0)}
          scale={LAMBDAS}
          format={(value) => formatNumber(value)}
          onInput={set("lambda")}
        />
        <Slider
          label={words.keepProbability}
          value={firstOf(settings.keepProbability ?? 1)}
          scale={KEEPS}
          format={(value) => formatNumber(value)}
          onInput={set("keepProbability")}
        />
      </div>
      <BoundaryPicture run={run} name={name} />
      <Ending run={run} />
      <Figures run={run} />
      <CostChart run={run} name={name} />
      <SmallPrint run={run} />
    </article>
  );
}

/** Where layers differ, a slider stands for the first. */
function firstOf(value: number | readonly number[]): number {
  return [value].flat()[0] ?? 0;
}
