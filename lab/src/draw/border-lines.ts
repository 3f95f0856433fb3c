import type { GridSays } from "./shading.ts";

/** Draws a piece of a line, in steps of the grid from its first point. */
export type DrawPiece = (x1: number, y1: number, x2: number, y2: number) => void;

/**
 * Where the most probable class changes, as pieces of lines, one or two in each cell of the grid that a line crosses
 * (marching squares, the plane's case of Lorensen and Cline 1987): between the points, values lie on straight lines.
 */
export function drawBorderPieces(says: GridSays, draw: DrawPiece): void {
  const { outputs, logits } = says;
  if (outputs === 1) return drawPieces(says, logits, draw);
  // A line wherever a class begins or ceases to be ahead of all others; both of its sides find it.
  for (let own = 0; own < outputs; own++) drawPieces(says, leadsOf(says, own), draw);
}

/** How far a class is ahead of the best of the others at every point; below 0 it is behind. */
function leadsOf({ logits, outputs, columns, rows }: GridSays, own: number): Float32Array {
  return Float32Array.from({ length: columns * rows }, (_, point) => {
    let others = -Infinity;
    for (let index = 0; index < outputs; index++)
      if (index !== own) others = Math.max(others, logits[point * outputs + index] as number);
    return (logits[point * outputs + own] as number) - others;
  });
}

function drawPieces({ columns, rows }: GridSays, values: Float32Array, draw: DrawPiece): void {
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const point = row * columns + column;
      const a = values[point] as number;
      const b = values[point + 1] as number;
      const c = values[point + columns + 1] as number;
      const d = values[point + columns] as number;
      const isUp = a > 0;
      if (b > 0 === isUp && c > 0 === isUp && d > 0 === isUp) continue;
      if (Number.isFinite(a + b + c + d)) drawCell([a, b, c, d], column, row, draw);
    }
  }
}

/** @param corners values at the lower left, lower right, upper right and upper left */
function drawCell(
  [a, b, c, d]: readonly [number, number, number, number],
  column: number,
  row: number,
  draw: DrawPiece,
): void {
  const ends: number[] = [];
  if (a > 0 !== b > 0) ends.push(column + a / (a - b), row);
  if (b > 0 !== c > 0) ends.push(column + 1, row + b / (b - c));
  if (c > 0 !== d > 0) ends.push(column + d / (d - c), row + 1);
  if (d > 0 !== a > 0) ends.push(column, row + a / (a - d));
  const [x1, y1, x2, y2, x3, y3, x4, y4] = ends as [number, number, number, number, ...number[]];
  if (x3 === undefined || y3 === undefined || x4 === undefined || y4 === undefined) {
    draw(x1, y1, x2, y2);
    return;
  }
  // Two lines in one cell: its middle tells which corners they cut off.
  const isJoined = a + b + c + d > 0 === a > 0;
  draw(x1, y1, isJoined ? x2 : x4, isJoined ? y2 : y4);
  draw(x3, y3, isJoined ? x4 : x2, isJoined ? y4 : y2);
}
