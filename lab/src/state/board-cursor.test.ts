import { expect, it } from "vitest";
import { moveCursor } from "./board-cursor.ts";
import { LAST_PLACE } from "./drawn-points.ts";

it.each([
  ["ArrowRight", false, { x: 14, y: 10 }],
  ["ArrowLeft", true, { x: 9, y: 10 }],
  ["ArrowUp", false, { x: 10, y: 14 }],
  ["ArrowDown", true, { x: 10, y: 9 }],
])("%s leads on, with Shift (%j) by the least step", (key, isFine, expected) => {
  expect(moveCursor({ x: 10, y: 10 }, key, isFine)).toEqual(expected);
});

it("nothing leads off the board, and other keys lead nowhere", () => {
  expect(moveCursor({ x: 1, y: LAST_PLACE }, "ArrowLeft", false)).toEqual({ x: 0, y: LAST_PLACE });
  expect(moveCursor({ x: 1, y: LAST_PLACE }, "ArrowUp", false)).toEqual({ x: 1, y: LAST_PLACE });
  expect(moveCursor({ x: 1, y: 1 }, "Tab", false)).toBeUndefined();
});
