import { line } from "d3-shape";
import type { Frame } from "./axes.ts";
import { round } from "./svg.ts";

/** A point of the picture, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A curve over iterations. */
export interface CurveValues {
  readonly iterations: readonly number[];
  /** As many as iterations; what is not finite is left out. */
  readonly costs: readonly number[];
}

/**
 * A curve as the path of an SVG, however many records it has: of those that share a column of pixels the highest and
 * the lowest are drawn. Where the curve leaves the frame upwards, it is cut at the edge.
 *
 * @param iterationsPerUnit what an iteration is divided by along the axis of x
 */
export function toCurvePath(
  { iterations, costs }: CurveValues,
  { box, x, y }: Frame,
  iterationsPerUnit: number,
): string {
  const xOf = (index: number): number => x((iterations[index] as number) / iterationsPerUnit);
  const points = thinIndexes(costs, (index) => Math.floor(xOf(index))).map((index) =>
    Number.isFinite(costs[index]) ? { x: xOf(index), y: y(costs[index] as number) } : undefined,
  );
  const path = line<Point | undefined>()
    .x((point) => Number(round(point?.x ?? 0)))
    .y((point) => Number(round(point?.y ?? 0)))
    .defined((point) => point !== undefined);
  return path(cutAbove(points, box.y)) ?? "";
}

/**
 * Which values of a curve are enough to draw it: the first, the last, and of neighbours in one column the least and the
 * greatest. Of neighbours that are not finite one is kept, so that the curve has its gap.
 */
export function thinIndexes(values: readonly number[], columnOf: (index: number) => number): number[] {
  const kept = new Set<number>();
  for (let start = 0; start < values.length; ) {
    const column = columnOf(start);
    const isFinite = Number.isFinite(values[start]);
    let least = start;
    let greatest = start;
    let end = start + 1;
    while (end < values.length && columnOf(end) === column && Number.isFinite(values[end]) === isFinite) {
      if ((values[end] as number) < (values[least] as number)) least = end;
      if ((values[end] as number) > (values[greatest] as number)) greatest = end;
      end++;
    }
    if (start === 0) kept.add(0);
    kept.add(Math.min(least, greatest)).add(Math.max(least, greatest));
    if (end === values.length) kept.add(end - 1);
    start = end;
  }
  return [...kept];
}

/**
 * The costs that no line reaches, as neither neighbour is finite: the only record of a run is one. What lies above the
 * frame stands on its upper edge.
 */
export function findLonePoints(
  { iterations, costs }: CurveValues,
  { box, x, y }: Frame,
  iterationsPerUnit: number,
): Point[] {
  const isShown = (index: number): boolean => Number.isFinite(costs[index]);
  return costs.flatMap((cost, index) => {
    if (!isShown(index) || isShown(index - 1) || isShown(index + 1)) return [];
    return [{ x: x((iterations[index] as number) / iterationsPerUnit), y: Math.max(box.y, y(cost)) }];
  });
}

/** The points below an upper edge, with those in which the curve crosses it; gaps stay gaps. */
function cutAbove(points: readonly (Point | undefined)[], top: number): (Point | undefined)[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    const shown = point === undefined || point.y < top ? undefined : point;
    if (before === undefined || point === undefined || before.y < top === point.y < top) return [shown];
    const crossing = before.y < top ? crossingOf(point, before, top) : crossingOf(before, point, top);
    return [crossing, shown];
  });
}

/** Where a line from a point inside to one outside meets an edge at this y; the outer one may be infinitely far. */
export function crossingOf(inside: Point, outside: Point, edge: number): Point {
  const share = (edge - inside.y) / (outside.y - inside.y);
  return { x: inside.x + (outside.x - inside.x) * share, y: edge };
}
