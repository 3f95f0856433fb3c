import { assert, double, property } from "fast-check";
import { expect, it } from "vitest";
import { roundMarks, toCostPath } from "./cost-lines.ts";

const scale = { iterations: 50_000, cost: 1, width: 320, height: 100 };

it("fifty thousand costs are at most four points for each pixel, and the outermost are among them", () => {
  const iteration = Array.from({ length: 50_000 }, (_, index) => index);
  const costs = iteration.map((index) =>
    index === 31_234 ? 1 : index === 777 ? 0 : 0.5 + 0.1 * Math.sin(index),
  );
  const path = toCostPath(iteration, costs, scale);
  const points = path.slice(1).split("L");
  expect(points.length).toBeLessThanOrEqual(4 * 320 + 4);
  const heights = points.map((point) => Number(point.split(" ")[1]));
  expect([Math.min(...heights), Math.max(...heights)]).toEqual([0, 100]);
});

it("few costs are all drawn, those that are not finite left out", () => {
  expect(toCostPath([0, 25_000, 50_000], [1, 0.5, Infinity], scale)).toBe("M0 0L160 50");
  expect(toCostPath([], [], scale)).toBe("");
});

it("marks are round numbers from 0, two to six of them", () => {
  assert(
    property(double({ min: 1e-6, max: 1e9, noNaN: true }), (limit) => {
      const marks = roundMarks(limit);
      expect(marks[0]).toBe(0);
      expect(marks.length).toBeGreaterThanOrEqual(2);
      expect(marks.length).toBeLessThanOrEqual(6);
      expect(marks.at(-1)).toBeLessThanOrEqual(limit * (1 + 1e-9));
    }),
  );
});
