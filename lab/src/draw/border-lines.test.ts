import { expect, it } from "vitest";
import { drawBorderPieces } from "./border-lines.ts";
import type { GridSays } from "./shading.ts";

const borderPieces = (says: GridSays): readonly (readonly [number, number, number, number])[] => {
  const pieces: [number, number, number, number][] = [];
  drawBorderPieces(says, (...piece) => pieces.push(piece));
  return pieces;
};

const gridOf = (columns: number, rows: number, valueAt: (x: number, y: number) => readonly number[]) => {
  const points = Array.from({ length: rows * columns }, (_, point) =>
    valueAt(point % columns, Math.floor(point / columns)),
  );
  return { logits: Float32Array.from(points.flat()), outputs: points[0]?.length ?? 1, columns, rows };
};

it("a plane's border is the straight line on which it is 0", () => {
  const pieces = borderPieces(gridOf(9, 7, (x, y) => [x - 2 * y + 1.3]));
  expect(pieces.length).toBeGreaterThan(8);
  for (const [x1, y1, x2, y2] of pieces) {
    expect(x1 - 2 * y1 + 1.3).toBeCloseTo(0, 5);
    expect(x2 - 2 * y2 + 1.3).toBeCloseTo(0, 5);
  }
});

it("a circle's border is closed: every end of a piece is the end of another", () => {
  const pieces = borderPieces(gridOf(21, 21, (x, y) => [(x - 10) ** 2 + (y - 10) ** 2 - 50.3]));
  const ends = new Map<string, number>();
  for (const [x1, y1, x2, y2] of pieces)
    for (const end of [`${x1.toFixed(4)} ${y1.toFixed(4)}`, `${x2.toFixed(4)} ${y2.toFixed(4)}`])
      ends.set(end, (ends.get(end) ?? 0) + 1);
  expect([...ends.values()].every((count) => count === 2)).toBe(true);
});

it("two corners of one side of a saddle are joined where the middle is of that side", () => {
  const saddle = (middle: number) => gridOf(2, 2, (x, y) => [(x === y ? 1 : -1) + middle]);
  expect(borderPieces(saddle(0.5))).toHaveLength(2);
  expect(borderPieces(saddle(0.5))).not.toEqual(borderPieces(saddle(-0.5)));
});

it("of three classes, each has its border; where nothing is finite there is none", () => {
  const pieces = borderPieces(gridOf(11, 11, (x, y) => [x, y, 8]));
  expect(pieces.some(([x1, y1]) => Math.abs(x1 - y1) < 1e-5 && x1 > 8)).toBe(true);
  expect(pieces.some(([x1]) => Math.abs(x1 - 8) < 1e-5)).toBe(true);
  expect(borderPieces(gridOf(3, 3, () => [Number.NaN]))).toEqual([]);
});
