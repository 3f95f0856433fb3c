import { createFrame, drawAxes, drawGrid, type Frame, layOutPanels, rightMargin } from "./axes.ts";
import { keptDomain } from "./kept-domain.ts";
import { drawLegend, LEGEND_DISTANCE, LEGEND_MARGIN, type LegendEntry } from "./legend.ts";
import { drawMark } from "./marks.ts";
import { drawTitle, element, type PictureText, svgDocument, text } from "./svg.ts";
import { FONT_ALLOWANCE, fitText } from "./text-width.ts";
import { FONT_SIZE, PICTURE_STYLE, seriesStyle } from "./theme.ts";
import { createAxis } from "./ticks.ts";
import { drawUnitCurve } from "./unit-curves.ts";

/** Examples of one feature. */
export interface CurveExamples {
  readonly places: ArrayLike<number>;
  /** The true numbers, one for each place. */
  readonly targets: ArrayLike<number>;
}

/** What one model predicts over its feature. */
export interface FittedPanel {
  readonly heading: string;
  /** A curve for each run: one number for each place of the picture, finite. */
  readonly curves: readonly ArrayLike<number>[];
}

/** What {@link plotFittedCurves} draws. */
export interface FittedCurves extends PictureText {
  /** Begins the identifiers of the document, which must be its own among all of a page. */
  readonly id: string;
  /** Panels side by side on equal axes; at least one. */
  readonly panels: readonly FittedPanel[];
  /** Where the curves are known, in ascending order. */
  readonly places: readonly number[];
  readonly training: CurveExamples;
  readonly test?: CurveExamples | undefined;
  /** The names of the feature and of the target. */
  readonly xLabel: string;
  readonly yLabel: string;
}

const TITLE_HEIGHT = 56;
const HEADING_HEIGHT = 30;
/** Of one panel alone, and of each of several. */
const SIZES = [
  { width: 560, height: 320 },
  { width: 330, height: 260 },
] as const;
/** The curves of several runs are seen through each other. */
const SEVERAL_OPACITY = 0.45;
/** More marks than these of one part hide each other, and become smaller from so many on. */
const MOST_MARKS = 1000;
const RADIUS = { usual: 3.2, small: 2, smallFrom: 300 } as const;
/** The marks of numbers look like those of class 1. */
const MARK_CLASS = 1;

/**
 * What models of one feature predict, over the examples: for every model a panel with a curve for each run, training
 * examples filled and test examples hollow. A curve that leaves the frame is cut there.
 *
 * @returns an SVG document
 */
export function plotFittedCurves(picture: FittedCurves): string {
  const { panels, places, title, training, test } = picture;
  const size = SIZES[Math.min(panels.length, SIZES.length) - 1] ?? SIZES[0];
  const parts = test === undefined ? [training] : [training, test];
  const targets = parts.flatMap((part) => Array.from(part.targets));
  const predicted = panels.flatMap(({ curves }) => curves.flatMap((curve) => Array.from(curve)));
  const xAxis = createAxis(keptDomain(places, places), size.width, { direction: "x" });
  const yAxis = createAxis(keptDomain(targets, predicted), size.height, { direction: "y" });
  const row = layOutPanels(panels.length, xAxis, yAxis);
  const top = TITLE_HEIGHT + HEADING_HEIGHT;
  const drawn = panels.map((panel, index) => {
    const frame = createFrame({ x: row.lefts[index] as number, y: top }, xAxis, yAxis);
    return drawPanel(panel, index, frame, picture);
  });
  const place = { x: row.left, y: top + size.height + LEGEND_DISTANCE, width: row.right - row.left };
  const legend = drawLegend(legendEntries(picture), place);
  const width = row.right + rightMargin(xAxis);
  const content = [drawTitle(title, { left: row.left, width }), ...drawn, legend.content].join("");
  return svgDocument({ width, height: legend.endY + LEGEND_MARGIN, content }, picture, PICTURE_STYLE);
}

function drawPanel(
  { heading, curves }: FittedPanel,
  index: number,
  frame: Frame,
  { id, places, training, test, xLabel, yLabel }: FittedCurves,
): string {
  const { box } = frame;
  const clip = `${id}-${index}`;
  const room = box.width / FONT_ALLOWANCE;
  const shown = fitText(heading, room, { fontSize: FONT_SIZE.heading, isBold: true });
  const style = seriesStyle(index, "models", false);
  const lines = curves.map((curve) =>
    drawUnitCurve(
      places.map((x, point) => ({ x, y: curve[point] as number })),
      style,
      frame,
    ),
  );
  const opacity = curves.length > 1 ? SEVERAL_OPACITY : undefined;
  return [
    text(shown, { x: box.x, y: box.y - 12, class: "wf-heading" }),
    drawGrid(frame),
    drawAxes(frame, { xLabel, yLabel: index === 0 ? yLabel : undefined, hasYNumbers: index === 0 }),
    test === undefined ? "" : drawExamples(test, "hollow", frame),
    drawExamples(training, "filled", frame),
    element("clipPath", { id: clip }, element("rect", { ...box })),
    element("g", { "clip-path": `url(#${clip})`, "stroke-opacity": opacity }, ...lines),
  ].join("");
}

/** All examples, or of very many an evenly spread share. */
function drawExamples({ places, targets }: CurveExamples, style: "filled" | "hollow", frame: Frame): string {
  const drawn = Math.min(places.length, MOST_MARKS);
  const radius = drawn > RADIUS.smallFrom ? RADIUS.small : RADIUS.usual;
  const marks = Array.from({ length: drawn }, (_, index) => {
    const example = Math.floor((index * places.length) / drawn);
    const [x, y] = [frame.x(places[example] as number), frame.y(targets[example] as number)];
    return drawMark({ x, y, classIndex: MARK_CLASS, style, radius });
  });
  return element("g", {}, ...marks);
}

/** What marks and curves are, as far as there are any. */
function legendEntries({ panels, training, test }: FittedCurves): LegendEntry[] {
  const isCut = [training, test].some((part) => (part?.places.length ?? 0) > MOST_MARKS);
  const entryOf = (label: string, style: "filled" | "hollow"): LegendEntry => ({
    label: isCut ? `${label}, not all drawn` : label,
    symbolWidth: 8,
    draw: (x, y) => drawMark({ x, y, classIndex: MARK_CLASS, style }),
  });
  const { class: style } = seriesStyle(0, "models", false);
  const isOfSeveral = panels.some(({ curves }) => curves.length > 1);
  return [
    entryOf(test === undefined ? "example" : "training example", "filled"),
    ...(test === undefined ? [] : [entryOf("test example", "hollow")]),
    {
      label: isOfSeveral ? "prediction of one run" : "prediction",
      symbolWidth: 30,
      draw: (x, y) => element("path", { class: `wf-curve ${style}`, d: `M${x - 15} ${y}h30` }),
    },
  ];
}
