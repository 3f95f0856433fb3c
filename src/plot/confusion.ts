import { max } from "d3-array";
import { formatClass, formatCount, formatNumber, formatPercent } from "../base/number-format.ts";
import { accuracyOf, type ConfusionMatrix } from "../metrics/confusion.ts";
import { RIGHT_MARGIN } from "./axes.ts";
import { drawTitle, element, type PictureText, svgDocument, text } from "./svg.ts";
import { FONT_ALLOWANCE, fitText, textWidth } from "./text-width.ts";
import { FONT_SIZE, HEAT_LEVELS, HEAT_STYLE } from "./theme.ts";

/** The confusion matrix of one model. */
export interface ConfusionRun {
  readonly name: string;
  readonly matrix: ConfusionMatrix;
}

/** What {@link plotConfusion} draws. */
export interface ConfusionMatrices extends PictureText {
  /** Matrices of the same classes, side by side; at least one. */
  readonly runs: readonly ConfusionRun[];
  /** As many as there are classes. */
  readonly classNames: readonly string[];
}

const TITLE_HEIGHT = 56;
/** The name of a model and its accuracy, above its matrix. */
const HEADING_HEIGHT = 46;
/** A matrix is about so wide, but its cells neither larger nor smaller than these. */
const USUAL_SIDE = 440;
const CELL = { largest: 94, least: 13 } as const;
/** Cells from these sizes on have room for the count, and for the share below it. */
const COUNT_FROM = 30;
const SHARE_FROM = 56;
const PANEL_GAP = 34;
const LEFT_EDGE = 22;
const AXIS_TITLE = 24;
const NAME_GAP = 8;
/** A name of a class wider than this is shortened. */
const MAX_NAME_WIDTH = 120;
/** Names closer together than this are left out, in equal steps. */
const LEAST_NAME_DISTANCE = 19;
const NAME_STYLE = { fontSize: FONT_SIZE.label } as const;
const RAMP = { width: 165, height: 10 } as const;

/** Where everything stands, in pixels. */
interface Layout {
  readonly cell: number;
  readonly side: number;
  /** The upper left corner of each matrix. */
  readonly lefts: readonly number[];
  readonly top: number;
  /** Of rows and columns; empty where there is no room for all. */
  readonly names: readonly string[];
  /** Whether some count has no room in the usual letters. */
  readonly isSmall: boolean;
  /** How far the names of columns reach down, and whether they are turned. */
  readonly namesDepth: number;
  readonly isTurned: boolean;
}

/**
 * Who was taken for what: a matrix for each model, a row for each actual class, a column for each predicted one. A cell
 * is the darker the larger its share of its row, and tells the count and the share, as far as it has room.
 *
 * @returns an SVG document
 */
export function plotConfusion(picture: ConfusionMatrices): string {
  const { runs, title } = picture;
  const layout = layOut(picture);
  const { side, lefts, top, namesDepth } = layout;
  const bottom = top + side + namesDepth;
  const left = lefts[0] as number;
  const width = Math.max((lefts.at(-1) as number) + side, left + RAMP.width + RAMP_LABEL_ROOM) + RIGHT_MARGIN;
  const middle = top + side / 2;
  const content = [
    drawTitle(title, { left: LEFT_EDGE, width }),
    text("actual class", {
      x: LEFT_EDGE + 10,
      y: middle,
      class: "wf-label",
      anchor: "middle",
      transform: `rotate(-90 ${LEFT_EDGE + 10} ${middle})`,
    }),
    ...layout.names.map((name, row) => drawRowName(name, top + (row + 0.5) * layout.cell, left)),
    ...runs.map((run, index) => drawMatrix(run, lefts[index] as number, layout)),
    drawRamp(left, bottom + AXIS_TITLE + 26),
  ].join("");
  return svgDocument({ width, height: bottom + AXIS_TITLE + 64, content }, picture, HEAT_STYLE);
}

function layOut({ runs, classNames }: ConfusionMatrices): Layout {
  const classes = Math.max(1, classNames.length);
  const cell = Math.min(CELL.largest, Math.max(CELL.least, Math.floor(USUAL_SIDE / classes)));
  const step = Math.ceil(LEAST_NAME_DISTANCE / cell);
  const names = classNames.map((name, index) => (index % step === 0 ? nameOf(name) : ""));
  const widest = FONT_ALLOWANCE * (max(names, (name) => textWidth(name, NAME_STYLE)) ?? 0);
  const isTurned = widest > cell - 6;
  const side = cell * classes;
  const left = LEFT_EDGE + AXIS_TITLE + widest + NAME_GAP;
  return {
    cell,
    side,
    lefts: runs.map((_, index) => left + index * (side + PANEL_GAP)),
    top: TITLE_HEIGHT + HEADING_HEIGHT,
    names,
    isSmall: runs.some(({ matrix }) =>
      matrix.counts.some((count) => textWidth(countText(count), COUNT_STYLES[0]) > cell - COUNT_MARGIN),
    ),
    namesDepth: isTurned ? widest * Math.SQRT1_2 + 14 : 20,
    isTurned,
  };
}

/** A name of a class; a number stays one, since the axes say that they are of classes. */
function nameOf(className: string): string {
  const shown = className.trim() === "" ? formatClass(className) : className;
  return fitText(shown, MAX_NAME_WIDTH, NAME_STYLE);
}

