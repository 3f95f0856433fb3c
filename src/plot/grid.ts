import { extent } from "d3-array";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { formatNumber } from "../base/number-format.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";

/** The ends of a range of numbers. */
export type Interval = readonly [low: number, high: number];

/** Points in rows over a rectangle of the feature plane, one step beyond it on every side. */
export interface Grid {
  readonly xDomain: Interval;
  readonly yDomain: Interval;
  readonly columns: number;
  readonly rows: number;
  /** Feature values of column i: xStart + i·xStep. */
  readonly xStart: number;
  readonly xStep: number;
  readonly yStart: number;
  readonly yStep: number;
}

/**
 * What a classifier says: logits of class 1 of two, log(p/(1 − p)), or one for each of several classes, whose softmax is
 * their probabilities.
 */
export interface GridLogits {
  /** Points of the grid × logits, row after row; nothing is shaded where one is NaN. */
  readonly logits: Float64Array;
  /**
   * At any other points, a pair of features each, as many logits for every point. Where it is given, lines of equal
   * probability are sought with it and drawn where they are; otherwise they are found between the points of the grid.
   */
  readonly logitsAt?: ((points: readonly (readonly number[])[]) => Float64Array) | undefined;
}

/** Steps along each side: fine enough that no island of a usual network falls between two points. */
const USUAL_STEPS = 200;
/** Beyond it a picture would only take memory: its points lie closer than a reader can tell apart. */
const MOST_STEPS = 1000;
/** How far the picture reaches beyond the outermost examples. */
const PADDING_SHARE = 0.07;

/** Features beyond this leave no room for a grid around them: its sums would leave the finite range. */
const LARGEST_DRAWN = 1e300;
/** A direction is at least so wide, measured by its numbers: below it, neighbouring points would be the same number. */
const LEAST_WIDTH_SHARE = 1e-11;

/** Whether a picture can show the features of some data sets: none is so large that a scale around it is impossible. */
export function canDraw(datasets: readonly Dataset<TargetColumn>[]): boolean {
  return datasets.every(({ features }) =>
    features.every(({ values }) => values.every((value) => Math.abs(value) <= LARGEST_DRAWN)),
  );
}

/**
 * A grid around all examples of some data sets of two features.
 *
 * @param steps along each side of what is drawn, from 1 to 1000; 200 by default. Fewer of them ask less of a model that
 *   takes its time, and may miss islands that lie between two points.
 * @throws InvalidInputError when a feature is too large to be drawn, or `steps` is not such a number
 */
export function createGrid(datasets: readonly Dataset<TargetColumn>[], steps: number = USUAL_STEPS): Grid {
  checkSteps(steps);
  if (!canDraw(datasets)) {
    throw new InvalidInputError({
      source: "data",
      where: "features to draw",
      expected: `numbers between ${formatNumber(-LARGEST_DRAWN)} and ${formatNumber(LARGEST_DRAWN)}`,
      received: "larger ones",
    });
  }
  const xDomain = paddedExtent(datasets, 0);
  const yDomain = paddedExtent(datasets, 1);
  const xStep = (xDomain[1] - xDomain[0]) / steps;
  const yStep = (yDomain[1] - yDomain[0]) / steps;
  return {
    xDomain,
    yDomain,
    xStep,
    yStep,
    columns: steps + 3,
    rows: steps + 3,
    xStart: xDomain[0] - xStep,
    yStart: yDomain[0] - yStep,
  };
}

/** The grid's points, row after row: what a model is asked to predict. */
export function gridPoints(grid: Grid): number[][] {
  return Array.from({ length: grid.rows * grid.columns }, (_, index) => [
    grid.xStart + (index % grid.columns) * grid.xStep,
    grid.yStart + Math.floor(index / grid.columns) * grid.yStep,
  ]);
}

/** How many numbers there are for every point of a grid: 1 for two classes, one for each of several. */
export function countOutputs({ length }: Float64Array, { rows, columns }: Grid): number {
  return length / (rows * columns);
}

function checkSteps(steps: unknown): void {
  if (Number.isInteger(steps) && (steps as number) >= 1 && (steps as number) <= MOST_STEPS) return;
  throw new InvalidInputError({
    source: "option",
    where: "createGrid: steps",
    expected: `a whole number from 1 to ${MOST_STEPS}`,
    received: describeValue(steps),
  });
}

function paddedExtent(datasets: readonly Dataset<TargetColumn>[], feature: number): Interval {
  const extents = datasets.flatMap((dataset) => extent(dataset.features[feature]?.values ?? []));
  const [low = 0, high = 0] = extent(extents.filter((end) => end !== undefined));
  const least = Math.max(Math.abs(low), Math.abs(high)) * LEAST_WIDTH_SHARE;
  const padding = Math.max((high - low || 1) * PADDING_SHARE, least);
  return [low - padding, high + padding];
}
