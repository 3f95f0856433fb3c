import { scaleLinear } from "d3-scale";
import { element, text } from "./svg.ts";
import { fitText } from "./text-width.ts";
import { FONT_SIZE } from "./theme.ts";
import type { Axis } from "./ticks.ts";

/** A rectangle of the picture, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a value stands in the picture, in pixels. */
export type Scale = (value: number) => number;

/** A box with an axis and a scale for each direction: y grows upwards. */
export interface Frame {
  readonly box: Box;
  readonly x: Scale;
  readonly y: Scale;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
}

/** A frame of which only the direction of x is a scale. */
export type HorizontalFrame = Pick<Frame, "box" | "x" | "xAxis">;

/** A frame whose upper left corner is at a place. */
export function createFrame(corner: Pick<Box, "x" | "y">, xAxis: Axis, yAxis: Axis): Frame {
  const box = { ...corner, width: xAxis.length, height: yAxis.length };
  return {
    box,
    x: scaleLinear(xAxis.domain, [box.x, box.x + box.width]),
    y: scaleLinear(yAxis.domain, [box.y + box.height, box.y]),
    xAxis,
    yAxis,
  };
}

/** What stands along the axes of a frame. */
export interface AxesText {
  readonly xLabel?: string | undefined;
  readonly yLabel?: string | undefined;
  /** Whether ticks of y carry numbers; panels on shared axes leave them to the first. */
  readonly hasYNumbers?: boolean;
}

const TICK_LENGTH = 5;
/** From the frame to the numbers of y. */
const NUMBER_DISTANCE = 9;
/** From the frame to the label of x, and at least to that of y. */
const X_LABEL_DISTANCE = 36;
const Y_LABEL_DISTANCE = 44;
/** From the numbers of y to its label, and beyond the label to the edge. */
const Y_LABEL_GAP = 12;
const EDGE_DISTANCE = 20;
/** The least room between panels. */
const PANEL_GAP = 30;

/** The least room right of everything that is drawn. */
export const RIGHT_MARGIN = 24;

/** The room that the numbers and the label of y take, left of the frame. */
export function leftMargin(yAxis: Axis): number {
  return yLabelDistance(yAxis) + EDGE_DISTANCE;
}

/** The room that the numbers of y take alone. */
export function numbersWidth(yAxis: Axis): number {
  return yAxis.labelWidth + NUMBER_DISTANCE;
}

/** Where equal panels stand side by side, the first with the numbers and the label of y. */
export interface PanelRow {
  /** The left edge of every panel. */
  readonly lefts: readonly number[];
  /** The left edge of the first and the right edge of the last panel. */
  readonly left: number;
  readonly right: number;
  /** The width of all with their margins. */
  readonly width: number;
}

/** Room for so many panels side by side on equal axes, so far apart that their numbers stay clear of each other. */
export function layOutPanels(count: number, xAxis: Axis, yAxis: Axis): PanelRow {
  const left = leftMargin(yAxis);
  const step = xAxis.length + Math.max(PANEL_GAP, xAxis.labelWidth + Y_LABEL_GAP);
  const lefts = Array.from({ length: count }, (_, index) => left + index * step);
  const right = (lefts.at(-1) ?? left) + xAxis.length;
  return { lefts, left, right, width: right + rightMargin(xAxis) };
}

/** The room right of a frame: half of a number may stand there. */
export function rightMargin(xAxis: Axis): number {
  return Math.max(RIGHT_MARGIN, xAxis.labelWidth / 2 + 6);
}

/** The lines behind the marks of a frame. */
export function drawGrid({ box, y, yAxis }: Frame): string {
  return yAxis.ticks
    .map(({ value }) =>
      element("line", { class: "wf-grid", x1: box.x, x2: box.x + box.width, y1: y(value), y2: y(value) }),
    )
    .join("");
}

/** Border, ticks and labels of a frame. */
export function drawAxes(frame: Frame, { xLabel, yLabel, hasYNumbers = true }: AxesText): string {
  const { box } = frame;
  return [
    element("rect", { class: "wf-line", ...box }),
    drawXAxis(frame, xLabel),
    ...drawYTicks(frame, hasYNumbers),
    yLabel === undefined ? "" : drawYLabel(yLabel, frame),
  ].join("");
}

/** Ticks and label of x, below a frame. */
export function drawXAxis({ box, x, xAxis }: HorizontalFrame, label: string | undefined): string {
  const bottom = box.y + box.height;
  const ticks = xAxis.ticks.flatMap(({ value, label: number }) => [
    element("line", { class: "wf-line", x1: x(value), x2: x(value), y1: bottom, y2: bottom + TICK_LENGTH }),
    text(number, { x: x(value), y: bottom + 18, class: "wf-tick", anchor: "middle" }),
  ]);
  return ticks.join("") + (label === undefined ? "" : drawXLabel(label, box));
}

function drawYTicks({ box, y, yAxis }: Frame, hasNumbers: boolean): string[] {
  return yAxis.ticks.flatMap(({ value, label }) => [
    element("line", { class: "wf-line", x1: box.x - TICK_LENGTH, x2: box.x, y1: y(value), y2: y(value) }),
    hasNumbers
      ? text(label, { x: box.x - NUMBER_DISTANCE, y: y(value) + 4, class: "wf-tick", anchor: "end" })
      : "",
  ]);
}

function drawXLabel(label: string, box: Box): string {
  const place = { x: box.x + box.width / 2, y: box.y + box.height + X_LABEL_DISTANCE };
  const fitted = fitText(label, box.width, { fontSize: FONT_SIZE.label });
  return text(fitted, { ...place, class: "wf-label", anchor: "middle" });
}

function drawYLabel(label: string, { box, yAxis }: Frame): string {
  const x = box.x - yLabelDistance(yAxis);
  const y = box.y + box.height / 2;
  const fitted = fitText(label, box.height, { fontSize: FONT_SIZE.label });
  return text(fitted, { x, y, class: "wf-label", anchor: "middle", transform: `rotate(-90 ${x} ${y})` });
}

function yLabelDistance(yAxis: Axis): number {
  return Math.max(Y_LABEL_DISTANCE, numbersWidth(yAxis) + Y_LABEL_GAP);
}
