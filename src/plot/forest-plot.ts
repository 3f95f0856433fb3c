import { cumsum } from "d3-array";
import { scaleLinear } from "d3-scale";
import { drawXAxis, type HorizontalFrame, RIGHT_MARGIN } from "./axes.ts";
import { type FigureUnit, unitOf } from "./figure-units.ts";
import {
  ARROW_LENGTH,
  type DifferenceRow,
  drawArrow,
  drawDifferenceRow,
  drawMark,
  drawRange,
  type RowTexts,
  reachOf,
  scaleReach,
  setRow,
  textWidths,
} from "./forest-row.ts";
import { drawLegend, LEGEND_DISTANCE, LEGEND_MARGIN, type LegendEntry } from "./legend.ts";
import { drawTitle, element, type PictureText, svgDocument, text } from "./svg.ts";
import { PICTURE_STYLE } from "./theme.ts";
import { createAxis } from "./ticks.ts";

/** What {@link plotDifferences} draws. */
export interface Differences extends PictureText {
  /** One for each pair, at least one. */
  readonly rows: readonly DifferenceRow[];
  /** "difference of test accuracy in percentage points". */
  readonly xLabel: string;
  /** Of what differs: shares by default. */
  readonly unit?: FigureUnit | undefined;
  /** Whether less of it is better, as of errors; false by default. */
  readonly isLowerBetter?: boolean | undefined;
}

const LEFT_MARGIN = 24;
const TITLE_HEIGHT = 56;
/** The line that says what the sides of 0 mean. */
const SIDES_HEIGHT = 26;
const PLOT_WIDTH = 300;
const COLUMN_GAP = 18;
/** The scale goes on a bit beyond what it must hold. */
const SIDE_ROOM = 1.05;
/** Between what both sides of 0 mean. */
const SIDES_GAP = 12;

/**
 * Paired differences as a forest plot: for every pair its difference with the interval around it, on one scale with a
 * line at 0, and the verdict in words. Decided differences are filled and bold, others hollow and thin. An interval that
 * goes beyond the scale ends in an arrow; its numbers stand beside it.
 *
 * @returns an SVG document
 */
export function plotDifferences(picture: Differences): string {
  const { rows, title, unit = "share", isLowerBetter = false } = picture;
  const texts = rows.map((row) => setRow(row, unit));
  const layout = layOut(rows, texts, unit);
  const { frame, edges, verdictLeft, right } = layout;
  const drawn = rows.map((row, index) => {
    const middle = ((edges[index] as number) + (edges[index + 1] as number)) / 2;
    return drawDifferenceRow(row, texts[index] as RowTexts, {
      frame,
      unit,
      namesLeft: LEFT_MARGIN,
      verdictLeft,
      middle,
    });
  });
  const bottom = frame.box.y + frame.box.height;
  const place = { x: LEFT_MARGIN, y: bottom + LEGEND_DISTANCE, width: right - LEFT_MARGIN };
  const legend = drawLegend(legendEntries(rows, unit), place);
  const width = right + RIGHT_MARGIN;
  const content = [
    drawTitle(title, { left: LEFT_MARGIN, width }),
    drawSides(frame, isLowerBetter),
    drawLines(layout),
    drawXAxis(frame, picture.xLabel),
    ...drawn,
    legend.content,
  ].join("");
  return svgDocument({ width, height: legend.endY + LEGEND_MARGIN, content }, picture, PICTURE_STYLE);
}

/** Where everything stands, in pixels. */
interface Layout {
  readonly frame: HorizontalFrame;
  /** The upper edge of every row, and the lower edge of the last. */
  readonly edges: readonly number[];
  readonly verdictLeft: number;
  readonly right: number;
}

function layOut(rows: readonly DifferenceRow[], texts: readonly RowTexts[], unit: FigureUnit): Layout {
  const widths = textWidths(texts);
  const left = LEFT_MARGIN + widths.names + COLUMN_GAP;
  const verdictLeft = left + PLOT_WIDTH + COLUMN_GAP;
  const top = TITLE_HEIGHT + SIDES_HEIGHT;
  const ends = Array.from(cumsum(texts, ({ height }) => height));
  const box = { x: left, y: top, width: PLOT_WIDTH, height: ends.at(-1) ?? 0 };
  const reach = unitOf(unit).factor * scaleReach(rows, unit) * SIDE_ROOM;
  const xAxis = createAxis([-reach, reach], PLOT_WIDTH, { direction: "x" });
  return {
    frame: { box, xAxis, x: scaleLinear(xAxis.domain, [box.x, box.x + box.width]) },
    edges: [top, ...ends.map((end) => top + end)],
    verdictLeft,
    right: verdictLeft + widths.verdict,
  };
}

/** The lines between rows and those of the scale; above them, darker, those around all rows and that at 0. */
function drawLines({ frame: { box, x, xAxis }, edges, right }: Layout): string {
  const across = (y: number, style: string): string =>
    element("line", { class: style, x1: LEFT_MARGIN, x2: right, y1: y, y2: y });
  const down = (value: number, style: string): string =>
    element("line", { class: style, x1: x(value), x2: x(value), y1: box.y, y2: box.y + box.height });
  return [
    ...xAxis.ticks.filter(({ value }) => value !== 0).map(({ value }) => down(value, "wf-grid")),
    ...edges.slice(1, -1).map((y) => across(y, "wf-grid")),
    across(box.y, "wf-line"),
    across(box.y + box.height, "wf-line"),
    down(0, "wf-line"),
  ].join("");
}

/** What the sides of 0 mean, above them. */
function drawSides({ box, x }: HorizontalFrame, isLowerBetter: boolean): string {
  const y = box.y - 10;
  const [below, above] = isLowerBetter ? ["first", "second"] : ["second", "first"];
  return (
    text(`← ${below} is better`, { x: x(0) - SIDES_GAP / 2, y, class: "wf-note", anchor: "end" }) +
    text(`${above} is better →`, { x: x(0) + SIDES_GAP / 2, y, class: "wf-note" })
  );
}

/** What the marks mean, as far as there are any. */
function legendEntries(rows: readonly DifferenceRow[], unit: FigureUnit): LegendEntry[] {
  const kinds = [
    { label: "decided", isDecided: true },
    { label: "not decided", isDecided: false },
  ];
  const half = 20;
  const marks = kinds
    .filter(({ isDecided }) => rows.some((row) => row.figures !== undefined && row.isDecided === isDecided))
    .map(({ label, isDecided }, index) => ({
      label: index === 0 ? `difference and 95 % interval: ${label}` : label,
      symbolWidth: 2 * half,
      draw: (x: number, y: number) =>
        drawRange(x - half, x + half, { isDecided, y }) + drawMark(x, { isDecided, y }),
    }));
  const isCut = rows.some(
    ({ figures }) => figures !== undefined && reachOf(figures) > scaleReach(rows, unit),
  );
  const arrow: LegendEntry = {
    label: "goes on beyond the scale",
    symbolWidth: ARROW_LENGTH,
    draw: (x, y) => drawArrow(x + ARROW_LENGTH / 2, -1, { isDecided: true, y }),
  };
  return isCut ? [...marks, arrow] : marks;
}
