import type { VariantResult } from "../compare/comparison.ts";
import { isDiverged } from "../compare/results.ts";
import type { TrainSettings } from "../train/options.ts";
import { hasActingDropout } from "../train/regularizers.ts";

/** Whether diverged runs are left out of a scale: some, but not all, as then there would be nothing to scale by. */
export function hasRunsOffScale(variants: readonly VariantResult[]): boolean {
  return variants.some(isDiverged) && !variants.every(isDiverged);
}

/** Whether the same units stay out in every iteration, and there are units that can. */
export function hasFrozenMask(settings: TrainSettings): boolean {
  return hasActingDropout(settings) && settings.mask === "frozen";
}
