import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ActivationCode,
  activate,
  activationCodes,
  isFused,
  multiplyByDerivative,
  needsSums,
} from "../../src/engine/activations.ts";
import { denseForward } from "../../src/engine/dense.ts";
import type { Precision } from "../../src/engine/precision.ts";
import { computeActivations, computeSlopes } from "../support/activation-bench.ts";
import {
  createBench,
  createNumbers,
  flat,
  PRECISIONS,
  type Rows,
  rounderOf,
  seeds,
  sizes,
  TOLERANCES,
  worstError,
} from "../support/kernel-bench.ts";

/** An activation in the words of mathematics. */
interface Oracle {
  readonly value: (z: number) => number;
  readonly slope: (z: number) => number;
}

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));
const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** The normal distribution function ½ + φ(z)·(z + z³/3 + z⁵/(3·5) + …). */
function normal(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 3; Math.abs(term) > 1e-18 * Math.abs(sum); n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return 0.5 + density(z) * sum;
}

/** The constants of selu: its scale, and scale times α. */
const [scale, scaledAlpha] = [1.0507009873554805, 1.7580993408473768];

const oracles: Readonly<Record<keyof typeof activationCodes, Oracle>> = {
  identity: { value: (z) => z, slope: () => 1 },
  relu: { value: (z) => Math.max(z, 0), slope: (z) => (z > 0 ? 1 : 0) },
  tanh: { value: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
  sigmoid: { value: logistic, slope: (z) => logistic(z) * (1 - logistic(z)) },
  leakyRelu: { value: (z) => Math.max(z, z / 100), slope: (z) => (z > 0 ? 1 : 0.01) },
  elu: { value: (z) => (z > 0 ? z : Math.expm1(z)), slope: (z) => (z > 0 ? 1 : Math.exp(z)) },
  selu: {
    value: (z) => (z > 0 ? scale * z : scaledAlpha * Math.expm1(z)),
    slope: (z) => (z > 0 ? scale : scaledAlpha * Math.exp(z)),
  },
  gelu: { value: (z) => z * normal(z), slope: (z) => normal(z) + z * density(z) },
  swish: {
    value: (z) => z * logistic(z),
    slope: (z) => logistic(z) * (1 + z * (1 - logistic(z))),
  },
  softplus: { value: (z) => Math.log1p(Math.exp(z)), slope: logistic },
};

type Name = keyof typeof activationCodes;
const NAMES = Object.keys(activationCodes) as Name[];
const CODES: readonly ActivationCode[] = NAMES.map((name) => activationCodes[name]);

const layers = fc.record({
  seed: seeds,
  units: sizes,
  examples: sizes,
  deviation: fc.constantFrom(0.01, 1, 4),
});

const RUNS = { numRuns: 25, seed: 1 };

/** Activations and derivatives that the kernels compute from sums and derivatives by the activations. */
function throughBoth(
  activation: ActivationCode,
  precision: Precision,
  { sums, gradients, isInPlace }: { sums: Rows; gradients: Rows; isInPlace: boolean },
): { activations: Rows; sumsAfter: Rows; sumGradients: Rows; padding: Float64Array } {
  const bench = createBench(precision);
  const [z, g] = [bench.matrix(sums, 0.5), bench.matrix(gradients, 0)];
  const output = isInPlace ? z : bench.unwritten(sums.length, (sums[0] as Float64Array).length);
  const given = needsSums(activation) ? { sums: z } : {};
  const result = bench.run([
    activate({ activation, sums: z, output }, precision),
    multiplyByDerivative({ activation, activations: output, gradients: g, ...given }, precision),
  ]);
  return {
    activations: result.rows(output),
    sumsAfter: result.rows(z),
    sumGradients: result.rows(g),
    padding: Float64Array.of(...result.padding(output), ...result.padding(g)),
  };
}

describe.each(PRECISIONS)("an activation's kernels in %s", (precision) => {
  const tolerance = TOLERANCES[precision];

  it.each(NAMES)("%s: activations are f(Z), and derivatives by the sums are dA ∗ f′", (name) => {
    const { value, slope } = oracles[name];
    fc.assert(
      fc.property(layers, ({ seed, units, examples, deviation }) => {
        const numbers = createNumbers(seed, precision);
        const sums = numbers.rows(units, examples, deviation);
        const gradients = numbers.rows(units, examples);
        const result = throughBoth(activationCodes[name], precision, { sums, gradients, isInPlace: false });
        const zAt = (row: number, column: number): number => (sums[row] as Float64Array)[column] as number;
        const worstValue = worstError(result.activations, (row, column) => {
          const z = zAt(row, column);
          return { value: value(z), size: Math.abs(value(z)) + Math.abs(z) };
        });
        const worstSlope = worstError(result.sumGradients, (row, column) => {
          const g = (gradients[row] as Float64Array)[column] as number;
          return { value: g * slope(zAt(row, column)), size: 2 * Math.abs(g) };
        });
        expect(worstValue).toBeLessThan(tolerance);
        expect(worstSlope).toBeLessThan(tolerance);
        expect(result.sumsAfter).toEqual(sums);
        expect(result.padding.every(Number.isFinite)).toBe(true);
      }),
      RUNS,
    );
  });

  it.each(NAMES)("%s has the same bits in place", (name) => {
    fc.assert(
      fc.property(layers, ({ seed, units, examples, deviation }) => {
        const numbers = createNumbers(seed, precision);
        const sums = numbers.rows(units, examples, deviation);
        const gradients = numbers.rows(units, examples);
        const code = activationCodes[name];
        const apart = throughBoth(code, precision, { sums, gradients, isInPlace: false });
        const inPlace = throughBoth(code, precision, { sums, gradients, isInPlace: true });
        expect(inPlace.activations).toEqual(apart.activations);
        if (!needsSums(code)) expect(inPlace.sumGradients).toEqual(apart.sumGradients);
      }),
      RUNS,
    );
  });

  it.each(CODES.filter(isFused))("activation %i has the bits of a layer that computes it itself", (code) => {
    const numbers = createNumbers(3, precision);
    const [weights, biases, input] = [numbers.rows(7, 5), numbers.list(7), numbers.rows(5, 37)];
    const bench = createBench(precision);
    const layer = {
      weights: bench.numbers(flat(weights)),
      biases: bench.numbers(biases),
      input: bench.matrix(input, 1),
    };
    const [fused, sums] = [bench.unwritten(7, 37), bench.unwritten(7, 37)];
    const result = bench.run([
      denseForward({ ...layer, activation: code, output: fused }, precision),
      denseForward({ ...layer, activation: activationCodes.identity, output: sums }, precision),
      activate({ activation: code, sums, output: sums }, precision),
    ]);
    expect(result.rows(sums)).toEqual(result.rows(fused));
  });

  it.each(NAMES)("%s of a number has the same bits whatever stands beside it", (name) => {
    const code = activationCodes[name];
    const far = [1e3, -1e3, 90, -90, 38.5, -38.5, 705, -705, Infinity, -Infinity, Number.NaN, 0, -0];
    const values = Float64Array.from(
      [...far, ...createNumbers(5, precision).list(60, 4)],
      rounderOf(precision),
    );
    const alone = (compute: typeof computeActivations): Float64Array =>
      values.map((z) => compute(code, new Float64Array(8).fill(z), precision)[5] as number);
    expect(computeActivations(code, values, precision)).toEqual(alone(computeActivations));
    expect(computeSlopes(code, values, precision)).toEqual(alone(computeSlopes));
  });

  const { NaN: none } = Number;
  const largest = precision === "f64" ? Number.MAX_VALUE : (2 - 2 ** -23) * 2 ** 127;
  const extremes = Float64Array.of(-Infinity, -largest, -0, 0, largest, Infinity, none);
  const round = rounderOf(precision);
  const below = -round(scaledAlpha);

  it.each<[Name, readonly number[]]>([
    ["identity", [-Infinity, -largest, -0, 0, largest, Infinity, none]],
    ["relu", [0, 0, -0, 0, largest, Infinity, none]],
    ["leakyRelu", [-Infinity, round(-largest * round(0.01)), -0, 0, largest, Infinity, none]],
    ["elu", [-1, -1, -0, 0, largest, Infinity, none]],
    ["selu", [below, below, -0, 0, Infinity, Infinity, none]],
    ["gelu", [-0, -0, -0, 0, largest, Infinity, none]],
    ["swish", [-0, -0, 0, 0, largest, Infinity, none]],
    ["softplus", [0, 0, round(Math.LN2), round(Math.LN2), largest, Infinity, none]],
    ["tanh", [-1, -1, -0, 0, 1, 1, none]],
    ["sigmoid", [0, 0, 0.5, 0.5, 1, 1, none]],
  ])("%s has its limits at ±∞, and NaN of NaN", (name, expected) => {
    expect([...computeActivations(activationCodes[name], extremes, precision)]).toEqual(expected);
  });

  it.each<[Name, readonly number[]]>([
    ["identity", [1, 1, 1, 1, 1, 1]],
    ["relu", [0, 0, 0, 0, 1, 1]],
    ["leakyRelu", [0.01, 0.01, 0.01, 0.01, 1, 1].map(round)],
    ["elu", [0, 0, 1, 1, 1, 1]],
    ["selu", [0, 0, -below, -below, round(scale), round(scale)]],
    ["gelu", [0, 0, 0.5, 0.5, 1, 1]],
    ["swish", [0, 0, 0.5, 0.5, 1, 1]],
    ["softplus", [0, 0, 0.5, 0.5, 1, 1]],
    ["tanh", [0, 0, 1, 1, 0, 0]],
    ["sigmoid", [0, 0, 0.25, 0.25, 0, 0]],
  ])("the derivative of %s has its limits, too", (name, expected) => {
    const actual = computeSlopes(activationCodes[name], extremes.subarray(0, 6), precision);
    expect([...actual].map((slope) => slope + 0)).toEqual(expected);
  });

  it.each<Name>(["gelu", "swish", "softplus"])("the derivative of %s is 0 rather than negligible", (name) => {
    const negligible = precision === "f64" ? 2 ** -900 : 2 ** -80;
    const sums = Float64Array.from({ length: 4000 }, (_, index) => round(-index / 5));
    const sizesOfSlopes = computeSlopes(activationCodes[name], sums, precision).map(Math.abs);
    expect(sizesOfSlopes.every((size) => size === 0 || size > negligible)).toBe(true);
    expect(Math.min(...sizesOfSlopes.filter((size) => size > 0))).toBeLessThan(negligible ** 0.9);
    expect(sizesOfSlopes.at(-1)).toBe(0);
  });

  it.each<Name>(["gelu", "swish", "softplus", "elu", "selu", "sigmoid", "tanh"])(
    "the derivative of %s stays NaN",
    (name) => {
      expect([...computeSlopes(activationCodes[name], Float64Array.of(none), precision)]).toEqual([none]);
    },
  );
});

it.each(NAMES)("the derivative of %s is the central difference of its values", (name) => {
  const step = 2 ** -17;
  const sums = createNumbers(9, "f64")
    .list(2000, 3)
    .filter((z) => Math.abs(z) > step);
  const [above, under] = [step, -step].map((shift) =>
    computeActivations(
      activationCodes[name],
      sums.map((z) => z + shift),
      "f64",
    ),
  ) as [Float64Array, Float64Array];
  const slopes = computeSlopes(activationCodes[name], sums, "f64");
  const errors = slopes.map((slope, index) =>
    Math.abs(((above[index] as number) - (under[index] as number)) / (2 * step) - slope),
  );
  expect(Math.max(...errors)).toBeLessThan(5e-10);
});

it.each(["gelu", "swish"] as const)("the derivative of %s is not to be had without its sums", (name) => {
  const bench = createBench("f64");
  const activations = bench.matrix([Float64Array.of(1)]);
  const call = { activation: activationCodes[name], activations, gradients: activations };
  expect(() => multiplyByDerivative(call, "f64")).toThrow(
    "Internal error: expected the sums of an activation that needs them.",
  );
});
