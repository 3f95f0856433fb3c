import { max } from "d3-array";
import type { CalibrationBin, CalibrationCurve } from "../metrics/calibration.ts";
import { type Box, createFrame, drawAxes, drawGrid, type Frame, leftMargin, RIGHT_MARGIN } from "./axes.ts";
import { drawTitle, element, type PictureText, svgDocument } from "./svg.ts";
import { PICTURE_STYLE } from "./theme.ts";
import { createAxis } from "./ticks.ts";
import {
  BOTTOM,
  curveStyle,
  drawReference,
  drawUnitCurve,
  type ReferenceLine,
  TITLE_HEIGHT,
  toKey,
  unitAxis,
} from "./unit-curves.ts";
import { drawKey, keyHeight, keyWidth } from "./value-key.ts";

/** The calibration curve of one model. */
export interface CalibrationRun {
  readonly name: string;
  readonly curve: CalibrationCurve;
}

/** What {@link plotCalibration} draws. */
export interface CalibrationCurves extends PictureText {
  readonly runs: readonly CalibrationRun[];
  /** "predicted probability" by default; of several classes, how sure the model was of its answer. */
  readonly xLabel?: string | undefined;
  /** "share that came true" by default. */
  readonly yLabel?: string | undefined;
}

/** The panel of counts below. */
const COUNTS_HEIGHT = 84;
const COUNTS_GAP = 22;
/** Room above the highest bar. */
const HEADROOM = 1.1;
const DOT_RADIUS = 3.2;
const PERFECT: ReferenceLine = { name: "perfect", value: 0, from: { x: 0, y: 0 }, to: { x: 1, y: 1 } };

/**
 * A reliability diagram: for the examples of each bin, how many came true over the mean of their probabilities, with
 * the line of perfect calibration and, in the key, the expected calibration error. Below it, how many examples each bin
 * holds: where they are few, a point says little.
 *
 * @returns an SVG document
 */
export function plotCalibration(picture: CalibrationCurves): string {
  const { runs, title, xLabel = "predicted probability", yLabel = "share that came true" } = picture;
  const xAxis = unitAxis();
  const highest = max(runs, ({ curve }) => max(curve.bins, ({ examples }) => examples)) ?? 1;
  const countAxis = createAxis([0, highest * HEADROOM], COUNTS_HEIGHT, { direction: "y", isCount: true });
  const labelWidth = Math.max(xAxis.labelWidth, countAxis.labelWidth);
  const left = leftMargin({ ...countAxis, labelWidth });
  const frame = createFrame({ x: left, y: TITLE_HEIGHT }, xAxis, { ...xAxis, labelWidth });
  const corner = { x: left, y: endOf(frame.box) + COUNTS_GAP };
  const below = createFrame(corner, xAxis, { ...countAxis, labelWidth });
  const key = toKey(
    "calibration error",
    runs.map(({ name, curve }) => ({ name, value: curve.expectedError })),
    [PERFECT],
  );
  const right = left + frame.box.width;
  const width = right + keyWidth(key) + RIGHT_MARGIN;
  const height = Math.max(endOf(below.box) + BOTTOM, TITLE_HEIGHT + keyHeight(key));
  const content = [
    drawTitle(title, { left, width }),
    drawGrid(frame),
    drawAxes({ ...frame, xAxis: { ...xAxis, ticks: [] } }, { yLabel }),
    drawReference(PERFECT, frame),
    ...runs.map(({ curve }, index) => drawReliability(curve, index, frame)),
    ...runs.map(({ curve }, index) => drawCounts(curve, { index, runs: runs.length, frame: below })),
    drawAxes(below, { xLabel, yLabel: "examples" }),
    drawKey(key, { x: right, y: TITLE_HEIGHT }),
  ].join("");
  return svgDocument({ width, height, content }, picture, PICTURE_STYLE);
}

function endOf({ y, height }: Box): number {
  return y + height;
}

/** The line through all bins that weigh something, with a dot for each. */
function drawReliability({ bins }: CalibrationCurve, index: number, frame: Frame): string {
  const style = curveStyle(index);
  const points = bins
    .filter(({ weight }) => weight > 0)
    .map(({ probability, share }) => ({ x: probability, y: share }));
  const dots = points.map(({ x, y }) =>
    element("circle", { class: `wf-dot ${style.class}`, cx: frame.x(x), cy: frame.y(y), r: DOT_RADIUS }),
  );
  return drawUnitCurve(points, style, frame) + dots.join("");
}

/** A bar for every bin; the bars of several models stand side by side within it. */
function drawCounts(
  { bins }: CalibrationCurve,
  { index, runs, frame }: { readonly index: number; readonly runs: number; readonly frame: Frame },
): string {
  const { x, y } = frame;
  const drawBar = ({ low, high, examples }: CalibrationBin): string => {
    const [from, to] = [x(low) + 1, x(high) - 1];
    const room = Math.max(0.5, (to - from) / runs);
    return element("rect", {
      class: `wf-bar ${curveStyle(index).class}`,
      x: from + index * room,
      y: y(examples),
      width: room,
      height: y(0) - y(examples),
    });
  };
  return bins
    .filter(({ examples }) => examples > 0)
    .map(drawBar)
    .join("");
}
