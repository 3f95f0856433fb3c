import { max } from "d3-array";
import { scaleLinear } from "d3-scale";
import { drawXAxis, type HorizontalFrame, type Scale } from "./axes.ts";
import type { Interval } from "./grid.ts";
import { drawLegend, LEGEND_MARGIN, type LegendEntry } from "./legend.ts";
import { drawTitle, element, type PictureText, svgDocument, text } from "./svg.ts";
import { FONT_ALLOWANCE, fitText, textWidth } from "./text-width.ts";
import { boundaryStyle, FONT_SIZE, markClass, seriesStyle } from "./theme.ts";
import { createAxis } from "./ticks.ts";

/** A bar with its name. */
export interface NamedBar {
  readonly name: string;
  /** Where it ends, on the picture's scale; it begins at 0. */
  readonly value: number;
  /** The value as words right of the bar. */
  readonly label: string;
  /** A number that the value is to be seen beside: a stroke across the bar's row. */
  readonly reference?: number | undefined;
}

/** What {@link plotNamedBars} draws. */
export interface NamedBars extends PictureText {
  /** From top to bottom; at least one. */
  readonly bars: readonly NamedBar[];
  readonly xLabel: string;
  /** The ends of the scale, with 0 between or at them. */
  readonly domain: Interval;
  /** What stands after every number of the scale, "%" for one; nothing by default. */
  readonly unit?: string | undefined;
  /** Whether each bar is a class, and has its colour. */
  readonly areClasses?: boolean | undefined;
  /** What the references of bars are, for the legend. */
  readonly referenceLabel?: string | undefined;
}

/** Narrow enough for a phone. */
const WIDTH = 448;
const MARGIN = 16;
const TOP = 58;
const ROW_HEIGHT = 26;
const BAR_HEIGHT = 14;
/** Longer names and labels lose their middle. */
const MOST_NAME_WIDTH = 150;
const MOST_LABEL_WIDTH = 130;
const GAP = 10;
/** From the middle of a line of text to its baseline. */
const BASELINE_SHIFT = 4.5;
/** From the scale to the first line of a legend, or to the lower edge. */
const SCALE_HEIGHT = 64;
const BOTTOM = 50;
const REFERENCE = { width: 2.4, height: 20 } as const;
const NAME_STYLE = { fontSize: FONT_SIZE.label } as const;

/** Bars on one scale below each other, each with its name at its left and its value at its right. @returns an SVG document */
export function plotNamedBars(picture: NamedBars): string {
  const { bars, title, xLabel, areClasses = false } = picture;
  const frame = layOut(picture);
  const { box, xAxis, x } = frame;
  const bottom = box.y + box.height;
  const grid = xAxis.ticks.map(({ value }) =>
    element("line", { class: "wf-grid", x1: x(value), x2: x(value), y1: box.y, y2: bottom }),
  );
  const entries = legendEntries(picture);
  const place = { x: MARGIN, y: bottom + SCALE_HEIGHT, width: WIDTH - 2 * MARGIN };
  const legend = entries.length === 0 ? undefined : drawLegend(entries, place);
  const content = [
    drawTitle(title, { left: MARGIN, width: WIDTH }),
    ...grid,
    ...bars.map((bar, index) => drawRow(bar, frame, { index, isClass: areClasses })),
    element("line", { class: "wf-line", x1: x(0), x2: x(0), y1: box.y, y2: bottom }),
    ...bars.map((bar, index) => drawReference(bar.reference, middleOf(index, box), x)),
    drawXAxis(frame, xLabel),
    legend?.content ?? "",
  ].join("");
  const height = legend === undefined ? bottom + BOTTOM : legend.endY + LEGEND_MARGIN;
  const style = boundaryStyle(areClasses ? bars.length : 0);
  return svgDocument({ width: WIDTH, height, content }, picture, style);
}

/** Names at the left and values at the right leave the room between them to the bars. */
function layOut({ bars, domain, unit }: NamedBars): HorizontalFrame {
  const widest = (texts: readonly string[]): number =>
    Math.ceil(FONT_ALLOWANCE * (max(texts, (each) => textWidth(each, NAME_STYLE)) ?? 0));
  const names = Math.min(MOST_NAME_WIDTH, widest(bars.map(({ name }) => name)));
  const left = MARGIN + names + GAP;
  const labels = Math.min(MOST_LABEL_WIDTH, widest(bars.map(({ label }) => label)));
  const right = WIDTH - MARGIN - labels - GAP;
  const xAxis = createAxis(domain, right - left, { direction: "x", unit });
  const box = { x: left, y: TOP, width: right - left, height: bars.length * ROW_HEIGHT };
  return { box, xAxis, x: scaleLinear(domain, [left, right]) };
}

function middleOf(index: number, box: { readonly y: number }): number {
  return box.y + (index + 0.5) * ROW_HEIGHT;
}

function drawRow(
  { name, value, label }: NamedBar,
  { box, x }: HorizontalFrame,
  { index, isClass }: { readonly index: number; readonly isClass: boolean },
): string {
  const middle = middleOf(index, box);
  const y = middle + BASELINE_SHIFT;
  const fitted = fitText(name, (box.x - GAP - MARGIN) / FONT_ALLOWANCE, NAME_STYLE);
  const figure = fitText(label, MOST_LABEL_WIDTH / FONT_ALLOWANCE, NAME_STYLE);
  const [from, to] = [x(Math.min(0, value)), x(Math.max(0, value))];
  const rectangle = {
    x: from,
    y: middle - BAR_HEIGHT / 2,
    width: Math.max(1, to - from),
    height: BAR_HEIGHT,
  };
  return [
    text(fitted, { x: box.x - GAP, y, class: "wf-label", anchor: "end" }),
    value === 0 ? "" : element("rect", { class: isClass ? classStyle(index) : BAR_STYLE, ...rectangle }),
    text(figure, { x: WIDTH - MARGIN, y, class: "wf-label", anchor: "end" }),
  ].join("");
}

const BAR_STYLE = `wf-bar ${seriesStyle(0, "parts", false).class}`;

function classStyle(index: number): string {
  return `wf-filled ${markClass(index)}`;
}

/** A stroke across a row; nothing without a reference, or where it lies beyond the scale. */
function drawReference(reference: number | undefined, middle: number, x: Scale): string {
  return reference === undefined ? "" : drawStroke(x(reference), middle);
}

function drawStroke(x: number, middle: number): string {
  const { width, height } = REFERENCE;
  return element("rect", {
    class: `wf-bar ${seriesStyle(0, "models", false).class}`,
    x: x - width / 2,
    y: middle - height / 2,
    width,
    height,
  });
}

function legendEntries({ bars, referenceLabel }: NamedBars): LegendEntry[] {
  if (referenceLabel === undefined || bars.every(({ reference }) => reference === undefined)) return [];
  return [{ label: referenceLabel, symbolWidth: REFERENCE.width, draw: drawStroke }];
}
