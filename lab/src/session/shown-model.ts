import { createGrid, type DataSplit, type Dataset, type Grid, type Model, type TargetColumn } from "wellfit";
import { planePoints } from "../inside/plane-points.ts";
import type { ShownScore } from "./protocol.ts";

/** What of a model a page shows. */
export interface ModelView {
  readonly logits: Float32Array;
  readonly outputs: number;
  readonly training: ShownScore;
  readonly heldOut: ShownScore;
}

/** Looks at models of one data set. */
export interface ModelViewer {
  /** The points at which boundaries are computed. */
  readonly grid: Grid;
  readonly view: (model: Model) => ModelView;
}

/** Steps along each side: lines between the points look like those of the model. */
const STEPS = 88;
/** Of a model with more weights than this, fewer points are asked. */
const USUAL_WEIGHTS = 1500;
const LEAST_STEPS = 24;

/**
 * Looks at models of a data set: what they say over the plane of the first two features, the others at their mean, and how
 * they do on its examples.
 */
export function createModelViewer(
  { training }: DataSplit<TargetColumn>,
  heldOut: Dataset<TargetColumn>,
  weights: number,
): ModelViewer {
  const share = Math.min(1, Math.sqrt(USUAL_WEIGHTS / weights));
  const steps = Math.max(LEAST_STEPS, Math.round(STEPS * share));
  const grid = createGrid([training, heldOut], steps);
  const points = planePoints(grid, training);
  const scoreOf = (model: Model, dataset: Dataset<TargetColumn>): ShownScore => {
    const { accuracy, dataCost } = model.evaluate(dataset);
    return { accuracy, dataCost };
  };
  return {
    grid,
    view: (model) => ({
      logits: Float32Array.from(model.logits(points)),
      outputs: model.outputs,
      training: scoreOf(model, training),
      heldOut: scoreOf(model, heldOut),
    }),
  };
}
