import type { Palette } from "wellfit";
import type { ShownData, ShownExamples, ShownGrid } from "../session/protocol.ts";
import { drawBorderPieces } from "./border-lines.ts";
import { curvePieces, type PlaceOf } from "./curve-line.ts";
import { type DrawnMarks, drawMarks } from "./marks.ts";
import { numberColours, toBandLogits, toneOf } from "./number-scale.ts";
import { type GridSays, paintShading } from "./shading.ts";

/** A picture of a boundary in two canvases, one above the other: what changes all the time, and the examples. */
export interface BoundaryCanvas {
  readonly drawModel: (
    says: Pick<GridSays, "logits" | "outputs">,
    grid: ShownGrid,
    data: ShownData,
    palette: Palette,
  ) => void;
  /** Takes away what is drawn. */
  readonly clear: () => void;
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
  const shade = createShade(context);
  return {
    drawModel: (says, grid, data, palette) => {
      context.clearRect(0, 0, model.width, model.height);
      if (data.view === "nothing") return;
      if (data.view === "curve") {
        drawCurve(context, says.logits, grid, palette);
        return;
      }
      const isClasses = data.view === "classes";
      const logits = isClasses ? says.logits : toBandLogits(says.logits, data.targetRange);
      const whole = { ...says, logits, columns: grid.columns, rows: grid.rows };
      shade(whole, palette);
      if (isClasses) drawBorder(context, whole, palette);
    },
    drawExamples: (data, grid, palette) => drawExamples(marks, { data, grid, palette }),
    clear: () => {
      context.clearRect(0, 0, model.width, model.height);
      marks.clearRect(0, 0, examples.width, examples.height);
    },
  };
}

/** Shades a picture by what a model says over it. */
function createShade(context: CanvasRenderingContext2D): (says: GridSays, palette: Palette) => void {
  const { width, height } = context.canvas;
  const side = Math.min(width, MOST_SHADED);
  const shading = document.createElement("canvas");
  shading.width = side;
  shading.height = side;
  const shadingContext = contextOf(shading);
  // One image for all frames: another for each would keep the collector of garbage busy.
  const image = shadingContext.createImageData(side, side);
  const pixels = { colours: new Uint32Array(image.data.buffer), width: side, height: side };
  return (says, palette) => {
    paintShading(pixels, says, palette);
    shadingContext.putImageData(image, 0, 0);
    context.drawImage(shading, 0, 0, width, height);
  };
}

function drawExamples(
  context: CanvasRenderingContext2D,
  { data, grid, palette }: { readonly data: ShownData; readonly grid: ShownGrid; readonly palette: Palette },
): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  if (data.view === "nothing") return;
  const share = Math.max(LEAST_MARK_SHARE, MARK_SHARE * Math.sqrt(Math.min(1, SHRINKS_FROM / data.drawn)));
  const draw = (part: ShownExamples, style: "filled" | "hollow"): void => {
    const drawn = { ...toMarks(part, data, palette), style, place: placer(grid, width, height) };
    drawMarks(context, { ...drawn, radius: share * width }, palette);
  };
  draw(data.heldOut, "hollow");
  draw(data.training, "filled");
}

/** Where things go in a picture of some size. */
export function placer({ xDomain, yDomain }: ShownGrid, width: number, height: number): PlaceOf {
  return (x, y) => [
    ((x - xDomain[0]) / (xDomain[1] - xDomain[0])) * width,
    (1 - (y - yDomain[0]) / (yDomain[1] - yDomain[0])) * height,
  ];
}

/** Examples as marks: classes in their colours, numbers in tones, and over a curve at their height; labels all alike. */
export function toMarks(
  { x, y, classes, numbers }: ShownExamples,
  { view, targetRange }: ShownData,
  palette: Palette,
): Pick<DrawnMarks, "x" | "y" | "classes" | "colours"> {
  if (view === "classes") return { x, y, classes };
  const alike = { classes: new Uint16Array(x.length), colours: [palette.parts[0] as string] };
  if (view === "curve") return { x, y: numbers, ...alike };
  if (view === "nothing") return { x, y, ...alike };
  const tones = Array.from(numbers, (value) => toneOf(value, targetRange));
  return { x, y, classes: tones, colours: numberColours(palette) };
}

function drawCurve(
  context: CanvasRenderingContext2D,
  predictions: Float32Array,
  grid: ShownGrid,
  palette: Palette,
): void {
  const { width, height } = context.canvas;
  context.beginPath();
  for (const piece of curvePieces(predictions, grid, placer(grid, width, height))) {
    piece.forEach(([left, top], index) => {
      if (index === 0) context.moveTo(left, top);
      else context.lineTo(left, top);
    });
  }
  strokeLine(context, palette);
}

function drawBorder(context: CanvasRenderingContext2D, says: GridSays, palette: Palette): void {
  const { width, height } = context.canvas;
  const [xScale, yScale] = [width / (says.columns - 3), height / (says.rows - 3)];
  context.beginPath();
  drawBorderPieces(says, (x1, y1, x2, y2) => {
    context.moveTo((x1 - 1) * xScale, height - (y1 - 1) * yScale);
    context.lineTo((x2 - 1) * xScale, height - (y2 - 1) * yScale);
  });
  strokeLine(context, palette);
}

function strokeLine(context: CanvasRenderingContext2D, { ink }: Palette): void {
  const { width, clientWidth } = context.canvas;
  context.lineWidth = (BORDER_WIDTH * width) / (clientWidth || width);
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = ink;
  context.stroke();
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  return canvas.getContext("2d") as CanvasRenderingContext2D;
}
