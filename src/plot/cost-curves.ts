import {
  type AxesText,
  createFrame,
  drawAxes,
  drawGrid,
  type Frame,
  layOutPanels,
  type PanelRow,
  RIGHT_MARGIN,
} from "./axes.ts";
import { createCostAxes } from "./cost-axes.ts";
import { type CostBand, toBandPath } from "./curve-band.ts";
import { drawCurveNames, namesWidth } from "./curve-names.ts";
import { findLonePoints, toCurvePath } from "./curve-points.ts";
import { drawLegend, LEGEND_DISTANCE, LEGEND_MARGIN, type LegendEntry, type LegendPlace } from "./legend.ts";
import { type Drawing, drawTitle, element, type PictureText, svgDocument, text } from "./svg.ts";
import { fitText } from "./text-width.ts";
import { FONT_SIZE, PICTURE_STYLE, type SeriesPalette, type SeriesStyle, seriesStyle } from "./theme.ts";

/** One curve: costs over iterations. */
export interface CostCurve {
  readonly name: string;
  readonly iterations: readonly number[];
  /** As many as iterations; what is not finite is left out. */
  readonly costs: readonly number[];
  /** Drawn behind the curve in its colour: where most runs lie, for one. */
  readonly band?: CostBand | undefined;
  /** Whether the scale leaves this curve out: where it leaves the frame, it is cut. False by default. */
  readonly isOffScale?: boolean | undefined;
}

/** Curves that share a frame. */
export interface CostPanel {
  /** Above the panel; empty for a panel alone. */
  readonly heading: string;
  readonly curves: readonly CostCurve[];
}

/** What {@link plotCostCurves} draws. */
export interface CostCurves extends PictureText {
  /** Panels side by side on equal axes; one alone is drawn larger. */
  readonly panels: readonly CostPanel[];
  readonly yLabel: string;
  /** Whose colours the curves have: those of models, by default, or of the parts of a cost. */
  readonly palette?: SeriesPalette | undefined;
}

/** Below a panel alone. */
const BOTTOM = 60;
const SINGLE_PANEL = { width: 720, height: 380 } as const;
const SHARED_PANEL = { width: 352, height: 280 } as const;
const TITLE_HEIGHT = 56;
const HEADING_HEIGHT = 26;
/**
 * Costs over iterations, one or several panels on shared axes from 0. A curve may have a band, and the scale holds it
 * unless it needs more than twice the room of the curves. @returns an SVG document
 */
export function plotCostCurves(picture: CostCurves): string {
  const drawn = picture.panels.length === 1 ? drawSingle(picture) : drawShared(picture);
  return svgDocument(drawn, picture, PICTURE_STYLE);
}

/** One panel, with the name of each curve beside its end. */
function drawSingle(picture: CostCurves): Drawing {
  const [panel = { heading: "", curves: [] }] = picture.panels;
  const { iterations, xAxis, yAxis } = createCostAxes(panel.curves, SINGLE_PANEL);
  const row = layOutPanels(1, xAxis, yAxis);
  const frame = createFrame({ x: row.left, y: TITLE_HEIGHT }, xAxis, yAxis);
  const styleOf = (_: CostCurve, index: number): SeriesStyle =>
    seriesStyle(index, picture.palette ?? "models", false);
  const ends = panel.curves.flatMap((curve, index) => {
    const cost = curve.costs.findLast(Number.isFinite);
    return cost === undefined ? [] : [{ name: curve.name, cost, style: styleOf(curve, index).class }];
  });
  const names = panel.curves.map(({ name }) => name);
  const width = Math.max(row.width, row.right + namesWidth(names) + RIGHT_MARGIN);
  const content = [
    drawTitle(picture.title, { left: row.left, width }),
    drawCurves(
      panel.curves,
      { frame, perUnit: iterations.perUnit, styleOf },
      { xLabel: iterations.label, yLabel: picture.yLabel },
    ),
    drawCurveNames(frame, ends),
  ].join("");
  return { width, height: TITLE_HEIGHT + SINGLE_PANEL.height + BOTTOM, content };
}

