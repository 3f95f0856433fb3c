/** Where the keys of a keyboard move on the board of drawn points. */

import { type DrawnPoint, LAST_PLACE } from "./drawn-points.ts";

/** A place on the board. */
export type BoardPlace = Pick<DrawnPoint, "x" | "y">;

/** Places that a key moves by, and with Shift. */
const STEP = 4;
const LEAST_STEP = 1;

const DIRECTIONS: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The place that a key leads to; undefined for a key that leads nowhere. */
export function moveCursor({ x, y }: BoardPlace, key: string, isFine: boolean): BoardPlace | undefined {
  const direction = DIRECTIONS[key];
  if (direction === undefined) return undefined;
  const step = isFine ? LEAST_STEP : STEP;
  return { x: onBoard(x + step * direction[0]), y: onBoard(y + step * direction[1]) };
}

/** The nearest place on the board. */
export function onBoard(place: number): number {
  return Math.min(Math.max(Math.round(place), 0), LAST_PLACE);
}
