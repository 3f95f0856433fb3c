import { array, assert, integer, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DRAWN_CLASSES,
  type DrawnPoint,
  FEWEST_POINTS,
  formatPoints,
  isEnough,
  LAST_PLACE,
  MOST_POINTS,
  parsePoints,
  toCoordinate,
  toCsv,
  withoutPointsAround,
  withPoint,
} from "./drawn-points.ts";

const place = integer({ min: 0, max: LAST_PLACE });
const point = record({ x: place, y: place, classIndex: integer({ min: 0, max: DRAWN_CLASSES.length - 1 }) });
/** Points no two of which lie at the same place, as a board has them. */
const drawn = array(point, { maxLength: 80 }).map((points) =>
  points.reduce<readonly DrawnPoint[]>(withPoint, []),
);

describe("drawn points", () => {
  it("come back from their text, in their order", () => {
    assert(
      property(drawn, (points) => {
        const text = formatPoints(points);
        expect(parsePoints(text)).toEqual(points);
        expect(text).toHaveLength(3 * points.length);
        expect(encodeURIComponent(text)).toBe(text);
      }),
    );
  });

  it("are understood as far as they can be, and never more than there is room for", () => {
    assert(
      property(string({ maxLength: 40 }), (text) => {
        const points = parsePoints(text);
        expect(parsePoints(formatPoints(points))).toEqual(points);
      }),
    );
    expect(parsePoints("???AAAA")).toEqual([{ x: 0, y: 0, classIndex: 0 }]);
    const all = Array.from({ length: LAST_PLACE }, (_, x) =>
      [0, 1, 2, 3, 4].map((y) => ({ x, y, classIndex: 1 })),
    );
    const points = parsePoints(formatPoints(all.flat()));
    expect(points).toHaveLength(MOST_POINTS);
    expect(withPoint(points, { x: 100, y: 100, classIndex: 0 })).toBe(points);
  });

  it("lie at numbers that are exact, whatever writes and reads them", () => {
    for (let step = 0; step <= LAST_PLACE; step++) {
      const coordinate = toCoordinate(step);
      expect(coordinate * 32).toBe(step - 64);
      expect(Number(coordinate.toFixed(5))).toBe(coordinate);
    }
    expect([0, 64, LAST_PLACE].map(toCoordinate)).toEqual([-2, 0, 1.96875]);
  });

  it("are one at each place, the last", () => {
    const points = withPoint([{ x: 1, y: 2, classIndex: 0 }], { x: 1, y: 2, classIndex: 1 });
    expect(points).toEqual([{ x: 1, y: 2, classIndex: 1 }]);
  });

  it("are erased within a distance, and are the same list where none is", () => {
    const points = [3, 8, 9].map((x) => ({ x, y: 0, classIndex: 0 }));
    expect(withoutPointsAround(points, { x: 3, y: 0 }, 5).map(({ x }) => x)).toEqual([9]);
    expect(withoutPointsAround(points, { x: 100, y: 100 }, 5)).toBe(points);
  });

  it("are enough from so many on, of two classes", () => {
    const of = (count: number, classes: number): DrawnPoint[] =>
      Array.from({ length: count }, (_, x) => ({ x, y: 0, classIndex: x % classes }));
    expect(isEnough(of(FEWEST_POINTS, 2))).toBe(true);
    expect(isEnough(of(FEWEST_POINTS - 1, 2))).toBe(false);
    expect(isEnough(of(100, 1))).toBe(false);
  });

  it("are a table with a header as a file", () => {
    expect(toCsv([{ x: 65, y: 32, classIndex: 2 }])).toBe("x1,x2,y\n0.03125,-1,C\n");
  });
});
