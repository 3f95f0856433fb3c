/** How often the intervals of a comparison hold what they claim to hold. */
export const CONFIDENCE = 0.95;

/** The ends of an interval, both included, in the unit of what it is an interval of. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}
