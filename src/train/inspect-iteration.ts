import { InvalidInputError } from "../base/errors.ts";
import { shorten } from "../base/number-format.ts";
import { readExample } from "../engine/panels.ts";
import { toPredictions } from "../network/heads.ts";
import { type LayoutEntry, nameOf, viewOf } from "../network/layout.ts";
import { shareOf } from "./batch-pass.ts";
import type { ExamplePass } from "./example-pass.ts";
import type { Insight } from "./insight.ts";
import type {
  InspectedBlock,
  InspectedExample,
  InspectedLayer,
  InspectedOutputs,
  Inspection,
} from "./inspection.ts";
import { createMixingShares } from "./mixup.ts";
import { optimizers } from "./optimizers.ts";
import type { TrainSettings } from "./options.ts";
import { type WeightRegularizers, weightRegularizers } from "./regularizers.ts";
import type { LayerArray, Step } from "./step.ts";
import type { BatchMembers } from "./training-batches.ts";
import { weightDecayOf } from "./update-plan.ts";

/** A live step in the middle of an iteration: its forward pass has been done. */
export interface EnteredIteration {
  readonly step: Step;
  readonly insight: Insight;
  /** Those that hold now. */
  readonly settings: TrainSettings;
  readonly iteration: number;
}

/** Characters of a list of examples in a message. */
const LIST_LENGTH = 60;

/**
 * Looks at an iteration, and leaves the step as it was.
 *
 * @param example its place in the training data; the first of the batch by default
 * @throws InvalidInputError when the batch has no such example
 */
export function inspectIteration(entered: EnteredIteration, example?: number): Inspection {
  const { step, insight, settings, iteration } = entered;
  const members = insight.members(iteration);
  const place = placeIn(members.examples, example, iteration);
  const pass = insight.passOf(place);
  const [dataCost, penalty] = [step.dataCost(), step.penalty()];
  const descent = lookDown(entered, place);
  const strengths = weightRegularizers(settings);
  const layers = pass.layers.map((computed, index): InspectedLayer => {
    const layer = index + 1;
    const { lambda, lambda1 } = strengths[index] as WeightRegularizers;
    return {
      layer,
      ...computed,
      ...noiseOf(entered, layer, place),
      sumGradients: descent.sumGradients[layer] as Float64Array,
      lambda,
      lambda1,
      blocks: blocksOf(entered, layer, descent),
    };
  });
  return {
    iteration,
    batch: members.examples,
    share: shareOf(step.task, members.examples.length),
    cost: dataCost + penalty,
    dataCost,
    penalty,
    example: describeExample(entered, pass, members, place),
    features: { activations: pass.features, ...noiseOf(entered, 0, place) },
    layers,
    learningRate: step.preparedRate(iteration),
    weightDecay: weightDecayOf(settings),
    isTaken: descent.isTaken,
  };
}

function placeIn(examples: Uint32Array, example: number | undefined, iteration: number): number {
  if (example === undefined) return 0;
  const place = examples.indexOf(example);
  if (place >= 0) return place;
  const isWhole = examples.every((index, order) => index === order);
  throw new InvalidInputError({
    source: "option",
    where: "inspect: example",
    expected: isWhole
      ? `a whole number from 0 to ${examples.length - 1}`
      : `one of the batch of iteration ${iteration}: ${shorten(examples.join(", "), LIST_LENGTH)}`,
    received: String(example),
  });
}

function describeExample(
  { step, settings, iteration }: EnteredIteration,
  { targets, weight, loss, layers }: ExamplePass,
  { examples, partners }: BatchMembers,
  place: number,
): InspectedExample {
  const { head, outputs } = step.task.spec;
  const logits = layers.at(-1)?.activations as Float64Array;
  const mixed = partners && {
    index: partners[place] as number,
    share: createMixingShares(settings.seed, settings.mixup)(iteration),
  };
  return {
    index: examples[place] as number,
    ...(mixed && { mixedWith: mixed }),
    targets,
    weight,
    predictions: toPredictions(head, logits, outputs),
    loss,
  };
}

/** What noise does to what a layer hands on. */
function noiseOf(
  { step, insight }: EnteredIteration,
  layer: number,
  place: number,
): Omit<InspectedOutputs, "activations"> {
  const { numbers, matrix } = step.outputs[layer] as LayerArray;
  const scale = insight.scaleOf(layer);
  const outputs = readExample(numbers, matrix, place).map((value) => value * scale);
  return { mask: insight.maskOf(layer, place), scale, outputs };
}

/** The way down and the step, by flat parameters but for the first. */
interface LookDown {
  /** Of the example, by layer from 0, which has none. */
  readonly sumGradients: readonly Float64Array[];
  readonly values: Float64Array;
  readonly gradients: Float64Array;
  readonly penaltyGradients: Float64Array;
  readonly directions: Float64Array;
  readonly updated: Float64Array;
  readonly isTaken: boolean;
}

/** Goes the way down and takes the step, and takes it back. */
function lookDown({ step, insight }: EnteredIteration, place: number): LookDown {
  const putBack = step.save();
  step.backward();
  const sumGradients = step.sumGradients.map(({ numbers, matrix }, layer) => {
    const scale = insight.gradientScaleOf(layer);
    return readExample(numbers, matrix, place).map((value) => value * scale);
  });
  const kept = step.gradients.slice();
  const penaltyGradients = insight.penaltyGradients();
  step.gradients.set(kept);
  const values = Float64Array.from(step.parameters);
  const isTaken = step.descend();
  const directions = Float64Array.from(step.gradients);
  const updated = Float64Array.from(step.parameters);
  putBack();
  const gradients = Float64Array.from(kept);
  return { sumGradients, values, gradients, penaltyGradients, directions, updated, isTaken };
}

function blocksOf(
  { step, insight, settings }: EnteredIteration,
  layer: number,
  descent: LookDown,
): InspectedBlock[] {
  const { entries, trained } = step.layout;
  const { isFullBatch } = optimizers[settings.optimizer];
  const ofLayer = entries.filter((entry) => entry.layer === layer && entry.offset < trained);
  return ofLayer.map((entry: LayoutEntry) => ({
    name: nameOf(entry),
    kind: entry.kind,
    rows: entry.rows,
    columns: entry.columns,
    values: viewOf(descent.values, entry),
    mask: entry.kind === "weight" ? insight.weightMaskOf(layer) : undefined,
    gradients: viewOf(descent.gradients, entry),
    penaltyGradients: viewOf(descent.penaltyGradients, entry),
    directions: isFullBatch ? undefined : viewOf(descent.directions, entry),
    updated: viewOf(descent.updated, entry),
  }));
}
