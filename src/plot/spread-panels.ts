import { formatFeature } from "../base/number-format.ts";
import type { Dataset } from "../data/dataset.ts";
import { createFrame, drawAxes, type Frame, layOutPanels } from "./axes.ts";
import { drawBorder, drawLevels } from "./boundary-panel.ts";
import type { Grid } from "./grid.ts";
import {
  addRamp,
  classEntries,
  drawLegend,
  LEGEND_DISTANCE,
  LEGEND_MARGIN,
  type LegendEntry,
} from "./legend.ts";
import { chooseMarks, drawExamples, type MarkChoice } from "./marks.ts";
import { drawTitle, element, type PictureText, svgDocument, text } from "./svg.ts";
import { fitText } from "./text-width.ts";
import { FONT_SIZE, SPREAD_THRESHOLDS, spreadStyle } from "./theme.ts";
import { createAxis } from "./ticks.ts";

/** How far some models, or one under several dropout masks, differ over two features. */
export interface SpreadPanel {
  /** Above the panel: what the models are called together. */
  readonly heading: string;
  /** Below the heading. */
  readonly note: string;
  /**
   * The mean probability of class 1 of two at every point of the grid, whose line of 0.5 is drawn; of several classes that
   * of each, row after row, and the lines are where the most probable class changes.
   */
  readonly mean: Float64Array;
  /** At every point of the grid the standard deviation of the probability: of class 1 of two, of the most probable of several. */
  readonly standardDeviation: Float64Array;
}

/** What {@link plotSpreads} draws. */
export interface Spreads extends PictureText {
  /** Side by side on equal axes; one alone is drawn larger. */
  readonly panels: readonly SpreadPanel[];
  readonly grid: Grid;
  /** Drawn as filled marks: two features, and the classes of the panels. */
  readonly training: Dataset;
  /** A word that makes the ids of this picture its own when several share a page. */
  readonly id: string;
}

/** As the panels of decision boundaries, so that the two can be compared. */
const TOP = { single: 76, shared: 104 } as const;
const SINGLE_PANEL = { width: 560, height: 520 } as const;
const SHARED_PANEL = { width: 352, height: 380 } as const;
/** The end of the ramp: half the members say 0, half say 1. */
const LARGEST_SPREAD = 0.5;

/**
 * Where models differ: the plane shaded by the standard deviation of their probabilities, with the lines between the
 * classes by their mean, and the training examples. Where there are none, nothing held the models together.
 *
 * @returns an SVG document
 */
export function plotSpreads(picture: Spreads): string {
  const { panels, grid, training, title } = picture;
  const isSingle = panels.length === 1;
  const size = isSingle ? SINGLE_PANEL : SHARED_PANEL;
  const top = isSingle ? TOP.single : TOP.shared;
  const xAxis = createAxis(grid.xDomain, size.width, { direction: "x" });
  const yAxis = createAxis(grid.yDomain, size.height, { direction: "y" });
  const row = layOutPanels(panels.length, xAxis, yAxis);
  const marks = chooseMarks([training]);
  const drawn = panels.map((_, index) => {
    const frame = createFrame({ x: row.lefts[index] as number, y: top }, xAxis, yAxis);
    return drawPanel(picture, index, { frame, marks });
  });
  const place = { x: row.left, y: top + size.height + LEGEND_DISTANCE, width: row.right - row.left };
  const { classNames } = training.target;
  const isOfTwo = classNames.length <= 2;
  const entries = [
    ...classEntries(classNames, { hasTest: false, hasRegions: false }),
    borderEntry(isOfTwo ? "mean probability 0.5" : "border between classes by the mean"),
  ];
  const ramp = {
    label: `standard deviation of the ${isOfTwo ? "" : "highest "}probability`,
    thresholds: [0, ...SPREAD_THRESHOLDS],
    end: LARGEST_SPREAD,
    styleOf,
  };
  const legend = addRamp(drawLegend(entries, place), ramp, place);
  const content = [drawTitle(title, row), ...drawn, legend.content].join("");
  return svgDocument(
    { width: row.width, height: legend.endY + LEGEND_MARGIN, content },
    picture,
    spreadStyle(classNames.length),
  );
}

function styleOf(level: number): string {
  return `wf-spread${level}`;
}

function drawPanel(
  { panels, grid, training, id }: Spreads,
  index: number,
  { frame, marks }: { readonly frame: Frame; readonly marks: MarkChoice },
): string {
  const { heading, note, mean, standardDeviation } = panels[index] as SpreadPanel;
  const { x, y, width } = frame.box;
  const [xLabel, yLabel] = training.features.map((feature) => formatFeature(feature.name));
  const [chosen = []] = marks.examples;
  const shownHeading = fitText(heading, width, { fontSize: FONT_SIZE.heading, isBold: true });
  const clip = `${id}-${index}`;
  const shaded = drawLevels(frame, grid, {
    values: standardDeviation,
    thresholds: SPREAD_THRESHOLDS,
    styleOf,
  });
  return [
    panels.length === 1 ? "" : text(shownHeading, { x, y: y - 32, class: "wf-heading" }),
    text(fitText(note, width, { fontSize: FONT_SIZE.label }), { x, y: y - 12, class: "wf-note" }),
    element("clipPath", { id: clip }, element("rect", { ...frame.box })),
    element("g", { "clip-path": `url(#${clip})` }, shaded, drawBorder(frame, grid, mean)),
    drawExamples(frame, training, { ...marks, examples: chosen, style: "filled" }),
    drawAxes(frame, { xLabel, yLabel: index === 0 ? yLabel : undefined, hasYNumbers: index === 0 }),
  ].join("");
}

const HALF_LINE = 13;

/** What the lines are. */
function borderEntry(label: string): LegendEntry {
  return {
    label,
    symbolWidth: 2 * HALF_LINE,
    draw: (x, y) =>
      element("line", { class: "wf-border", x1: x - HALF_LINE, x2: x + HALF_LINE, y1: y, y2: y }),
  };
}
