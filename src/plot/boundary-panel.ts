import { log } from "../base/elementary.ts";
import type { Frame } from "./axes.ts";
import { BAND_LINE, BORDER_LINE, SEED_BORDER_LINE, toPath } from "./boundary-paths.ts";
import { findTracer, type Trace, traceBorder } from "./boundary-tracer.ts";
import { decidedClasses, LOGIT } from "./class-fields.ts";
import { drawClassRegions } from "./class-regions.ts";
import { traceRings } from "./contour-rings.ts";
import { countOutputs, type Grid, type GridLogits } from "./grid.ts";
import { element } from "./svg.ts";
import { BAND_THRESHOLDS } from "./theme.ts";

/** The mean probability of class 1 where neither of two classes is ahead. */
const BORDER_PROBABILITY = 0.5;

/** A classifier whose regions are drawn. */
export interface DrawnClassifier extends GridLogits {
  /**
   * Others like it, of other seeds for one: the lines between the classes of each are drawn, thin, instead of its own.
   * Those whose logits are not all numbers are left out.
   */
  readonly borders?: readonly GridLogits[] | undefined;
}

/** What a classifier decides, in a frame and clipped to it, as SVG. */
export interface Regions {
  readonly shading: string;
  /** The lines between classes, or those of others: above or below the marks. */
  readonly border: string;
}

/**
 * The regions of a classifier, with the lines between its classes: of two classes bands of probability, of several the
 * colour of the most probable. Where logits are not numbers there is neither shading nor line.
 *
 * @param id a word that makes the ids of this panel its own
 */
export function drawRegions(frame: Frame, grid: Grid, panel: DrawnClassifier, id: string): Regions {
  const { box } = frame;
  const { logits, borders } = panel;
  const isPartial = logits.some(Number.isNaN);
  const trace = findTracer(panel, grid);
  const classes = countOutputs(logits, grid);
  const shades =
    classes === 1
      ? drawBands(frame, grid, trace)
      : drawClassRegions(frame, grid, { trace, classes, decided: decidedClasses(grid, logits) });
  const border =
    borders === undefined
      ? element("path", {
          class: "wf-border",
          d: toPath(traceBorder(panel, grid), { frame, grid, line: BORDER_LINE }),
        })
      : drawSeedBorders(frame, grid, borders);
  const clipped = (...shapes: readonly string[]): string =>
    element("g", { "clip-path": `url(#${id})` }, ...shapes);
  return {
    shading: [
      element("clipPath", { id }, element("rect", { ...box })),
      clipped(shades, isPartial ? border + coverUnshaded(frame, grid, logits) : ""),
    ].join(""),
    border: isPartial ? "" : clipped(border),
  };
}

/** The bands of probability of two classes, each on top of those of class 0. */
function drawBands(frame: Frame, grid: Grid, trace: Trace): string {
  const bands = BAND_THRESHOLDS.slice(1).map((threshold, index) =>
    element("path", {
      class: `wf-band${index + 1}`,
      d: toPath(trace(LOGIT, logitOf(threshold)), { frame, grid, line: BAND_LINE }),
    }),
  );
  return element("rect", { class: "wf-band0", ...frame.box }) + bands.join("");
}

function drawSeedBorders(frame: Frame, grid: Grid, borders: readonly GridLogits[]): string {
  return borders
    .filter(({ logits }) => !logits.some(Number.isNaN))
    .map((border) => toPath(traceBorder(border, grid), { frame, grid, line: SEED_BORDER_LINE }))
    .filter((path) => path !== "")
    .map((d) => element("path", { class: "wf-seed-border", d }))
    .join("");
}

/** Covers every cell of the grid that touches a point without a number. */
function coverUnshaded(frame: Frame, grid: Grid, logits: Float64Array): string {
  const outputs = countOutputs(logits, grid);
  const isNothing = (column: number, row: number): boolean => {
    const start = (row * grid.columns + column) * outputs;
    return column >= 0 && column < grid.columns && logits.subarray(start, start + outputs).some(Number.isNaN);
  };
  const covered = Array.from({ length: grid.rows * grid.columns }, (_, point) => {
    const [column, row] = [point % grid.columns, Math.floor(point / grid.columns)];
    const steps = [-1, 0, 1];
    return steps.some((down) => steps.some((right) => isNothing(column + right, row + down))) ? 1 : 0;
  });
  const rings = traceRings(covered, grid, 0.5);
  return element("path", { class: "wf-nothing", d: toPath(rings, { frame, grid, line: BAND_LINE }) });
}

/** Values on a grid with what their regions look like. */
export interface Levels {
  readonly values: Float64Array;
  /** In ascending order; a region is where a value is at least one of them. */
  readonly thresholds: readonly number[];
  /** The class of the shape of everything, 0, and of each region, counted from 1. */
  readonly styleOf: (level: number) => string;
}

/** The regions of values as shapes, each on top of those of lower thresholds. */
export function drawLevels(frame: Frame, grid: Grid, { values, thresholds, styleOf }: Levels): string {
  const regions = thresholds.map((threshold, index) => {
    const rings = traceRings(Array.from(values), grid, threshold);
    return element("path", { class: styleOf(index + 1), d: toPath(rings, { frame, grid, line: BAND_LINE }) });
  });
  return [element("rect", { class: styleOf(0), ...frame.box }), ...regions].join("");
}

/**
 * The lines between classes by mean probabilities, between the points of a grid: where that of class 1 is 0.5, or where two
 * of several classes have the highest.
 */
export function drawBorder(frame: Frame, grid: Grid, probabilities: Float64Array): string {
  const rings =
    countOutputs(probabilities, grid) === 1
      ? traceRings(Array.from(probabilities), grid, BORDER_PROBABILITY)
      : traceBorder({ logits: probabilities }, grid);
  return element("path", { class: "wf-border", d: toPath(rings, { frame, grid, line: BORDER_LINE }) });
}

function logitOf(probability: number): number {
  return log(probability / (1 - probability));
}
