import type { Palette } from "wellfit";
import type { ShownData, ShownExamples, ShownGrid } from "../session/protocol.ts";
import { drawBorderPieces } from "./border-lines.ts";
import { drawMarks } from "./marks.ts";
import { type GridSays, paintShading } from "./shading.ts";

/** A picture of a boundary in two canvases, one above the other: what changes all the time, and the examples. */
export interface BoundaryCanvas {
  readonly drawModel: (says: Pick<GridSays, "logits" | "outputs">, grid: ShownGrid, palette: Palette) => void;
  readonly drawExamples: (data: ShownData, grid: ShownGrid, palette: Palette) => void;
}

/** The width of the line between the classes, in pixels of the page. */
const BORDER_WIDTH = 2;
/** The shading has no more pixels than this along a side: it is smooth, and painted many times a second. */
const MOST_SHADED = 360;
/** Half the size of a mark where there are few of them, as a share of the picture's width; and of its least size. */
const MARK_SHARE = 0.0088;
const LEAST_MARK_SHARE = 0.003;
const SHRINKS_FROM = 600;

/** Draws in two canvases whose sizes in pixels have been set. */
export function createBoundaryCanvas(model: HTMLCanvasElement, examples: HTMLCanvasElement): BoundaryCanvas {
  const context = contextOf(model);
  const marks = contextOf(examples);
  const side = Math.min(model.width, MOST_SHADED);
  const shading = document.createElement("canvas");
  shading.width = side;
  shading.height = side;
  const shadingContext = contextOf(shading);
  // One image for all frames: another for each would keep the collector of garbage busy.
  const image = shadingContext.createImageData(side, side);
  const pixels = { colours: new Uint32Array(image.data.buffer), width: side, height: side };
  return {
    drawModel: (says, grid, palette) => {
      const { width, height } = model;
      const whole = { ...says, columns: grid.columns, rows: grid.rows };
      paintShading(pixels, whole, palette);
      shadingContext.putImageData(image, 0, 0);
      context.clearRect(0, 0, width, height);
      context.drawImage(shading, 0, 0, width, height);
      drawBorder(context, whole, palette);
    },
    drawExamples: (data, grid, palette) => {
      const { width, height } = examples;
      marks.clearRect(0, 0, width, height);
      const { xDomain, yDomain } = grid;
      const place = (x: number, y: number): readonly [number, number] => [
        ((x - xDomain[0]) / (xDomain[1] - xDomain[0])) * width,
        (1 - (y - yDomain[0]) / (yDomain[1] - yDomain[0])) * height,
      ];
      const count = data.training.classes.length + data.heldOut.classes.length;
      const share = Math.max(LEAST_MARK_SHARE, MARK_SHARE * Math.sqrt(Math.min(1, SHRINKS_FROM / count)));
      const draw = (part: ShownExamples, style: "filled" | "hollow"): void =>
        drawMarks(marks, { ...part, style, place, radius: share * width }, palette);
      draw(data.heldOut, "hollow");
      draw(data.training, "filled");
    },
  };
}

function drawBorder(context: CanvasRenderingContext2D, says: GridSays, palette: Palette): void {
  const { width, height } = context.canvas;
  const [xScale, yScale] = [width / (says.columns - 3), height / (says.rows - 3)];
  context.beginPath();
  drawBorderPieces(says, (x1, y1, x2, y2) => {
    context.moveTo((x1 - 1) * xScale, height - (y1 - 1) * yScale);
    context.lineTo((x2 - 1) * xScale, height - (y2 - 1) * yScale);
  });
  context.lineWidth = (BORDER_WIDTH * width) / (context.canvas.clientWidth || width);
  context.lineCap = "round";
  context.strokeStyle = palette.ink;
  context.stroke();
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  return canvas.getContext("2d") as CanvasRenderingContext2D;
}
