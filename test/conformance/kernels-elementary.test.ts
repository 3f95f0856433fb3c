import { describe, expect, it } from "vitest";
import { numpyRandom } from "../../src/base/numpy-random.ts";
import type { Precision } from "../../src/engine/precision.ts";
import {
  computeElementwise,
  type ElementaryName,
  elementaryFunctions,
  float32Error,
  worstUlp,
} from "../support/float-errors.ts";
import { PRECISIONS, rounderOf } from "../support/kernel-bench.ts";

/** The documented bound, in units of the last place. */
const BOUND = 2;

const NAMES = Object.keys(elementaryFunctions) as ElementaryName[];

/** Arguments from `low` to `high`. */
interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Where arguments lie: intervals, and the powers of 2 between which they have every magnitude. */
const ARGUMENTS: Readonly<
  Record<Precision, Readonly<Record<ElementaryName, { intervals: readonly Interval[]; powers: Interval }>>>
> = {
  f64: {
    exp: {
      intervals: [
        { low: -745.13, high: 709.78 },
        { low: -1, high: 1 },
        { low: -745.13, high: -708 },
      ],
      powers: { low: -1074, high: 9 },
    },
    log: { intervals: [{ low: 0.5, high: 2 }], powers: { low: -1074, high: 1023 } },
    tanh: {
      intervals: [
        { low: -21, high: 21 },
        { low: 0.1, high: 0.6 },
      ],
      powers: { low: -1074, high: 10 },
    },
    sigmoid: {
      intervals: [
        { low: -745.13, high: 745.13 },
        { low: -2, high: 2 },
        { low: -701, high: -699 },
        // The hardest: e^−x is hardly above 2⁵⁴, so that the 1 beside it is worth half a last place of the result.
        { low: -37.431, high: -37.4299 },
      ],
      powers: { low: -1074, high: 9 },
    },
  },
  f32: {
    exp: {
      intervals: [
        { low: -103.97, high: 88.72 },
        { low: -1, high: 1 },
        { low: -103.97, high: -86 },
      ],
      powers: { low: -149, high: 6 },
    },
    log: { intervals: [{ low: 0.5, high: 2 }], powers: { low: -149, high: 127 } },
    tanh: {
      intervals: [
        { low: -11, high: 11 },
        { low: 0.1, high: 0.6 },
      ],
      powers: { low: -149, high: 10 },
    },
    sigmoid: {
      intervals: [
        { low: -103.97, high: 103.97 },
        { low: -2, high: 2 },
        { low: -87, high: -85 },
        { low: -17.35, high: -17.32 },
      ],
      powers: { low: -149, high: 6 },
    },
  },
};

/** Random arguments of a function, those of its domain. */
function createArguments(name: ElementaryName, precision: Precision): Float64Array {
  const random = numpyRandom(11);
  const count = precision === "f64" ? 1000 : 20_000;
  const between = ({ low, high }: Interval): number => low + (high - low) * random.rand();
  const { intervals, powers } = ARGUMENTS[precision][name];
  const spread = intervals.flatMap((interval) => Array.from({ length: count }, () => between(interval)));
  const magnitudes = Array.from({ length: count }, () => {
    const size = (1 + random.rand()) * 2 ** Math.floor(between(powers));
    return name === "log" || random.rand() < 0.5 ? size : -size;
  });
  return Float64Array.from([...spread, ...magnitudes], rounderOf(precision));
}

