import { max, median } from "d3-array";
import type { HorizontalFrame } from "./axes.ts";
import { type FigureUnit, unitOf } from "./figure-units.ts";
import { element, text } from "./svg.ts";
import { FONT_ALLOWANCE, fitText, type TextStyle, textWidth, wrapText } from "./text-width.ts";
import { FONT_SIZE } from "./theme.ts";

/** A difference with its interval: of shares, where 0.031 is 3.1 percentage points, or of figures in another unit. */
export interface DifferenceFigures {
  readonly difference: number;
  readonly interval: { readonly low: number; readonly high: number };
}

/** A pair and what is known of its difference. */
export interface DifferenceRow {
  /** The difference is that of the first less that of the second: ["dropout", "none"] is "dropout − none". */
  readonly names: readonly [first: string, second: string];
  /** Absent where there are none: the row has only words. */
  readonly figures?: DifferenceFigures | undefined;
  /** Whether the difference is more than chance: drawn filled and bold, otherwise hollow and thin. */
  readonly isDecided: boolean;
  /** In words, without a full stop. */
  readonly verdict: string;
}

/** The texts of a row, in lines, and the room that they take. */
export interface RowTexts {
  readonly names: readonly string[];
  /** "3.1 (0.4 to 5.8)"; empty where there are no figures. */
  readonly figures: string;
  readonly verdict: readonly string[];
  readonly height: number;
}

/** Two names that are wider go on in the next line, and one that is wider is shortened. */
const MOST_NAMES_WIDTH = 290;
/** The widest that verdicts become before they go on in the next line; what needs more lines is shortened. */
const MOST_VERDICT_WIDTH = 440;
const MOST_LINES = 3;
const MINUS = "−";
const LINE_HEIGHT = 17;
const PADDING = 9;
/** From the middle of a line of text to its baseline. */
const BASELINE_SHIFT = 4.5;
const NAME_STYLE = { fontSize: FONT_SIZE.label, isBold: true } as const;
const TEXT_STYLE = { fontSize: FONT_SIZE.label } as const;

/** A row's texts as they are set. */
export function setRow({ names, figures, verdict }: DifferenceRow, unit: FigureUnit): RowTexts {
  const texts = {
    names: setNames(names),
    figures: figures === undefined ? "" : describeFigures(figures, unit),
    verdict: wrapText(verdict, MOST_VERDICT_WIDTH, MOST_LINES, TEXT_STYLE),
  };
  const lines = Math.max(countLeftLines(texts), texts.verdict.length);
  return { ...texts, height: lines * LINE_HEIGHT + 2 * PADDING };
}

/** "dropout − none" on one line or, where it is long, on two. */
function setNames([first, second]: DifferenceRow["names"]): string[] {
  const whole = `${first} ${MINUS} ${second}`;
  if (textWidth(whole, NAME_STYLE) <= MOST_NAMES_WIDTH) return [whole];
  const end = ` ${MINUS}`;
  const room = MOST_NAMES_WIDTH - textWidth(end, NAME_STYLE);
  return [fitText(first, room, NAME_STYLE) + end, fitText(second, MOST_NAMES_WIDTH, NAME_STYLE)];
}

function countLeftLines({ names, figures }: Pick<RowTexts, "names" | "figures">): number {
  return names.length + (figures === "" ? 0 : 1);
}

/** The room that the texts of rows take, left and right of the scale. */
export function textWidths(rows: readonly RowTexts[]): { readonly names: number; readonly verdict: number } {
  const widthOf = (lines: readonly string[], style: TextStyle): number =>
    max(lines, (line) => textWidth(line, style)) ?? 0;
  const left = max(rows, ({ names, figures }) =>
    Math.max(widthOf(names, NAME_STYLE), textWidth(figures, TEXT_STYLE)),
  );
  const right = max(rows, ({ verdict }) => widthOf(verdict, TEXT_STYLE));
  return {
    names: Math.ceil(FONT_ALLOWANCE * (left ?? 0)),
    verdict: Math.ceil(FONT_ALLOWANCE * (right ?? 0)),
  };
}

/** "3.1 (0.4 to 5.8)". */
function describeFigures({ difference, interval }: DifferenceFigures, name: FigureUnit): string {
  const { low, high } = interval;
  const [value, from, to] = unitOf(name).formatDifferences([difference, low, high]);
  return `${value} (${from} to ${to})`;
}

/** Where the parts of a row stand. */
export interface RowPlace {
  readonly frame: HorizontalFrame;
  /** Of the differences. */
  readonly unit: FigureUnit;
  readonly namesLeft: number;
  readonly verdictLeft: number;
  readonly middle: number;
}

