import type { DenseParameters } from "../engine/dense.ts";
import type { NumberRange } from "../engine/parameters.ts";
import { bytesOf, type Numbers, type Precision } from "../engine/precision.ts";
import { layerSizes, type NetworkSpec } from "./spec.ts";

/** Where the weights or biases of one layer lie in the flat array of all parameters. */
export interface LayoutEntry {
  readonly kind: "weight" | "bias";
  /** Counted from 1, as in the article's W1, b1; the last is the output layer. */
  readonly layer: number;
  readonly offset: number;
  readonly length: number;
  /** Units of the layer. */
  readonly rows: number;
  /** Units or features below for weights, 1 for biases. */
  readonly columns: number;
}

/** The table of all parameters of a network: W1, b1, W2, b2, …, each row after row. */
export interface ParameterLayout {
  readonly entries: readonly LayoutEntry[];
  readonly length: number;
}

/** Where every parameter of a network lies. */
export function createLayout(spec: NetworkSpec): ParameterLayout {
  const sizes = layerSizes(spec);
  const entries: LayoutEntry[] = [];
  let offset = 0;
  for (let layer = 1; layer < sizes.length; layer++) {
    const rows = sizes[layer] as number;
    for (const kind of ["weight", "bias"] as const) {
      const columns = kind === "weight" ? (sizes[layer - 1] as number) : 1;
      entries.push({ kind, layer, offset, length: rows * columns, rows, columns });
      offset += rows * columns;
    }
  }
  return { entries, length: offset };
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
  const addressOf = (kind: LayoutEntry["kind"]): number =>
    rangeOf(address, entryOf(layout, kind, layer), precision).address;
  return { weights: addressOf("weight"), biases: addressOf("bias") };
}

/** The name that the article gives to an entry: W1, b1, … */
export function nameOf(entry: LayoutEntry): string {
  return `${entry.kind === "weight" ? "W" : "b"}${entry.layer}`;
}

/** The entry of one layer's weights or biases. */
export function entryOf(layout: ParameterLayout, kind: LayoutEntry["kind"], layer: number): LayoutEntry {
  return layout.entries[2 * (layer - 1) + (kind === "weight" ? 0 : 1)] as LayoutEntry;
}
