/** The space that samplers see: what its settings are is nothing to them. */

/** One thing that a search varies. */
export type Axis =
  | {
      readonly kind: "range";
      /** Absent where every place has a value of its own. */
      readonly steps?: Steps | undefined;
    }
  | { readonly kind: "choice"; readonly choices: number };

/** The places of a range that has few values, such as whole numbers. */
export interface Steps {
  /** The place that stands for the value nearest to a place. */
  readonly snap: (place: number) => number;
  /** How far the places of two values lie apart, on average. */
  readonly width: number;
}

/** A place in the space, a number for each axis: of a range from 0 to 1, of a choice its index. */
export type SearchPoint = readonly number[];

/** A point from a number within [0, 1) for each axis. */
export function toPoint(axes: readonly Axis[], shares: readonly number[]): SearchPoint {
  return axes.map((axis, index) => {
    const share = shares[index] as number;
    if (axis.kind === "choice") return Math.min(axis.choices - 1, Math.floor(share * axis.choices));
    return axis.steps === undefined ? share : axis.steps.snap(share);
  });
}

/** Whether two points have the same values. */
export function isSamePoint(first: SearchPoint, second: SearchPoint): boolean {
  return first.every((place, axis) => place === second[axis]);
}

/** A number that is equal for equal points, and hardly ever for others. */
export function keyOf(point: SearchPoint): number {
  return point.reduce((key, place) => key * Math.PI + place, 0);
}
