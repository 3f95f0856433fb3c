import { expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { type GridPlace, traceExactly, traceRings } from "./contour-rings.ts";
import { createGrid } from "./grid.ts";

const grid = createGrid([
  Dataset.fromRows({
    name: "two",
    rows: [
      [0, 0],
      [1, 1],
    ],
    labels: [0, 1],
  }),
]);
const sample = (logitOf: (place: GridPlace) => number): number[] =>
  Array.from({ length: grid.columns * grid.rows }, (_, point) =>
    logitOf([point % grid.columns, Math.floor(point / grid.columns)]),
  );
const distancesOf = (rings: readonly (readonly GridPlace[])[], distanceOf: (place: GridPlace) => number) =>
  rings
    .flat()
    .filter((place) => place.every((value) => value >= 0 && value <= grid.columns - 1))
    .map(distanceOf);

it("a line at which the logit leaps between two points of the grid is found where it leaps", () => {
  const leap = ([column]: GridPlace): number => (column < 50.3 ? -1 : 9);
  const logitsAt = (places: readonly GridPlace[]) => Float64Array.from(places, leap);
  const distance = ([column]: GridPlace): number => Math.abs(column - 50.3);
  expect(
    Math.max(...distancesOf(traceExactly(sample(leap), grid, { level: 3, logitsAt }), distance)),
  ).toBeLessThan(0.002);
  expect(Math.max(...distancesOf(traceRings(sample(leap), grid, 3), distance))).toBeGreaterThan(0.1);
});

it("a corner inside a cell of the grid is drawn as a corner", () => {
  const corner = ([column, row]: GridPlace): number => Math.min(column - 50.5, row - 70.5);
  const logitsAt = (places: readonly GridPlace[]) => Float64Array.from(places, corner);
  const nearest = (rings: readonly (readonly GridPlace[])[]): number =>
    Math.min(...distancesOf(rings, ([column, row]) => Math.abs(column - 50.5) + Math.abs(row - 70.5)));
  expect(nearest(traceExactly(sample(corner), grid, { level: 0, logitsAt }))).toBeLessThan(0.1);
  expect(nearest(traceRings(sample(corner), grid, 0))).toBeGreaterThan(0.4);
});

it("places are asked for together, in few calls", () => {
  let calls = 0;
  const circle = ([column, row]: GridPlace): number => 3000 - (column - 100) ** 2 - (row - 100) ** 2;
  const logitsAt = (places: readonly GridPlace[]): Float64Array => {
    calls++;
    return Float64Array.from(places, circle);
  };
  traceExactly(sample(circle), grid, { level: 0, logitsAt });
  expect(calls).toBeLessThan(60);
});
