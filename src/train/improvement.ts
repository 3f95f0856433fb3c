/** Which of the numbers that a run is judged by is better. */
export type Direction = "lower" | "higher";

/**
 * Whether a monitored value is better than the best so far by more than a margin. Anything finite is better than a best
 * that is not; NaN and Infinity never are better.
 *
 * @param best the best so far; undefined where there is none
 * @param margin what it must be better by, in the unit of the value; 0 or more
 */
export function isImproved(
  value: number,
  best: number | undefined,
  direction: Direction,
  margin = 0,
): boolean {
  if (!Number.isFinite(value)) return false;
  if (best === undefined || !Number.isFinite(best)) return true;
  return direction === "lower" ? value < best - margin : value > best + margin;
}
