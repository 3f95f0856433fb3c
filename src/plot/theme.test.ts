import { describe, expect, it } from "vitest";
import { shapeOf } from "./mark-shapes.ts";
import {
  BAND_THRESHOLDS,
  boundaryStyle,
  HEAT_LEVELS,
  HEAT_STYLE,
  markClass,
  PICTURE_STYLE,
  regionClass,
  seriesStyle,
  TONE_THRESHOLDS,
} from "./theme.ts";

/** The least contrast of what a picture needs to be understood (WCAG 2.2, success criterion 1.4.11). */
const LEAST_CONTRAST = 3;
const [light, dark] = PICTURE_STYLE.split("@media") as [string, string];

/** The fill of a class in a part of the style sheet. */
function fillOf(style: string, name: string): string {
  return new RegExp(`\\${name}\\{fill:(#[0-9a-f]{6})`).exec(style)?.[1] as string;
}

/** WCAG's relative luminance, 0 for black and 1 for white. */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG's contrast of two colours, from 1 to 21. */
function contrastOf(colour: string, other: string): number {
  const [darker = 0, lighter = 0] = [colour, other].map(luminanceOf).toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

it("contrast is WCAG's", () => {
  expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21, 10);
  expect(contrastOf("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe.each([
  ["light", light],
  ["dark", dark],
])("the marks of a class in %s", (_, style) => {
  it.each([0, 1])("stand out from every shade and from the paper: class %i", (index) => {
    const mark = fillOf(style, `.wf-filled.wf-class${index}`);
    const grounds = [".wf-nothing", ...BAND_THRESHOLDS.map((_threshold, band) => `.wf-band${band}`)];
    const contrasts = grounds.map((name) => contrastOf(mark, fillOf(style, name)));
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  });
});

const MOST_COLOURS = 10;
const ofClasses = boundaryStyle(MOST_COLOURS).split("@media") as [string, string];

describe.each([
  ["light", ofClasses[0]],
  ["dark", ofClasses[1]],
])("the marks of several classes in %s", (_, style) => {
  const indexes = Array.from({ length: MOST_COLOURS }, (_class, index) => index);
  const fillOfRegion = (index: number, tone: number): string => fillOf(style, `.${regionClass(index, tone)}`);

  it.each(indexes)("stand out from every tone of every region: class %i", (index) => {
    const mark = fillOf(style, `.wf-filled.${markClass(index)}`);
    const grounds = indexes.flatMap((other) =>
      TONE_THRESHOLDS.map((_tone, tone) => fillOfRegion(other, tone)),
    );
    const contrasts = grounds.map((ground) => contrastOf(mark, ground));
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  });

  it("are on regions of which no two have the same colour", () => {
    const fills = indexes.map((index) => fillOfRegion(index, TONE_THRESHOLDS.length - 1));
    expect(new Set(fills).size).toBe(MOST_COLOURS);
  });
});

it("no two of a hundred classes have marks of the same colour and shape", () => {
  const looks = Array.from({ length: 100 }, (_, index) => `${markClass(index)} ${shapeOf(index)}`);
  expect(new Set(looks).size).toBe(100);
});

it("pictures of two classes have no rules for more", () => {
  expect(boundaryStyle(2)).toBe(PICTURE_STYLE);
  expect(boundaryStyle(3)).not.toContain("region3");
});

/** The least contrast of text (WCAG 2.2, success criterion 1.4.3). */
const LEAST_TEXT_CONTRAST = 4.5;

it.each([0, 1])("text stands out from every shade of a cell, in light and in dark: %i", (part) => {
  const style = HEAT_STYLE.split("@media")[part] as string;
  const ink = /\.wf-count,\.wf-share\{fill:(#[0-9a-f]{6})/.exec(style)?.[1] as string;
  const cells = Array.from({ length: HEAT_LEVELS }, (_, level) => fillOf(style, `.wf-heat${level}`));
  expect(Math.min(...cells.map((cell) => contrastOf(ink, cell)))).toBeGreaterThanOrEqual(LEAST_TEXT_CONTRAST);
});

it("curves beyond the last colour start the colours again with other dashes", () => {
  for (const needsDashes of [true, false]) {
    const looks = Array.from({ length: 12 }, (_, index) => seriesStyle(index, "models", needsDashes));
    expect(new Set(looks.map((look) => `${look.class} ${look.dash}`)).size).toBe(12);
    for (const look of looks) expect(PICTURE_STYLE).toContain(`.wf-curve.${look.class}{`);
  }
});

it("curves without a legend differ by colour first, those with one by dashes too", () => {
  expect(seriesStyle(1, "models", false).dash).toBeUndefined();
  expect(seriesStyle(1, "models", true).dash).toBeDefined();
});
