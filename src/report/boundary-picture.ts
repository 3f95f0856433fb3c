import { mean } from "d3-array";
import { log, sigmoid } from "../base/elementary.ts";
import { formatClass, formatPercent, formatPlural } from "../base/number-format.ts";
import { alignDataset } from "../data/align.ts";
import type { DataSplit, Dataset } from "../data/dataset.ts";
import type { Model } from "../model/model.ts";
import { hasBorder } from "../plot/boundary-panel.ts";
import { type BoundaryPanel, describeMarks, plotDecisionBoundaries } from "../plot/decision-boundaries.ts";
import { createGrid, type Grid, type GridLogits, gridPoints } from "../plot/grid.ts";
import { canSeekLines, chooseSteps } from "./boundary-effort.ts";

/** A model whose boundary is drawn. */
export interface ShownModel {
  /** Its name. */
  readonly heading: string;
  readonly model: Model;
  /**
   * Models of other seeds: each has its line, of the model's own none is heavier, and the shading is the mean
   * probability of all. None by default.
   */
  readonly others?: readonly Model[] | undefined;
  /** Whether its run diverged, so that its accuracy means nothing. False by default. */
  readonly isDiverged?: boolean;
}

/** What {@link drawModelBoundaries} draws. */
export interface ModelBoundaries {
  /** A word that makes the ids of this picture its own when several share a page. */
  readonly id: string;
  readonly title: string;
  /**
   * Examples with two features: those trained on and, where there are any, others; without `test`, just examples. Those
   * of `development` are not drawn, and the explanation says so.
   */
  readonly data: Pick<DataSplit, "training"> & Partial<Pick<DataSplit, "development" | "test">>;
  /** At least one, all of the same features and classes: side by side, each under its heading; one alone is larger. */
  readonly models: readonly ShownModel[];
}

/** A picture of boundaries with its explanation. */
export interface BoundaryPicture {
  /** What is to be seen, in two sentences; a third where not every example is drawn. */
  readonly explanation: string;
  /** An SVG document. */
  readonly svg: string;
}

/** A model with what its panel shows. */
interface Shown extends ShownModel {
  readonly panel: BoundaryPanel;
  readonly hasBorder: boolean;
  /** The accuracy on each part of the data. */
  readonly accuracies: readonly string[];
}

/** Models and data, ready to be drawn together and each alone: computing this is most of the work of a picture. */
export interface PreparedBoundaries {
  readonly grid: Grid;
  readonly training: Dataset;
  readonly test: Dataset | undefined;
  readonly hasDevelopment: boolean;
  readonly shown: readonly Shown[];
}

/**
 * The decision boundaries of models on one data set, with their accuracies and what is to be seen. Features and classes
 * are found by their names, whatever their order in the data. The lines are where the models have them; only those of a
 * model of more than 10 000 weights are straight between the points of a grid, which has the fewer points the larger
 * the model is, so that a picture takes seconds at most for all but the largest.
 *
 * @throws InvalidInputError when the data lacks a feature of the models or has a class that they do not know
 */
export function drawModelBoundaries({ id, title, data, models }: ModelBoundaries): BoundaryPicture {
  return drawPrepared(prepareBoundaries({ data, models }), { id, title });
}

/**
 * Asks the models once for all that their pictures need.
 *
 * @throws InvalidInputError when the data lacks a feature of the models or has a class that they do not know
 */
export function prepareBoundaries({
  data,
  models,
}: Pick<ModelBoundaries, "data" | "models">): PreparedBoundaries {
  const training = alignTo(models, data.training);
  const test = data.test && alignTo(models, data.test);
  const parts = partsOf({ training, test });
  const grid = createGrid(parts, chooseSteps(models.map((entry) => allOf(entry))));
  const shown = models.map((entry) => toShown(entry, { grid, parts }));
  return { grid, training, test, hasDevelopment: data.development !== undefined, shown };
}

/** A model and those of other seeds. */
function allOf({ model, others = [] }: ShownModel): readonly Model[] {
  return [model, ...others];
}

/** A model with all that its panel needs: with others, the mean of their probabilities and a line for each. */
function toShown(
  entry: ShownModel,
  { grid, parts }: { readonly grid: Grid; readonly parts: readonly Dataset[] },
): Shown {
  const points = gridPoints(grid);
  const all = allOf(entry).map((model): GridLogits => {
    const logitsAt = canSeekLines(model)
      ? (places: readonly (readonly number[])[]) => logitsOf(model, places)
      : undefined;
    return { logits: logitsOf(model, points), logitsAt };
  });
  const [own = { logits: new Float64Array(0) }] = all;
  const accuracies = parts.map((part) =>
    formatPercent(mean(allOf(entry), (model) => model.evaluate(part).accuracy) ?? Number.NaN),
  );
  const note = describeAccuracy(entry, accuracies, parts[0] as Dataset);
  const curves = all.length === 1 ? own : { logits: meanLogits(all), borders: all.slice(0, MOST_LINES) };
  return {
    ...entry,
    panel: { heading: entry.heading, note, ...curves },
    hasBorder: all.some(({ logits }) => hasBorder(grid, logits)),
    accuracies,
  };
}

/** So many models have their lines in one panel: more would hide each other. */
const MOST_LINES = 20;

/** A probability at least this far from 0 and 1 has a logit that can be drawn. */
const LEAST_PROBABILITY = 1e-15;

