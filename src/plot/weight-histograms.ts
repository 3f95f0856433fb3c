import { bin, max, sum } from "d3-array";
import { formatCount } from "../base/number-format.ts";
import { createFrame, drawAxes, type Frame, leftMargin, numbersWidth, rightMargin } from "./axes.ts";
import type { Interval } from "./grid.ts";
import { drawTitle, element, type PictureText, svgDocument, text } from "./svg.ts";
import { fitText } from "./text-width.ts";
import { FONT_SIZE, PICTURE_STYLE, seriesStyle } from "./theme.ts";
import { type Axis, createAxis } from "./ticks.ts";

/** The weights of one model, by layer. */
export interface WeightRow {
  readonly name: string;
  readonly layers: readonly Float64Array[];
  /** Whether the scale leaves this model out: of weights beyond it, only the number is told. False by default. */
  readonly isOffScale?: boolean | undefined;
}

/** What {@link plotWeightHistograms} draws: a row per model, a column per layer. Models may have different numbers of layers. */
export interface WeightHistograms extends PictureText {
  readonly rows: readonly WeightRow[];
}

const TITLE_HEIGHT = 82;
const BOTTOM = 64;
const PANEL = { width: 300, height: 116 } as const;
const GAP = { x: 34, y: 58 } as const;
/** An odd number, so that 0, which L2 draws weights towards, is the middle of a bar and no edge between two. */
const BINS = 25;
/** Room above the highest bar and beside the largest weight. */
const HEADROOM = 1.08;
const SIDE_ROOM = 1.02;
/** A scale reaches at least so far, and at most so far that its length is still a number. */
const LEAST_WEIGHT = 1e-12;
const GREATEST_WEIGHT = 1e300;

/** The weights of one layer in all models, counted on one scale. */
interface Column {
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  /** For every model its bars, and how many of its weights lie beyond the scale. */
  readonly bars: readonly (readonly Bar[])[];
  readonly beyond: readonly number[];
}

interface Bar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * How large the weights of each layer became: histograms with one scale for each layer, so that models can be compared
 * downwards. Biases are left out, as the L2 penalty leaves them out.
 *
 * @returns an SVG document
 */
export function plotWeightHistograms(picture: WeightHistograms): string {
  const { rows, title } = picture;
  const layers = max(rows, (row) => row.layers.length) ?? 0;
  const columns = Array.from({ length: layers }, (_, layer) => countColumn(rows, layer));
  const lefts: number[] = [];
  for (const [layer, { yAxis }] of columns.entries()) {
    const before = lefts.at(-1);
    const gap = Math.max(GAP.x, numbersWidth(yAxis) + GAP.x / 2);
    lefts[layer] = before === undefined ? leftMargin(yAxis) : before + PANEL.width + gap;
  }
  const right = (lefts.at(-1) ?? 0) + PANEL.width;
  const width = right + (columns.length === 0 ? 0 : rightMargin((columns.at(-1) as Column).xAxis));
  const drawn = columns.flatMap((column, layer) =>
    rows.map((row, index) => {
      if (row.layers[layer] === undefined) return "";
      const corner = { x: lefts[layer] as number, y: TITLE_HEIGHT + index * (PANEL.height + GAP.y) };
      return drawPanel(createFrame(corner, column.xAxis, column.yAxis), column, { rows, index, layer });
    }),
  );
  const content = [drawTitle(title, { left: lefts[0] ?? 0, width }), ...drawn].join("");
  const height = TITLE_HEIGHT + rows.length * (PANEL.height + GAP.y) - GAP.y + BOTTOM;
  return svgDocument({ width, height, content }, picture, PICTURE_STYLE);
}

function drawPanel(
  frame: Frame,
  { bars, beyond }: Column,
  {
    rows,
    index,
    layer,
  }: { readonly rows: readonly WeightRow[]; readonly index: number; readonly layer: number },
): string {
  const { box } = frame;
  const { name, layers } = rows[index] as WeightRow;
  const outside = beyond[index] as number;
  const remark =
    outside === 0
      ? ""
      : `${formatCount(outside)} of ${formatCount(layers[layer]?.length ?? 0)} lie beyond the scale`;
  const style = { fontSize: FONT_SIZE.heading, isBold: true };
  const heading = fitText(`${name}, layer ${layer + 1}`, box.width, style);
  return [
    text(heading, { x: box.x, y: box.y - 12, class: "wf-heading" }),
    ...(bars[index] as readonly Bar[]).map((bar) => drawBar(frame, bar, index)),
    text(remark, { x: box.x + box.width / 2, y: box.y + 24, class: "wf-note", anchor: "middle" }),
    drawAxes(frame, {
      xLabel: index === rows.findLastIndex((row) => row.layers[layer] !== undefined) ? "weight" : undefined,
      yLabel: layer === 0 ? "number of weights" : undefined,
    }),
  ].join("");
}

function drawBar({ x, y }: Frame, { from, to, count }: Bar, index: number): string {
  return element("rect", {
    class: `wf-bar ${seriesStyle(index, "models", false).class}`,
    x: x(from) + 0.5,
    y: y(count),
    width: Math.max(1, x(to) - x(from) - 1),
    height: y(0) - y(count),
  });
}

/** Counts the weights of a layer on a scale that holds those of all models, but for rows that are off the scale. */
function countColumn(rows: readonly WeightRow[], layer: number): Column {
  const weights = rows.map((row) => row.layers[layer] ?? new Float64Array());
  const onScale = weights.filter((values, index) => values.length > 0 && !rows[index]?.isOffScale);
  const reference = onScale.length > 0 ? onScale : weights;
  const largest = max(reference, (values) => max(values, Math.abs)) ?? 0;
  const end = Math.min(Math.max(largest, LEAST_WEIGHT), GREATEST_WEIGHT) * SIDE_ROOM;
  const bars = weights.map((values) => countBars(values, [-end, end]));
  const highest = max(bars.flat(), (bar) => bar.count) ?? 1;
  return {
    xAxis: createAxis([-end, end], PANEL.width, { direction: "x" }),
    yAxis: createAxis([0, highest * HEADROOM], PANEL.height, { direction: "y", isCount: true }),
    bars,
    beyond: weights.map(
      (values, index) => values.length - sum(bars[index] as readonly Bar[], (bar) => bar.count),
    ),
  };
}

function countBars(values: Float64Array, [low, high]: Interval): Bar[] {
  const edges = Array.from({ length: BINS - 1 }, (_, i) => low + ((i + 1) * (high - low)) / BINS);
  return bin<number, number>()
    .domain([low, high])
    .thresholds(edges)(values)
    .map((group) => ({ from: group.x0 ?? low, to: group.x1 ?? high, count: group.length }))
    .filter(({ count }) => count > 0);
}
