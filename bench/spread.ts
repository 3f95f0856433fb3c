import { median } from "d3-array";
import type { Spread } from "./results.ts";

/** The middle, the least and the largest of some numbers. */
export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values) ?? Number.NaN, min: Math.min(...values), max: Math.max(...values) };
}

/** A spread in another unit. */
export function scaleSpread({ median: middle, min, max }: Spread, factor: number): Spread {
  return { median: factor * middle, min: factor * min, max: factor * max };
}
