/** Distributions drawn small, for rows of a page, which brings their style sheet: `sketchStyle` of theme.ts. */

import { max, sum } from "d3-array";
import { scaleLinear } from "d3-scale";
import { drawQuartiles, type Quartiles } from "./histogram.ts";
import { type Drawing, element, escapeText, text } from "./svg.ts";
import { FONT_ALLOWANCE, fitText } from "./text-width.ts";
import { FONT_SIZE, markClass, seriesStyle } from "./theme.ts";

/** A bar of a sketch: its height, or its length, is in proportion to its count. */
export interface SketchBar {
  readonly count: number;
  /** The counts of classes, in their order, which divide the bar; what is of none of them comes last, in grey. */
  readonly byClass?: readonly number[] | undefined;
  /** What it stands for with its count, where a pointer rests on it: "20 to 25: 31". */
  readonly label: string;
}

/** What {@link sketchHistogram} draws. */
export interface HistogramSketch {
  /** Of bins that are equally wide. */
  readonly bars: readonly SketchBar[];
  /** What stands below the first and the last bin. */
  readonly ends: readonly [first: string, last: string];
  /** Where the quartiles are, as shares of the way from the first edge to the last. */
  readonly quartiles?: Quartiles | undefined;
}

/** A category and its bar. */
export interface CategoryBar extends SketchBar {
  readonly name: string;
  /** What stands right of it: "35.0 %". */
  readonly figure: string;
}

const WIDTH = 256;
const PLOT = { top: 16, height: 46 } as const;
const QUARTILES_MIDDLE = 7;
const ENDS_BASELINE = 76;
const HEIGHT = 81;
const ROW = { height: 18, barHeight: 11, baseline: 13 } as const;
const CATEGORY = { nameWidth: 92, figureWidth: 50, gap: 7 } as const;
const SWATCH = 12;
const TICK_STYLE = { fontSize: FONT_SIZE.tick } as const;
const BAR_STYLE = `wf-bar ${seriesStyle(0, "parts", false).class}`;
const REST_STYLE = "wf-rest";

/** A histogram with its quartiles above and the ends of its scale below. */
export function sketchHistogram({ bars, ends, quartiles }: HistogramSketch): Drawing {
  const bottom = PLOT.top + PLOT.height;
  const x = scaleLinear([0, bars.length], [0, WIDTH]);
  const height = scaleLinear([0, max(bars, ({ count }) => count) || 1], [0, PLOT.height]);
  const gap = bars.length > 1 ? 1 : 0;
  const drawn = bars.map((bar, bin) =>
    drawBar(bar, (from, to) => ({
      x: x(bin),
      y: bottom - Math.max(1, height(to)),
      width: x(1) - gap,
      height: Math.max(1, height(to)) - height(from),
    })),
  );
  const [first, last] = ends;
  const room = first === last ? WIDTH : WIDTH / 2 - CATEGORY.gap;
  const content = [
    ...drawn,
    element("line", { class: "wf-line", x1: 0, x2: WIDTH, y1: bottom, y2: bottom }),
    quartiles === undefined
      ? ""
      : drawQuartiles(quartiles, scaleLinear([0, 1], [0, WIDTH]), QUARTILES_MIDDLE),
    text(fitText(first, room, TICK_STYLE), { x: 0, y: ENDS_BASELINE, class: "wf-tick" }),
    first === last
      ? ""
      : text(fitText(last, room, TICK_STYLE), {
          x: WIDTH,
          y: ENDS_BASELINE,
          class: "wf-tick",
          anchor: "end",
        }),
  ].join("");
  return { width: WIDTH, height: HEIGHT, content };
}

/** Categories below each other, each with a bar and its share. */
export function sketchCategories(bars: readonly CategoryBar[]): Drawing {
  const { nameWidth, figureWidth, gap } = CATEGORY;
  const left = nameWidth + gap;
  const length = scaleLinear(
    [0, max(bars, ({ count }) => count) || 1],
    [0, WIDTH - left - figureWidth - gap],
  );
  const rows = bars.map((bar, index) => {
    const { name, figure } = bar;
    const y = index * ROW.height;
    const shown = fitText(name, nameWidth / FONT_ALLOWANCE, TICK_STYLE);
    return [
      text(shown, { x: 0, y: y + ROW.baseline, class: "wf-tick" }),
      drawBar(bar, (from, to) => ({
        x: left + length(from),
        y: y + (ROW.height - ROW.barHeight) / 2,
        width: Math.max(1, length(to)) - length(from),
        height: ROW.barHeight,
      })),
      text(figure, { x: WIDTH, y: y + ROW.baseline, class: "wf-tick", anchor: "end" }),
    ].join("");
  });
  return { width: WIDTH, height: Math.max(1, bars.length) * ROW.height, content: rows.join("") };
}

/** Where a part of a bar is, from one count to another. */
type PartPlace = (
  from: number,
  to: number,
) => { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A bar in its parts, the first class at its beginning; nothing where it counts nothing. */
function drawBar({ count, byClass, label }: SketchBar, placeOf: PartPlace): string {
  const title = element("title", {}, escapeText(label));
  if (count === 0) return "";
  if (byClass === undefined) return element("rect", { class: BAR_STYLE, ...placeOf(0, count) }, title);
  let from = 0;
  const parts = [...byClass, count - sum(byClass)].map((part, index) => {
    if (part <= 0) return "";
    const style = index < byClass.length ? classStyle(index) : REST_STYLE;
    const drawn = element("rect", { class: style, ...placeOf(from, from + part) });
    from += part;
    return drawn;
  });
  return element("g", {}, title, ...parts);
}

function classStyle(classIndex: number): string {
  return `wf-filled ${markClass(classIndex)}`;
}

/** The colour of the parts of a class, or of what is of none where it is undefined, as a small square for a legend. */
export function sketchSwatch(classIndex: number | undefined): string {
  const style = classIndex === undefined ? REST_STYLE : classStyle(classIndex);
  const square = element("rect", { class: style, width: SWATCH, height: SWATCH });
  return element("svg", { class: "wf-sketch", width: SWATCH, height: SWATCH, "aria-hidden": "true" }, square);
}

/** A sketch as an element of a page. @param label what it shows, for those who do not see it */
export function sketchElement({ width, height, content }: Drawing, label: string): string {
  const viewBox = `0 0 ${width} ${height}`;
  return element(
    "svg",
    { class: "wf-sketch", width, height, viewBox, role: "img", "aria-label": label },
    content,
  );
}
