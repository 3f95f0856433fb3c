import { max } from "d3-array";
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
import { drawCurveNames, namesWidth } from "./curve-names.ts";
import { findLonePoints, toCurvePath } from "./curve-points.ts";
import { drawLegend, LEGEND_DISTANCE, LEGEND_MARGIN, type LegendEntry, type LegendPlace } from "./legend.ts";
import { type Drawing, drawTitle, element, type PictureText, svgDocument, text } from "./svg.ts";
import { fitText } from "./text-width.ts";
import { FONT_SIZE, PICTURE_STYLE, type SeriesPalette, type SeriesStyle, seriesStyle } from "./theme.ts";
import { type Axis, createAxis } from "./ticks.ts";

/** One curve: costs over iterations. */
export interface CostCurve {
  readonly name: string;
  readonly iterations: readonly number[];
  /** As many as iterations; what is not finite is left out. */
  readonly costs: readonly number[];
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
/** Room above the highest cost. */
const HEADROOM = 1.04;
/** An axis reaches at least so far, and at most so far that its length is still a number. */
const LEAST_COST = 1e-12;
const GREATEST_COST = 1e300;

/** Costs over iterations, one or several panels on shared axes from 0. @returns an SVG document */
export function plotCostCurves(picture: CostCurves): string {
  const drawn = picture.panels.length === 1 ? drawSingle(picture) : drawShared(picture);
  return svgDocument(drawn, picture, PICTURE_STYLE);
}

/** One panel, with the name of each curve beside its end. */
function drawSingle(picture: CostCurves): Drawing {
  const [panel = { heading: "", curves: [] }] = picture.panels;
  const { iterations, xAxis, yAxis } = createAxes(picture, SINGLE_PANEL);
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
  const axes = createAxes(picture, SHARED_PANEL);
  const row = layOutPanels(panels.length, axes.xAxis, axes.yAxis);
  const top = TITLE_HEIGHT + HEADING_HEIGHT;
  const names = [...new Set(panels.flatMap(({ curves }) => curves.map((curve) => curve.name)))];
  const styleOf = (name: string): SeriesStyle => seriesStyle(names.indexOf(name), palette, true);
  const drawn = panels.map(({ heading, curves }, index) => {
    const frame = createFrame({ x: row.lefts[index] as number, y: top }, axes.xAxis, axes.yAxis);
    return [
      drawHeading(heading, frame),
      drawCurves(
        curves,
        { frame, perUnit: axes.iterations.perUnit, styleOf: ({ name }) => styleOf(name) },
        {
          xLabel: axes.iterations.label,
          yLabel: index === 0 ? yLabel : undefined,
          hasYNumbers: index === 0,
        },
      ),
    ].join("");
  });
  const entries = names.map((name) => curveEntry(name, styleOf(name)));
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

/** What the numbers along the axis of x count. */
interface IterationUnit {
  readonly label: string;
  readonly perUnit: number;
}

/** Axes that all panels share. */
function createAxes(
  { panels }: CostCurves,
  size: { readonly width: number; readonly height: number },
): { iterations: IterationUnit; xAxis: Axis; yAxis: Axis } {
  const curves = panels.flatMap((panel) => panel.curves);
  const onScale = curves.filter((curve) => !curve.isOffScale);
  const highest = max(onScale.length > 0 ? onScale : curves, ({ costs }) =>
    max(costs.filter(Number.isFinite)),
  );
  const longest = Math.max(1, max(curves, (curve) => max(curve.iterations)) ?? 1);
  const iterations = unitOf(longest);
  const top = Math.min(Math.max(highest ?? 0, LEAST_COST), GREATEST_COST) * HEADROOM;
  return {
    iterations,
    xAxis: createAxis([0, longest / iterations.perUnit], size.width, {
      direction: "x",
      isCount: iterations.perUnit === 1,
    }),
    yAxis: createAxis([0, top], size.height, { direction: "y" }),
  };
}

/** Many iterations are counted in thousands, as in the article, and very many in millions. */
function unitOf(iterations: number): IterationUnit {
  if (iterations >= 5e6) return { label: "iterations (millions)", perUnit: 1e6 };
  if (iterations >= 5000) return { label: "iterations (thousands)", perUnit: 1000 };
  return { label: "iterations", perUnit: 1 };
}

/** Half the size of the dot that a cost without neighbours gets, in pixels. */
const DOT_RADIUS = 3;

/** The curves of a panel above its axes, so that no frame hides a curve that runs along it; dots above all lines. */
function drawCurves(
  curves: readonly CostCurve[],
  { frame, perUnit, styleOf }: CurvePlace,
  axes: AxesText,
): string {
  const lines = curves.map((curve, index) =>
    drawLine(styleOf(curve, index), toCurvePath(curve, frame, perUnit)),
  );
  const dots = curves.flatMap((curve, index) =>
    findLonePoints(curve, frame, perUnit).map(({ x, y }) =>
      element("circle", { class: `wf-dot ${styleOf(curve, index).class}`, cx: x, cy: y, r: DOT_RADIUS }),
    ),
  );
  return [drawGrid(frame), drawAxes(frame, axes), ...lines, ...dots].join("");
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

/** A short piece of a curve, with its name. */
function curveEntry(label: string, style: SeriesStyle): LegendEntry {
  const symbolWidth = 34;
  const draw = (x: number, y: number): string =>
    drawLine(style, `M${x - symbolWidth / 2} ${y}H${x + symbolWidth / 2}`);
  return { label, symbolWidth, draw };
}
