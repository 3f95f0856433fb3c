import type { VNode } from "preact";
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

/** What one unit hands on over the plane, with the points that the network is trained on: a click follows one. */
export function PlanePicture(props: {
  readonly inside: Inside;
  readonly unit: NetworkPlace;
  readonly naming: Naming;
  readonly data: ShownData;
  readonly grid: ShownGrid;
  readonly example: number;
  readonly onExample: (example: number) => void;
}): VNode {
  const { inside, unit, naming, data, grid, example, onExample } = props;
  const { page } = useSurroundings();
  const palette = page.palette.value;
  const { ref, width } = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const draw = useMemo(() => createResponseDrawing(PIXELS), []);
  const places = useMemo(() => placeExamples(data, grid, width), [data, grid, width]);
  const response = responseOf(inside, unit);
  useLayoutEffect(() => {
    if (canvas.current === null || width === 0) return;
    const context = fitCanvas(canvas.current, width, width);
    draw(context, response, { left: 0, top: 0, side: width }, palette);
    const { x, y, classes, stride } = data.training;
    const place = (left: number, top: number): readonly [number, number] => [left, top];
    drawMarks(
      context,
      { x: places.lefts, y: places.tops, classes, style: "filled", place, radius: MARK },
      palette,
    );
    const chosen = example / stride;
    if (!Number.isInteger(chosen) || chosen >= x.length || y.length === 0) return;
    context.beginPath();
    context.arc(places.lefts[chosen] as number, places.tops[chosen] as number, RING, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = palette.ink;
    context.stroke();
  });
  const follow = ({ offsetX, offsetY }: MouseEvent): void => {
    const nearest = nearestTo(places, offsetX, offsetY);
    if (nearest >= 0) onExample(nearest * data.training.stride);
  };
  const { words } = naming;
  const [low, high] = rangeOf(response.values);
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
