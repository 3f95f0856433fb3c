import {
  type CategoryColumn,
  type DataSplit,
  Dataset,
  inColumnUnits,
  type NumberColumn,
  type TargetColumn,
  toTargetUnits,
} from "wellfit";
import type { Axes } from "../state/lab-state.ts";
import type { ShownData, ShownExamples } from "./protocol.ts";

/** More marks than these hide each other, and take long to draw. */
const MOST_DRAWN = 2000;
/** A feature of so many different values measures something. */
const MANY_VALUES = 11;
/** How far a curve's picture reaches beyond the lowest and the highest target. */
const PADDING_SHARE = 0.07;

/** Features of which one is across and one up, by their places; where there is but one, it is across. */
export interface ShownAxes {
  readonly x: number;
  readonly y: number | undefined;
}

/** The examples of a split that were not trained on, by which one chooses: those of development, where there are any. */
export function heldOutOf({ development, test }: DataSplit<TargetColumn>): Dataset<TargetColumn> {
  return development ?? test;
}

/**
 * The features along the axes: those that are wanted, where there are such; otherwise the first two that measure something,
 * before those that have but a few values, and those before what is only 0 and 1.
 */
export function chooseAxes({ features }: Dataset<TargetColumn>, wanted: Axes | undefined): ShownAxes {
  const [x, y] = (wanted ?? []).map((name) => features.findIndex((feature) => feature.name === name));
  if (x !== undefined && y !== undefined && x >= 0 && y >= 0 && x !== y) return { x, y };
  const counts = features.map(({ values }) => countUpTo(MANY_VALUES, values));
  const places = features.map((_, place) => place);
  const [first = 0, second] = places.toSorted((a, b) => (counts[b] as number) - (counts[a] as number));
  return { x: first, y: second };
}

/** How many different values there are, counted up to a limit. */
function countUpTo(limit: number, values: Float64Array): number {
  const found = new Set<number>();
  for (const value of values) {
    found.add(value);
    if (found.size >= limit) break;
  }
  return found.size;
}

/** The features along the axes alone, in the units of their columns. */
export function alongAxes(dataset: Dataset<TargetColumn>, { x, y }: ShownAxes): Dataset<TargetColumn> {
  const { name, features, target } = inColumnUnits(dataset);
  const chosen = [features[x], y === undefined ? undefined : features[y]];
  return new Dataset({
    name,
    features: chosen.filter((feature): feature is NumberColumn => feature !== undefined),
    target,
  });
}

/** Data as a page shows them; of very many examples some, evenly spread over their order. */
export function toShownData(split: DataSplit<TargetColumn>, axes: ShownAxes): ShownData {
  const { name, training, development } = split;
  const heldOut = heldOutOf(split);
  const all = training.examples + heldOut.examples;
  const stride = Math.max(1, Math.ceil(all / MOST_DRAWN));
  const { target } = training;
  const [drawn, drawnHeldOut] = [training, heldOut].map((part) => toShownExamples(part, axes, stride)) as [
    ShownExamples,
    ShownExamples,
  ];
  const numbers = [drawn, drawnHeldOut].flatMap((part) => [...part.numbers]);
  return {
    name,
    view: viewOf(target, axes),
    axisNames: alongAxes(training, axes).features.map((feature) => feature.name),
    axes: [axes.x, ...(axes.y === undefined ? [] : [axes.y])].map(
      (place) => training.features[place]?.name ?? "",
    ),
    featureNames: training.features.map((feature) => feature.name),
    classNames: isClasses(target) ? target.classNames : [],
    targetName: target.name,
    targetRange: [Math.min(...numbers), Math.max(...numbers)],
    examples: training.examples,
    all,
    drawn: drawn.x.length + drawnHeldOut.x.length,
    training: drawn,
    heldOut: drawnHeldOut,
    heldOutPart: development === undefined ? "test" : "development",
  };
}

/** What the picture of a target is. */
function viewOf(target: TargetColumn, { y }: ShownAxes): ShownData["view"] {
  if (isClasses(target)) return "classes";
  if (target.type === "labels") return "nothing";
  return y === undefined ? "curve" : "numbers";
}

function toShownExamples(dataset: Dataset<TargetColumn>, axes: ShownAxes, stride: number): ShownExamples {
  const { target, examples, preparation } = dataset;
  const { features } = alongAxes(dataset, axes);
  const chosen = Array.from({ length: Math.ceil(examples / stride) }, (_, place) => place * stride);
  const valuesOf = (values: ArrayLike<number> | undefined): Float64Array =>
    Float64Array.from(chosen, (example) => values?.[example] ?? 0);
  const classes = isClasses(target) ? chosen.map((example) => target.values[example] as number) : [];
  return {
    stride,
    x: valuesOf(features[0]?.values),
    y: valuesOf(features[1]?.values),
    classes: Uint16Array.from(classes),
    numbers:
      target.type === "number" ? valuesOf(toTargetUnits(target.values, preparation)) : new Float64Array(0),
  };
}

/** The heights of a curve's picture. */
export function curveDomain([low, high]: readonly [number, number]): readonly [number, number] {
  const padding = (high - low || 1) * PADDING_SHARE;
  return [low - padding, high + padding];
}

function isClasses(target: TargetColumn): target is CategoryColumn {
  return target.type === "category";
}
