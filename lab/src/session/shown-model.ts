import {
  createGrid,
  type DataSplit,
  type Dataset,
  gridPoints,
  inColumnUnits,
  type Model,
  scaleRows,
  type TargetColumn,
} from "wellfit";
import type { Axes } from "../state/lab-state.ts";
import type { ShownData, ShownGrid, ShownScore } from "./protocol.ts";
import { alongAxes, chooseAxes, curveDomain, heldOutOf, type ShownAxes, toShownData } from "./shown-data.ts";

/** What of a model a page shows. */
export interface ModelView {
  /** Points × outputs; predictions where the target is numbers. */
  readonly logits: Float32Array;
  readonly outputs: number;
  readonly training: ShownScore;
  readonly heldOut: ShownScore;
}

/** Points of the plane that pictures show, row by row, as rows that models take. */
export interface Plane {
  readonly grid: ShownGrid;
  readonly points: readonly (readonly number[])[];
}

/** Looks at models of one data set. */
export interface ModelViewer {
  readonly data: ShownData;
  /** The points at which boundaries are computed. */
  readonly grid: ShownGrid;
  /** The plane in another number of steps along each side; a curve has always as many. */
  readonly plane: (steps: number) => Plane;
  readonly view: (model: Model) => ModelView;
}

/** Steps along each side: lines between the points look like those of the model. */
const STEPS = 88;
/** Of a model with more weights than this, fewer points are asked. */
const USUAL_WEIGHTS = 1500;
const LEAST_STEPS = 24;
/** A curve has but one row of points. */
const CURVE_STEPS = 300;

/**
 * Looks at models of a data set: what they say over the plane of two features, in the units of their columns, the others at
 * their mean over the training examples, and how they do on the examples.
 *
 * @param wanted the features that are shown; the first two that measure something where it is undefined
 */
export function createModelViewer(
  split: DataSplit<TargetColumn>,
  weights: number,
  wanted: Axes | undefined,
): ModelViewer {
  const { training } = split;
  const heldOut = heldOutOf(split);
  const axes = chooseAxes(training, wanted);
  const data = toShownData(split, axes);
  const parts = [alongAxes(training, axes), alongAxes(heldOut, axes)];
  const share = Math.min(1, Math.sqrt(USUAL_WEIGHTS / weights));
  const steps = Math.max(LEAST_STEPS, Math.round(STEPS * share));
  const plane = (along: number): Plane => {
    const grid = data.view === "curve" ? createCurve(parts, data) : createGrid(parts, along);
    return { grid, points: rowsThrough(training, axes, gridPoints(grid)) };
  };
  const { grid, points } = plane(steps);
  return {
    data,
    grid,
    plane,
    view: (model) => {
      const logits = model.logits(points);
      const isNumbers = training.target.type === "number";
      return {
        logits: Float32Array.from(isNumbers ? model.toPredictions(logits) : logits),
        outputs: model.outputs,
        training: scoreOf(model, training),
        heldOut: scoreOf(model, heldOut),
      };
    },
  };
}

/** Points along one feature, with room for the targets above each other. */
function createCurve(parts: readonly Dataset<TargetColumn>[], { targetRange }: ShownData): ShownGrid {
  const plane = createGrid(parts, CURVE_STEPS);
  return { ...plane, rows: 1, yDomain: curveDomain(targetRange), yStart: 0, yStep: 1 };
}

/** Points of the plane as rows that models take: all other features are at their mean. */
function rowsThrough(
  training: Dataset<TargetColumn>,
  axes: ShownAxes,
  points: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const means = inColumnUnits(training).features.map(({ values }) => meanOf(values));
  const rows = points.map(([x, y]) =>
    means.map((mean, feature) => (feature === axes.x ? x : feature === axes.y ? y : mean) as number),
  );
  return scaleRows(rows, training.preparation);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function scoreOf(model: Model, dataset: Dataset<TargetColumn>): ShownScore {
  const { accuracy, dataCost } = model.evaluate(dataset);
  const { squaredErrors } = dataset.target.type === "number" ? model.scores(dataset) : {};
  return { accuracy, dataCost, error: squaredErrors ? Math.sqrt(meanOf(squaredErrors)) : Number.NaN };
}
