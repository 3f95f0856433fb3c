/** Why a run left the finite range: where the first number that is not finite arose, and what probably led there. */

import type { Dataset, NumberColumn } from "../data/dataset.ts";
import type { Numbers } from "../engine/precision.ts";
import { viewOf } from "../network/layout.ts";
import { hasActingDropout, type TrainSettings } from "./options.ts";
import type { Diverged } from "./outcome.ts";
import type { LayerArray, Step } from "./step.ts";

/** A feature this large makes a step of usual size overshoot. */
const LARGE_FEATURE = 10;

/** Where a number is not finite. */
type Place = Pick<Diverged, "layer" | "place">;

/**
 * Finds where an iteration went wrong that could not be finished, in the order in which it computes: upwards, the cost,
 * downwards, the step. The arrays of the step must still be those of that iteration.
 */
export function diagnoseDivergence(
  step: Step,
  iteration: number,
  settings: TrainSettings,
  training: Dataset,
): Diverged {
  const found =
    findOnTheWayUp(step) ?? findInCost(step) ?? findOnTheWayDown(step) ?? findInStep(step, settings);
  return { kind: "diverged", iteration, ...found, cause: likelyCause(settings, training) };
}

function findOnTheWayUp({ outputs }: Step): Place | undefined {
  const layer = outputs.findIndex(({ numbers }, index) => index > 0 && !areFinite(numbers));
  return layer < 0 ? undefined : { layer, place: "sums" };
}

function findInCost(step: Step): Place | undefined {
  if (!Number.isFinite(step.dataCost())) return { layer: lastLayerOf(step), place: "cost" };
  return Number.isFinite(step.penalty()) ? undefined : { layer: heaviestLayerOf(step), place: "cost" };
}

/** The derivatives by a layer's sums come first, then those by its parameters, then the layer below. */
function findOnTheWayDown(step: Step): Place | undefined {
  for (let layer = lastLayerOf(step); layer >= 1; layer--) {
    const blocks = step.layout.entries.filter((entry) => entry.layer === layer);
    const gradients = blocks.map((entry) => viewOf(step.gradients, entry));
    const computed = [(step.sumGradients[layer] as LayerArray).numbers, ...gradients];
    if (!computed.every(areFinite)) return { layer, place: "gradients" };
  }
  return undefined;
}

/** What is left: the step itself, from the first layer up. */
function findInStep({ layout, parameters, gradients }: Step, { learningRate }: TrainSettings): Place {
  const entry = layout.entries.find(
    (block) => !isStepFinite(viewOf(parameters, block), viewOf(gradients, block), learningRate),
  );
  return { layer: entry?.layer ?? 1, place: "parameters" };
}

function lastLayerOf({ sumGradients }: Step): number {
  return sumGradients.length - 1;
}

function areFinite(values: Numbers): boolean {
  return values.every(Number.isFinite);
}

/** Whether a step from some parameters ends in finite numbers, as their precision computes it. */
function isStepFinite(parameters: Numbers, gradients: Numbers, learningRate: number): boolean {
  const round = parameters instanceof Float32Array ? Math.fround : Number;
  const rate = round(learningRate);
  return parameters.every((value, i) =>
    Number.isFinite(round(value - round(rate * (gradients[i] as number)))),
  );
}

function heaviestLayerOf({ layout, parameters }: Step): number {
  const weights = layout.entries.filter((entry) => entry.kind === "weight");
  const sizes = weights.map((entry) => maxSize(viewOf(parameters, entry)));
  return sizes.indexOf(Math.max(...sizes)) + 1;
}

/** Why a run probably went wrong, and what to try: a sentence. */
export function likelyCause(settings: TrainSettings, training: Dataset): string {
  const { learningRate, lambda, keepProbability, hiddenLayers } = settings;
  const shrink = (learningRate * lambda) / training.examples;
  if (shrink > 2) {
    return (
      `learning rate × λ / m is ${shrink.toPrecision(3)}: above 2 the penalty alone throws every weight further past 0 ` +
      "in each step. Take a smaller λ or learning rate."
    );
  }
  const large = findLargeFeature(training);
  if (large !== undefined) {
    return (
      `feature "${large.name}" reaches ${maxSize(large.values).toPrecision(3)}. ` +
      "Scale the features to about −1 … 1, or take a smaller learning rate."
    );
  }
  if (leavesTooFewUnits(settings)) {
    const smallest = Math.min(...hiddenLayers);
    const units = `${smallest} ${smallest === 1 ? "unit" : "units"}`;
    return (
      `a keep probability of ${keepProbability} leaves most examples no unit of a layer of ${units}. ` +
      "Take a larger one, or more units."
    );
  }
  const advice = learningRate > 1 ? "Try 0.3 or less." : "Try a tenth of it.";
  return `the learning rate ${learningRate} is too large for this network. ${advice}`;
}

/** Whether dropout leaves less than one unit of the smallest layer on average: most examples then get nothing through. */
export function leavesTooFewUnits(settings: TrainSettings): boolean {
  return hasActingDropout(settings) && settings.keepProbability * Math.min(...settings.hiddenLayers) < 1;
}

/** The first feature that is so large that a step of usual size overshoots; undefined where all are scaled. */
export function findLargeFeature({ features }: Dataset): NumberColumn | undefined {
  return features.find(({ values }) => maxSize(values) > LARGE_FEATURE);
}

function maxSize(values: Numbers): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}
