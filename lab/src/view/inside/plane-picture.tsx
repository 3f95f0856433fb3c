import type { RefObject, VNode } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { formatNumber, type Palette } from "wellfit";
import { placer, toMarks } from "../../draw/boundary-canvas.ts";
import { type DrawnMarks, drawMarks } from "../../draw/marks.ts";
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
  const palette = useSurroundings().page.palette.value;
  const marks = useMemo(() => toMarks(data.training, data, palette), [data, palette]);
  const places = useMemo(() => placeMarks(marks, grid, width), [marks, grid, width]);
  const canvas = usePlaneDrawing({ ...props, marks, places, palette }, width);
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

/** Pixels from the left and from the top. */
type Place = ReturnType<ReturnType<typeof placer>>;

/** A picture with what is drawn of it. */
interface DrawnPlane extends PlaneProps {
  readonly marks: ReturnType<typeof toMarks>;
  readonly places: readonly Place[];
  readonly palette: Palette;
}

/** Draws the response, the examples, and a ring around the one that is followed. @returns where that is drawn */
function usePlaneDrawing(
  { inside, unit, data, grid, example, marks, places, palette }: DrawnPlane,
  width: number,
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const draw = useMemo(() => createResponseDrawing(PIXELS), []);
  useLayoutEffect(() => {
    if (canvas.current === null || width === 0) return;
    const context = fitCanvas(canvas.current, width, width);
    draw(context, responseOf(inside, unit), { left: 0, top: 0, side: width }, palette);
    const place = placer(grid, width, width);
    drawMarks(context, { ...marks, style: "filled", place, radius: MARK }, palette);
    // Of very many examples not all are drawn.
    const followed = places[example / data.training.stride];
    if (followed === undefined) return;
    const [left, top] = followed;
    context.beginPath();
    context.arc(left, top, RING, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = palette.ink;
    context.stroke();
  });
  return canvas;
}

/** Where marks are in a picture, in pixels of the page. */
function placeMarks({ x, y }: Pick<DrawnMarks, "x" | "y">, grid: ShownGrid, side: number): readonly Place[] {
  const place = placer(grid, side, side);
  return Array.from(x, (across, example) => place(across, y[example] as number));
}

function nearestTo(places: readonly Place[], left: number, top: number): number {
  const distances = places.map(([x, y]) => Math.hypot(x - left, y - top));
  return distances.indexOf(Math.min(...distances));
}
