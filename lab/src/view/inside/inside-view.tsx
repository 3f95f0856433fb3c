import "../../style/inside.css";
import type { VNode } from "preact";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import type { Inside, NetworkPlace } from "../../inside/inside.ts";
import { keyOfPlace } from "../../inside/walk.ts";
import type { Started, VariantRun } from "../../session/variant-run.ts";
import { nameVariant } from "../../state/variant-name.ts";
import { Choice } from "../choice.tsx";
import { useSurroundings } from "../context.ts";
import { IconButton } from "../icon-button.tsx";
import { useInsideWords } from "./inside-words.ts";
import { DiagramNotes, NetworkDiagram } from "./network-diagram.tsx";
import { ParameterPicker, PointPicker } from "./pickers.tsx";
import type { Naming } from "./place-names.ts";
import { PlanePicture } from "./plane-picture.tsx";
import { NoStep, StepView } from "./step-view.tsx";
import { WeightHistograms } from "./weight-histograms.tsx";

/** What is looked at as long as a run tells of no step. */
const FIRST_WEIGHT: NetworkPlace = { layer: 1, unit: 0, input: 0 };

/** The inside of a network: diagram, responses, weights, and the next step in numbers. */
export function InsideView(props: {
  readonly inspected: number;
  readonly onInspect: (id: number | undefined) => void;
}): VNode | null {
  const { inspected, onInspect } = props;
  const { lab } = useSurroundings();
  const contestant = lab.contestants.value.find(({ variant }) => variant.id === inspected);
  useEffect(() => {
    if (contestant === undefined) onInspect(undefined);
  });
  const title = useId();
  if (contestant === undefined) return null;
  return (
    <section class="inside" aria-labelledby={title}>
      <InsideHeader {...props} titleId={title} />
      <RunInside run={contestant.run} />
    </section>
  );
}

function InsideHeader(props: {
  readonly inspected: number;
  readonly onInspect: (id: number | undefined) => void;
  readonly titleId: string;
}): VNode {
  const { inspected, onInspect, titleId } = props;
  const { lab, words: page } = useSurroundings();
  const words = useInsideWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const opener = document.activeElement as HTMLElement | null;
    heading.current?.scrollIntoView();
    heading.current?.focus({ preventScroll: true });
    return () => opener?.focus();
  }, []);
  const state = lab.state.value;
  return (
    <header>
      <h2 id={titleId} ref={heading} tabIndex={-1}>
        {words.title}
      </h2>
      <Choice
        label={words.network}
        isLabelHidden
        value={String(inspected)}
        choices={state.variants.map((variant) => ({
          value: String(variant.id),
          label: nameVariant(state, variant, page),
        }))}
        onChange={(id) => onInspect(Number(id))}
      />
      <IconButton icon="remove" label={page.close} onClick={() => onInspect(undefined)} />
    </header>
  );
}

/** What is selected of a network, and which example is followed. What the worker chooses at first stays. */
function useSelection(run: VariantRun) {
  const [selected, select] = useState<NetworkPlace | undefined>(undefined);
  const [parameter, want] = useState<NetworkPlace | undefined>(undefined);
  const [chosen, follow] = useState<number | undefined>(undefined);
  const examples = run.started.value?.data.examples ?? Infinity;
  const example = chosen !== undefined && chosen < examples ? chosen : undefined;
  const key = parameter && keyOfPlace(parameter);
  useEffect(() => run.lookInside({ example, parameter }), [run, example, key]);
  useEffect(() => () => run.lookInside(undefined), [run]);
  const step = run.inside.value?.step;
  useEffect(() => {
    if (step === undefined) return;
    if (parameter === undefined) want(step.parameter);
    if (example === undefined) follow(step.example);
  });
  const choose = (place: NetworkPlace): void => {
    select(place);
    // Features have nothing that a step could change.
    if (place.layer > 0) want(place);
  };
  const explained = parameter ?? step?.parameter ?? FIRST_WEIGHT;
  const followed = example ?? step?.example ?? 0;
  return { selected: selected ?? explained, choose, parameter: explained, example: followed, follow };
}

function RunInside({ run }: { readonly run: VariantRun }): VNode | null {
  const selection = useSelection(run);
  const inside = run.inside.value;
  const started = run.started.value;
  if (inside === undefined || started === undefined) return null;
  return <Shown {...selection} run={run} inside={inside} started={started} />;
}

/** What is shown of a run. */
interface ShownProps extends ReturnType<typeof useSelection> {
  readonly run: VariantRun;
  readonly inside: Inside;
  readonly started: Started;
}

function Shown(props: ShownProps): VNode {
  const { run, inside, started, selected, choose, example } = props;
  const words = useInsideWords();
  const naming: Naming = { words, data: started.data, layers: inside.layers };
  return (
    <>
      <div class="inside-pictures">
        <div>
          <NetworkDiagram inside={inside} naming={naming} selected={selected} onSelect={choose} />
          <DiagramNotes inside={inside} naming={naming} />
        </div>
        <Choices {...props} naming={naming} />
      </div>
      {inside.step === undefined ? (
        <NoStep isDiverged={run.frame.value?.outcome?.kind === "diverged"} />
      ) : (
        <StepView step={inside.step} wanted={example} />
      )}
    </>
  );
}

/** What is chosen, by pictures and by lists, and how large the weights are. */
function Choices(props: ShownProps & { readonly naming: Naming }): VNode {
  const { inside, started, selected, choose, parameter, example, follow, naming } = props;
  const { data, grid } = started;
  const { words } = naming;
  const { examples } = data;
  // What is being typed must not be drawn anew with every frame.
  const pointPicker = useMemo(
    () => <PointPicker example={example} examples={examples} words={words} onExample={follow} />,
    [example, examples, words],
  );
  return (
    <div class="inside-choices">
      <PlanePicture
        inside={inside}
        unit={within(selected, inside)}
        naming={naming}
        data={data}
        grid={grid}
        example={inside.step?.example ?? example}
        onExample={follow}
      />
      <div class="pickers">
        {pointPicker}
        <ParameterPicker parameter={within(parameter, inside)} naming={naming} onSelect={choose} />
      </div>
      <WeightHistograms naming={naming} />
    </div>
  );
}

/** A place in a network that may have become smaller: the closest that there is. */
function within({ layer, unit, input }: NetworkPlace, { layers }: Inside): NetworkPlace {
  const number = Math.min(layer, layers.length - 1);
  const limit = (place: number, of: number): number => Math.min(place, (layers[of]?.size ?? 1) - 1);
  const own = { layer: number, unit: limit(unit, number) };
  return input === undefined ? own : { ...own, input: limit(input, number - 1) };
}
