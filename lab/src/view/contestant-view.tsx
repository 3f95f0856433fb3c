import type { VNode } from "preact";
import { formatNumber } from "wellfit";
import type { Contestant } from "../session/run-keeper.ts";
import {
  MOST_VARIANTS,
  presentSettings,
  type Variant,
  withDuplicate,
  withoutVariant,
} from "../state/lab-state.ts";
import { nameVariant } from "../state/variant-name.ts";
import { BoundaryPicture } from "./boundary-picture.tsx";
import { useSurroundings } from "./context.ts";
import { CostChart } from "./cost-chart.tsx";
import { Ending, Figures, SmallPrint } from "./figures.tsx";
import { Icon } from "./icon.tsx";
import { IconButton } from "./icon-button.tsx";
import type { Inspected } from "./look-inside.tsx";
import { Slider } from "./slider.tsx";
import { linearScale, ratioScaleFromNothing } from "./slider-scale.ts";

const LAMBDAS = ratioScaleFromNothing(0.001, 30);
const KEEPS = linearScale(0.3, 1, 0.01);

/** One network among those side by side. */
export function ContestantView(
  props: Inspected & {
    readonly contestant: Contestant;
    readonly onSettings: (id: number) => void;
  },
): VNode {
  const { inspected, onInspect } = props;
  const { variant, run } = props.contestant;
  const { lab, words } = useSurroundings();
  const name = nameVariant(lab.state.value, variant, words);
  return (
    <article class="contestant" aria-label={name}>
      <Header variant={variant} name={name} onSettings={() => props.onSettings(variant.id)} />
      <Regularizers variant={variant} />
      <BoundaryPicture run={run} name={name} />
      <Ending run={run} />
      <Figures run={run} />
      <CostChart run={run} name={name} />
      <SmallPrint run={run} />
      <p class="files">
        <button
          type="button"
          class="worded"
          aria-expanded={inspected === variant.id}
          aria-label={words.lookInsideOf(name)}
          onClick={() => onInspect(inspected === variant.id ? undefined : variant.id)}
        >
          <Icon name="inside" />
          {words.lookInside}
        </button>
      </p>
    </article>
  );
}

function Header(props: {
  readonly variant: Variant;
  readonly name: string;
  readonly onSettings: () => void;
}): VNode {
  const { variant, name, onSettings } = props;
  const { lab, words } = useSurroundings();
  const { length } = lab.state.value.variants;
  return (
    <header>
      <h2>{name}</h2>
      <div class="buttons" role="group" aria-label={words.actionsOf(name)}>
        <IconButton icon="settings" label={words.allSettings} onClick={onSettings} />
        <IconButton
          icon="duplicate"
          label={words.duplicate}
          disabled={length >= MOST_VARIANTS}
          onClick={() => lab.update((state) => withDuplicate(state, variant.id))}
        />
        <IconButton
          icon="remove"
          label={words.remove}
          disabled={length === 1}
          onClick={() => lab.update((state) => withoutVariant(state, variant.id))}
        />
      </div>
    </header>
  );
}

/** The two regularizers that are tried most. */
function Regularizers({ variant }: { readonly variant: Variant }): VNode {
  const { lab, words } = useSurroundings();
  const { lambda = 0, keepProbability = 1 } = presentSettings(lab.state.value, variant);
  return (
    <div class="sliders">
      <Slider
        label={words.lambda}
        value={firstOf(lambda)}
        scale={LAMBDAS}
        format={formatValue}
        onInput={(value) => lab.set("lambda", value, variant.id)}
      />
      <Slider
        label={words.keepProbability}
        value={firstOf(keepProbability)}
        scale={KEEPS}
        format={formatValue}
        onInput={(value) => lab.set("keepProbability", value, variant.id)}
      />
    </div>
  );
}

const formatValue = (value: number): string => formatNumber(value);

/** Where layers differ, a slider stands for the first. */
function firstOf(value: number | readonly number[]): number {
  return [value].flat()[0] ?? 0;
}