/** Letters of counts, usual and small, and the room beside them. */
const COUNT_STYLES = [
  { fontSize: FONT_SIZE.heading, isBold: true },
  { fontSize: FONT_SIZE.tick, isBold: true },
] as const;
const COUNT_MARGIN = 10;

function countText(count: number): string {
  return Number.isInteger(count) ? formatCount(count) : formatNumber(count, 4);
}

/** A count in few letters: 12.3k, 10M; a weight below a thousand with two digits. */
function shortCountText(count: number): string {
  if (count < 1000) return formatNumber(count, 2);
  return count >= 1e6 ? `${formatNumber(count / 1e6, 3)}M` : `${formatNumber(count / 1000, 3)}k`;
}

function drawMatrix({ name, matrix }: ConfusionRun, left: number, layout: Layout): string {
  const { cell, side, top, names, namesDepth } = layout;
  const cells = Array.from(matrix.counts, (count, place) => {
    const row = Math.floor(place / matrix.classes);
    const rowCounts = matrix.counts.subarray(row * matrix.classes, (row + 1) * matrix.classes);
    const whole = rowCounts.reduce((total, other) => total + other, 0);
    const corner = { x: left + (place % matrix.classes) * cell, y: top + row * cell };
    return drawCell({ count, share: count === 0 ? 0 : count / whole }, corner, layout);
  });
  const accuracy = `accuracy ${formatPercent(accuracyOf(matrix))}`;
  const heading = fitText(name, side, { fontSize: FONT_SIZE.heading, isBold: true });
  return [
    text(heading, { x: left, y: top - 28, class: "wf-heading" }),
    text(fitText(accuracy, side, NAME_STYLE), { x: left, y: top - 10, class: "wf-note" }),
    ...cells,
    element("rect", { class: "wf-line", x: left, y: top, width: side, height: side }),
    ...names.map((className, column) => drawColumnName(className, left + (column + 0.5) * cell, layout)),
    text("predicted class", {
      x: left + side / 2,
      y: top + side + namesDepth + 18,
      class: "wf-label",
      anchor: "middle",
    }),
  ].join("");
}

function drawRowName(name: string, middle: number, left: number): string {
  if (name === "") return "";
  return text(name, { x: left - NAME_GAP, y: middle + 4, class: "wf-label", anchor: "end" });
}

function drawColumnName(name: string, x: number, { top, side, isTurned }: Layout): string {
  if (name === "") return "";
  const y = top + side + (isTurned ? 12 : 18);
  return isTurned
    ? text(name, { x: x + 4, y, class: "wf-label", anchor: "end", transform: `rotate(-45 ${x + 4} ${y})` })
    : text(name, { x, y, class: "wf-label", anchor: "middle" });
}

/** A cell with its count and its share of the row; what is 0 stays in the background. */
function drawCell(
  { count, share }: { readonly count: number; readonly share: number },
  { x, y }: { readonly x: number; readonly y: number },
  { cell, isSmall }: Layout,
): string {
  const full = countText(count);
  const width = textWidth(full, COUNT_STYLES[isSmall ? 1 : 0]);
  const written = width > cell - COUNT_MARGIN ? shortCountText(count) : full;
  const hasShare = cell >= SHARE_FROM && count > 0;
  const [middle, center] = [x + cell / 2, y + cell / 2];
  const style = count === 0 ? "wf-note" : `wf-count${isSmall ? " wf-small" : ""}`;
  return [
    element("rect", { class: `wf-cell wf-heat${levelOf(share)}`, x, y, width: cell, height: cell }),
    cell >= COUNT_FROM
      ? text(written, { x: middle, y: center + (hasShare ? -2 : 5), class: style, anchor: "middle" })
      : "",
    hasShare
      ? text(formatPercent(share), { x: middle, y: center + 16, class: "wf-share", anchor: "middle" })
      : "",
  ].join("");
}

/** How dark a share is: the lightest level is of none at all. */
function levelOf(share: number): number {
  return share === 0 ? 0 : Math.max(1, Math.round(share * (HEAT_LEVELS - 1)));
}

const RAMP_TEXT = "share of the actual class";
const RAMP_LABEL_ROOM = 12 + FONT_ALLOWANCE * textWidth(RAMP_TEXT, NAME_STYLE);

/** What the shades mean. */
function drawRamp(left: number, y: number): string {
  const step = RAMP.width / HEAT_LEVELS;
  const steps = Array.from({ length: HEAT_LEVELS }, (_, level) =>
    element("rect", {
      class: `wf-ramp wf-heat${level}`,
      x: left + level * step,
      y,
      width: step,
      height: RAMP.height,
    }),
  );
  const number = (share: number, anchor: "start" | "middle" | "end"): string =>
    text(`${100 * share} %`, {
      x: left + share * RAMP.width,
      y: y + RAMP.height + 14,
      class: "wf-tick",
      anchor,
    });
  return [
    ...steps,
    element("rect", { class: "wf-line", x: left, y, width: RAMP.width, height: RAMP.height }),
    number(0, "start"),
    number(0.5, "middle"),
    number(1, "end"),
    text(RAMP_TEXT, { x: left + RAMP.width + 12, y: y + 9, class: "wf-note" }),
  ].join("");
}
