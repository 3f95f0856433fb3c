import { extent, max } from "d3-array";
import { scaleLinear } from "d3-scale";
import { drawXAxis, RIGHT_MARGIN } from "./axes.ts";
import {
  type DotRow,
  type DotSize,
  dotRowHeight,
  drawBar,
  drawDot,
  drawDotRow,
  drawMean,
  hasMean,
  headerWidth,
  measureDots,
} from "./dot-row.ts";
import { type FigureUnit, unitOf } from "./figure-units.ts";
import type { Interval } from "./grid.ts";
import { drawLegend, LEGEND_DISTANCE, LEGEND_MARGIN, type LegendEntry } from "./legend.ts";
import { drawTitle, element, type PictureText, svgDocument, text } from "./svg.ts";
import { FONT_ALLOWANCE, fitText } from "./text-width.ts";
import { FONT_SIZE, PICTURE_STYLE, seriesStyle } from "./theme.ts";
import { type Axis, createAxis } from "./ticks.ts";

/** One part of the data: the figures of every name on it. */
export interface DotPanel {
  /** Above the panel: "test accuracy". */
  readonly heading: string;
  /** One for every name of the picture, in the same order; undefined where there is no result. */
  readonly rows: readonly (DotRow | undefined)[];
}

/** What {@link plotIntervalDots} draws. */
export interface IntervalDots extends PictureText {
  /** What is compared, each in its own colour. */
  readonly names: readonly string[];
  /** Panels side by side on equal axes; one alone is drawn larger. */
  readonly panels: readonly DotPanel[];
  readonly xLabel: string;
  /** Of all figures: shares by default. */
  readonly unit?: FigureUnit | undefined;
  /** What the stroke across the interval is; "mean" by default. */
  readonly meanLabel?: string | undefined;
  /** What a dot stands for; "one seed" by default. */
  readonly dotLabel?: string | undefined;
}

const LEFT_MARGIN = 24;
const TITLE_HEIGHT = 56;
const HEADING_HEIGHT = 28;
const PANEL_GAP = 44;
const ROW_GAP = 16;
/** The usual width of one panel alone, of each of two, and of each of more. */
const PANEL_WIDTHS = [600, 410, 352] as const;
/** Long names make panels wider, up to this. */
const MOST_PANEL_WIDTH = 480;
/** From the edges of a panel to the ends of its scale: room for half a mark. */
const INSET = 9;

/**
 * Accuracies or errors with their chance: for every name a row with a dot for each seed, the mean as a stroke across the bar of
 * its interval, and both in numbers. Dots of equal values stand on top of each other.
 *
 * @returns an SVG document
 */
export function plotIntervalDots(picture: IntervalDots): string {
  const { names, panels, title, xLabel, unit = "share" } = picture;
  const layout = layOut(picture);
  const { width, xAxis, size, lefts, top, bottom } = layout;
  const right = (lefts.at(-1) ?? LEFT_MARGIN) + width;
  const drawn = panels.flatMap(({ heading, rows }, panel) => {
    const left = lefts[panel] as number;
    const box = { x: left, y: top, width, height: bottom - top };
    const x = scaleLinear(xAxis.domain, [left + INSET, left + INSET + xAxis.length]);
    const frame = { box, x, xAxis };
    const shown = fitText(heading, width / FONT_ALLOWANCE, { fontSize: FONT_SIZE.heading, isBold: true });
    return [
      text(shown, { x: left, y: top - 14, class: "wf-heading" }),
      ...names.map((name, index) =>
        drawDotRow({ name, index }, rows[index], { frame, unit, size, top: top + index * layout.step }),
      ),
      element("line", { class: "wf-line", x1: left, x2: left + width, y1: bottom, y2: bottom }),
      drawXAxis(frame, xLabel),
    ];
  });
  const place = { x: LEFT_MARGIN, y: bottom + LEGEND_DISTANCE, width: right - LEFT_MARGIN };
  const legend = drawLegend(legendEntries(picture), place);
  const whole = right + RIGHT_MARGIN;
  const content = [drawTitle(title, { left: LEFT_MARGIN, width: whole }), ...drawn, legend.content].join("");
  return svgDocument({ width: whole, height: legend.endY + LEGEND_MARGIN, content }, picture, PICTURE_STYLE);
}

