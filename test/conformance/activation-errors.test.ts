import { describe, expect, it } from "vitest";
import { numpyRandom } from "../../src/base/numpy-random.ts";
import { activationCodes } from "../../src/engine/activations.ts";
import type { Precision } from "../../src/engine/precision.ts";
import { computeActivations, computeSlopes } from "../support/activation-bench.ts";
import {
  exactDensity,
  exactElu,
  exactGelu,
  exactGeluSlope,
  exactNormal,
  exactSelu,
  exactSoftplus,
  exactSwish,
  exactSwishSlope,
} from "../support/exact-activations.ts";
import { exactSigmoid, toFloat, ulpError } from "../support/exact-functions.ts";
import { float32Error } from "../support/float-errors.ts";
import { PRECISIONS, rounderOf } from "../support/kernel-bench.ts";

/** A smooth activation, and what is known of it. */
interface Smooth {
  readonly name: "elu" | "selu" | "gelu" | "swish" | "softplus";
  /** The documented bound, in units of the last place. */
  readonly bound: number;
  readonly exact: (z: number) => bigint;
  /** In float64 and in float32: where it differs from 0 and from a line by a float, and where errors are largest. */
  readonly intervals: Readonly<Record<Precision, readonly (readonly [low: number, high: number])[]>>;
}

const smooth: readonly Smooth[] = [
  {
    name: "elu",
    bound: 2,
    exact: exactElu,
    intervals: {
      f64: [
        [-40, 1],
        [-1, 0],
      ],
      f32: [
        [-20, 1],
        [-1, 0],
      ],
    },
  },
  {
    name: "selu",
    bound: 2,
    exact: exactSelu,
    intervals: {
      f64: [
        [-40, 1],
        [-1, 0],
      ],
      f32: [
        [-20, 1],
        [-1, 0],
      ],
    },
  },
  {
    name: "gelu",
    bound: 5,
    exact: exactGelu,
    intervals: {
      f64: [
        [-5, 5],
        [-38.7, -5],
        [-38.7, -38],
      ],
      f32: [
        [-5, 5],
        [-14.5, -1],
        [-14.5, -13],
      ],
    },
  },
  {
    name: "swish",
    bound: 2,
    exact: exactSwish,
    intervals: {
      f64: [
        [-752, 752],
        [-40, 40],
        [-3, 1],
        [-752, -699],
      ],
      f32: [
        [-110, 110],
        [-20, 20],
        [-3, 1],
        [-110, -85],
      ],
    },
  },
  {
    name: "softplus",
    bound: 2,
    exact: exactSoftplus,
    intervals: {
      f64: [
        [-745, 745],
        [-40, 40],
        [-1, 1],
        [-745, -699],
      ],
      f32: [
        [-103, 103],
        [-20, 20],
        [-1, 1],
        [-103, -85],
      ],
    },
  },
];

/** The exponents of the smallest numbers. */
const LEAST_EXPONENT: Readonly<Record<Precision, number>> = { f64: -1074, f32: -149 };

/** Numbers in the intervals, and of every magnitude up to 2. */
function createSums({ intervals }: Smooth, precision: Precision): Float64Array {
  const random = numpyRandom(17);
  const count = precision === "f64" ? 150 : 20_000;
  const between = (low: number, high: number): number => low + (high - low) * random.rand();
  const spread = intervals[precision].flatMap(([low, high]) =>
    Array.from({ length: count }, () => between(low, high)),
  );
  const magnitudes = Array.from({ length: count }, () => {
    const size = (1 + random.rand()) * 2 ** Math.floor(between(LEAST_EXPONENT[precision], 1));
    return random.rand() < 0.5 ? size : -size;
  });
  return Float64Array.from([...spread, ...magnitudes], rounderOf(precision));
}

/** The largest of some errors, and where it is. */
function worstOf(at: Float64Array, errorAt: (index: number) => number): { error: number; at: number } {
  let worst = { error: 0, at: Number.NaN };
  for (const [index, z] of at.entries()) {
    const error = errorAt(index);
    if (!(error <= worst.error)) worst = { error, at: z };
  }
  return worst;
}

describe("smooth activations err little over their whole range", () => {
  it.each(smooth)("$name by at most $bound units of the last place in f64", (activation) => {
    const sums = createSums(activation, "f64");
    const values = computeActivations(activationCodes[activation.name], sums, "f64");
    const { error, at } = worstOf(sums, (index) =>
      ulpError(values[index] as number, activation.exact(sums[index] as number)),
    );
    expect(error, `at ${at}`).toBeLessThanOrEqual(activation.bound);
  });

  // float64 is exact enough to measure float32 by.
  it.each(smooth)("$name by at most $bound units of the last place in f32", (activation) => {
    const sums = createSums(activation, "f32");
    const code = activationCodes[activation.name];
    const [values, exact] = PRECISIONS.toReversed().map((precision) =>
      computeActivations(code, sums, precision),
    ) as [Float64Array, Float64Array];
    const { error, at } = worstOf(sums, (index) =>
      float32Error(values[index] as number, exact[index] as number),
    );
    expect(error, `at ${at}`).toBeLessThanOrEqual(activation.bound);
  });
});

/** Derivatives, and the sum of the sizes of what is added up for them. */
const slopes: Readonly<
  Record<string, { readonly exact: (z: number) => bigint; readonly size: (z: number) => number }>
> = {
  gelu: {
    exact: exactGeluSlope,
    size: (z) => toFloat(exactNormal(z)) + Math.abs(z) * toFloat(exactDensity(z)),
  },
  swish: {
    exact: exactSwishSlope,
    size: (z) => toFloat(exactSigmoid(z)) * (1 + Math.abs(z) * toFloat(exactSigmoid(-z))),
  },
  softplus: { exact: exactSigmoid, size: (z) => toFloat(exactSigmoid(z)) },
};

describe.each(PRECISIONS)("derivatives are relatively accurate in their tails too, in %s", (precision) => {
  const epsilon = precision === "f64" ? 2 ** -53 : 2 ** -24;
  /** Slopes up to this count as 0. */
  const negligible = precision === "f64" ? 2 ** -900 : 2 ** -80;

  it.each(smooth.filter(({ name }) => name in slopes))("$name", (activation) => {
    const sums = createSums(activation, precision).filter(
      (_, index) => index % (precision === "f64" ? 2 : 200) === 0,
    );
    const actual = computeSlopes(activationCodes[activation.name], sums, precision);
    const { exact, size } = slopes[activation.name] as (typeof slopes)[string];
    const { error, at } = worstOf(sums, (index) => {
      const z = sums[index] as number;
      const difference = Math.abs((actual[index] as number) - toFloat(exact(z)));
      return difference <= 1.01 * negligible ? 0 : difference / size(z) / epsilon;
    });
    expect(error, `at ${at}`).toBeLessThanOrEqual(8);
  });
});
