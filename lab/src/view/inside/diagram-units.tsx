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

/** A unit, and where it stands. */
interface PlacedUnit extends DiagramPart {
  readonly place: NetworkPlace;
  readonly row: number;
}

function DiagramUnit(props: PlacedUnit): VNode {
  const { inside, layout, naming, selected, onSelect, place, row } = props;
  const { layer, unit } = place;
  const column = layout.columns[layer];
  const half = layout.tile / 2;
  const key = keyOfPlace(place);
  const isSelected = key === keyOfPlace(selected);
  const isDropped = inside.step?.dropped[layer]?.includes(unit) === true;
  const label = describePlace(place, inside.layers[layer]?.biases[row] ?? 0, naming);
  return (
    <g
      data-place={key}
      class="unit"
      role="option"
      tabindex={isSelected ? 0 : -1}
      aria-selected={isSelected}
      aria-label={isDropped ? naming.words.droppedOut(label) : label}
      onClick={() => onSelect(place)}
      transform={`translate(${column?.x ?? 0} ${column?.ys[row] ?? 0})`}
    >
      <rect class="frame" x={-half} y={-half} width={2 * half} height={2 * half} rx="3" />
      {isDropped && (
        <path class="cross" d={`M${-half} ${-half}L${half} ${half}M${half} ${-half}L${-half} ${half}`} />
      )}
      {layer === 0 ? <FeatureName {...props} /> : <Bias {...props} />}
    </g>
  );
}

function FeatureName({ layout, naming, place }: PlacedUnit): VNode {
  return (
    <text x={-layout.tile / 2 - 6} y={4} text-anchor="end" aria-hidden="true">
      {cut(nameUnit(place, naming), layout.letters)}
    </text>
  );
}

/** A name with so many letters at most; what it is called stands in full where it is selected. */
function cut(name: string, letters: number): string {
  return name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
}

/** The bias as a dot at the corner of its unit. */
function Bias({ inside, layout, largest, place, row }: PlacedUnit): VNode {
  const bias = inside.layers[place.layer]?.biases[row] ?? 0;
  const corner = layout.tile / 2 - 1;
  const radius = RADIUS.least + ((RADIUS.most - RADIUS.least) * Math.abs(bias)) / largest;
  return <circle class={`bias ${bias < 0 ? "below" : "above"}`} cx={-corner} cy={corner} r={radius} />;
}
