import { max } from "d3-array";
import { formatScore } from "../base/number-format.ts";
import { element, text } from "./svg.ts";
import { FONT_ALLOWANCE, fitText, textWidth } from "./text-width.ts";
import { FONT_SIZE, type SeriesStyle } from "./theme.ts";

/** One line of a key: a piece of a curve, its name, and its value. */
export interface KeyEntry {
  readonly label: string;
  readonly value: number;
  /** The look of its curve; without one it is a line to compare with, thin and dashed. */
  readonly style?: SeriesStyle | undefined;
}

/** The key of a picture: a small table beside its frame. */
export interface ValueKey {
  /** What the values are: "AUC". */
  readonly heading: string;
  readonly entries: readonly KeyEntry[];
}

/** The dashes of a line to compare with. */
export const REFERENCE_DASH = "3 3";

/** From the frame to the key. */
const DISTANCE = 26;
const LINE_HEIGHT = 23;
/** From the upper edge to the middle of the heading. */
const HEADING_MIDDLE = 8;
const SYMBOL_WIDTH = 30;
const SYMBOL_GAP = 9;
const VALUE_GAP = 18;
/** A name wider than this is shortened. */
const MAX_NAME_WIDTH = 260;
const BASELINE_SHIFT = 4;
const TEXT_STYLE = { fontSize: FONT_SIZE.label } as const;

/** The room that a key takes right of a frame. */
export function keyWidth(key: ValueKey): number {
  const lines = SYMBOL_WIDTH + SYMBOL_GAP + nameRoom(key) + VALUE_GAP + valueRoom(key);
  return DISTANCE + Math.max(lines, FONT_ALLOWANCE * textWidth(key.heading, TEXT_STYLE));
}

/** The room that a key takes from the upper edge of a frame downwards. */
export function keyHeight({ entries }: ValueKey): number {
  return HEADING_MIDDLE + (entries.length + 1) * LINE_HEIGHT;
}

/** A key whose frame ends at `x` and begins at `y`. */
export function drawKey(key: ValueKey, { x, y }: { readonly x: number; readonly y: number }): string {
  const left = x + DISTANCE;
  const namesLeft = left + SYMBOL_WIDTH + SYMBOL_GAP;
  const right = x + keyWidth(key);
  const baseline = (line: number): number => y + HEADING_MIDDLE + line * LINE_HEIGHT + BASELINE_SHIFT;
  const lines = key.entries.map(({ label, value, style }, index) => {
    const look = style === undefined ? "wf-note" : "wf-label";
    const bottom = baseline(index + 1);
    return [
      drawSymbol(style, left, bottom - BASELINE_SHIFT),
      text(fitText(label, MAX_NAME_WIDTH, TEXT_STYLE), { x: namesLeft, y: bottom, class: look }),
      text(formatScore(value), { x: right, y: bottom, class: look, anchor: "end" }),
    ].join("");
  });
  const heading = text(key.heading, { x: right, y: baseline(0), class: "wf-note", anchor: "end" });
  return heading + lines.join("");
}

function drawSymbol(style: SeriesStyle | undefined, left: number, y: number): string {
  const d = `M${left} ${y}H${left + SYMBOL_WIDTH}`;
  return style === undefined
    ? element("path", { class: "wf-line", "stroke-dasharray": REFERENCE_DASH, d })
    : element("path", { class: `wf-curve ${style.class}`, "stroke-dasharray": style.dash, d });
}

function nameRoom({ entries }: ValueKey): number {
  const widest = max(entries, ({ label }) => Math.min(MAX_NAME_WIDTH, textWidth(label, TEXT_STYLE))) ?? 0;
  return FONT_ALLOWANCE * widest;
}

function valueRoom({ entries }: ValueKey): number {
  return FONT_ALLOWANCE * (max(entries, ({ value }) => textWidth(formatScore(value), TEXT_STYLE)) ?? 0);
}
