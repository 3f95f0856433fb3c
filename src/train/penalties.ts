import type { EngineMemory } from "../engine/engine.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import { addPenaltyGradient, addSignGradient, sumOfMagnitudes, sumOfSquares } from "../engine/parameters.ts";
import { entryOf, type ParameterLayout, rangeOf, weightsOf } from "../network/layout.ts";
import { type WeightRegularizers, type WeightSettings, weightRegularizers } from "./regularizers.ts";

/** What the penalties of a run are planned from. */
export interface PenaltyInput {
  readonly layout: ParameterLayout;
  /** The addresses of the flat parameters, and of their derivatives. */
  readonly parameters: number;
  readonly gradients: number;
  readonly settings: WeightSettings;
  /** m, the number of training examples, whatever the size of a batch. */
  readonly examples: number;
}

/** The penalties of a run. */
export interface PlannedPenalties {
  /** The calls that add the derivatives of a layer's penalties to those by its weights. */
  readonly gradients: (layer: number) => readonly KernelCall[];
  /** The calls that sum up squares and magnitudes of all weights. */
  readonly sums: readonly KernelCall[];
  /** λ/(2m)·Σw² + λ₁/m·Σ|w| from those sums. */
  readonly bind: (engine: EngineMemory) => () => number;
}

/** Plans the penalties of all layers: L2, L1, and both together, the elastic net. */
export function planPenalties(plan: MemoryPlan, input: PenaltyInput): PlannedPenalties {
  const { layout, parameters, gradients, settings, examples } = input;
  const { precision } = plan;
  const strengths = weightRegularizers(settings);
  const rangeFor = (address: number, layer: number) =>
    rangeOf(address, entryOf(layout, "weight", layer), precision);
  const terms = weightsOf(layout).flatMap(({ layer }) => {
    const { lambda, lambda1 } = strengths[layer - 1] as WeightRegularizers;
    const weights = rangeFor(parameters, layer);
    return [
      { strength: lambda / 2, sum: sumOfSquares, weights },
      { strength: lambda1, sum: sumOfMagnitudes, weights },
    ].filter(({ strength }) => strength > 0);
  });
  const places = terms.map(() => plan.reserve(Float64Array.BYTES_PER_ELEMENT));
  return {
    gradients: (layer) => {
      const { lambda, lambda1 } = strengths[layer - 1] as WeightRegularizers;
      const weights = rangeFor(parameters, layer);
      const { address } = rangeFor(gradients, layer);
      return [
        ...(lambda === 0 ? [] : [addPenaltyGradient(weights, address, lambda / examples)]),
        ...(lambda1 === 0 ? [] : [addSignGradient(weights, address, lambda1 / examples)]),
      ];
    },
    sums: terms.map(({ sum, weights }, index) => sum(weights, places[index] as number)),
    bind: (engine) => () =>
      terms.reduce(
        (total, { strength }, index) =>
          total + (engine.result(places[index] as number) / examples) * strength,
        0,
      ),
  };
}
