import { max } from "d3-array";
import type { Frame } from "./axes.ts";
import { text } from "./svg.ts";
import { FONT_ALLOWANCE, fitText, textWidth } from "./text-width.ts";
import { FONT_SIZE } from "./theme.ts";

/** A name and where its curve ends, in costs; `style` is the class of its colour. */
export interface CurveEnd {
  readonly name: string;
  readonly cost: number;
  readonly style: string;
}

/** From the frame to the names. */
const DISTANCE = 10;
/** Between two names, from line to line. */
const LINE_HEIGHT = 19;
/** From the middle of a line of text to its baseline, and how far letters reach beyond the middle. */
const BASELINE_SHIFT = 4;
const HALF_HEIGHT = 7;
/** A name wider than this is shortened. */
const MAX_WIDTH = 330;
const TEXT_STYLE = { fontSize: FONT_SIZE.label, isBold: true } as const;

/** The room that names take beside a frame. */
export function namesWidth(names: readonly string[]): number {
  const widest = max(names, (name) => Math.min(MAX_WIDTH, textWidth(name, TEXT_STYLE))) ?? 0;
  return DISTANCE + FONT_ALLOWANCE * widest;
}

/** The name of each curve beside its end; names move apart where ends lie close together, and stay beside the frame. */
export function drawCurveNames({ box, y }: Frame, curves: readonly CurveEnd[]): string {
  const ends = curves.map((end) => ({ ...end, y: y(end.cost) })).toSorted((a, b) => a.y - b.y);
  const places = moveApart(
    ends.map((end) => end.y),
    box.y + HALF_HEIGHT,
    box.y + box.height - HALF_HEIGHT,
  );
  return ends
    .map(({ name, style }, index) =>
      text(fitText(name, MAX_WIDTH, TEXT_STYLE), {
        x: box.x + box.width + DISTANCE,
        y: (places[index] as number) + BASELINE_SHIFT,
        class: `wf-name ${style}`,
      }),
    )
    .join("");
}

/** Ascending places at least a line apart between two bounds, each near the one wanted; closer where there are many. */
export function moveApart(wanted: readonly number[], first: number, last: number): number[] {
  const distance = Math.min(LINE_HEIGHT, (last - first) / Math.max(1, wanted.length - 1));
  let next = first;
  const pushedDown = wanted.map((place) => {
    const taken = Math.max(place, next);
    next = taken + distance;
    return taken;
  });
  return pushedDown.map((place, index) => Math.min(place, last - (wanted.length - 1 - index) * distance));
}