/** Where everything stands, in pixels. */
interface Layout {
  readonly xAxis: Axis;
  readonly size: DotSize;
  /** The width and the left edges of panels. */
  readonly width: number;
  readonly lefts: readonly number[];
  /** The upper edge of the first row, the lower edge of the last, and from row to row. */
  readonly top: number;
  readonly bottom: number;
  readonly step: number;
}

function layOut({ names, panels, unit = "share" }: IntervalDots): Layout {
  const rows = rowsOf(panels);
  const usual = PANEL_WIDTHS[Math.min(panels.length, PANEL_WIDTHS.length) - 1] ?? PANEL_WIDTHS[0];
  const widest =
    max(panels, (panel) => max(names, (name, index) => headerWidth(name, panel.rows[index], unit))) ?? 0;
  const width = Math.max(usual, Math.min(MOST_PANEL_WIDTH, Math.ceil(widest)));
  const xAxis = createAxis(domainOf(rows, unit), width - 2 * INSET, {
    direction: "x",
    unit: unitOf(unit).sign,
  });
  const scale = scaleLinear(xAxis.domain, [0, xAxis.length]);
  const size = measureDots(rows, names.length, (figure) => scale(unitOf(unit).factor * figure));
  const step = dotRowHeight(size) + ROW_GAP;
  const top = TITLE_HEIGHT + (panels.some(({ heading }) => heading !== "") ? HEADING_HEIGHT : 0);
  return {
    xAxis,
    size,
    width,
    lefts: panels.map((_, index) => LEFT_MARGIN + index * (width + PANEL_GAP)),
    top,
    bottom: top + names.length * step - ROW_GAP / 2,
    step,
  };
}

/** The scale of all rows: from the least to the greatest number, but within what the unit allows. */
function domainOf(rows: readonly DotRow[], name: FigureUnit): Interval {
  const figures = rows.flatMap(({ values, mean, interval }) => [
    ...values,
    mean,
    ...(interval === undefined ? [] : [interval.low, interval.high]),
  ]);
  const { factor, range, leastSpan } = unitOf(name);
  const [low = 0, high = 1] = extent(figures.filter(Number.isFinite));
  const half = (factor * Math.max(high - low, leastSpan(high))) / 2;
  const [least, most] = range.map((end) => factor * end) as [number, number];
  const middle = Math.min(Math.max((factor * (low + high)) / 2, least + half), most - half);
  return [middle - half, middle + half];
}

/** What the marks are, as far as there are any, in the colour of the first name. */
function legendEntries({ panels, meanLabel = "mean", dotLabel = "one seed" }: IntervalDots): LegendEntry[] {
  const style = seriesStyle(0, "models", false).class;
  const rows = rowsOf(panels);
  const hasInterval = rows.some(({ interval }) => interval !== undefined);
  const half = hasInterval ? 20 : 3;
  const dot: LegendEntry = { label: dotLabel, symbolWidth: 8, draw: (x, y) => drawDot(x, { y, style }) };
  const mean: LegendEntry = {
    label: hasInterval ? `${meanLabel} and 95 % interval` : meanLabel,
    symbolWidth: 2 * half,
    draw: (x, y) =>
      (hasInterval ? drawBar(x - half, x + half, { y, style }) : "") + drawMean(x, { y, style }),
  };
  return rows.some(hasMean) ? [dot, mean] : [dot];
}

/** The rows of all panels that have figures. */
function rowsOf(panels: readonly DotPanel[]): DotRow[] {
  return panels.flatMap(({ rows }) => rows.filter((row) => row !== undefined));
}
