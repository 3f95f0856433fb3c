import { ascending } from "d3-array";

/** Dots on top of each other, around one place. */
export interface DotStack {
  readonly x: number;
  readonly count: number;
}

/**
 * Numbers as stacks of dots that do not hide each other: equal numbers are one stack where they are, and close ones
 * share a stack halfway between the least and the greatest of them, so that every dot covers its number (Wilkinson,
 * Dot plots, The American Statistician 53, 1999).
 *
 * @param places in pixels, in any order; what is not finite is left out
 * @param width of a dot, in pixels
 * @returns stacks from left to right; the same numbers give the same stacks
 */
export function stackDots(places: readonly number[], width: number): DotStack[] {
  const sorted = places.filter(Number.isFinite).toSorted(ascending);
  const stacks: DotStack[] = [];
  for (let start = 0; start < sorted.length; ) {
    const first = sorted[start] as number;
    const beyond = sorted.findIndex((place, index) => index > start && place >= first + width);
    const end = beyond === -1 ? sorted.length : beyond;
    stacks.push({ x: (first + (sorted[end - 1] as number)) / 2, count: end - start });
    start = end;
  }
  return stacks;
}
