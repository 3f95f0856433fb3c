/** Why a run left the finite range: where the first number that is not finite arose, and what probably led there. */

import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Numbers } from "../engine/precision.ts";
import { viewOf } from "../network/layout.ts";
import { likelyCause } from "./divergence-causes.ts";
import { gatherEvidence, largestSize } from "./divergence-evidence.ts";
import type { TrainSettings } from "./options.ts";
import type { Diverged } from "./outcome.ts";
import type { LayerArray, Step } from "./step.ts";
import { weightDecayOf } from "./update-plan.ts";

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
  training: Dataset<TargetColumn>,
): Diverged {
  const found =
    findInParameters(step) ??
    findOnTheWayUp(step) ??
    findInCost(step) ??
    findOnTheWayDown(step) ??
    findInStep(step, iteration);
  const evidence = gatherEvidence(step, { iteration, ...found });
  return { kind: "diverged", iteration, ...found, cause: likelyCause(settings, training, evidence) };
}

/** Averages and running statistics can leave the range beside a step that does not. */
function findInParameters({ layout, parameters, modelParameters }: Step): Place | undefined {
  const entry = layout.entries.find(
    (block) => !(areFinite(viewOf(parameters, block)) && areFinite(viewOf(modelParameters, block))),
  );
  return entry && { layer: entry.layer, place: "parameters" };
}

function findOnTheWayUp({ sums, outputs }: Step): Place | undefined {
  const layer = sums.findIndex(
    ({ numbers }, index) => !(areFinite(numbers) && areFinite((outputs[index + 1] as LayerArray).numbers)),
  );
  return layer < 0 ? undefined : { layer: layer + 1, place: "sums" };
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

/** What is left: the step itself, with its weight decay, from the first layer up. */
function findInStep(
  { layout, parameters, gradients, learningRate, settings }: Step,
  iteration: number,
): Place {
  const rate = learningRate(iteration);
  const entry = layout.entries.find((block) => {
    const decay = block.kind === "weight" ? rate * weightDecayOf(settings) : 0;
    return !isStepFinite(viewOf(parameters, block), viewOf(gradients, block), { rate, decay });
  });
  return { layer: entry?.layer ?? 1, place: "parameters" };
}

function lastLayerOf({ sumGradients }: Step): number {
  return sumGradients.length - 1;
}

function areFinite(values: Numbers): boolean {
  return values.every(Number.isFinite);
}

/** Whether a step from some parameters ends in finite numbers, as their precision computes it. */
function isStepFinite(
  parameters: Numbers,
  gradients: Numbers,
  factors: { readonly rate: number; readonly decay: number },
): boolean {
  const round = parameters instanceof Float32Array ? Math.fround : Number;
  const [rate, decay] = [round(factors.rate), round(factors.decay)];
  return parameters.every((value, i) => {
    const decayed = round(value - round(decay * value));
    return Number.isFinite(round(decayed - round(rate * (gradients[i] as number))));
  });
}

function heaviestLayerOf({ layout, parameters }: Step): number {
  const weights = layout.entries.filter((entry) => entry.kind === "weight");
  const sizes = weights.map((entry) => largestSize(viewOf(parameters, entry)));
  return sizes.indexOf(Math.max(...sizes)) + 1;
}
