import { outlineOf, type Palette, shapeOf } from "wellfit";

/** Examples to be drawn, and where they go. */
export interface DrawnMarks {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The class of each, which its shape and its colour tell; or its tone, which colours tell. */
  readonly classes: ArrayLike<number>;
  /** Colours in place of those of classes; all marks are round then. */
  readonly colours?: readonly string[] | undefined;
  readonly style: "filled" | "hollow";
  /** Pixels from the left and from the top for two features. */
  readonly place: (x: number, y: number) => readonly [left: number, top: number];
  readonly radius: number;
}

/** The class whose marks are round. */
const ROUND = 1;

/** Draws every example as a mark of its class, as the pictures of the library have them. */
export function drawMarks(context: CanvasRenderingContext2D, marks: DrawnMarks, palette: Palette): void {
  const { x, y, classes, colours, style, place, radius } = marks;
  const paths = new Map<number, Path2D>();
  for (let example = 0; example < classes.length; example++) {
    const classIndex = classes[example] as number;
    const path = paths.get(classIndex) ?? new Path2D();
    paths.set(classIndex, path);
    const [left, top] = place(x[example] as number, y[example] as number);
    addMark(path, colours === undefined ? classIndex : ROUND, { left, top, radius });
  }
  for (const [classIndex, path] of paths) {
    const colour = (colours ?? palette.classes).at(
      classIndex % (colours ?? palette.classes).length,
    ) as string;
    const isFilled = style === "filled";
    context.lineWidth = isFilled ? radius / 3.4 : radius / 2.3;
    context.fillStyle = isFilled ? colour : withAlpha(palette.paper, 0.55);
    context.strokeStyle = isFilled ? palette.paper : colour;
    context.fill(path);
    context.stroke(path);
  }
}

function addMark(
  path: Path2D,
  classIndex: number,
  { left, top, radius }: { readonly left: number; readonly top: number; readonly radius: number },
): void {
  const shape = shapeOf(classIndex);
  if (shape === "circle") {
    path.moveTo(left + radius, top);
    path.arc(left, top, radius, 0, 2 * Math.PI);
    return;
  }
  if (shape === "square") {
    const half = radius * 0.9;
    path.rect(left - half, top - half, 2 * half, 2 * half);
    return;
  }
  outlineOf(shape).forEach(([right, down], corner) => {
    const point = [left + right * radius, top + down * radius] as const;
    if (corner === 0) path.moveTo(...point);
    else path.lineTo(...point);
  });
  path.closePath();
}

function withAlpha(colour: string, alpha: number): string {
  return (
    colour +
    Math.round(alpha * 255)
      .toString(16)
      .padStart(2, "0")
  );
}
