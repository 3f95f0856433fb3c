import type { VNode } from "preact";
import { linkPath } from "../../inside/diagram-layout.ts";
import type { InsideLayer, NetworkPlace } from "../../inside/inside.ts";
import { keyOfPlace } from "../../inside/walk.ts";
import type { DiagramPart } from "./diagram-part.ts";
import { describePlace } from "./place-names.ts";

/** The width in pixels of a line that is next to nothing; and of the largest, as a share of a unit's picture. */
const LEAST_WIDTH = 0.4;
const LARGEST_SHARE = 0.17;

/** A line of the diagram. */
interface Link {
  readonly place: NetworkPlace;
  readonly path: string;
  readonly value: number;
  readonly width: number;
  readonly isIdle: boolean;
}

/** All weights between the units that are drawn, as lines. */
export function DiagramWeights(part: DiagramPart): VNode {
  const { naming, selected, onSelect } = part;
  const links = linksOf(part);
  const chosen = links.find(({ place }) => keyOfPlace(place) === keyOfPlace(selected));
  return (
    <>
      {links.map((link) => {
        const { place, path, value, width } = link;
        const key = keyOfPlace(place);
        return (
          <g
            key={key}
            data-place={key}
            class="weight"
            role="option"
            tabindex={link === chosen ? 0 : -1}
            aria-selected={link === chosen}
            aria-label={describePlace(place, value, naming)}
            onClick={() => onSelect(place)}
          >
            <path class={classOf(link)} d={path} stroke-width={width} />
            <path class="grip" d={path} />
          </g>
        );
      })}
      {chosen !== undefined && (
        <g class="chosen" aria-hidden="true">
          <path class="halo" d={chosen.path} stroke-width={chosen.width + 5} />
          <path class="gap" d={chosen.path} stroke-width={chosen.width + 2} />
          <path class={classOf({ ...chosen, isIdle: false })} d={chosen.path} stroke-width={chosen.width} />
        </g>
      )}
    </>
  );
}

function classOf({ value, isIdle }: Link): string {
  return `line ${value < 0 ? "below" : "above"}${isIdle ? " idle" : ""}`;
}

function linksOf({ inside, layout, largest }: DiagramPart): readonly Link[] {
  const widest = LARGEST_SHARE * layout.tile;
  const isDropped = (layer: number, unit: number): boolean =>
    inside.step?.dropped[layer]?.includes(unit) === true;
  return inside.layers.flatMap(({ units, weights }, layer) => {
    const below: readonly number[] = layer === 0 ? [] : (inside.layers[layer - 1] as InsideLayer).units;
    return units.flatMap((unit, to) =>
      below.map((input, from): Link => {
        const value = weights[to * below.length + from] as number;
        return {
          place: { layer, unit, input },
          path: linkPath(layout, layer, { from, to }),
          value,
          width: LEAST_WIDTH + ((widest - LEAST_WIDTH) * Math.abs(value)) / largest,
          isIdle: isDropped(layer - 1, input) || isDropped(layer, unit),
        };
      }),
    );
  });
}