/** The logits of mean probabilities; NaN where one of the models gives no number. */
function meanLogits(all: readonly GridLogits[]): Float64Array {
  const [first] = all as [GridLogits, ...GridLogits[]];
  return first.logits.map((_, point) => {
    const probability = mean(all, ({ logits }) => sigmoid(logits[point] as number)) ?? Number.NaN;
    if (all.some(({ logits }) => Number.isNaN(logits[point]))) return Number.NaN;
    const bounded = Math.min(Math.max(probability, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
    return log(bounded / (1 - bounded));
  });
}

/** Which of the prepared boundaries a picture shows, and what it is called. */
export interface PreparedPicture extends Pick<ModelBoundaries, "id" | "title"> {
  /** The number of the only model that is drawn, from 0; all by default, side by side. */
  readonly only?: number | undefined;
}

/** A picture of boundaries that were prepared: of all, or of one alone. */
export function drawPrepared(
  prepared: PreparedBoundaries,
  { id, title, only }: PreparedPicture,
): BoundaryPicture {
  const { grid, training, test } = prepared;
  const shown = only === undefined ? prepared.shown : prepared.shown.slice(only, only + 1);
  const drawn = { ...prepared, shown };
  const description = `${describeShading(drawn)} ${describeExamples(drawn)}`;
  const explanation = `${description} ${describeMarks(partsOf(prepared))}`.trim();
  const panels = shown.map(({ panel }) => panel);
  return {
    explanation,
    svg: plotDecisionBoundaries({
      id,
      title,
      description,
      panels,
      grid,
      training,
      test,
      borderLabel: "border of one run",
    }),
  };
}

/** The examples that are drawn. */
function partsOf({ training, test }: Pick<PreparedBoundaries, "training" | "test">): Dataset[] {
  return test === undefined ? [training] : [training, test];
}

/** Below a panel's heading. */
function describeAccuracy(
  { isDiverged, others = [] }: ShownModel,
  [first, tested]: readonly string[],
  { examples }: Dataset,
): string {
  if (isDiverged) return "diverged";
  const isMean = others.length > 0 ? "mean " : "";
  if (tested === undefined && others.length > 0) return "each trained on most of these examples";
  return tested === undefined
    ? `right on ${first} of ${formatPlural(examples, "example")}`
    : `${isMean}accuracy ${first} training · ${tested} test`;
}

/** So many points are computed at once: a large network needs memory for all its units at each of them. */
const POINTS_AT_ONCE = 4096;

/** The logits of a model at any number of points. */
function logitsOf(model: Model, points: readonly (readonly number[])[]): Float64Array {
  const logits = new Float64Array(points.length);
  for (let start = 0; start < points.length; start += POINTS_AT_ONCE) {
    logits.set(model.logits(points.slice(start, start + POINTS_AT_ONCE)), start);
  }
  return logits;
}

/** Examples with features and classes in the models' order. */
function alignTo([first]: readonly ShownModel[], part: Dataset): Dataset {
  return first === undefined ? part : alignDataset(part, first.model.labels);
}

function describeShading({ shown, training: { target } }: PreparedBoundaries): string {
  const hasSeeds = shown.some(({ others = [] }) => others.length > 0);
  const subject = hasSeeds ? "mean probability over the runs" : "probability";
  const shading = `The shading is the ${subject} of ${formatClass(target.classNames[1] ?? "")}`;
  const isCut = shown.some(({ others = [] }) => others.length >= MOST_LINES);
  if (hasSeeds)
    return `${shading}; every line is where one run's is 0.5${isCut ? `, of the first ${MOST_LINES}` : ""}.`;
  if (shown.every((entry) => entry.hasBorder)) return `${shading}; on the line it is 0.5.`;
  if (shown.some((entry) => entry.hasBorder))
    return `${shading}; on the line it is 0.5, where a panel has one.`;
  return `${shading}; there is no line of 0.5 in what is shown.`;
}

/** One sentence; what it says last is of the examples that are not to be seen. */
function describeExamples({ shown, training, hasDevelopment }: PreparedBoundaries): string {
  const undrawn = hasDevelopment ? "; development examples are not drawn" : "";
  const unshaded = shown.some(({ panel }) => panel.logits.some(Number.isNaN))
    ? ", and nothing is shaded where these give no number"
    : "";
  const [first] = shown;
  if (first !== undefined && shown.length === 1) {
    return first.isDiverged
      ? `The run diverged and is drawn with its last finite parameters${unshaded}${undrawn}.`
      : (first.others?.length ?? 0) > 0
        ? `${describeSeveral(first, training.examples)}${undrawn}.`
        : `The model is right on ${describeShares(first, training.examples)}${undrawn}.`;
  }
  const hasDiverged = shown.some((entry) => entry.isDiverged);
  const remark = hasDiverged
    ? `; a run that diverged is drawn with its last finite parameters${unshaded}`
    : "";
  return `${adviseLooking(shown)}${remark}${undrawn}.`;
}

function describeShares({ accuracies: [first, tested] }: Shown, examples: number): string {
  return tested === undefined
    ? `${first} of the ${formatPlural(examples, "example")}`
    : `${first} of the training examples (filled) and ${tested} of the test examples (hollow)`;
}

/** What several models of one variant get right; in cross-validation most of the examples are those they learned. */
function describeSeveral(shown: Shown, examples: number): string {
  return shown.accuracies.length === 1
    ? "Each model was trained on most of these examples, and judged on the others"
    : `On average the models are right on ${describeShares(shown, examples)}`;
}

function adviseLooking(shown: readonly Shown[]): string {
  const hasTest = shown.some(({ accuracies }) => accuracies.length > 1);
  if (!shown.some((entry) => entry.hasBorder)) {
    return hasTest ? "Training examples are filled, test examples hollow" : "Every mark is an example";
  }
  return hasTest
    ? "Compare how far each line bends to reach single training examples (filled), and whether the test examples (hollow) beside them agree"
    : "Compare how far each line bends to reach single examples";
}
