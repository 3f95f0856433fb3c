import type { VNode } from "preact";
import { outlineOf, shapeOf } from "wellfit";
import { useSurroundings } from "./context.ts";

/** What marks, shades and lines stand for. */
export function Legend(): VNode | null {
  const { lab, page, words } = useSurroundings();
  const data = lab.contestants.value[0]?.run.started.value?.data;
  const palette = page.palette.value;
  if (data === undefined || data.classNames.length === 0) return null;
  const colourOf = (index: number): string => palette.classes[index % palette.classes.length] as string;
  return (
    <ul class="legend" aria-label={words.legend.title}>
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
        <svg class="mark wide" viewBox="0 0 24 12" aria-hidden="true">
          <path d="M1 6H23" stroke={palette.ink} stroke-width="2" />
        </svg>
        {words.legend.border}
      </li>
      {data.classNames.length === 2 && <li>{words.legend.shade(data.classNames[1] ?? "")}</li>}
    </ul>
  );
}

function Mark({
  index,
  fill,
  stroke,
}: {
  readonly index: number;
  readonly fill: string;
  readonly stroke: string;
}): VNode {
  const shape = shapeOf(index);
  const style = { fill, stroke, "stroke-width": "1.4" };
  return (
    <svg class="mark" viewBox="-6 -6 12 12" aria-hidden="true">
      {shape === "circle" ? (
        <circle r="4" {...style} />
      ) : shape === "square" ? (
        <rect x="-3.6" y="-3.6" width="7.2" height="7.2" {...style} />
      ) : (
        <path
          d={`M${outlineOf(shape)
            .map(([x, y]) => `${4 * x} ${4 * y}`)
            .join("L")}Z`}
          {...style}
        />
      )}
    </svg>
  );
}
