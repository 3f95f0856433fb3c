import type { RefObject, VNode } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { formatNumber } from "wellfit";
import { createResponseDrawing } from "../../draw/response-picture.ts";
import { layOutDiagram } from "../../inside/diagram-layout.ts";
import type { NetworkPlace } from "../../inside/inside.ts";
import { isDrawn, isWalkKey, keyOfPlace, walk } from "../../inside/walk.ts";
import { useSurroundings } from "../context.ts";
import { type DiagramPart, largestOf } from "./diagram-part.ts";
import { DiagramUnits } from "./diagram-units.tsx";
import { DiagramWeights } from "./diagram-weights.tsx";
import { useInsideWords } from "./inside-words.ts";
import { countUnits, nameLayer, nameUnit } from "./place-names.ts";
import { responseOf } from "./responses.ts";
import { fitCanvas, useWidth } from "./use-size.ts";

/** Pixels along each side of a unit's picture. */
const TILE_PIXELS = 44;

/** The network as a diagram: its weights as lines, its units as pictures of what they hand on. */
export function NetworkDiagram(props: Omit<DiagramPart, "layout" | "largest">): VNode {
  const { inside, onSelect } = props;
  const words = useInsideWords();
  const { ref, width } = useWidth<HTMLDivElement>();
  const drawn = inside.layers.map(({ units }) => units);
  const counts = drawn.map(({ length }) => length).join();
  const longest = longestName(drawn[0], props.naming);
  const layout = useMemo(
    () => layOutDiagram(counts.split(",").map(Number), width, longest),
    [counts, width, longest],
  );
  const selected = isDrawn(drawn, props.selected) ? props.selected : { layer: 0, unit: drawn[0]?.[0] ?? 0 };
  const { svg, onKeyDown } = useWalk(drawn, selected, onSelect);
  const part = { ...props, layout, selected, largest: largestOf(inside) || 1 };
  return (
    <div class="diagram" ref={ref}>
      {width > 0 && (
        <div class="diagram-sheet">
          <UnitPictures {...part} />
          <svg
            ref={svg}
            role="listbox"
            aria-label={words.diagram}
            width={layout.width}
            height={layout.height}
            onKeyDown={onKeyDown}
          >
            <Headings {...part} />
            <DiagramWeights {...part} />
            <DiagramUnits {...part} />
          </svg>
        </div>
      )}
    </div>
  );
}

/** How many letters the longest name of a feature has. */
function longestName(features: readonly number[] = [], naming: DiagramPart["naming"]): number {
  return Math.max(0, ...features.map((unit) => nameUnit({ layer: 0, unit }, naming).length));
}

/** Lets keys walk through a diagram, and the focus follow. */
function useWalk(
  drawn: readonly (readonly number[])[],
  selected: NetworkPlace,
  onSelect: (place: NetworkPlace) => void,
): { readonly svg: RefObject<SVGSVGElement | null>; readonly onKeyDown: (event: KeyboardEvent) => void } {
  const svg = useRef<SVGSVGElement>(null);
  const hasWalked = useRef(false);
  useLayoutEffect(() => {
    if (!hasWalked.current) return;
    hasWalked.current = false;
    svg.current?.querySelector<SVGElement>(`[data-place="${keyOfPlace(selected)}"]`)?.focus();
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isWalkKey(event.key)) return;
    event.preventDefault();
    hasWalked.current = true;
    onSelect(walk(drawn, selected, event.key));
  };
  return { svg, onKeyDown };
}

/** What each column is, and how many of its units it has. */
function Headings({ layout, naming }: DiagramPart): VNode {
  return (
    <g class="headings" aria-hidden="true">
      {layout.columns.map(({ x }, layer) => {
        const isLast = layer === layout.columns.length - 1;
        const anchor = layer === 0 ? "start" : isLast ? "end" : "middle";
        const at = layer === 0 ? x - layout.tile / 2 : isLast ? x + layout.tile / 2 : x;
        return (
          <text key={layer} text-anchor={anchor} x={at} y={12}>
            {nameLayer(layer, naming)}
            <tspan x={at} dy={16} class="soft">
              {countUnits(layer, naming)}
            </tspan>
          </text>
        );
      })}
    </g>
  );
}

/** What every unit hands on over the plane, behind the lines of the diagram. */
function UnitPictures({ inside, layout }: DiagramPart): VNode {
  const { page } = useSurroundings();
  const canvas = useRef<HTMLCanvasElement>(null);
  const draw = useMemo(() => createResponseDrawing(TILE_PIXELS), []);
  const palette = page.palette.value;
  useLayoutEffect(() => {
    if (canvas.current === null) return;
    const { width, height, tile, columns } = layout;
    const context = fitCanvas(canvas.current, width, height);
    for (const [layer, { units }] of inside.layers.entries()) {
      for (const [row, unit] of units.entries()) {
        const column = columns[layer];
        const [left, top] = [(column?.x ?? 0) - tile / 2, (column?.ys[row] ?? 0) - tile / 2];
        const isDropped = inside.step?.dropped[layer]?.includes(unit) === true;
        context.globalAlpha = isDropped ? 0.25 : 1;
        draw(context, responseOf(inside, { layer, unit }), { left, top, side: tile }, palette);
      }
    }
  }, [inside, layout, palette, draw]);
  return <canvas ref={canvas} class="tiles" style={{ width: layout.width, height: layout.height }} />;
}

/** What the diagram shows, in words. */
export function DiagramNotes({ inside, naming }: Pick<DiagramPart, "inside" | "naming">): VNode {
  const { words, layers } = naming;
  const thinned = layers.flatMap(({ size, units }, layer) =>
    units.length < size ? [words.thinned(String(units.length), String(size), nameLayer(layer, naming))] : [],
  );
  const hasDropped = inside.step?.dropped.some(({ length }) => length > 0) === true;
  const widest = words.widest(formatNumber(largestOf(inside), 3));
  return (
    <div class="hint">
      <p>{[words.lines, widest, ...thinned].join(" ")}</p>
      {hasDropped && <p>{words.crossed(String((inside.step?.example ?? 0) + 1))}</p>}
    </div>
  );
}
