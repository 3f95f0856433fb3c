import type { Palette } from "wellfit";
import { paintShading } from "./shading.ts";

/** What a unit hands on over the points of a plane. */
export interface UnitResponse {
  readonly values: Float32Array;
  readonly columns: number;
  readonly rows: number;
  /** Whether the values are logits, whose shades stand for probabilities; others are taken beside their largest. */
  readonly isLogit: boolean;
}

/** Where a picture goes. */
export interface PictureBox {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** Draws a response, below 0 in the colour of class 0 and above 0 in that of class 1. */
export type DrawResponse = (
  context: CanvasRenderingContext2D,
  response: UnitResponse,
  box: PictureBox,
  palette: Palette,
) => void;

/** Beyond this logit, shades do not change. */
const FULL_SHADE = 4;

/** Draws responses with so many pixels along each side, whatever the size of the picture. */
export function createResponseDrawing(pixels: number): DrawResponse {
  const canvas = document.createElement("canvas");
  canvas.width = pixels;
  canvas.height = pixels;
  const shading = canvas.getContext("2d") as CanvasRenderingContext2D;
  const image = shading.createImageData(pixels, pixels);
  const colours = new Uint32Array(image.data.buffer);
  return (context, { values, columns, rows, isLogit }, { left, top, side }, palette) => {
    const logits = isLogit ? values : besideLargest(values);
    paintShading({ colours, width: pixels, height: pixels }, { logits, outputs: 1, columns, rows }, palette);
    shading.putImageData(image, 0, 0);
    context.drawImage(canvas, left, top, side, side);
  };
}

/** Values so that the largest has the fullest shade. */
function besideLargest(values: Float32Array): Float32Array {
  const [low, high] = rangeOf(values);
  const largest = Math.max(-low, high);
  return largest === 0 ? values : values.map((value) => (FULL_SHADE * value) / largest);
}

/** The least and the largest of some values, of those that are finite. */
export function rangeOf(values: Float32Array): readonly [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 0] : [low, high];
}
