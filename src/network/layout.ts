import type { DenseParameters } from "../engine/dense.ts";
import type { NumberRange } from "../engine/parameters.ts";
import { bytesOf, type Numbers, type Precision } from "../engine/precision.ts";
import { layersOf, type NetworkSpec } from "./spec.ts";

/**
 * What the numbers of an entry are: weights and biases of sums; the scale γ and shift β of normalized sums; and the
 * running mean and variance of batch normalization, which no step changes: they are measured, not trained.
 */
export type ParameterKind = "weight" | "bias" | "scale" | "shift" | "mean" | "variance";

/** Where the numbers of one kind and layer lie in the flat array of all parameters. */
export interface LayoutEntry {
  readonly kind: ParameterKind;
  /** Counted from 1, as in the article's W1, b1; the last is the output layer. */
  readonly layer: number;
  readonly offset: number;
  readonly length: number;
  /** Units of the layer. */
  readonly rows: number;
  /** Units or features below for weights, 1 for all others. */
  readonly columns: number;
}

/** The table of all parameters of a network: W1, b1, W2, b2, …, each row after row. */
export interface ParameterLayout {
  readonly entries: readonly LayoutEntry[];
  readonly length: number;
  /** How many of them are trained: what is only measured stands at the end. */
  readonly trained: number;
}

/** Where every parameter of a network lies. */
export function createLayout(spec: NetworkSpec): ParameterLayout {
  const entries: LayoutEntry[] = [];
  let offset = 0;
  const add = (kind: ParameterKind, layer: number, rows: number, columns = 1): void => {
    entries.push({ kind, layer, offset, length: rows * columns, rows, columns });
    offset += rows * columns;
  };
  const layers = layersOf(spec);
  for (const [index, { inputs, units, normalization }] of layers.entries()) {
    add("weight", index + 1, units, inputs);
    add("bias", index + 1, units);
    if (normalization === "none") continue;
    add("scale", index + 1, units);
    add("shift", index + 1, units);
  }
  const trained = offset;
  for (const [index, { units, normalization }] of layers.entries()) {
    if (normalization !== "batch") continue;
    add("mean", index + 1, units);
    add("variance", index + 1, units);
  }
  return { entries, length: offset, trained };
}

/** The numbers of one entry, as a view into the flat array. */
export function viewOf<Array extends Numbers>(parameters: Array, entry: LayoutEntry): Array {
  return parameters.subarray(entry.offset, entry.offset + entry.length) as Array;
}

/** Where the numbers of one entry lie in the engine's memory, from the address of the flat array. */
export function rangeOf(address: number, entry: LayoutEntry, precision: Precision): NumberRange {
  return { address: address + entry.offset * bytesOf(precision), count: entry.length };
}

/** Where weights and biases of one layer lie in the engine's memory, from the address of the flat array. */
export function addressesOf(
  address: number,
  layout: ParameterLayout,
  layer: number,
  precision: Precision,
): DenseParameters {
  const addressOf = (kind: ParameterKind): number =>
    rangeOf(address, entryOf(layout, kind, layer), precision).address;
  return { weights: addressOf("weight"), biases: addressOf("bias") };
}

/** What the article calls an entry, W1, b1, …, and the papers on normalization: gamma1, beta1, mean1, variance1. */
export function nameOf({ kind, layer }: LayoutEntry): string {
  return `${NAMES[kind]}${layer}`;
}

const NAMES = {
  weight: "W",
  bias: "b",
  scale: "gamma",
  shift: "beta",
  mean: "mean",
  variance: "variance",
} as const satisfies Record<ParameterKind, string>;

/** The entry of one kind and layer, which the network must have. */
export function entryOf(layout: ParameterLayout, kind: ParameterKind, layer: number): LayoutEntry {
  return layout.entries.find((entry) => entry.kind === kind && entry.layer === layer) as LayoutEntry;
}

/** The weights of all layers, in ascending order. */
export function weightsOf(layout: ParameterLayout): readonly LayoutEntry[] {
  return layout.entries.filter(({ kind }) => kind === "weight");
}
