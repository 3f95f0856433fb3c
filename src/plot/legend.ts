import { formatClass } from "../base/number-format.ts";
import { drawMark, type MarkStyle } from "./marks.ts";
import { element, text } from "./svg.ts";
import { fitText, textWidth } from "./text-width.ts";
import { BAND_THRESHOLDS, FONT_SIZE, regionClass, TONE_THRESHOLDS } from "./theme.ts";

/** From the lower edge of panels to the first line of their legend. */
export const LEGEND_DISTANCE = 72;
/** Below the last line of a legend. */
export const LEGEND_MARGIN = 26;

const LINE_HEIGHT = 24;
const SYMBOL_GAP = 7;
const ENTRY_GAP = 22;
const BASELINE_SHIFT = 4;
const TEXT_STYLE = { fontSize: FONT_SIZE.label } as const;

/** One entry of a legend: a symbol drawn around (x, y), the room that it takes, and its words. */
export interface LegendEntry {
  readonly label: string;
  readonly symbolWidth: number;
  readonly draw: (x: number, y: number) => string;
}

/** Where a legend begins and how wide it may become. */
export interface LegendPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** A legend and where its last line ends. */
export interface Legend {
  readonly content: string;
  readonly endX: number;
  readonly endY: number;
}

/** Entries from left to right, each a symbol and its words, on as many lines as they need. */
export function drawLegend(entries: readonly LegendEntry[], place: LegendPlace): Legend {
  const content: string[] = [];
  let x = place.x;
  let y = place.y;
  for (const { label, symbolWidth, draw } of entries) {
    const symbolRoom = symbolWidth === 0 ? 0 : symbolWidth + SYMBOL_GAP;
    const shown = fitText(label, place.width - symbolRoom, TEXT_STYLE);
    const width = symbolRoom + textWidth(shown, TEXT_STYLE);
    if (x > place.x && x + width > place.x + place.width) {
      x = place.x;
      y += LINE_HEIGHT;
    }
    content.push(draw(x + symbolWidth / 2, y));
    content.push(text(shown, { x: x + symbolRoom, y: y + BASELINE_SHIFT, class: "wf-note" }));
    x += width + ENTRY_GAP;
  }
  return { content: content.join(""), endX: x - ENTRY_GAP, endY: y };
}

/** What the entries of {@link classEntries} tell. */
export interface ClassEntries {
  /** Whether there are test examples. */
  readonly hasTest: boolean;
  /** Whether the plane is in the colours of several classes. */
  readonly hasRegions: boolean;
}

/**
 * The marks of all classes; where there are test examples, filled for training and hollow for these. Of several classes
 * each has one entry, on the colour of its region, and what is filled and what hollow is said once.
 */
export function classEntries(
  classNames: readonly string[],
  { hasTest, hasRegions }: ClassEntries,
): LegendEntry[] {
  if (classNames.length > 2) {
    const entries = classNames.map((name, classIndex) => severalEntry(name, classIndex, hasRegions));
    return hasTest ? [...entries, STYLE_ENTRY] : entries;
  }
  const styles: readonly MarkStyle[] = hasTest ? ["filled", "hollow"] : ["filled"];
  return styles.flatMap((style) =>
    classNames.map((name, classIndex) => ({
      label: formatClass(name) + (hasTest ? `, ${style === "filled" ? "training" : "test"}` : ""),
      symbolWidth: 8,
      draw: (x: number, y: number) => drawMark({ x, y, classIndex, style }),
    })),
  );
}

/** The colour of a region behind a mark. */
const SWATCH = { width: 20, height: 16 } as const;

function severalEntry(name: string, classIndex: number, hasRegion: boolean): LegendEntry {
  const { width, height } = SWATCH;
  const swatch = (x: number, y: number): string =>
    element("rect", {
      class: regionClass(classIndex, TONE_THRESHOLDS.length - 1),
      x: x - width / 2,
      y: y - height / 2,
      width,
      height,
    });
  return {
    label: formatClass(name),
    symbolWidth: hasRegion ? width : 8,
    draw: (x, y) => (hasRegion ? swatch(x, y) : "") + drawMark({ x, y, classIndex, style: "filled" }),
  };
}

