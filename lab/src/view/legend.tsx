import type { VNode } from "preact";
import { bandColours, formatCount, formatNumber, type Palette } from "wellfit";
import type { ShownData } from "../session/protocol.ts";
import type { Words } from "../words/vocabulary.ts";
import { useSurroundings } from "./context.ts";
import { Mark } from "./mark.tsx";

/** What marks, shades and lines stand for. */
export function Legend(): VNode | null {
  const { lab, page, words } = useSurroundings();
  const data = lab.contestants.value[0]?.run.started.value?.data;
  const palette = page.palette.value;
  if (data === undefined || data.view === "nothing") return null;
  const kind = { data, palette, words };
  return (
    <ul class="legend" aria-label={words.legend.title}>
      {data.view === "classes" ? <ClassItems {...kind} /> : <NumberItems {...kind} />}
      {data.drawn < data.all && (
        <li>{words.legend.someDrawn(formatCount(data.drawn), formatCount(data.all))}</li>
      )}
    </ul>
  );
}

/** What the items of a legend are made of. */
interface LegendProps {
  readonly data: ShownData;
  readonly palette: Palette;
  readonly words: Words;
}

function ClassItems({ data, palette, words }: LegendProps): VNode {
  const colourOf = (index: number): string => palette.classes[index % palette.classes.length] as string;
  return (
    <>
      {data.classNames.map((name, index) => (
        <li key={name}>
          <Mark index={index} fill={colourOf(index)} stroke={palette.paper} />
          {words.legend.trainedOn(name)}
        </li>
      ))}
      {data.classNames.map((name, index) => (
        <li key={`${name} hollow`}>
          <Mark index={index} fill="none" stroke={colourOf(index)} />
          {words.legend.notTrainedOn(name)}
        </li>
      ))}
      <li>
        <Line palette={palette} />
        {words.legend.border}
      </li>
      {data.classNames.length === 2 && <li>{words.legend.shade(data.classNames[1] ?? "")}</li>}
    </>
  );
}

function NumberItems({ data, palette, words }: LegendProps): VNode {
  const { legend } = words;
  const [low, high] = data.targetRange.map((end) => formatNumber(end)) as [string, string];
  const colour = data.view === "curve" ? (palette.parts[0] as string) : palette.softInk;
  return (
    <>
      <li>
        <Mark index={ROUND} fill={colour} stroke={palette.paper} />
        {legend.examplesTrainedOn}
      </li>
      <li>
        <Mark index={ROUND} fill="none" stroke={colour} />
        {legend.examplesNotTrainedOn}
      </li>
      {data.view === "curve" ? (
        <li>
          <Line palette={palette} />
          {legend.prediction(data.targetName)}
        </li>
      ) : (
        <li>
          {legend.numbers(data.targetName)} {low}
          <Ramp palette={palette} />
          {high}
        </li>
      )}
    </>
  );
}

/** The class whose marks are round, as those of numbers are. */
const ROUND = 1;

function Line({ palette }: { readonly palette: Palette }): VNode {
  return (
    <svg class="mark wide" viewBox="0 0 24 12" aria-hidden="true">
      <path d="M1 6H23" stroke={palette.ink} stroke-width="2" />
    </svg>
  );
}

/** The shades of numbers, from the least to the greatest. */
function Ramp({ palette }: { readonly palette: Palette }): VNode {
  const colours = bandColours(palette);
  return (
    <svg class="mark ramp" viewBox={`0 0 ${colours.length} 2`} preserveAspectRatio="none" aria-hidden="true">
      {colours.map((colour, band) => (
        <rect key={`${band} ${colour}`} x={band} width="1.05" height="2" fill={colour} />
      ))}
    </svg>
  );
}
