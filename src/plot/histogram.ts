import { max } from "d3-array";
import { createFrame, drawAxes, drawGrid, type Frame, leftMargin, type Scale } from "./axes.ts";
import { drawTitle, element, type PictureText, svgDocument } from "./svg.ts";
import { PICTURE_STYLE, seriesStyle } from "./theme.ts";
import { type Axis, createAxis } from "./ticks.ts";

/** The quartiles of numbers. */
export interface Quartiles {
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
}

/** What {@link plotHistogram} draws. */
export interface HistogramPicture extends PictureText {
  /** In ascending order, one more than there are counts. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly quartiles: Quartiles;
  readonly xLabel: string;
  readonly yLabel: string;
}

/** Narrow enough for a phone. */
const WIDTH = 448;
const RIGHT = 24;
const TOP = 76;
const PLOT_HEIGHT = 180;
const BOTTOM = 52;
/** Room above the highest bar. */
const HEADROOM = 1.06;
/** Quartiles stand so far above the frame. */
const QUARTILE_DISTANCE = 10;
const QUARTILE = { height: 5, medianWidth: 2.4, medianHeight: 13 } as const;

/**
 * How many numbers lie between edges, as bars, and above them the quartiles: a line from the lower to the upper one, and a
 * stroke across it at the median.
 *
 * @returns an SVG document
 */
export function plotHistogram(picture: HistogramPicture): string {
  const { edges, counts, title, xLabel, yLabel, quartiles } = picture;
  const yAxis = createAxis([0, HEADROOM * (max(counts) ?? 1)], PLOT_HEIGHT, {
    direction: "y",
    isCount: true,
  });
  const left = leftMargin(yAxis);
  const xAxis: Axis = createAxis(domainOf(edges), WIDTH - RIGHT - left, { direction: "x" });
  const frame = createFrame({ x: left, y: TOP }, xAxis, yAxis);
  const content = [
    drawTitle(title, { left, width: WIDTH }),
    drawQuartiles(quartiles, frame.x, TOP - QUARTILE_DISTANCE),
    drawGrid(frame),
    ...counts.map((count, bin) => drawBar(frame, { from: edges[bin], to: edges[bin + 1], count })),
    drawAxes(frame, { xLabel, yLabel }),
  ].join("");
  const height = TOP + PLOT_HEIGHT + BOTTOM;
  return svgDocument({ width: WIDTH, height, content }, picture, PICTURE_STYLE);
}

/** A scale from the first to the last edge; around numbers that are all the same. */
function domainOf(edges: readonly number[]): [number, number] {
  const [low = 0, high = 0] = [edges[0], edges.at(-1)];
  if (low < high) return [low, high];
  const half = Math.abs(low) / 2 || 0.5;
  return [low - half, low + half];
}

/** Bars with a hair's breadth between them; the smallest is still seen. */
function drawBar(
  { x, y }: Frame,
  { from = 0, to = 0, count }: { from: number | undefined; to: number | undefined; count: number },
): string {
  if (count === 0) return "";
  const width = Math.max(1, x(to) - x(from) - 1);
  const height = Math.max(1, y(0) - y(count));
  return element("rect", { class: BAR_STYLE, x: x(from) + 0.5, y: y(0) - height, width, height });
}

const BAR_STYLE = `wf-bar ${seriesStyle(0, "parts", false).class}`;

/** Quartiles as a line and a stroke across it, around a height. */
export function drawQuartiles(
  { lowerQuartile, median, upperQuartile }: Quartiles,
  x: Scale,
  middle: number,
): string {
  const { height, medianWidth, medianHeight } = QUARTILE;
  const bar = (from: number, width: number, size: number): string =>
    element("rect", { class: QUARTILE_STYLE, x: from, y: middle - size / 2, width, height: size });
  const line = Math.max(1, x(upperQuartile) - x(lowerQuartile));
  return bar(x(lowerQuartile), line, height) + bar(x(median) - medianWidth / 2, medianWidth, medianHeight);
}

const QUARTILE_STYLE = `wf-bar ${seriesStyle(0, "models", false).class}`;
