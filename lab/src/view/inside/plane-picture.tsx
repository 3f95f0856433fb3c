import type { RefObject, VNode } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { formatNumber } from "wellfit";
import { drawMarks } from "../../draw/marks.ts";
import { createResponseDrawing, rangeOf } from "../../draw/response-picture.ts";
import type { Inside, NetworkPlace } from "../../inside/inside.ts";
import type { ShownData, ShownGrid } from "../../session/protocol.ts";
import { useSurroundings } from "../context.ts";
import { type Naming, nameUnit } from "./place-names.ts";
import { responseOf } from "./responses.ts";
import { fitCanvas, useWidth } from "./use-size.ts";

const PIXELS = 240;
/** Half the size of a mark, and of the ring around the one that is followed, in pixels of the page. */
const MARK = 3;
const RING = 7.5;

/** What the picture shows, and what a click in it does. */
interface PlaneProps {
  readonly inside: Inside;
  readonly unit: NetworkPlace;
  readonly naming: Naming;
  readonly data: ShownData;
  readonly grid: ShownGrid;
  readonly example: number;
  readonly onExample: (example: number) => void;
}

/** What one unit hands on over the plane, with the points that the network is trained on: a click follows one. */
export function PlanePicture(props: PlaneProps): VNode {
  const { inside, unit, naming, data, grid, onExample } = props;
  const { ref, width } = useWidth<HTMLDivElement>();
  const places = useMemo(() => placeExamples(data, grid, width), [data, grid, width]);
  const canvas = usePlaneDrawing(props, places, width);
  const follow = ({ offsetX, offsetY }: MouseEvent): void => {
    const nearest = nearestTo(places, offsetX, offsetY);
    if (nearest >= 0) onExample(nearest * data.training.stride);
  };
  const { words } = naming;
  const [low, high] = rangeOf(responseOf(inside, unit).values);
  const title = words.response(nameUnit(unit, naming));
  return (
    <figure class="plane">
      <figcaption>
        <h3>{title}</h3>
        <span class="hint">{words.range(formatNumber(low, 3), formatNumber(high, 3))}</span>
      </figcaption>
      <div ref={ref} class="plane-sheet" role="img" aria-label={title} onClick={follow}>
        <canvas ref={canvas} />
      </div>
      <p class="hint">{words.follow}</p>
    </figure>
  );
}

/** Draws the response, the examples, and a ring around the one that is followed. @returns where that is drawn */
function usePlaneDrawing(
  { inside, unit, data, example }: PlaneProps,
  { lefts, tops }: ExamplePlaces,
  width: number,
): RefObject<HTMLCanvasElement | null> {
  const palette = useSurroundings().page.palette.value;
  const canvas = useRef<HTMLCanvasElement>(null);
  const draw = useMemo(() => createResponseDrawing(PIXELS), []);
  useLayoutEffect(() => {
    if (canvas.current === null || width === 0) return;
    const context = fitCanvas(canvas.current, width, width);
    draw(context, responseOf(inside, unit), { left: 0, top: 0, side: width }, palette);
    const { classes: known, stride } = data.training;
    // Where the target is numbers, all points look alike.
    const classes = known.length === 0 ? new Uint16Array(lefts.length).fill(1) : known;
    const place = (left: number, top: number): readonly [number, number] => [left, top];
    drawMarks(context, { x: lefts, y: tops, classes, style: "filled", place, radius: MARK }, palette);
    const [left, top] = [lefts[example / stride], tops[example / stride]];
    // Of very many examples not all are drawn.
    if (left === undefined || top === undefined) return;
    context.beginPath();
    context.arc(left, top, RING, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = palette.ink;
    context.stroke();
  });
  return canvas;
}

/** Where examples are in the picture, in pixels of the page. */
interface ExamplePlaces {
  readonly lefts: Float64Array;
  readonly tops: Float64Array;
}

function placeExamples(
  { training }: ShownData,
  { xDomain, yDomain }: ShownGrid,
  side: number,
): ExamplePlaces {
  return {
    lefts: training.x.map((x) => ((x - xDomain[0]) / (xDomain[1] - xDomain[0])) * side),
    tops: training.y.map((y) => (1 - (y - yDomain[0]) / (yDomain[1] - yDomain[0])) * side),
  };
}

function nearestTo({ lefts, tops }: ExamplePlaces, left: number, top: number): number {
  const distances = lefts.map((x, place) => Math.hypot(x - left, (tops[place] as number) - top));
  return distances.indexOf(Math.min(...distances));
}
