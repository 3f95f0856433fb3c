import {
  type AxesText,
  createFrame,
  drawAxes,
  drawGrid,
  type Frame,
  leftMargin,
  RIGHT_MARGIN,
} from "./axes.ts";
import type { Point } from "./curve-points.ts";
import { drawTitle, element, type PictureText, round, svgDocument } from "./svg.ts";
import { PICTURE_STYLE, type SeriesStyle, seriesStyle } from "./theme.ts";
import { type Axis, createAxis } from "./ticks.ts";
import { drawKey, keyHeight, keyWidth, REFERENCE_DASH, type ValueKey } from "./value-key.ts";

/** A curve between 0 and 1 in both directions, with the one number that sums it up. */
export interface UnitCurve {
  readonly name: string;
  readonly value: number;
  /** In the order in which they are joined; none where there is no curve. */
  readonly points: readonly Point[];
}

/** A straight line to compare curves with. */
export interface ReferenceLine {
  readonly name: string;
  readonly value: number;
  readonly from: Point;
  readonly to: Point;
}

/** What {@link drawUnitCurves} draws. */
export interface UnitCurves {
  readonly texts: PictureText;
  readonly axes: AxesText;
  /** What the values of curves are: "AUC". */
  readonly valueHeading: string;
  readonly curves: readonly UnitCurve[];
  readonly references: readonly ReferenceLine[];
}

/** The side of the square. */
const SIDE = 380;
/** From the upper edge of a picture to its frame. */
export const TITLE_HEIGHT = 56;
/** Below a frame with a label. */
export const BOTTOM = 58;

/** Curves in a square from 0 to 1, with a key beside it. @returns an SVG document */
export function drawUnitCurves({ texts, axes, valueHeading, curves, references }: UnitCurves): string {
  const axis = unitAxis();
  const frame = createFrame({ x: leftMargin(axis), y: TITLE_HEIGHT }, axis, axis);
  const key = toKey(valueHeading, curves, references);
  const right = frame.box.x + frame.box.width;
  const width = right + keyWidth(key) + RIGHT_MARGIN;
  const height = TITLE_HEIGHT + Math.max(SIDE + BOTTOM, keyHeight(key));
  const content = [
    drawTitle(texts.title, { left: frame.box.x, width }),
    drawGrid(frame),
    drawAxes(frame, axes),
    ...references.map((line) => drawReference(line, frame)),
    ...curves.map(({ points }, index) => drawUnitCurve(points, curveStyle(index), frame)),
    drawKey(key, { x: right, y: TITLE_HEIGHT }),
  ].join("");
  return svgDocument({ width, height, content }, texts, PICTURE_STYLE);
}

/** An axis from 0 to 1 along a side of the square, with the same ticks in both directions. */
export function unitAxis(): Axis {
  return createAxis([0, 1], SIDE, { direction: "x" });
}

/** The key of curves, then of lines to compare with. */
export function toKey(
  heading: string,
  curves: readonly Pick<UnitCurve, "name" | "value">[],
  references: readonly ReferenceLine[],
): ValueKey {
  const entries = curves.map(({ name, value }, index) => ({ label: name, value, style: curveStyle(index) }));
  return { heading, entries: [...entries, ...references.map(({ name, value }) => ({ label: name, value }))] };
}

/** The look of a curve: colours of models, and dashes. */
export function curveStyle(index: number): SeriesStyle {
  return seriesStyle(index, "models", true);
}

/** A line to compare with, in a frame. */
export function drawReference({ from, to }: ReferenceLine, { x, y }: Frame): string {
  const d = `M${round(x(from.x))} ${round(y(from.y))}L${round(x(to.x))} ${round(y(to.y))}`;
  return element("path", { class: "wf-line", "stroke-dasharray": REFERENCE_DASH, d });
}

/** A curve in a frame. */
export function drawUnitCurve(points: readonly Point[], style: SeriesStyle, { x, y }: Frame): string {
  if (points.length === 0) return "";
  const places = thinPoints(points.map((point) => ({ x: x(point.x), y: y(point.y) })));
  const d = `M${places.map((place) => `${round(place.x)} ${round(place.y)}`).join("L")}`;
  return element("path", { class: `wf-curve ${style.class}`, "stroke-dasharray": style.dash, d });
}

/** Points closer than this to the last one drawn are left out, in pixels. */
const LEAST_DISTANCE = 0.7;

/**
 * The points that are needed to draw a line through all: the first, the last, and those that lie apart and where it
 * turns. However many examples a curve is of, its path stays short.
 */
export function thinPoints(points: readonly Point[]): readonly Point[] {
  const apart: Point[] = [];
  for (const [index, point] of points.entries()) {
    const last = apart.at(-1);
    const isLast = index === points.length - 1;
    if (last !== undefined && distanceOf(last, point) < LEAST_DISTANCE && !isLast) continue;
    apart.push(point);
  }
  return apart.filter((point, index) => {
    const [before, after] = [apart[index - 1], apart[index + 1]];
    return before === undefined || after === undefined || isTurn(before, point, after);
  });
}

function distanceOf(one: Point, other: Point): number {
  return Math.abs(one.x - other.x) + Math.abs(one.y - other.y);
}

/** Whether the way from one point over the next to a third is not straight on, to what a picture can show. */
function isTurn(before: Point, point: Point, after: Point): boolean {
  const [dx, dy] = [point.x - before.x, point.y - before.y];
  return Math.abs(dx * (after.y - point.y) - dy * (after.x - point.x)) > 1e-6;
}
