import type { Inspection } from "wellfit";
import { backwardEquations } from "./backward-equations.ts";
import { costEquations } from "./cost-equations.ts";
import { forwardEquations, type NetworkKind } from "./forward-equations.ts";
import type { ExplainedStep, NetworkPlace } from "./inside.ts";
import { findParameter, updateEquations } from "./update-equations.ts";

/** What an explanation needs beside the inspection. */
export interface StepContext {
  readonly kind: NetworkKind;
  /** How many training examples there are. */
  readonly examples: number;
}

/** The step of one parameter, or of the closest that the network has, in the numbers of one example. */
export function explainStep(
  inspection: Inspection,
  wanted: NetworkPlace,
  { kind, examples }: StepContext,
): Omit<ExplainedStep, "dropped" | "isOfShown"> {
  const parameter = withinNetwork(inspection, wanted);
  const output = outputOf(inspection);
  const { block, place } = findParameter(inspection, parameter);
  return {
    iteration: inspection.iteration,
    example: inspection.example.index,
    batch: inspection.batch.length,
    parameter,
    before: block.values[place] as number,
    after: block.updated[place] as number,
    forward: forwardEquations(inspection, parameter, kind, output),
    cost: costEquations(inspection, kind.head, output),
    backward: backwardEquations(inspection, parameter, kind, output),
    update: updateEquations(inspection, parameter, examples),
    isTaken: inspection.isTaken,
  };
}

/** The output that the example should have most of: of several classes, its own. */
function outputOf({ example: { targets } }: Inspection): number {
  return targets.reduce((best, target, output) => (target > (targets[best] as number) ? output : best), 0);
}

/**
 * The weight of the first layer to whose derivative the example adds most.
 *
 * @param drawn by layer from the features, the units among which it is sought
 */
export function mostMoved(
  { features, layers }: Inspection,
  drawn: readonly (readonly number[])[],
): NetworkPlace {
  const [inputs = [], units = []] = drawn;
  const slopes = layers[0]?.sumGradients ?? new Float64Array(0);
  return { layer: 1, unit: largestOf(slopes, units), input: largestOf(features.outputs, inputs) };
}

function largestOf(values: Float64Array, places: readonly number[]): number {
  const sizeOf = (place: number): number => Math.abs(values[place] as number);
  return places.reduce((best, place) => (sizeOf(place) > sizeOf(best) ? place : best), places[0] ?? 0);
}

/** The same parameter in a network of other sizes, or the closest that there is. */
function withinNetwork({ layers }: Inspection, { layer, unit, input }: NetworkPlace): NetworkPlace {
  const number = Math.min(Math.max(layer, 1), layers.length);
  const weights = layers[number - 1]?.blocks.find(({ kind }) => kind === "weight");
  const within = (place: number, size = 1): number => Math.min(place, size - 1);
  return {
    layer: number,
    unit: within(unit, weights?.rows),
    input: input === undefined ? undefined : within(input, weights?.columns),
  };
}
