import { ascending, greatest } from "d3-array";
import type { Choice, VariantResult } from "./comparison.ts";

/**
 * The variant with the highest mean accuracy on development examples, of equals the one with the lowest mean cost there:
 * the choice that test examples must not make. Undefined where there are none, or with one variant alone.
 */
export function choose(variants: readonly VariantResult[]): Choice | undefined {
  const candidates = variants.flatMap(({ name, estimates: { development } }) =>
    development === undefined
      ? []
      : [{ variant: name, accuracy: development.accuracy.mean, cost: development.dataCost.mean }],
  );
  if (variants.length < 2) return undefined;
  const best = greatest(candidates, (a, b) => ascending(a.accuracy, b.accuracy) || ascending(b.cost, a.cost));
  return best && { variant: best.variant, accuracy: best.accuracy };
}
