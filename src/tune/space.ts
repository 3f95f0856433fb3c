import { exp, log } from "../base/elementary.ts";
import type { TrainOptions } from "../train/options.ts";
import type { Axis, SearchPoint } from "./samplers/axis.ts";

/** The name of a setting that can be searched: all but the seed, which nothing is to be chosen by. */
export type SearchedOption = Exclude<keyof TrainOptions, "seed">;

/** A setting that takes any number between two. */
export interface RangeDimension {
  readonly kind: "range";
  readonly option: SearchedOption;
  readonly low: number;
  readonly high: number;
  /** Along what the numbers are spread evenly: themselves, or their logarithms. */
  readonly scale: "linear" | "log";
  readonly isInteger: boolean;
}

/** A setting that takes one of some values. */
export interface ChoiceDimension {
  readonly kind: "choice";
  readonly option: SearchedOption;
  readonly values: readonly unknown[];
}

/** One setting that a search varies. */
export type Dimension = RangeDimension | ChoiceDimension;

/** What a search varies, checked: a dimension for each setting. */
export type SearchSpace = readonly Dimension[];

/** Digits that a range is divided into: finer differences are none between settings. */
const DIGITS = 4;

/** A dimension as samplers see it. */
export function toAxis(dimension: Dimension): Axis {
  if (dimension.kind === "choice") return { kind: "choice", choices: dimension.values.length };
  if (!dimension.isInteger) return { kind: "range" };
  const width = 1 / (dimension.high - dimension.low + 1);
  const snap = (place: number): number => placeOf(dimension, numberAt(dimension, place));
  return { kind: "range", steps: { snap, width } };
}

/** The values of a point, by the names of their settings. */
export function valuesAt(space: SearchSpace, point: SearchPoint): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    space.map((dimension, axis) => {
      const place = point[axis] as number;
      const value = dimension.kind === "choice" ? dimension.values[place] : numberAt(dimension, place);
      return [dimension.option, value];
    }),
  );
}

/** The number at a place of a range, from 0 to 1: a whole one, or one with as many digits as matter. */
function numberAt(dimension: RangeDimension, place: number): number {
  const { low, high, isInteger } = dimension;
  const [from, to] = endsOf(dimension);
  const found = valueOf(dimension, from + place * (to - from));
  const rounded = isInteger ? Math.round(found) : round(found, dimension);
  return Math.min(high, Math.max(low, rounded));
}

/** Where a number stands on its range, from 0 to 1. */
function placeOf(dimension: RangeDimension, value: number): number {
  const [from, to] = endsOf(dimension);
  const at = dimension.scale === "log" ? log(value) : value;
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

/** Both ends along the scale: whole numbers reach half a step beyond theirs, so that all have the same room. */
function endsOf({ low, high, scale, isInteger }: RangeDimension): readonly [number, number] {
  const half = isInteger ? 0.5 : 0;
  const [from, to] = [low - half, high + half];
  return scale === "log" ? [log(from), log(to)] : [from, to];
}

function valueOf({ scale }: RangeDimension, at: number): number {
  return scale === "log" ? exp(at) : at;
}

/** A number to so many digits that a range has at least 1000 steps, so that people can read and type it. */
function round(value: number, { low, high, scale }: RangeDimension): number {
  const size = exponentOf(Math.max(Math.abs(low), Math.abs(high)));
  const lost = scale === "log" ? exponentOf(low) - exponentOf(high - low) : size - exponentOf(high - low);
  const digits = DIGITS + Math.max(0, lost);
  return Number(value.toPrecision(Math.min(17, digits)));
}

/** The power of ten of a number's first digit. */
function exponentOf(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}