/** Panels side by side, with one legend for all. */
function drawShared(picture: CostCurves): Drawing {
  const { panels, yLabel, palette = "models" } = picture;
  const curves = panels.flatMap((panel) => panel.curves);
  const axes = createCostAxes(curves, SHARED_PANEL);
  const row = layOutPanels(panels.length, axes.xAxis, axes.yAxis);
  const top = TITLE_HEIGHT + HEADING_HEIGHT;
  const names = [...new Set(curves.map(({ name }) => name))];
  const styleOf = (name: string): SeriesStyle => seriesStyle(names.indexOf(name), palette, true);
  const drawn = panels.map((panel, index) => {
    const frame = createFrame({ x: row.lefts[index] as number, y: top }, axes.xAxis, axes.yAxis);
    return [
      drawHeading(panel.heading, frame),
      drawCurves(
        panel.curves,
        { frame, perUnit: axes.iterations.perUnit, styleOf: ({ name }) => styleOf(name) },
        {
          xLabel: axes.iterations.label,
          yLabel: index === 0 ? yLabel : undefined,
          hasYNumbers: index === 0,
        },
      ),
    ].join("");
  });
  const entries = names.map((name) => {
    const hasBand = curves.some((curve) => curve.name === name && curve.band !== undefined);
    return curveEntry({ name, hasBand }, styleOf(name));
  });
  const legend = drawLegend(entries, legendPlace(row, top + SHARED_PANEL.height));
  const content = [drawTitle(picture.title, row), ...drawn, legend.content].join("");
  return { width: row.width, height: legend.endY + LEGEND_MARGIN, content };
}

function legendPlace(row: PanelRow, bottom: number): LegendPlace {
  return { x: row.left, y: bottom + LEGEND_DISTANCE, width: row.right - row.left };
}

function drawHeading(heading: string, { box }: Frame): string {
  const fitted = fitText(heading, box.width, { fontSize: FONT_SIZE.heading, isBold: true });
  return text(fitted, { x: box.x, y: box.y - 12, class: "wf-heading" });
}

/** Half the size of the dot that a cost without neighbours gets, in pixels. */
const DOT_RADIUS = 3;

/**
 * The curves of a panel above its axes, so that no frame hides a curve that runs along it; bands below all lines, dots
 * above them.
 */
function drawCurves(
  curves: readonly CostCurve[],
  { frame, perUnit, styleOf }: CurvePlace,
  axes: AxesText,
): string {
  const bands = curves.map((curve, index) =>
    curve.band === undefined
      ? ""
      : drawBand(styleOf(curve, index), toBandPath(curve.band, curve.iterations, frame, perUnit)),
  );
  const lines = curves.map((curve, index) =>
    drawLine(styleOf(curve, index), toCurvePath(curve, frame, perUnit)),
  );
  const dots = curves.flatMap((curve, index) =>
    findLonePoints(curve, frame, perUnit).map(({ x, y }) =>
      element("circle", { class: `wf-dot ${styleOf(curve, index).class}`, cx: x, cy: y, r: DOT_RADIUS }),
    ),
  );
  return [drawGrid(frame), drawAxes(frame, axes), ...bands, ...lines, ...dots].join("");
}

/** Where and how curves are drawn. */
interface CurvePlace {
  readonly frame: Frame;
  /** What an iteration is divided by along the axis of x. */
  readonly perUnit: number;
  readonly styleOf: (curve: CostCurve, index: number) => SeriesStyle;
}

function drawLine(style: SeriesStyle, path: string): string {
  return element("path", { class: `wf-curve ${style.class}`, "stroke-dasharray": style.dash, d: path });
}

function drawBand(style: SeriesStyle, path: string): string {
  return path === "" ? "" : element("path", { class: `wf-area ${style.class}`, d: path });
}

/** A short piece of a curve and of its band, with its name. */
function curveEntry(
  { name, hasBand }: { readonly name: string; readonly hasBand: boolean },
  style: SeriesStyle,
): LegendEntry {
  const symbolWidth = 34;
  const draw = (x: number, y: number): string => {
    const [left, right] = [x - symbolWidth / 2, x + symbolWidth / 2];
    const band = hasBand ? drawBand(style, `M${left} ${y - 6}H${right}V${y + 6}H${left}Z`) : "";
    return band + drawLine(style, `M${left} ${y}H${right}`);
  };
  return { label: name, symbolWidth, draw };
}
