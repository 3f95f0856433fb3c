/** Points that a person has drawn, as a short text in an address: the same text gives the same numbers, to the last bit. */

/** A point on the board. */
export interface DrawnPoint {
  /** Places from the left and from below, whole numbers from 0 to {@link LAST_PLACE}. */
  readonly x: number;
  readonly y: number;
  /** Its class, from 0. */
  readonly classIndex: number;
}

/** The last place along each side of the board. */
export const LAST_PLACE = 127;
/** What the classes are called. A point has room for sixteen; more than four nobody draws. */
export const DRAWN_CLASSES = ["A", "B", "C", "D"] as const;
/** An address of more points would be too long for some mail programs. */
export const MOST_POINTS = 500;
/** With fewer, nothing would be left to test on. */
export const FEWEST_POINTS = 10;

/** The place of the origin. */
const MIDDLE = 64;
/** Places to a unit: a power of two, so that every coordinate is exact. */
const PLACES_PER_UNIT = 32;
/** Three digits of six bits hold a point: seven bits for each place and four for its class. */
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const POINT_LENGTH = 3;

/** The coordinate of a place: from −2 to a little less than 2, exact in float64. */
export function toCoordinate(place: number): number {
  return (place - MIDDLE) / PLACES_PER_UNIT;
}

/** Points as text, three letters each, in their order. */
export function formatPoints(points: readonly DrawnPoint[]): string {
  return points
    .map(({ x, y, classIndex }) => {
      const bits = (classIndex << 14) | (x << 7) | y;
      return [bits >> 12, (bits >> 6) & 63, bits & 63].map((digit) => DIGITS[digit]).join("");
    })
    .join("");
}

/** The points of a text; what is none is left out, as is a second point at the same place. */
export function parsePoints(text: string): readonly DrawnPoint[] {
  const points = new Map<number, DrawnPoint>();
  for (
    let start = 0;
    start + POINT_LENGTH <= text.length && points.size < MOST_POINTS;
    start += POINT_LENGTH
  ) {
    const digits = Array.from(text.slice(start, start + POINT_LENGTH), (letter) => DIGITS.indexOf(letter));
    if (digits.includes(-1)) continue;
    const bits = digits.reduce((sum, digit) => (sum << 6) | digit, 0);
    const point = { classIndex: bits >> 14, x: (bits >> 7) & LAST_PLACE, y: bits & LAST_PLACE };
    if (point.classIndex < DRAWN_CLASSES.length) points.set(bits & 0x3fff, point);
  }
  return [...points.values()];
}

/** The points with one more; one that lies at the same place goes. No more than {@link MOST_POINTS}. */
export function withPoint(points: readonly DrawnPoint[], point: DrawnPoint): readonly DrawnPoint[] {
  const others = points.filter(({ x, y }) => x !== point.x || y !== point.y);
  return others.length >= MOST_POINTS ? points : [...others, point];
}

/** The points without those that lie within a distance of a place. */
export function withoutPointsAround(
  points: readonly DrawnPoint[],
  { x, y }: Pick<DrawnPoint, "x" | "y">,
  distance: number,
): readonly DrawnPoint[] {
  const isFar = (point: DrawnPoint): boolean => (point.x - x) ** 2 + (point.y - y) ** 2 > distance ** 2;
  return points.every(isFar) ? points : points.filter(isFar);
}

/** Whether points are enough to be learned and tested: so many, of two classes. */
export function isEnough(points: readonly DrawnPoint[]): boolean {
  return points.length >= FEWEST_POINTS && new Set(points.map(({ classIndex }) => classIndex)).size > 1;
}

/** Points as a CSV file that the command line reads. */
export function toCsv(points: readonly DrawnPoint[]): string {
  const lines = points.map(
    ({ x, y, classIndex }) => `${toCoordinate(x)},${toCoordinate(y)},${DRAWN_CLASSES[classIndex]}`,
  );
  return ["x1,x2,y", ...lines, ""].join("\n");
}
