import type { VNode } from "preact";
import type { NetworkPlace } from "../../inside/inside.ts";
import { keyOfPlace } from "../../inside/walk.ts";
import type { DiagramPart } from "./diagram-part.ts";
import { describePlace, nameUnit } from "./place-names.ts";

/** Radii of the dots of biases in pixels. */
const RADIUS = { least: 1, most: 4.5 } as const;

/** All units that are drawn: frames around their pictures, their biases, and crosses where they drop out. */
export function DiagramUnits(part: DiagramPart): VNode {
  return (
    <>
      {part.inside.layers.flatMap(({ units }, layer) =>
        units.map((unit, row) => (
          <DiagramUnit key={`${layer}.${unit}`} {...part} place={{ layer, unit }} row={row} />
        )),
      )}
    </>
  );
}

function DiagramUnit(props: DiagramPart & { readonly place: NetworkPlace; readonly row: number }): VNode {
  const { inside, layout, largest, naming, selected, onSelect, place, row } = props;
  const { layer, unit } = place;
  const column = layout.columns[layer];
  const [x, y] = [column?.x ?? 0, column?.ys[row] ?? 0];
  const half = layout.tile / 2;
  const key = keyOfPlace(place);
  const isSelected = key === keyOfPlace(selected);
  const isDropped = inside.step?.dropped[layer]?.includes(unit) === true;
  const bias = inside.layers[layer]?.biases[row] ?? 0;
  const label = describePlace(place, bias, naming);
  return (
    <g
      data-place={key}
      class="unit"
      role="option"
      tabindex={isSelected ? 0 : -1}
      aria-selected={isSelected}
      aria-label={isDropped ? naming.words.droppedOut(label) : label}
      onClick={() => onSelect(place)}
      transform={`translate(${x} ${y})`}
    >
      <rect class="frame" x={-half} y={-half} width={2 * half} height={2 * half} rx="3" />
      {isDropped && (
        <path class="cross" d={`M${-half} ${-half}L${half} ${half}M${half} ${-half}L${-half} ${half}`} />
      )}
      {layer === 0 ? (
        <text class="feature" x={-half - 6} y={4} text-anchor="end" aria-hidden="true">
          {nameUnit(place, naming)}
        </text>
      ) : (
        <circle
          class={`bias ${bias < 0 ? "below" : "above"}`}
          cx={-half + 1}
          cy={half - 1}
          r={RADIUS.least + ((RADIUS.most - RADIUS.least) * Math.abs(bias)) / largest}
        />
      )}
    </g>
  );
}
