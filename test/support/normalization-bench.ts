/** Batch and layer normalization on a bench: small layers, both ways through them, and their formulas. */

import fc from "fast-check";
import type { KernelCall } from "../../src/engine/kernels.ts";
import {
  BATCH_STATISTICS,
  batchNormBackward,
  batchNormForward,
  layerNormBackward,
  layerNormForward,
  NORMALIZATION_EPSILON,
  type NormBackward,
} from "../../src/engine/normalization.ts";
import type { PanelMatrix } from "../../src/engine/panels.ts";
import type { Precision } from "../../src/engine/precision.ts";
import {
  createBench,
  createNumbers,
  type Expected,
  type KernelBench,
  type Rows,
  rounderOf,
  seeds,
  sumOf,
} from "./kernel-bench.ts";

/** What mean and variance are taken over: the examples of a unit, or the units of an example. */
export type NormKind = "batch" | "layer";

/** Both, for `describe.each`. */
export const NORM_KINDS: readonly NormKind[] = ["batch", "layer"];

const counts = fc.oneof(fc.constantFrom(1, 2, 3, 4, 5, 7, 8, 9), fc.integer({ min: 1, max: 40 }));

/** Sums whose mean is not 0, and what stands where no example is. */
export const normProblems = fc.record({
  seed: seeds,
  units: counts,
  examples: counts,
  deviation: fc.constantFrom(0.01, 1, 100),
  padding: fc.constantFrom(1e15, Number.NaN),
});

/** A problem of {@link normProblems}. */
export type NormProblem = typeof normProblems extends fc.Arbitrary<infer Value> ? Value : never;

