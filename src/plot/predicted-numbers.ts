import { max } from "d3-array";
import { createFrame, drawAxes, drawGrid, type Frame, layOutPanels, rightMargin } from "./axes.ts";
import type { Interval } from "./grid.ts";
import { keptDomain } from "./kept-domain.ts";
import { drawLegend, LEGEND_DISTANCE, LEGEND_MARGIN, type LegendEntry } from "./legend.ts";
import { drawTitle, element, type PictureText, round, svgDocument, text } from "./svg.ts";
import { FONT_ALLOWANCE, fitText } from "./text-width.ts";
import { FONT_SIZE, PICTURE_STYLE, seriesStyle } from "./theme.ts";
import { type Axis, createAxis } from "./ticks.ts";
import { REFERENCE_DASH } from "./value-key.ts";

/** What one model predicted. */
export interface PredictedNumbersPanel {
  /** Above the panel: the model. */
  readonly heading: string;
  /** Below the heading: how good the predictions are. */
  readonly note: string;
  /** One for each example, finite. */
  readonly predictions: ArrayLike<number>;
  /** The true numbers, in the same order. */
  readonly targets: ArrayLike<number>;
}

/** What {@link plotPredictedNumbers} draws. */
export interface PredictedNumbersPicture extends PictureText {
  /** Panels side by side on equal axes; at least one. */
  readonly panels: readonly PredictedNumbersPanel[];
  /** "true y" and "predicted y". */
  readonly xLabel: string;
  readonly yLabel: string;
}

const TITLE_HEIGHT = 56;
/** The heading and the note above a panel. */
const HEADING_HEIGHT = 46;
/** The side of the square of one panel alone, of each of two, and of each of more. */
const SIDES = [380, 320, 260] as const;
/** More marks than these in one panel hide each other. */
const MOST_MARKS = 2000;
const RADIUS = { usual: 3, least: 1.6, shrinksFrom: 300 } as const;
/** Of marks that have no edge, since there are many: where they lie on each other they are darker. */
const DENSE_OPACITY = 0.5;
const ARROW = { length: 7, halfWidth: 4 } as const;

/**
 * Predicted over true numbers: for every model a square with a dot for each example and the line on which predictions
 * are exact. What lies beyond the scale is an arrow at its edge. Of very many examples an evenly spread share is drawn.
 *
 * @returns an SVG document
 */
export function plotPredictedNumbers(picture: PredictedNumbersPicture): string {
  const { panels, title, xLabel, yLabel } = picture;
  const axis = createAxis(domainOf(panels), sideOf(panels), { direction: "x" });
  const row = layOutPanels(panels.length, axis, axis);
  const top = TITLE_HEIGHT + HEADING_HEIGHT;
  const drawn = panels.map((panel, index) => {
    const frame = createFrame({ x: row.lefts[index] as number, y: top }, axis, axis);
    return [
      drawHeading(panel, frame),
      drawGrid(frame),
      drawAxes(frame, { xLabel, yLabel: index === 0 ? yLabel : undefined, hasYNumbers: index === 0 }),
      drawExact(frame),
      drawMarks(panel, index, frame),
    ].join("");
  });
  const place = { x: row.left, y: top + axis.length + LEGEND_DISTANCE, width: row.right - row.left };
  const legend = drawLegend(legendEntries(panels, axis), place);
  const width = row.right + rightMargin(axis);
  const content = [drawTitle(title, { left: row.left, width }), ...drawn, legend.content].join("");
  return svgDocument({ width, height: legend.endY + LEGEND_MARGIN, content }, picture, PICTURE_STYLE);
}

function sideOf(panels: readonly PredictedNumbersPanel[]): number {
  return SIDES[Math.min(panels.length, SIDES.length) - 1] ?? SIDES[0];
}

/** The scale of both directions. */
function domainOf(panels: readonly PredictedNumbersPanel[]): Interval {
  const truths = panels.flatMap(({ targets }) => Array.from(targets));
  return keptDomain(
    truths,
    panels.flatMap(({ predictions }) => Array.from(predictions)),
  );
}

