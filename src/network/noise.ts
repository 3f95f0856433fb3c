/** What regularizers by noise do to a network while it is trained: to what layers hand on, and to weights. */

import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import type { PanelMatrix } from "../engine/panels.ts";
import type { NumberRange } from "../engine/parameters.ts";

/** Noise on what one layer hands on. */
export interface LayerNoise {
  /** The calls of the way up, after the layer has been computed. */
  readonly forward: readonly KernelCall[];
  /** What the next layer takes: the values themselves, changed in place, or an array of its own. */
  readonly output: PanelMatrix;
  /** What the output still lacks, for the weights above to take up: 1/keepProbability of dropout, else 1. */
  readonly scale: number;
  /** Whether all that happened is that some values became 0, so that derivatives can be taken from the output. */
  readonly isMask: boolean;
  /** The calls of the way down: derivatives by the output become derivatives by the values, in place. */
  readonly backward: (gradients: PanelMatrix) => readonly KernelCall[];
}

/** Noise on the weights of one layer. */
export interface WeightNoise {
  readonly forward: readonly KernelCall[];
  /** The address of the weights that the layer is computed with, in the shape of its own. */
  readonly weights: number;
  /** The calls of the way down: derivatives by those weights become derivatives by the parameters, in place. */
  readonly backward: (gradients: NumberRange) => readonly KernelCall[];
}

/** The noise of a network in training. */
export interface TrainingNoise {
  /**
   * The noise on what a layer hands on; undefined where there is none. Asked for in ascending order of layers.
   *
   * @param layer 0 for the features, which are not to be changed
   */
  readonly onOutputs: (plan: MemoryPlan, layer: number, values: PanelMatrix) => LayerNoise | undefined;
  /**
   * The noise on the weights of a layer; undefined where there is none.
   *
   * @param scale what the layer's inputs lack: the noisy weights take it up
   */
  readonly onWeights: (
    plan: MemoryPlan,
    layer: number,
    of: { readonly weights: NumberRange; readonly scale: number },
  ) => WeightNoise | undefined;
}
