import { log } from "../base/elementary.ts";
import type { Frame } from "./axes.ts";
import { type GridPlace, type LogitsAt, type Ring, traceExactly, traceRings } from "./contour-rings.ts";
import type { Point } from "./curve-points.ts";
import type { Grid, GridLogits } from "./grid.ts";
import { simplifyRing } from "./simplify-ring.ts";
import { element } from "./svg.ts";
import { BAND_THRESHOLDS } from "./theme.ts";

const BORDER_PROBABILITY = 0.5;

/** How exactly a line is drawn. */
interface LineStyle {
  /** How far, in pixels, it may pass by the points that it stands for. */
  readonly tolerance: number;
  readonly decimals: number;
}

const BAND_LINE: LineStyle = { tolerance: 0.15, decimals: 1 };
const BORDER_LINE: LineStyle = { tolerance: 0.03, decimals: 2 };
/** Thin lines, of which there may be many. */
const SEED_BORDER_LINE: LineStyle = { tolerance: 0.1, decimals: 1 };

/** A classifier whose regions are drawn. */
export interface DrawnClassifier extends GridLogits {
  /**
   * Others like it, of other seeds for one: the line of 0.5 of each is drawn, thin, instead of its own. Those whose logits
   * are not all numbers are left out.
   */
  readonly borders?: readonly GridLogits[] | undefined;
}

/** What a classifier decides, in a frame and clipped to it, as SVG. */
export interface Regions {
  readonly shading: string;
  /** The line of 0.5, or those of others: above or below the marks. */
  readonly border: string;
}

/**
 * The regions of a classifier as bands of probability, with the line of 0.5. Where logits are not numbers there is neither
 * shading nor line.
 *
 * @param id a word that makes the ids of this panel its own
 */
export function drawRegions(frame: Frame, grid: Grid, panel: DrawnClassifier, id: string): Regions {
  const { box } = frame;
  const { logits, borders } = panel;
  const isPartial = logits.some(Number.isNaN);
  const trace = findTracer(panel, grid);
  const draw = (style: string, probability: number, line: LineStyle): string =>
    element("path", { class: style, d: toPath(trace(logitOf(probability)), { frame, grid, line }) });
  const bands = BAND_THRESHOLDS.slice(1).map((threshold, index) =>
    draw(`wf-band${index + 1}`, threshold, BAND_LINE),
  );
  const border =
    borders === undefined
      ? draw("wf-border", BORDER_PROBABILITY, BORDER_LINE)
      : drawSeedBorders(frame, grid, borders);
  const clipped = (...shapes: readonly string[]): string =>
    element("g", { "clip-path": `url(#${id})` }, ...shapes);
  return {
    shading: [
      element("clipPath", { id }, element("rect", { ...box })),
      clipped(
        element("rect", { class: "wf-band0", ...box }),
        ...bands,
        isPartial ? border + coverUnshaded(frame, grid, logits) : "",
      ),
    ].join(""),
    border: isPartial ? "" : clipped(border),
  };
}

function drawSeedBorders(frame: Frame, grid: Grid, borders: readonly GridLogits[]): string {
  return borders
    .filter(({ logits }) => !logits.some(Number.isNaN))
    .map((border) => toPath(findTracer(border, grid)(0), { frame, grid, line: SEED_BORDER_LINE }))
    .filter((path) => path !== "")
    .map((d) => element("path", { class: "wf-seed-border", d }))
    .join("");
}

/** What finds the lines of a level. */
type Trace = (level: number) => readonly Ring[];

/** The lines of a panel on a grid that were found so far. */
interface Tracer {
  readonly grid: Grid;
  /** The panel's when it was first drawn. */
  readonly logits: Float64Array;
  readonly trace: Trace;
}

/**
 * The lines of the panels that were drawn. To find them takes longer than all else in a picture, and a report draws
 * every panel twice, beside the others and alone. They are kept no longer than their panel.
 */
const tracers = new WeakMap<GridLogits, Tracer>();

/** The lines of a panel, those found before included, unless another grid or changed logits have made them wrong. */
function findTracer(panel: GridLogits, grid: Grid): Trace {
  const { logits } = panel;
  const known = tracers.get(panel);
  if (known?.grid === grid && isSame(known.logits, logits)) return known.trace;
  const seek = createTracer(panel, grid);
  const found = new Map<number, readonly Ring[]>();
  const trace: Trace = (level) => {
    const rings = found.get(level) ?? seek(level);
    found.set(level, rings);
    return rings;
  };
  tracers.set(panel, { grid, logits: logits.slice(), trace });
  return trace;
}

/** NaN is the same as NaN. */
function isSame(left: Float64Array, right: Float64Array): boolean {
  return left.length === right.length && left.every((value, index) => Object.is(value, right[index]));
}

/** What finds the lines of a level: where the model has them, or straight between the grid's points. */
function createTracer({ logits, logitsAt }: GridLogits, grid: Grid): Trace {
  const values = Array.from(logits, (logit) => (Number.isNaN(logit) ? 0 : logit));
  if (logitsAt === undefined || logits.some(Number.isNaN)) return (level) => traceRings(values, grid, level);
  const atPlaces: LogitsAt = (places) =>
    logitsAt(
      places.map(([column, row]) => [grid.xStart + column * grid.xStep, grid.yStart + row * grid.yStep]),
    );
  return (level) => traceExactly(values, grid, { level, logitsAt: atPlaces });
}

/** Covers every cell of the grid that touches a point without a number. */
function coverUnshaded(frame: Frame, grid: Grid, logits: Float64Array): string {
  const isNothing = (column: number, row: number): boolean =>
    column >= 0 && column < grid.columns && Number.isNaN(logits[row * grid.columns + column]);
  const covered = Array.from(logits, (_, point) => {
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

/** The line at which a mean probability is 0.5, straight between the points of a grid. */
export function drawBorder(frame: Frame, grid: Grid, probabilities: Float64Array): string {
  const rings = traceRings(Array.from(probabilities), grid, BORDER_PROBABILITY);
  return element("path", { class: "wf-border", d: toPath(rings, { frame, grid, line: BORDER_LINE }) });
}

/** Whether the line of 0.5 runs through a frame: both classes are decided for within it. */
export function hasBorder(grid: Grid, logits: Float64Array): boolean {
  const inner = logits.filter((_, point) => {
    const [column, row] = [point % grid.columns, Math.floor(point / grid.columns)];
    return column > 0 && row > 0 && column < grid.columns - 1 && row < grid.rows - 1;
  });
  return inner.some((logit) => logit > 0) && inner.some((logit) => logit <= 0);
}

function logitOf(probability: number): number {
  return log(probability / (1 - probability));
}

/** Rings in steps of the grid as a path in pixels. */
function toPath(
  rings: readonly Ring[],
  { frame, grid, line }: { readonly frame: Frame; readonly grid: Grid; readonly line: LineStyle },
): string {
  const toPoint = ([column, row]: GridPlace): Point => ({
    x: frame.x(grid.xStart + column * grid.xStep),
    y: frame.y(grid.yStart + row * grid.yStep),
  });
  return rings
    .map((ring) => simplifyRing(ring.map(toPoint), line.tolerance))
    .map((ring) => ring.map(({ x, y }) => `${x.toFixed(line.decimals)} ${y.toFixed(line.decimals)}`))
    .map((places) => `M${places.join("L")}Z`)
    .join("");
}
