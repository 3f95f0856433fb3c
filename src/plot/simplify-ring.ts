import type { Point } from "./curve-points.ts";

/**
 * A closed line without the points that it does not need: those left out lie within a distance of the lines between
 * those kept (Ramer 1972; Douglas and Peucker 1973).
 *
 * @param tolerance in pixels
 */
export function simplifyRing(ring: readonly Point[], tolerance: number): Point[] {
  const [first] = ring;
  if (first === undefined) return [];
  const closed = [...ring, first];
  const opposite = farthest(closed, 0, ring.length).index;
  const kept = new Set([0, opposite]);
  const stretches: [number, number][] = [
    [0, opposite],
    [opposite, ring.length],
  ];
  for (let stretch = stretches.pop(); stretch !== undefined; stretch = stretches.pop()) {
    const [from, to] = stretch;
    const { index, distance } = farthest(closed, from, to);
    if (distance <= tolerance) continue;
    kept.add(index);
    stretches.push([from, index], [index, to]);
  }
  return ring.filter((_, index) => kept.has(index));
}

/** The point between two others of a line that is farthest from the stretch between them. */
function farthest(
  line: readonly Point[],
  from: number,
  to: number,
): { readonly index: number; readonly distance: number } {
  const [start, end] = [line[from] as Point, line[to] as Point];
  let index = from;
  let distance = 0;
  for (let i = from + 1; i < to; i++) {
    const own = distanceTo(line[i] as Point, start, end);
    if (own > distance) [index, distance] = [i, own];
  }
  return { index, distance };
}

/** From a point to the nearest of a stretch; the ends may be the same. */
function distanceTo(point: Point, start: Point, end: Point): number {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : ((point.x - start.x) * dx + (point.y - start.y) * dy) / square;
  const share = Math.min(1, Math.max(0, along));
  return Math.sqrt((point.x - start.x - share * dx) ** 2 + (point.y - start.y - share * dy) ** 2);
}