/** The input of a layer's normalization, and its parameters. */
export interface NormLayer {
  readonly input: Rows;
  readonly scale: Float64Array;
  readonly shift: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** The layer of a problem. */
export function createNormLayer(
  { seed, units, examples, deviation }: NormProblem,
  precision: Precision,
): NormLayer {
  const numbers = createNumbers(seed, precision);
  const round = rounderOf(precision);
  const offsets = numbers.list(units, deviation);
  const input = numbers
    .rows(units, examples, deviation)
    .map((row, unit) => row.map((z) => round(z + (offsets[unit] as number))));
  const [scale, shift] = [numbers.list(units), numbers.list(units)];
  const variance = numbers.list(units, deviation).map((value) => round(value * value));
  return { input, scale, shift, mean: numbers.list(units, deviation), variance };
}

/** Where a normalization's arrays lie in a bench. */
interface Arrays {
  readonly forward: KernelCall;
  readonly normalized: PanelMatrix;
  readonly output: PanelMatrix;
  readonly running: { readonly mean: number; readonly variance: number };
  readonly backward: Pick<NormBackward, "normalized" | "statistics" | "scale">;
}

/** How a normalization is run on a bench. */
export interface NormSettings {
  readonly padding?: number;
  readonly momentum?: number;
  /** Which array is the input's own: results must not depend on it. */
  readonly inPlace?: "normalized" | "output" | undefined;
}

function place(
  bench: KernelBench,
  kind: NormKind,
  layer: NormLayer,
  { padding = 0, momentum, inPlace }: NormSettings,
): Arrays {
  const input = bench.matrix(layer.input, padding);
  const units = layer.input.length;
  const { examples } = input;
  const normalized = inPlace === "normalized" ? input : bench.unwritten(units, examples);
  const output = inPlace === "output" ? input : bench.unwritten(units, examples);
  const [scale, shift] = [bench.numbers(layer.scale), bench.numbers(layer.shift)];
  const running = { mean: bench.numbers(layer.mean), variance: bench.numbers(layer.variance) };
  const statistics =
    kind === "batch"
      ? bench.numbers(new Float64Array(BATCH_STATISTICS * units).fill(Number.NaN))
      : bench.unwritten(1, examples).address;
  const arrays = { input, normalized, output, scale, shift, statistics };
  const forward =
    kind === "layer"
      ? layerNormForward(arrays)
      : batchNormForward({ ...arrays, ...running, ...(momentum === undefined ? {} : { momentum }) });
  return { forward, normalized, output, running, backward: { normalized, statistics, scale } };
}

/** What the way up leaves. */
export interface NormOutcome {
  readonly normalized: Rows;
  readonly output: Rows;
  readonly padding: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly isComplete: boolean;
}

/** The way up. */
export function normalizeForward(
  kind: NormKind,
  layer: NormLayer,
  precision: Precision,
  settings: NormSettings = {},
): NormOutcome {
  const bench = createBench(precision);
  const arrays = place(bench, kind, layer, settings);
  const result = bench.run([arrays.forward]);
  const units = layer.input.length;
  return {
    normalized: result.rows(arrays.normalized),
    output: result.rows(arrays.output),
    padding: result.padding(arrays.output),
    mean: result.numbers(arrays.running.mean, units),
    variance: result.numbers(arrays.running.variance, units),
    isComplete: result.isComplete,
  };
}

/** Mean, biased variance in two passes, and the largest size of some numbers. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
  readonly largest: number;
}

/** The moments of some numbers. */
export function momentsOf(values: Float64Array): Moments {
  const mean = sumOf(values).value / values.length;
  const variance = sumOf(values.map((z) => (z - mean) ** 2)).value / values.length;
  return { mean, variance, largest: values.reduce((most, z) => Math.max(most, Math.abs(z)), 0) };
}

/** What is normalized together: the rows, or the columns. */
export function groupsOf(kind: NormKind, rows: Rows): Rows {
  if (kind === "batch") return rows;
  return Array.from(rows[0] as Float64Array, (_, example) =>
    Float64Array.from(rows, (row) => row[example] as number),
  );
}

/** A group, and the place in it, of a unit and an example. */
export function inGroup(
  kind: NormKind,
  unit: number,
  example: number,
): readonly [group: number, place: number] {
  return kind === "batch" ? [unit, example] : [example, unit];
}

/** 1/√(v + ε). */
export function inverseOf({ variance }: Pick<Moments, "variance">): number {
  return 1 / Math.sqrt(variance + NORMALIZATION_EPSILON);
}

/** x̂ of z, and how far the numbers of its group let it be known. */
export function normalizedOf(z: number, moments: Moments): Expected {
  const inverse = inverseOf(moments);
  const value = (z - moments.mean) * inverse;
  return { value, size: 4 * moments.largest * inverse * (1 + value * value) + Math.abs(value) };
}

/** A number times an exact factor. */
export function scaled(factor: number, { value, size }: Expected): Expected {
  return { value: factor * value, size: Math.abs(factor) * size };
}

/** What the way back leaves. */
export interface NormBack {
  readonly gradients: Rows;
  readonly padding: Float64Array;
  readonly scale: Float64Array;
  readonly shift: Float64Array;
  /** x̂, as the way up has left it. */
  readonly normalized: Rows;
}

/** The share of the derivatives by γ and β. */
export const SHARE = 0.125;

/** The way up, then the way back from some derivatives. */
export function normalizeBackward(
  kind: NormKind,
  layer: NormLayer,
  gradients: Rows,
  { precision, padding = 0 }: { precision: Precision; padding?: number },
): NormBack {
  const bench = createBench(precision);
  const arrays = place(bench, kind, layer, { padding });
  const units = layer.input.length;
  const parameterGradients = {
    scale: bench.numbers(new Float64Array(units).fill(Number.NaN)),
    shift: bench.numbers(new Float64Array(units).fill(Number.NaN)),
  };
  const matrix = bench.matrix(gradients, padding);
  const call = { gradients: matrix, ...arrays.backward, parameterGradients, share: SHARE };
  const back = kind === "batch" ? batchNormBackward(call) : layerNormBackward(call);
  const result = bench.run([arrays.forward, back]);
  return {
    gradients: result.rows(matrix),
    padding: result.padding(matrix),
    scale: result.numbers(parameterGradients.scale, units),
    shift: result.numbers(parameterGradients.shift, units),
    normalized: result.rows(arrays.normalized),
  };
}
