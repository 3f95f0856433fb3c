import { clipNorm, clipValues } from "../engine/clipping.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { NumberRange } from "../engine/parameters.ts";
import type { Precision } from "../engine/precision.ts";
import { type LayoutEntry, rangeOf } from "../network/layout.ts";

/** What clipping works on. */
export interface ClippingInput {
  /** The address of the flat gradients. */
  readonly gradients: number;
  /** The blocks that are trained, in the layout's order, side by side. */
  readonly entries: readonly LayoutEntry[];
  readonly precision: Precision;
  /** The largest size of a gradient, or of a norm. */
  readonly limit: number;
}

/** One row of {@link clippings}. */
export interface Clipping {
  /** One line for help and docs. */
  readonly description: string;
  /** The calls that follow the backward pass and its penalties. */
  readonly plan: (input: ClippingInput) => readonly KernelCall[];
}

/** The ways to clip gradients by name. A new one is a new row here. */
export const clippings = {
  value: {
    description: "every gradient is cut off at −limit and limit",
    plan: (input) => [clipValues(wholeRange(input), input.limit)],
  },
  norm: {
    description: "the gradients of every W and every b with a norm √(Σg²) above the limit are scaled to it",
    plan: ({ gradients, entries, precision, limit }) =>
      entries.map((entry) => clipNorm(rangeOf(gradients, entry, precision), limit)),
  },
  "global-norm": {
    description: "all gradients are scaled alike to a norm √(Σg²) of the limit where theirs is above",
    plan: (input) => [clipNorm(wholeRange(input), input.limit)],
  },
} as const satisfies Record<string, Clipping>;

/** The name of a way to clip gradients. */
export type ClippingName = keyof typeof clippings;

/** All names, in the table's order. */
export const CLIPPING_NAMES: readonly ClippingName[] = Object.keys(clippings) as ClippingName[];

/** All blocks as one range. */
function wholeRange({ gradients, entries, precision }: ClippingInput): NumberRange {
  const [first] = entries as readonly [LayoutEntry, ...LayoutEntry[]];
  const length = entries.reduce((sum, entry) => sum + entry.length, 0);
  return rangeOf(gradients, { ...first, length }, precision);
}
