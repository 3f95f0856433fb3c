import { max } from "d3-array";
import type { HorizontalFrame } from "./axes.ts";
import { type DotStack, stackDots } from "./dot-stacks.ts";
import { type FigureUnit, unitOf } from "./figure-units.ts";
import { element, text } from "./svg.ts";
import { FONT_ALLOWANCE, fitText, textWidth } from "./text-width.ts";
import { FONT_SIZE, seriesStyle } from "./theme.ts";

/** The figures of one name on one part of the data, as shares, where 0.93 is 93 %, or in another unit. */
export interface DotRow {
  /** One for each seed, at least one, in any order; what is not finite is left out. */
  readonly values: readonly number[];
  readonly mean: number;
  readonly interval?: { readonly low: number; readonly high: number } | undefined;
}

/** The size of dots, and how much room they need. */
export interface DotSize {
  /** In pixels. */
  readonly radius: number;
  /** Of the highest stack of all rows, in pixels. */
  readonly height: number;
  /** Higher stacks are pushed together, so that their dots overlap like coins. */
  readonly mostHeight: number;
}

/** Where a row stands: the frame of its panel, of which only the direction of x matters, and its upper edge. */
export interface DotRowPlace {
  readonly frame: HorizontalFrame;
  /** Of its figures. */
  readonly unit: FigureUnit;
  readonly top: number;
  readonly size: DotSize;
}

const RADIUS = 3.4;
const LEAST_RADIUS = 2;
/** From this many dots in a row on they become smaller. */
const SHRINKS_FROM = 40;
/** The highest stacks of a picture: in one with few rows they may be higher. */
const MOST_HEIGHT = { least: 44, greatest: 96, ofAllRows: 400 } as const;
/** Between the dots of a stack that has room. */
const DOT_GAP = 0.8;
/** Dots keep their edge unless less than this share of their radius is seen of each. */
const LEAST_SEEN = 0.6;

/** The name and the figures above the dots. */
const HEADER_HEIGHT = 22;
const HEADER_BASELINE = 13;
const HEADER_GAP = 16;
/** From the line that dots stand on to the middle of the interval, and from there to the row's end. */
const INTERVAL_DISTANCE = 9;
const END_DISTANCE = 7;
const BAR_HEIGHT = 6;
const MEAN = { width: 4.2, height: 16 } as const;
const NAME_STYLE = { fontSize: FONT_SIZE.label, isBold: true } as const;
const FIGURES_STYLE = { fontSize: FONT_SIZE.label } as const;

/**
 * How large dots are drawn that stand in rows like these.
 *
 * @param rows of all panels
 * @param count of the rows below each other
 * @param toPixels where a figure stands
 */
export function measureDots(
  rows: readonly DotRow[],
  count: number,
  toPixels: (figure: number) => number,
): DotSize {
  const { least, greatest, ofAllRows } = MOST_HEIGHT;
  const mostHeight = Math.max(least, Math.min(greatest, ofAllRows / count));
  const most = max(rows, ({ values }) => values.length) ?? 0;
  const radius =
    most <= SHRINKS_FROM ? RADIUS : Math.max(LEAST_RADIUS, RADIUS * Math.sqrt(SHRINKS_FROM / most));
  const heights = rows.map(({ values }) => {
    const stacks = stackDots(values.map(toPixels), 2 * radius);
    return 2 * radius + (highestOf(stacks) - 1) * spacingOf(stacks, { radius, mostHeight });
  });
  return { radius, height: max(heights) ?? 2 * radius, mostHeight };
}

/** The height of a row, all in all. */
export function dotRowHeight({ height }: DotSize): number {
  return HEADER_HEIGHT + height + INTERVAL_DISTANCE + END_DISTANCE;
}

/** The room that the name and the figures of a row take beside each other. */
export function headerWidth(name: string, row: DotRow | undefined, unit: FigureUnit): number {
  const texts = textWidth(name, NAME_STYLE) + textWidth(describeRow(row, unit), FIGURES_STYLE);
  return FONT_ALLOWANCE * texts + HEADER_GAP;
}

/**
 * One row: its name, and its mean with its interval as numbers, above a dot for every value; below them the interval as
 * a bar and the mean as a stroke across it. Without figures it has its name, and says so.
 *
 * @param index of the name among all, which gives it its colour
 */