function drawHeading({ heading, note }: PredictedNumbersPanel, { box }: Frame): string {
  const room = box.width / FONT_ALLOWANCE;
  const shown = fitText(heading, room, { fontSize: FONT_SIZE.heading, isBold: true });
  return (
    text(shown, { x: box.x, y: box.y - 28, class: "wf-heading" }) +
    text(fitText(note, room, { fontSize: FONT_SIZE.label }), { x: box.x, y: box.y - 10, class: "wf-note" })
  );
}

/** The line on which a prediction is the true number. */
function drawExact({ x, y, xAxis: { domain } }: Frame): string {
  const [low, high] = domain;
  const d = `M${round(x(low))} ${round(y(low))}L${round(x(high))} ${round(y(high))}`;
  return element("path", { class: "wf-line", "stroke-dasharray": REFERENCE_DASH, d });
}

function drawMarks(panel: PredictedNumbersPanel, index: number, frame: Frame): string {
  const { predictions, targets } = panel;
  const examples = chooseExamples(targets.length);
  const radius = radiusFor(examples.length);
  const marks = examples.map((example) => {
    const [x, prediction] = [frame.x(targets[example] as number), predictions[example] as number];
    const side = sideBeyond(prediction, frame.yAxis);
    return side === 0
      ? element("circle", { cx: x, cy: frame.y(prediction), r: radius })
      : drawArrow(x, side > 0 ? frame.box.y : frame.box.y + frame.box.height, side);
  });
  const isDense = radius < RADIUS.usual;
  const attributes = {
    class: `wf-dot ${isDense ? "" : "wf-seed "}${styleOf(index)}`,
    "fill-opacity": isDense ? DENSE_OPACITY : undefined,
  };
  return element("g", attributes, ...marks);
}

function styleOf(index: number): string {
  return seriesStyle(index, "models", false).class;
}

/** 1 above the scale, −1 below it, 0 within. */
function sideBeyond(value: number, { domain: [low, high] }: Axis): -1 | 0 | 1 {
  return value > high ? 1 : value < low ? -1 : 0;
}

/** Says that a mark lies beyond an edge. @param side 1 at the upper edge, −1 at the lower one */
function drawArrow(x: number, edge: number, side: -1 | 1): string {
  const d = `M${round(x)} ${round(edge)}l${-ARROW.halfWidth} ${side * ARROW.length}h${2 * ARROW.halfWidth}Z`;
  return element("path", { d });
}

/** All examples, or of very many an evenly spread share. */
function chooseExamples(count: number): number[] {
  const drawn = Math.min(count, MOST_MARKS);
  return Array.from({ length: drawn }, (_, index) => Math.floor((index * count) / drawn));
}

function radiusFor(marks: number): number {
  const { usual, least, shrinksFrom } = RADIUS;
  return marks <= shrinksFrom ? usual : Math.max(least, usual * Math.sqrt(shrinksFrom / marks));
}

/** What the marks are, in the colour of the first panel. */
function legendEntries(panels: readonly PredictedNumbersPanel[], axis: Axis): LegendEntry[] {
  const style = `wf-dot ${styleOf(0)}`;
  const most = max(panels, ({ targets }) => targets.length) ?? 0;
  const example: LegendEntry = {
    label: most > MOST_MARKS ? "one example; not all are drawn" : "one example",
    symbolWidth: 8,
    draw: (x, y) => element("circle", { class: style, cx: x, cy: y, r: RADIUS.usual }),
  };
  const exact: LegendEntry = {
    label: "exact",
    symbolWidth: 30,
    draw: (x, y) =>
      element("path", { class: "wf-line", "stroke-dasharray": REFERENCE_DASH, d: `M${x - 15} ${y}h30` }),
  };
  const arrow: LegendEntry = {
    label: "beyond the scale",
    symbolWidth: 2 * ARROW.halfWidth,
    draw: (x, y) => element("g", { class: style }, drawArrow(x, y - ARROW.length / 2, 1)),
  };
  const isCut = panels.some(({ predictions }) =>
    Array.from(predictions).some((prediction) => sideBeyond(prediction, axis) !== 0),
  );
  return isCut ? [example, exact, arrow] : [example, exact];
}
