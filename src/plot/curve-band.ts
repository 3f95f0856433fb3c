import type { Frame } from "./axes.ts";
import { crossingOf, type Point, thinIndexes } from "./curve-points.ts";
import { round } from "./svg.ts";

/** The lower and the upper edge of a band around a curve. */
export interface CostBand {
  /** As many as the curve has iterations; where one of both is not finite, the band has a gap. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Half the width of a band that one record alone has, in pixels. */
const LONE_HALF_WIDTH = 1.5;

/**
 * A band as the path of an SVG, however many records it has: of those that share a column of pixels the highest and the
 * lowest are drawn. Where it leaves the frame, it is cut at the edge.
 *
 * @param perUnit what an iteration is divided by along the axis of x
 */
export function toBandPath(
  { low, high }: CostBand,
  iterations: readonly number[],
  frame: Frame,
  perUnit: number,
): string {
  const xOf = (index: number): number => frame.x((iterations[index] as number) / perUnit);
  const edgeOf = (values: readonly number[], { from, to }: Stretch): Point[] => {
    const stretch = values.slice(from, to);
    const kept = thinIndexes(stretch, (index) => Math.floor(xOf(from + index)));
    const points = kept.map((index) => ({ x: xOf(from + index), y: frame.y(stretch[index] as number) }));
    return keepInside(kept.length === 1 ? widen(points[0] as Point) : points, frame);
  };
  return findStretches(low, high)
    .map((stretch) => [...edgeOf(high, stretch), ...edgeOf(low, stretch).toReversed()])
    .map((points) => `M${points.map(({ x, y }) => `${round(x)},${round(y)}`).join("L")}Z`)
    .join("");
}

/** Neighbouring records, from the first to before another. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The longest stretches of records with both edges. */
function findStretches(low: readonly number[], high: readonly number[]): Stretch[] {
  const isWhole = (index: number): boolean => Number.isFinite(low[index]) && Number.isFinite(high[index]);
  const ends = low.flatMap((_, index) => (isWhole(index) && !isWhole(index + 1) ? [index + 1] : []));
  const starts = low.flatMap((_, index) => (isWhole(index) && !isWhole(index - 1) ? [index] : []));
  return starts.map((from, index) => ({ from, to: ends[index] as number }));
}

function widen({ x, y }: Point): Point[] {
  return [
    { x: x - LONE_HALF_WIDTH, y },
    { x: x + LONE_HALF_WIDTH, y },
  ];
}

/** A line whose points beyond the upper or the lower edge of a frame lie on that edge. */
function keepInside(points: readonly Point[], { box }: Frame): Point[] {
  const bottom = box.y + box.height;
  const below = keepOnSide(points, box.y, (y) => y >= box.y);
  return keepOnSide(below, bottom, (y) => y <= bottom);
}

function keepOnSide(points: readonly Point[], edge: number, isInside: (y: number) => boolean): Point[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    const shown = isInside(point.y) ? point : { x: point.x, y: edge };
    if (before === undefined || isInside(before.y) === isInside(point.y)) return [shown];
    const crossing = isInside(before.y) ? crossingOf(before, point, edge) : crossingOf(point, before, edge);
    return [crossing, shown];
  });
}
