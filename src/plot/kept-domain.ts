import { extent } from "d3-array";
import type { Interval } from "./grid.ts";

/** Room between the farthest marks and the frame, as a share of the scale. */
const ROOM = 0.04;
/** A scale goes beyond the numbers that it must hold by this share of their range at most. */
const MOST_BEYOND = 0.5;

/**
 * A scale for true numbers and what models predict: all true numbers, and predictions unless they are far away, so that
 * one wild prediction hides no others.
 */
export function keptDomain(truths: Iterable<number>, predictions: Iterable<number>): Interval {
  const [least, most] = endsOf(truths);
  const [lowest, highest] = endsOf(predictions);
  const beyond = most > least ? MOST_BEYOND * (most - least) : Infinity;
  const low = Math.max(Math.min(least, lowest), least - beyond);
  const high = Math.min(Math.max(most, highest), most + beyond);
  const room = ROOM * (high - low || 1);
  return [low - room, high + room];
}

function endsOf(values: Iterable<number>): readonly [number, number] {
  const [low = 0, high = 0] = extent(values);
  return [low, high];
}