/** What filled and hollow marks are, whatever their class. */
const STYLE_ENTRY: LegendEntry = { label: "filled: training · hollow: test", symbolWidth: 0, draw: () => "" };

const RAMP_WIDTH = 144;
const RAMP_HEIGHT = 10;
/** The numbers below the ramp, and half of the last beside it. */
const RAMP_NUMBERS = { height: 14, width: 4 } as const;
const RAMP_LABEL_GAP = 12;

/** What the ramp shows: the bands of probability, unless it has its own. */
export interface Ramp {
  /** What its numbers are. */
  readonly label: string;
  /** The class of the line in the middle; none by default. */
  readonly border?: string | undefined;
  /** Where one band ends and the next begins, from the least value on. */
  readonly thresholds?: readonly number[];
  /** The value at its right end; 1 by default. */
  readonly end?: number;
  /** The class of a band, counted from 0; those of probabilities by default. */
  readonly styleOf?: (band: number) => string;
}

/** Adds the ramp right of a legend's last line, or on a line of its own where the two do not fit beside each other. */
export function addRamp(legend: Legend, ramp: Ramp, { x, width }: LegendPlace): Legend {
  const { label } = ramp;
  const labelRoom = textWidth(label, TEXT_STYLE) + RAMP_LABEL_GAP;
  const leftBeside = x + width - RAMP_NUMBERS.width - RAMP_WIDTH;
  const isBeside = legend.endX + ENTRY_GAP + labelRoom <= leftBeside;
  const left = isBeside ? leftBeside : x;
  const y = isBeside ? legend.endY : legend.endY + LINE_HEIGHT + RAMP_NUMBERS.height / 2;
  const words = isBeside
    ? text(label, { x: left - RAMP_LABEL_GAP, y: y + BASELINE_SHIFT, class: "wf-note", anchor: "end" })
    : text(label, { x: left + RAMP_WIDTH + RAMP_LABEL_GAP, y: y + BASELINE_SHIFT, class: "wf-note" });
  return {
    content: legend.content + words + drawRamp(left, y, ramp),
    endX: left + RAMP_WIDTH + (isBeside ? 0 : labelRoom),
    endY: y + RAMP_NUMBERS.height / 2,
  };
}

/** The bands as a strip from 0 to the end, with the border in the middle. */
function drawRamp(
  left: number,
  y: number,
  { border, thresholds = BAND_THRESHOLDS, end = 1, styleOf = (band) => `wf-band${band}` }: Ramp,
): string {
  const right = left + RAMP_WIDTH;
  const top = y - RAMP_HEIGHT / 2;
  const bottom = y + RAMP_HEIGHT / 2;
  const edges = [...thresholds, end].map((value) => left + (value / end) * RAMP_WIDTH);
  const bands = edges.slice(0, -1).map((edge, band) =>
    element("rect", {
      class: `wf-ramp ${styleOf(band)}`,
      x: edge,
      y: top,
      width: (edges[band + 1] as number) - edge,
      height: RAMP_HEIGHT,
    }),
  );
  const middle = left + RAMP_WIDTH / 2;
  const number = (x: number, value: string): string =>
    text(value, { x, y: bottom + RAMP_NUMBERS.height, class: "wf-tick", anchor: "middle" });
  return [
    ...bands,
    element("rect", { class: "wf-line", x: left, y: top, width: RAMP_WIDTH, height: RAMP_HEIGHT }),
    border === undefined
      ? ""
      : element("line", { class: border, x1: middle, x2: middle, y1: top, y2: bottom }),
    number(left, "0"),
    number(middle, String(end / 2)),
    number(right, String(end)),
  ].join("");
}
