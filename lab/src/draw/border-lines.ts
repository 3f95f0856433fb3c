import type { GridSays } from "./shading.ts";

/** A piece of a line, in steps of the grid from its first point. */
export type Piece = readonly [x1: number, y1: number, x2: number, y2: number];

/**
 * Where the most probable class changes, as pieces of lines, one or two in each cell of the grid that a line crosses
 * (marching squares, Lorensen and Cline 1987 in the plane): between the points, values lie on straight lines.
 */
export function borderPieces(says: GridSays): readonly Piece[] {
  const { outputs } = says;
  if (outputs === 1) return piecesOf(says, (point) => says.logits[point] as number);
  // A line wherever a class begins or ceases to be ahead of all others; both of its sides find it.
  return Array.from({ length: outputs }, (_, own) =>
    piecesOf(says, (point) => leadOf(says, own, point)),
  ).flat();
}

/** How far a class is ahead of the best of the others; below 0 it is behind. */
function leadOf({ logits, outputs }: GridSays, own: number, point: number): number {
  let others = -Infinity;
  for (let index = 0; index < outputs; index++)
    if (index !== own) others = Math.max(others, logits[point * outputs + index] as number);
  return (logits[point * outputs + own] as number) - others;
}

function piecesOf({ columns, rows }: GridSays, valueAt: (point: number) => number): Piece[] {
  const pieces: Piece[] = [];
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const point = row * columns + column;
      const corners = [point, point + 1, point + columns + 1, point + columns].map(valueAt) as [
        number,
        number,
        number,
        number,
      ];
      if (!corners.every(Number.isFinite)) continue;
      addPieces(pieces, column, row, corners);
    }
  }
  return pieces;
}

/** @param corners values at the lower left, lower right, upper right and upper left */
function addPieces(
  pieces: Piece[],
  column: number,
  row: number,
  corners: readonly [number, number, number, number],
): void {
  const [a, b, c, d] = corners;
  const crossings: (readonly [number, number])[] = [];
  if (a > 0 !== b > 0) crossings.push([column + a / (a - b), row]);
  if (b > 0 !== c > 0) crossings.push([column + 1, row + b / (b - c)]);
  if (c > 0 !== d > 0) crossings.push([column + d / (d - c), row + 1]);
  if (d > 0 !== a > 0) crossings.push([column, row + a / (a - d)]);
  const [first, second, third, fourth] = crossings;
  if (first === undefined || second === undefined) return;
  if (third === undefined || fourth === undefined) {
    pieces.push([...first, ...second]);
    return;
  }
  // Two lines in one cell: its middle tells which corners they cut off.
  const isJoined = a + b + c + d > 0 === a > 0;
  if (isJoined) pieces.push([...first, ...second], [...third, ...fourth]);
  else pieces.push([...first, ...fourth], [...second, ...third]);
}