/** A row: what is compared, the figures, the interval around the difference, the verdict. */
export function drawDifferenceRow(row: DifferenceRow, texts: RowTexts, place: RowPlace): string {
  const { namesLeft, verdictLeft, middle } = place;
  const leftLines = countLeftLines(texts);
  const baseline = (line: number, lines: number): number =>
    middle + (line - (lines - 1) / 2) * LINE_HEIGHT + BASELINE_SHIFT;
  const style = row.isDecided ? "wf-label" : "wf-note";
  return [
    ...texts.names.map((line, index) =>
      text(line, { x: namesLeft, y: baseline(index, leftLines), class: "wf-name wf-label" }),
    ),
    texts.figures === ""
      ? ""
      : text(texts.figures, { x: namesLeft, y: baseline(leftLines - 1, leftLines), class: "wf-note" }),
    row.figures === undefined ? "" : drawFigures(row.figures, row.isDecided, place),
    ...texts.verdict.map((line, index) =>
      text(line, { x: verdictLeft, y: baseline(index, texts.verdict.length), class: style }),
    ),
  ].join("");
}

/** One outlier may not press all others together: the scale reaches at most so many times as far as half of them need. */
const MOST_REACH = 4;

/**
 * How far a scale around 0 reaches to either side: as far as the farthest end of an interval, but
 * at most four times as far as the median row needs. What lies beyond ends in an arrow at the edge.
 */
export function scaleReach(rows: readonly DifferenceRow[], unit: FigureUnit): number {
  const reaches = rows
    .flatMap(({ figures }) => (figures === undefined ? [] : [reachOf(figures)]))
    .filter((reach) => Number.isFinite(reach) && reach > 0);
  const farthest = max(reaches) ?? 0;
  const { leastReach } = unitOf(unit);
  return Math.max(leastReach, Math.min(farthest, MOST_REACH * (median(reaches) ?? 0))) || 1;
}

/** How far from 0 a row's figures reach. */
export function reachOf({ difference, interval: { low, high } }: DifferenceFigures): number {
  return Math.max(Math.abs(difference), Math.abs(low), Math.abs(high));
}

const MARK_RADIUS = 4.6;
/** The size of arrows, in pixels. */
export const ARROW_LENGTH = 8;
const ARROW_HALF_HEIGHT = 4;

function drawFigures(
  { difference, interval }: DifferenceFigures,
  isDecided: boolean,
  { frame: { box, x }, unit, middle }: Pick<RowPlace, "frame" | "unit" | "middle">,
): string {
  const { factor } = unitOf(unit);
  const [from, to] = [box.x, box.x + box.width];
  const ends = [x(factor * interval.low), x(factor * interval.high)].map((end) =>
    Math.min(to, Math.max(from, end)),
  );
  const [left = from, right = to] = ends;
  const style = { isDecided, y: middle };
  const mark = x(factor * difference);
  return [
    drawRange(left, right, style),
    x(factor * interval.low) < from ? drawArrow(from, 1, style) : "",
    x(factor * interval.high) > to ? drawArrow(to, -1, style) : "",
    mark < from || mark > to ? "" : drawMark(mark, style),
  ].join("");
}

/** How and how high marks are drawn. */
interface MarkStyle {
  readonly isDecided: boolean;
  readonly y: number;
}

function classOf({ isDecided }: MarkStyle): string {
  return isDecided ? "wf-decided" : "wf-undecided";
}

/** An interval, for a row and for the legend: the bolder, the surer. */
export function drawRange(left: number, right: number, style: MarkStyle): string {
  return element("line", {
    class: `wf-range ${classOf(style)}`,
    x1: left,
    x2: right,
    y1: style.y,
    y2: style.y,
  });
}

/** A difference, for a row and for the legend: filled where it is decided. */
export function drawMark(x: number, style: MarkStyle): string {
  return element("circle", { class: `wf-mark ${classOf(style)}`, cx: x, cy: style.y, r: MARK_RADIUS });
}

/** Says that something goes on beyond an edge. @param inward 1 at the left edge, −1 at the right one */
export function drawArrow(edge: number, inward: 1 | -1, style: MarkStyle): string {
  const d = `M${edge} ${style.y}l${inward * ARROW_LENGTH} ${-ARROW_HALF_HEIGHT}v${2 * ARROW_HALF_HEIGHT}Z`;
  return element("path", { class: `wf-mark ${classOf(style)}`, d });
}
