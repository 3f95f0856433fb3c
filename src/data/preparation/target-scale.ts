import type { Preparation } from "./preparation.ts";
import { type Scale, unscaleNumber } from "./scale.ts";

/**
 * The scale that a preparation brings numbers of the target to; undefined where it has no such target, or leaves the numbers
 * as they are.
 */
export function targetScaleOf(preparation: Preparation | undefined): Scale | undefined {
  const target = preparation?.target;
  if (target?.type !== "number") return undefined;
  return target.center === 0 && target.spread === 1 ? undefined : target;
}

/** Numbers of the target, true or predicted, in the units of its column. */
export function toTargetUnits(values: ArrayLike<number>, preparation: Preparation | undefined): Float64Array {
  const scale = targetScaleOf(preparation);
  const numbers = Float64Array.from(values);
  return scale === undefined ? numbers : numbers.map((value) => unscaleNumber(value, scale));
}
