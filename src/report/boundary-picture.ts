import { mean } from "d3-array";
import { formatPercent } from "../base/number-format.ts";
import { alignDataset } from "../data/align.ts";
import type { DataSplit, Dataset } from "../data/dataset.ts";
import { inColumnUnits, preparedAs } from "../data/preparation/feature-units.ts";
import type { Model } from "../model/model.ts";
import { hasBorder } from "../plot/class-fields.ts";
import { type BoundaryPanel, describeMarks, plotDecisionBoundaries } from "../plot/decision-boundaries.ts";
import { createGrid, type Grid, gridPoints } from "../plot/grid.ts";
import { chooseSteps } from "./boundary-effort.ts";
import { askModel, meanLogits } from "./boundary-logits.ts";
import { describeAccuracy, describeExamples, describeShading, MOST_LINES } from "./boundary-words.ts";

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
 * The decision boundaries of models of two or more classes on one data set, with their accuracies and what is to be seen.
 * Features and classes are found by their names, whatever their order in the data. The lines are where the models have them; only those of a
 * model of more than 10 000 weights (of K classes, 25 000/K) are found between the points of a grid, which has the fewer
 * points the larger the model is, so that a picture takes seconds at most for all but the largest.
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
  const judged = [data.training, ...(data.test ? [data.test] : [])].map((part) => alignTo(models, part));
  const parts = judged.map(inColumnUnits);
  const [training, test] = parts as [Dataset, Dataset?];
  const grid = createGrid(parts, chooseSteps(models.map((entry) => allOf(entry))));
  const shown = models.map((entry) => toShown(entry, { grid, parts: judged }));
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
  const all = allOf(entry).map((model) => askModel(model, points));
  const [own = { logits: new Float64Array(0) }] = all;
  const accuracies = parts.map((part) =>
    formatPercent(
      mean(allOf(entry), (model) => model.evaluate(preparedFor(model, part)).accuracy) ?? Number.NaN,
    ),
  );
  const note = describeAccuracy(entry, accuracies, parts[0] as Dataset);
  const curves =
    all.length === 1 ? own : { logits: meanLogits(all, points.length), borders: all.slice(0, MOST_LINES) };
  return {
    ...entry,
    panel: { heading: entry.heading, note, ...curves },
    hasBorder: all.some(({ logits }) => hasBorder(grid, logits)),
    accuracies,
  };
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

/** Examples with features and classes in the models' order. */
function alignTo([first]: readonly ShownModel[], part: Dataset): Dataset {
  return first === undefined ? part : alignDataset(preparedFor(first.model, part), first.model.labels);
}

/** In cross-validation each model has a preparation of its own, by the examples that it was trained on. */
function preparedFor({ labels }: Model, part: Dataset): Dataset {
  return preparedAs(part, labels.preparation) ?? part;
}
