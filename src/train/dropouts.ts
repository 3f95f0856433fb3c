import { applyMask, type Mask } from "../engine/dropout.ts";
import type { KernelCall } from "../engine/kernels.ts";
import { alphaDropout, alphaDropoutGradient } from "../engine/masked.ts";
import { multiplyByNoise } from "../engine/noise.ts";
import type { PanelMatrix } from "../engine/panels.ts";
import type { Precision } from "../engine/precision.ts";

/** What a kind of dropout is planned from. */
export interface DropoutInput {
  readonly keepProbability: number;
  readonly precision: Precision;
  /** A mask that keeps each unit with that chance, drawn anew in every iteration. */
  readonly drawMask: () => Mask;
  /** Standard normal numbers, drawn anew in every iteration. */
  readonly drawNormals: () => PanelMatrix;
}

/** A planned dropout. */
export interface DropoutPlan {
  /** What the values still lack afterwards. */
  readonly scale: number;
  /** Changes what a layer hands on, in place. */
  readonly forward: (values: PanelMatrix) => KernelCall;
  /** Makes derivatives by the changed values derivatives by the values, in place. */
  readonly backward: (gradients: PanelMatrix) => KernelCall;
}

/** One row of {@link dropouts}. */
export interface Dropout {
  /** One line for help and docs: formula and source. */
  readonly description: string;
  /** Whether all it does is to set values to 0. */
  readonly isMask: boolean;
  readonly plan: (input: DropoutInput) => DropoutPlan;
}

/** The kinds of dropout by name. A new one is a new row. */
export const dropouts = {
  standard: {
    description: "a unit's value is 0 or value/p, p the keep probability (Srivastava et al. 2014)",
    isMask: true,
    plan: ({ keepProbability, drawMask }) => {
      const mask = drawMask();
      return {
        scale: 1 / keepProbability,
        forward: (values) => applyMask(mask, values),
        backward: (gradients) => applyMask(mask, gradients),
      };
    },
  },
  gaussian: {
    description:
      "values are multiplied by normal numbers of mean 1 and variance (1 − p)/p (Srivastava et al. 2014)",
    isMask: false,
    plan: ({ keepProbability, precision, drawNormals }) => {
      const normals = drawNormals();
      const deviation = Math.sqrt((1 - keepProbability) / keepProbability);
      const multiply = (values: PanelMatrix): KernelCall =>
        multiplyByNoise({ normals, values, deviation }, precision);
      return { scale: 1, forward: multiply, backward: multiply };
    },
  },
  alpha: {
    description:
      "a unit's value is kept or −1.7581, then all are scaled and shifted so that mean 0 and variance 1 stay; " +
      "for selu (Klambauer et al. 2017)",
    isMask: false,
    plan: ({ keepProbability, drawMask }) => {
      const mask = drawMask();
      return {
        scale: 1,
        forward: (values) => alphaDropout({ mask, values, keepProbability }),
        backward: (gradients) => alphaDropoutGradient({ mask, values: gradients, keepProbability }),
      };
    },
  },
} as const satisfies Record<string, Dropout>;

/** The name of a kind of dropout. */
export type DropoutName = keyof typeof dropouts;

/** All names, in the table's order. */
export const DROPOUT_NAMES: readonly DropoutName[] = Object.keys(dropouts) as DropoutName[];
