import { expect, it } from "vitest";
import { curvePieces } from "./curve-line.ts";

it("a curve goes through its predictions, and breaks where one is not finite", () => {
  const place = (x: number, y: number): readonly [number, number] => [10 * x, -y];
  const pieces = curvePieces(Float32Array.of(1, 2, Number.NaN, 4), { xStart: 5, xStep: 0.5 }, place);
  expect(pieces).toEqual([
    [
      [50, -1],
      [55, -2],
    ],
    [[65, -4]],
  ]);
});