export function drawDotRow(
  { name, index }: { readonly name: string; readonly index: number },
  row: DotRow | undefined,
  place: DotRowPlace,
): string {
  const { box, xAxis, x } = place.frame;
  const style = seriesStyle(index, "models", false).class;
  const figures = describeRow(row, place.unit);
  const room = (box.width - HEADER_GAP) / FONT_ALLOWANCE - textWidth(figures, FIGURES_STYLE);
  const baseline = place.top + HEADER_BASELINE;
  const ground = groundOf(place);
  const grid = xAxis.ticks.map(({ value }) =>
    element("line", {
      class: "wf-grid",
      x1: x(value),
      x2: x(value),
      y1: place.top + HEADER_HEIGHT - 2,
      y2: ground + INTERVAL_DISTANCE + END_DISTANCE,
    }),
  );
  return [
    ...grid,
    text(fitText(name, room, NAME_STYLE), { x: box.x, y: baseline, class: `wf-name ${style}` }),
    text(figures, { x: box.x + box.width, y: baseline, class: row ? "wf-label" : "wf-note", anchor: "end" }),
    row === undefined ? "" : drawDots(row, place, style) + drawInterval(row, place, style),
  ].join("");
}

/** The line that the dots of a row stand on. */
function groundOf({ top, size }: DotRowPlace): number {
  return top + HEADER_HEIGHT + size.height;
}

/** "93.2 % (91.0 to 95.1)". */
function describeRow(row: DotRow | undefined, name: FigureUnit): string {
  if (row === undefined) return "no result";
  const unit = unitOf(name);
  const { mean, interval } = row;
  return interval === undefined
    ? unit.format([mean]).join("")
    : unit.formatInterval(mean, interval.low, interval.high);
}

/** Where a figure stands, in pixels. */
function placeOf(figure: number, { frame, unit }: DotRowPlace): number {
  return frame.x(unitOf(unit).factor * figure);
}

function drawDots({ values }: DotRow, place: DotRowPlace, style: string): string {
  const { radius } = place.size;
  const stacks = stackDots(
    values.map((value) => placeOf(value, place)),
    2 * radius,
  );
  const spacing = spacingOf(stacks, place.size);
  const lowest = groundOf(place) - radius;
  const dots = stacks.flatMap(({ x, count }) =>
    Array.from({ length: count }, (_, level) =>
      element("circle", { cx: x, cy: lowest - level * spacing, r: radius }),
    ),
  );
  const edge = spacing >= LEAST_SEEN * radius ? "wf-seed " : "";
  return element("g", { class: `wf-dot ${edge}${style}` }, ...dots);
}

/** Between the middles of dots in a stack: the higher the highest of a row is, the less. */
function spacingOf(stacks: readonly DotStack[], { radius, mostHeight }: Omit<DotSize, "height">): number {
  const room = mostHeight - 2 * radius;
  return Math.min(2 * radius + DOT_GAP, room / Math.max(1, highestOf(stacks) - 1));
}

function highestOf(stacks: readonly DotStack[]): number {
  return max(stacks, ({ count }) => count) ?? 1;
}

function drawInterval(row: DotRow, place: DotRowPlace, style: string): string {
  const { mean, interval } = row;
  const y = groundOf(place) + INTERVAL_DISTANCE;
  return [
    interval === undefined
      ? ""
      : drawBar(placeOf(interval.low, place), placeOf(interval.high, place), { y, style }),
    hasMean(row) && Number.isFinite(mean) ? drawMean(placeOf(mean, place), { y, style }) : "",
  ].join("");
}

/** Whether the mean of a row is drawn: of a dot alone, the dot says it. */
export function hasMean({ values, interval }: DotRow): boolean {
  return values.length > 1 || interval !== undefined;
}

/** Where an interval is drawn, and in whose colour. */
interface IntervalPlace {
  readonly y: number;
  /** The class of its colour. */
  readonly style: string;
}

/** An interval as a bar, for a row and for its legend. */
export function drawBar(left: number, right: number, { y, style }: IntervalPlace): string {
  const place = { x: left, y: y - BAR_HEIGHT / 2, width: right - left, height: BAR_HEIGHT };
  return element("rect", { class: `wf-bar ${style}`, ...place });
}

/** A mean as a stroke across its interval, for a row and for its legend. */
export function drawMean(x: number, { y, style }: IntervalPlace): string {
  const { width, height } = MEAN;
  const place = { x: x - width / 2, y: y - height / 2, width, height, rx: width / 2 };
  return element("rect", { class: `wf-bar wf-mean ${style}`, ...place });
}

/** A dot as it stands for a value, for the legend. */
export function drawDot(x: number, { y, style }: IntervalPlace): string {
  return element("circle", { class: `wf-dot ${style}`, cx: x, cy: y, r: RADIUS });
}
