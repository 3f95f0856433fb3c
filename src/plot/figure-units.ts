import { formatAlike, formatPercent, formatPoints } from "../base/number-format.ts";

/** How the figures of a picture are written, and what its scale is. */
interface Unit {
  /** A figure of 1 stands at this number of the scale. */
  readonly factor: number;
  /** What stands after the numbers of the scale. */
  readonly sign: string | undefined;
  /** No figure lies below or above these. */
  readonly range: readonly [least: number, most: number];
  /** The least width of the scale, for figures up to this size. */
  readonly leastSpan: (largest: number) => number;
  /** How far a scale of differences reaches at least. */
  readonly leastReach: number;
  /** A figure, or figures that are read together. */
  readonly format: (values: readonly number[]) => string[];
  /** "93.2 % ± 1.0"; without a deviation "93.2 %". */
  readonly formatSpread: (value: number, deviation: number | undefined) => string;
  /** "93.2 % (91.0 to 95.1)". */
  readonly formatInterval: (value: number, low: number, high: number) => string;
  /** What stands above a column of differences. */
  readonly differenceHeading: string;
  /** Differences that are read together, without a sign after them. */
  readonly formatDifferences: (values: readonly number[]) => string[];
}

/** Three digits tell a difference of which chance makes the second uncertain. */
const DIFFERENCE_DIGITS = 3;

/** The units that figures can have, by name. */
export const figureUnits = {
  /** A share of all: 0.93 is 93 %, and a difference of 0.031 is 3.1 percentage points. */
  share: {
    factor: 100,
    sign: "%",
    range: [0, 1],
    leastSpan: () => 0.01,
    leastReach: 0.005,
    format: (values) => values.map(formatPercent),
    formatSpread: (share, deviation) =>
      deviation === undefined
        ? formatPercent(share)
        : `${formatPercent(share)} ± ${(100 * deviation).toFixed(1)}`,
    formatInterval: (...figures) => {
      const [value, ...ends] = figures.map(formatPercent);
      const [low, high] = ends.map((end) => end.replace(" %", ""));
      return `${value} (${low} to ${high})`;
    },
    differenceHeading: "points",
    formatDifferences: (values) => values.map(formatPoints),
  },
  /** An error of at least 0, in whatever it is measured in. */
  number: {
    factor: 1,
    sign: undefined,
    range: [0, Infinity],
    leastSpan: (largest) => 0.01 * largest || 1,
    leastReach: 0,
    format: (values) => formatAlike(values),
    formatSpread: (...figures) => formatAlike(figures.filter((figure) => figure !== undefined)).join(" ± "),
    formatInterval: (...figures) => {
      const [value, low, high] = formatAlike(figures);
      return `${value} (${low} to ${high})`;
    },
    differenceHeading: "difference",
    formatDifferences: (values) => formatAlike(values, DIFFERENCE_DIGITS),
  },
} as const satisfies Record<string, Unit>;

/** The name of a unit of figures. */
export type FigureUnit = keyof typeof figureUnits;

/** A unit by its name; of shares unless one is named. */
export function unitOf(name: FigureUnit = "share"): Unit {
  return figureUnits[name];
}
