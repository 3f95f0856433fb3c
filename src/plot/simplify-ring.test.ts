import { expect, it } from "vitest";
import { simplifyRing } from "./simplify-ring.ts";

const square = [
  { x: 0, y: 0 },
  { x: 0.5, y: 0.01 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];

it("a point that lies on the line between its neighbours is left out, a corner never", () => {
  expect(simplifyRing(square, 0.02)).toEqual(square.filter(({ x }) => x !== 0.5));
  expect(simplifyRing(square, 0.005)).toEqual(square);
});

it("a ring that is only a place stays, and none stays none", () => {
  expect(simplifyRing([{ x: 2, y: 3 }], 1)).toEqual([{ x: 2, y: 3 }]);
  expect(simplifyRing([], 1)).toEqual([]);
});
