import { mean } from "d3-array";
import { log } from "../base/elementary.ts";
import { scaleRows } from "../data/preparation/feature-units.ts";
import type { Model } from "../model/model.ts";
import { toPredictions } from "../network/heads.ts";
import type { GridLogits } from "../plot/grid.ts";
import { canSeekLines } from "./boundary-effort.ts";

type Points = readonly (readonly number[])[];

/**
 * What a model says at the points of a grid, and, unless it is too large for that, between them.
 *
 * @param points pairs of features in the units of their columns
 */
export function askModel(model: Model, points: Points): GridLogits {
  const logitsAt = canSeekLines(model) ? (places: Points) => logitsOf(model, places) : undefined;
  return { logits: logitsOf(model, points), logitsAt };
}

/** So many points are computed at once: a large network needs memory for all its units at each of them. */
const POINTS_AT_ONCE = 4096;

/** The logits of a model at any number of points: the one of class 1, or one for each of more than two classes. */
function logitsOf(model: Model, points: Points): Float64Array {
  const { outputs } = model;
  const logits = new Float64Array(points.length * outputs);
  for (let start = 0; start < points.length; start += POINTS_AT_ONCE) {
    const rows = scaleRows(points.slice(start, start + POINTS_AT_ONCE), model.labels.preparation);
    logits.set(model.logits(rows), start * outputs);
  }
  return outputs === 2 ? differences(logits) : logits;
}

/** Two classes with a logit each, as one: their softmax is the logistic function of the difference. */
function differences(logits: Float64Array): Float64Array {
  return Float64Array.from(
    { length: logits.length / 2 },
    (_, point) => (logits[2 * point + 1] as number) - (logits[2 * point] as number),
  );
}

/** A probability at least this far from 0 and 1 has a logit that can be drawn. */
const LEAST_PROBABILITY = 1e-15;

/** The logits of mean probabilities at some points; NaN where one of the models gives no number. */
export function meanLogits(all: readonly GridLogits[], points: number): Float64Array {
  const [first] = all as [GridLogits, ...GridLogits[]];
  const outputs = first.logits.length / points;
  const probabilities = all.map(({ logits }) =>
    toPredictions(outputs === 1 ? "binary" : "multiclass", logits, outputs),
  );
  return first.logits.map((_, place) => {
    if (probabilities.some((own) => Number.isNaN(own[place]))) return Number.NaN;
    const probability = mean(probabilities, (own) => own[place]) ?? Number.NaN;
    const bounded = Math.min(Math.max(probability, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
    return outputs === 1 ? log(bounded / (1 - bounded)) : log(bounded);
  });
}
