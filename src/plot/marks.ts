import { sum } from "d3-array";
import { formatCount } from "../base/number-format.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Frame } from "./axes.ts";
import { outlineOf, shapeOf } from "./mark-shapes.ts";
import { element, round } from "./svg.ts";
import { markClass } from "./theme.ts";

/** How a mark looks: filled for training, hollow for test examples. */
export type MarkStyle = "filled" | "hollow";

/** More marks than these hide each other and make files that no one can open. */
const MAX_MARKS = 2000;
/** Half the size of a mark, in pixels; from this many on marks become smaller, down to the least. */
const RADIUS = 3.4;
const LEAST_RADIUS = 2;
const SHRINKS_FROM = 600;

/** Which examples of some data sets a picture shows, and how large. */
export interface MarkChoice {
  /** For every data set the examples that get a mark, in ascending order. */
  readonly examples: readonly (readonly number[])[];
  readonly radius: number;
  /** Whether there are so many that they are drawn small, with thin edges, and would hide lines below them. */
  readonly isDense: boolean;
  /** "2000 of 50 000 examples are drawn"; absent where all are. */
  readonly remark?: string;
}

/**
 * The examples that get a mark: all of them, or of very many the same share of every class in every data set, evenly
 * spread over its order. The same data give the same choice.
 */
export function chooseMarks(datasets: readonly Dataset[]): MarkChoice {
  const total = sum(datasets, (dataset) => dataset.examples);
  const share = Math.min(1, MAX_MARKS / total);
  const examples = datasets.map((dataset) => chooseExamples(dataset, share));
  const drawn = sum(examples, (chosen) => chosen.length);
  const isDense = drawn > SHRINKS_FROM;
  const radius = isDense ? Math.max(LEAST_RADIUS, RADIUS * Math.sqrt(SHRINKS_FROM / drawn)) : RADIUS;
  return {
    examples,
    radius,
    isDense,
    ...(drawn < total ? { remark: `${formatCount(drawn)} of ${formatCount(total)} examples are drawn` } : {}),
  };
}

function chooseExamples({ classCounts, target }: Dataset, share: number): number[] {
  const seen = classCounts.map(() => 0);
  const wanted = classCounts.map((count) => Math.ceil(count * share));
  const chosen: number[] = [];
  target.values.forEach((classIndex, example) => {
    const rank = seen[classIndex] as number;
    seen[classIndex] = rank + 1;
    const [count, size] = [wanted[classIndex] as number, classCounts[classIndex] as number];
    if (Math.floor(((rank + 1) * count) / size) > Math.floor((rank * count) / size)) chosen.push(example);
  });
  return chosen;
}

/** The marks of the examples that were chosen of one data set, in one style. */
export function drawExamples(
  frame: Frame,
  { features, target }: Dataset,
  marks: Pick<MarkChoice, "radius" | "isDense"> & {
    readonly examples: readonly number[];
    readonly style: MarkStyle;
  },
): string {
  const [xs, ys] = features.map((feature) => feature.values);
  const { radius, style } = marks;
  const drawn = marks.examples.map((example) =>
    drawMark({
      x: frame.x(xs?.[example] as number),
      y: frame.y(ys?.[example] as number),
      classIndex: target.values[example] as number,
      style,
      radius,
    }),
  );
  return element("g", { class: marks.isDense ? "wf-dense" : undefined }, ...drawn);
}

/** One mark, for the picture and for its legend: class 0 a square, class 1 a circle, and others the outlines of {@link outlineOf}. */
export function drawMark(mark: {
  readonly x: number;
  readonly y: number;
  readonly classIndex: number;
  readonly style: MarkStyle;
  readonly radius?: number;
}): string {
  const { x, y, classIndex, style, radius = RADIUS } = mark;
  const attributes = { class: `wf-${style} ${markClass(classIndex)}` };
  const shape = shapeOf(classIndex);
  if (shape === "circle") return element("circle", { ...attributes, cx: x, cy: y, r: radius });
  if (shape === "square") {
    const half = radius * 0.9;
    return element("rect", { ...attributes, x: x - half, y: y - half, width: 2 * half, height: 2 * half });
  }
  const corners = outlineOf(shape).map(([right, down]) => [x + right * radius, y + down * radius].map(round));
  return element("path", { ...attributes, d: `M${corners.map((corner) => corner.join(" ")).join("L")}Z` });
}