describe.each(PRECISIONS)("exp, log, tanh and the logistic function in %s", (precision) => {
  it.each(NAMES)("%s errs by at most 2 units of the last place, over its whole range", (name) => {
    const { error, at } = worstUlp(name, createArguments(name, precision), precision);
    expect(error, `at ${at}`).toBeLessThanOrEqual(BOUND);
  });

  const compute = (name: ElementaryName, ...values: number[]): number[] => [
    ...computeElementwise(name, Float64Array.from(values), precision),
  ];
  const least = precision === "f64" ? 5e-324 : 2 ** -149;
  const largest = precision === "f64" ? Number.MAX_VALUE : (2 - 2 ** -23) * 2 ** 127;
  const { NaN: none } = Number;

  it("exp is 1 at 0, overflows to Infinity, and underflows through the denormal numbers to 0", () => {
    expect(compute("exp", 0, -0, least, -least)).toEqual([1, 1, 1, 1]);
    expect(compute("exp", Infinity, -Infinity, none, largest, -largest)).toEqual([
      Infinity,
      0,
      none,
      Infinity,
      0,
    ]);
    const [belowOverflow, overflow, denormal, underflow] =
      precision === "f64" ? [709.7827, 709.7828, -745.13, -745.14] : [88.7228, 88.7229, -103.97, -103.98];
    const [high, infinite, low, zero] = compute("exp", belowOverflow, overflow, denormal, underflow);
    expect((high as number) / largest).toBeCloseTo(1, 3);
    expect([infinite, low, zero]).toEqual([Infinity, least, 0]);
  });

  it("log is −Infinity at 0, NaN below, and right for denormal numbers", () => {
    expect(compute("log", 0, -0, 1, Infinity)).toEqual([-Infinity, -Infinity, 0, Infinity]);
    expect(compute("log", -1, -Infinity, none)).toEqual([none, none, none]);
    const [smallest, greatest] = compute("log", least, largest) as [number, number];
    expect(smallest).toBeCloseTo(Math.log(least), 4);
    expect(greatest).toBeCloseTo(Math.log(largest), 4);
  });

  it("tanh is odd, keeps the smallest numbers, and becomes ±1", () => {
    expect(compute("tanh", 0, -0, least, -least)).toEqual([0, -0, least, -least]);
    expect(compute("tanh", Infinity, -Infinity, none, largest, -largest)).toEqual([1, -1, none, 1, -1]);
    expect(compute("tanh", 19.5, -19.5, 1e3)).toEqual([1, -1, 1]);
    const values = createArguments("tanh", precision);
    expect(
      computeElementwise(
        "tanh",
        values.map((x) => -x),
        precision,
      ),
    ).toEqual(computeElementwise("tanh", values, precision).map((y) => -y));
  });

  it("the logistic function is ½ at 0, and becomes 1 and, through the denormal numbers, 0", () => {
    expect(compute("sigmoid", 0, -0, least, -least)).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(compute("sigmoid", Infinity, -Infinity, none, largest, -largest)).toEqual([1, 0, none, 1, 0]);
    const [denormal, underflow] = precision === "f64" ? [-745.13, -745.14] : [-103.97, -103.98];
    expect(compute("sigmoid", denormal, underflow)).toEqual([least, 0]);
  });

  it.each(NAMES)("%s never leaves its range, and is never NaN but for NaN", (name) => {
    const values = createArguments(name, precision);
    const [low, high] = { exp: [0, Infinity], log: [-Infinity, Infinity], tanh: [-1, 1], sigmoid: [0, 1] }[
      name
    ] as [number, number];
    expect(computeElementwise(name, values, precision).every((y) => y >= low && y <= high)).toBe(true);
  });

  it.each(NAMES)("%s of a number has the same bits whatever stands beside it", (name) => {
    const random = numpyRandom(12);
    const far = [1e3, -1e3, 90, -90, 705, -705, Infinity, -Infinity, none, 0, -0, least].map(
      rounderOf(precision),
    );
    const ordinary = createArguments(name, precision).filter(() => random.rand() < 0.02);
    const values = Float64Array.from([...ordinary, ...far]);
    const alone = values.map((x) => compute(name, x, x, x, x)[0] as number);
    for (let mixture = 0; mixture < 20; mixture++) {
      const order = random.permutation(values.length);
      const mixed = Float64Array.from(order, (index) => values[index] as number);
      const expected = Float64Array.from(order, (index) => alone[index] as number);
      expect(computeElementwise(name, mixed, precision)).toEqual(expected);
    }
  });
});

it("float32 errors are counted in its own last places", () => {
  expect(float32Error(1 + 2 ** -22, 1)).toBe(2);
  expect(float32Error(1 - 2 ** -24, 1 - 2 ** -25)).toBe(0.5);
  expect(float32Error(2 ** -148, 2 ** -149)).toBe(1);
  expect(float32Error(0, 2 ** -150)).toBe(0.5);
  expect([
    float32Error(Infinity, 2 ** 128),
    float32Error(Infinity, 1e38),
    float32Error(Number.NaN, 1),
  ]).toEqual([0, Infinity, Infinity]);
});
