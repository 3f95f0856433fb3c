import type { Words } from "../base/threefry.ts";
import { drawMask, type Mask } from "../engine/dropout.ts";
import type { KernelCall } from "../engine/kernels.ts";
import { maskWeights, reserveWeightMask } from "../engine/masked.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import type { NumberRange } from "../engine/parameters.ts";
import type { WeightNoise } from "../network/noise.ts";

/** What DropConnect works on. */
export interface WeightNoiseInput {
  readonly weights: NumberRange;
  /** What the layer's inputs lack. */
  readonly scale: number;
  readonly keepProbability: number;
  readonly key: Words;
}

/**
 * DropConnect (Wan et al. 2013): in every iteration each weight is 0 or weight/p, p its chance to stay, the same for all
 * examples of the batch.
 */
export function planWeightNoise(
  plan: MemoryPlan,
  { weights, scale, keepProbability, key }: WeightNoiseInput,
): { readonly mask: Mask; readonly draw: KernelCall; readonly noise: WeightNoise } {
  const mask = reserveWeightMask(plan, weights.count);
  const masked = plan.reserveNumbers(weights.count);
  const factor = scale / keepProbability;
  return {
    mask,
    draw: drawMask(plan, mask, { key, keepProbability }),
    noise: {
      forward: [maskWeights(mask, weights, masked, factor)],
      weights: masked,
      backward: (gradients) => [maskWeights(mask, gradients, gradients.address, factor)],
    },
  };
}
