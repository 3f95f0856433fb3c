import { formatClass, formatFeature } from "../base/number-format.ts";
import type { Dataset } from "../data/dataset.ts";
import { createFrame, drawAxes, type Frame, layOutPanels } from "./axes.ts";
import { type DrawnClassifier, drawRegions } from "./boundary-panel.ts";
import type { Grid } from "./grid.ts";
import {
  addRamp,
  classEntries,
  drawLegend,
  LEGEND_DISTANCE,
  LEGEND_MARGIN,
  type LegendEntry,
  type Ramp,
} from "./legend.ts";
import { chooseMarks, drawExamples, type MarkChoice } from "./marks.ts";
import { drawTitle, element, type PictureText, svgDocument, text } from "./svg.ts";
import { fitText } from "./text-width.ts";
import { boundaryStyle, FONT_SIZE, TONE_THRESHOLDS } from "./theme.ts";
import { createAxis } from "./ticks.ts";

/** One model's boundary. */
export interface BoundaryPanel extends DrawnClassifier {
  /** Above the panel: the model's name. */
  readonly heading: string;
  /** Below the heading: its accuracies. */
  readonly note: string;
}

/** What {@link plotDecisionBoundaries} draws. */
export interface DecisionBoundaries extends PictureText {
  /** Panels side by side on equal axes; one alone is drawn larger. */
  readonly panels: readonly BoundaryPanel[];
  readonly grid: Grid;
  /** Drawn as filled marks; its classes are those of the panels. */
  readonly training: Dataset;
  /** Drawn as hollow marks; where it is missing, nothing says that the others were trained on. */
  readonly test?: Dataset | undefined;
  /** What each of the thin lines is where panels have the borders of several models; "border of one seed" by default. */
  readonly borderLabel?: string | undefined;
  /** A word that makes the ids of this picture its own when several share a page. */
  readonly id: string;
}

/** Room above the panels: for the title, and for a heading and a note of each where there are several. */
const TOP = { single: 76, shared: 104 } as const;
const SINGLE_PANEL = { width: 560, height: 520 } as const;
const SHARED_PANEL = { width: 352, height: 380 } as const;

/**
 * Decision boundaries: of two classes regions shaded by probability and the line of 0.5; of several each region in the
 * colour of its class, in four tones by its probability, with lines where the most probable class changes. Training
 * examples are filled and test examples hollow (without test examples all are just examples, filled), the classes by colour
 * and by shape. Of very many examples some are drawn, as {@link describeMarks} tells. A panel with the borders of several
 * models has thin lines for each of them instead of its own.
 *
 * @returns an SVG document
 */
export function plotDecisionBoundaries(picture: DecisionBoundaries): string {
  const { panels, grid, training, test, title } = picture;
  const isSingle = panels.length === 1;
  const size = isSingle ? SINGLE_PANEL : SHARED_PANEL;
  const top = isSingle ? TOP.single : TOP.shared;
  const xAxis = createAxis(grid.xDomain, size.width, { direction: "x" });
  const yAxis = createAxis(grid.yDomain, size.height, { direction: "y" });
  const row = layOutPanels(panels.length, xAxis, yAxis);
  const marks = chooseMarks(partsOf(picture));
  const drawn = panels.map((_, index) => {
    const frame = createFrame({ x: row.lefts[index] as number, y: top }, xAxis, yAxis);
    return drawPanel(picture, index, { frame, marks });
  });
  const place = { x: row.left, y: top + size.height + LEGEND_DISTANCE, width: row.right - row.left };
  const { classNames } = training.target;
  const entries = [
    ...classEntries(classNames, { hasTest: test !== undefined, hasRegions: true }),
    ...borderEntry(picture),
    ...remarkEntry(marks),
  ];
  const legend = addRamp(drawLegend(entries, place), rampOf(picture), place);
  const content = [drawTitle(title, row), ...drawn, legend.content].join("");
  const height = legend.endY + LEGEND_MARGIN;
  const description = [picture.description, describeMarks(partsOf(picture))].join(" ").trim();
  const style = boundaryStyle(classNames.length);
  return svgDocument({ width: row.width, height, content }, { title, description }, style);
}

/** What the shades mean. */
function rampOf({ panels, training }: DecisionBoundaries): Ramp {
  const { classNames } = training.target;
  if (classNames.length > 2) {
    const styleOf = (tone: number): string => `wf-shade${tone}`;
    return { label: "probability of the most probable class", thresholds: TONE_THRESHOLDS, styleOf };
  }
  return {
    label: `probability of ${formatClass(classNames[1] ?? "")}`,
    border: panels.every(({ borders }) => borders !== undefined) ? "wf-seed-border" : "wf-border",
  };
}

/** A sentence that says how many examples the marks stand for; empty where every example has one. */
export function describeMarks(datasets: readonly Dataset[]): string {
  const { remark } = chooseMarks(datasets);
  return remark === undefined ? "" : `${remark}.`;
}

function partsOf({ training, test }: DecisionBoundaries): Dataset[] {
  return test === undefined ? [training] : [training, test];
}

function drawPanel(
  { panels, grid, training, test, id }: DecisionBoundaries,
  index: number,
  { frame, marks }: { readonly frame: Frame; readonly marks: MarkChoice },
): string {
  const panel = panels[index] as BoundaryPanel;
  const { heading, note } = panel;
  const { x, y, width } = frame.box;
  const [xLabel, yLabel] = training.features.map((feature) => formatFeature(feature.name));
  const [chosen = [], chosenTest = []] = marks.examples;
  const shownHeading = fitText(heading, width, { fontSize: FONT_SIZE.heading, isBold: true });
  const { shading, border } = drawRegions(frame, grid, panel, `${id}-${index}`);
  const drawn =
    (test === undefined
      ? ""
      : drawExamples(frame, test, { ...marks, examples: chosenTest, style: "hollow" })) +
    drawExamples(frame, training, { ...marks, examples: chosen, style: "filled" });
  return [
    panels.length === 1 ? "" : text(shownHeading, { x, y: y - 32, class: "wf-heading" }),
    text(fitText(note, width, { fontSize: FONT_SIZE.label }), { x, y: y - 12, class: "wf-note" }),
    shading,
    ...(marks.isDense ? [drawn, border] : [border, drawn]),
    drawAxes(frame, { xLabel, yLabel: index === 0 ? yLabel : undefined, hasYNumbers: index === 0 }),
  ].join("");
}

/** What the thin lines are, where there are any. */
function borderEntry({ panels, borderLabel = "border of one seed" }: DecisionBoundaries): LegendEntry[] {
  if (panels.every(({ borders }) => borders === undefined)) return [];
  const half = 13;
  const draw = (x: number, y: number): string =>
    element("line", { class: "wf-seed-border", x1: x - half, x2: x + half, y1: y, y2: y });
  return [{ label: borderLabel, symbolWidth: 2 * half, draw }];
}

/** What is to be said of the marks, as words without a symbol. */
function remarkEntry({ remark }: MarkChoice): LegendEntry[] {
  return remark === undefined ? [] : [{ label: remark, symbolWidth: 0, draw: () => "" }];
}
