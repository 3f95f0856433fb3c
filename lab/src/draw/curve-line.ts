import type { ShownGrid } from "../session/protocol.ts";

/** Where a picture puts a number of each direction, in pixels from the left and from the top. */
export type PlaceOf = (x: number, y: number) => readonly [left: number, top: number];

/** The pieces of a curve, points in pixels: it breaks where a prediction is not finite. */
export function curvePieces(
  predictions: Float32Array,
  { xStart, xStep }: Pick<ShownGrid, "xStart" | "xStep">,
  place: PlaceOf,
): readonly (readonly (readonly [left: number, top: number])[])[] {
  const pieces: (readonly [number, number])[][] = [];
  let piece: (readonly [number, number])[] | undefined;
  predictions.forEach((prediction, column) => {
    if (!Number.isFinite(prediction)) {
      piece = undefined;
      return;
    }
    if (piece === undefined) {
      piece = [];
      pieces.push(piece);
    }
    piece.push(place(xStart + column * xStep, prediction));
  });
  return pieces;
}
