/** What the arrays of an iteration that could not be finished say of why. */

import type { Numbers } from "../engine/precision.ts";
import { createInitialParameters } from "../network/initial-parameters.ts";
import { entryOf, type ParameterLayout, viewOf, weightsOf } from "../network/layout.ts";
import type { Diverged } from "./outcome.ts";
import { createRandomness } from "./randomness.ts";
import type { LayerArray, Step } from "./step.ts";

/** What was seen where a run left the finite range. */
export interface Evidence extends Pick<Diverged, "iteration" | "layer" | "place"> {
  /** The learning rate of that iteration. */
  readonly learningRate: number;
  /** The layer whose weights have grown most since the first step, and how many times. */
  readonly growth: { readonly layer: number; readonly factor: number };
  /** The largest size of a sum by layer, from 1; Infinity from where one overflows. */
  readonly sums: readonly number[];
  /** The largest logit; Infinity where one overflows. */
  readonly largestLogit: number;
  /** The unit with the smallest running variance, of layers with batch normalization; undefined where none has. */
  readonly constantUnit:
    | { readonly layer: number; readonly unit: number; readonly variance: number }
    | undefined;
}

/** Reads the evidence from a step whose arrays are still those of the iteration. */
export function gatherEvidence(step: Step, found: Pick<Evidence, "iteration" | "layer" | "place">): Evidence {
  const logits = (step.outputs.at(-1) as LayerArray).numbers;
  return {
    ...found,
    learningRate: step.learningRate(found.iteration),
    growth: findGrowth(step),
    sums: step.sums.map(({ numbers }) => largestSize(numbers)),
    largestLogit: largestOf(logits),
    constantUnit: findConstantUnit(step),
  };
}

/** The largest size of some numbers; Infinity where one is not a number. */
export function largestSize(values: ArrayLike<number> & Iterable<number>): number {
  let largest = 0;
  for (const value of values) {
    if (Number.isNaN(value)) return Infinity;
    largest = Math.max(largest, Math.abs(value));
  }
  return largest;
}

function largestOf(logits: Numbers): number {
  let largest = -Infinity;
  for (const logit of logits) largest = Number.isNaN(logit) ? Infinity : Math.max(largest, logit);
  return largest;
}

/** The first weights are drawn once more: a run keeps none of what it leaves behind. */
function findGrowth({ layout, parameters, settings }: Step): Evidence["growth"] {
  const first = createInitialParameters(layout, createRandomness(settings).weightsOf, settings.initialiser);
  const factors = weightsOf(layout).map((entry) => {
    const before = largestSize(viewOf(first, entry));
    return before === 0 ? 1 : largestSize(viewOf(parameters, entry)) / before;
  });
  const factor = Math.max(...factors);
  return { layer: factors.indexOf(factor) + 1, factor };
}

function findConstantUnit({ layout, parameters }: Step): Evidence["constantUnit"] {
  const units = variancesOf(layout, parameters);
  return units.reduce<Evidence["constantUnit"]>(
    (least, unit) => (least === undefined || unit.variance < least.variance ? unit : least),
    undefined,
  );
}

function variancesOf(
  layout: ParameterLayout,
  parameters: Numbers,
): readonly { layer: number; unit: number; variance: number }[] {
  const layers = layout.entries.filter(({ kind }) => kind === "variance").map(({ layer }) => layer);
  return layers.flatMap((layer) =>
    Array.from(viewOf(parameters, entryOf(layout, "variance", layer)), (variance, index) => ({
      layer,
      unit: index + 1,
      variance,
    })),
  );
}
