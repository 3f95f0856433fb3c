import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import {
  BATCH_STATISTICS,
  batchNormBackward,
  batchNormForward,
  batchNormInference,
  layerNormBackward,
  layerNormForward,
  type NormParameters,
} from "../engine/normalization.ts";
import type { PanelMatrix } from "../engine/panels.ts";
import { entryOf, type ParameterKind, type ParameterLayout, rangeOf } from "./layout.ts";
import type { LayerSpec } from "./spec.ts";

/** A layer's normalization in the calls of a pass. */
export interface PlannedNormalization {
  readonly forward: readonly KernelCall[];
  /** γ·x̂ + β, units × examples. */
  readonly output: PanelMatrix;
  /**
   * The calls of the way down: derivatives by the output become derivatives by the sums, in place; those by γ and β are
   * written beside the gradients of weights.
   *
   * @param parameterGradients the address of the flat gradients
   * @param share what sums over examples are multiplied by
   */
  readonly backward: (
    gradients: PanelMatrix,
    parameterGradients: number,
    share: number,
  ) => readonly KernelCall[];
}

/** Where a layer with a normalization is. */
export interface NormalizedLayer {
  readonly layout: ParameterLayout;
  /** The address of the flat parameters. */
  readonly parameters: number;
  /** Counted from 1. */
  readonly layer: number;
  readonly spec: LayerSpec;
  /** Whether batch normalization takes mean and variance of the batch, or those that it has gathered. */
  readonly isTraining: boolean;
}

/** Plans what a layer's normalization does with its sums; undefined where it has none. */
export function planNormalization(
  plan: MemoryPlan,
  layer: NormalizedLayer,
  sums: PanelMatrix,
): PlannedNormalization | undefined {
  if (layer.spec.normalization === "none") return undefined;
  return layer.spec.normalization === "batch" ? planBatch(plan, layer, sums) : planLayer(plan, layer, sums);
}

function planBatch(plan: MemoryPlan, layer: NormalizedLayer, sums: PanelMatrix): PlannedNormalization {
  const places = {
    ...parametersOf(plan, layer, layer.parameters),
    mean: addressOf(plan, layer, "mean", layer.parameters),
    variance: addressOf(plan, layer, "variance", layer.parameters),
    statistics: plan.reserveNumbers(BATCH_STATISTICS * sums.rows),
  };
  if (!layer.isTraining) {
    const forward = [batchNormInference({ ...places, input: sums, output: sums })];
    return { forward, output: sums, backward: () => [] };
  }
  const output = plan.reservePanels(sums.rows, sums.examples);
  return {
    forward: [batchNormForward({ ...places, input: sums, normalized: sums, output })],
    output,
    backward: (gradients, address, share) => [
      batchNormBackward({
        gradients,
        normalized: sums,
        statistics: places.statistics,
        scale: places.scale,
        share,
        parameterGradients: parametersOf(plan, layer, address),
      }),
    ],
  };
}

function planLayer(plan: MemoryPlan, layer: NormalizedLayer, sums: PanelMatrix): PlannedNormalization {
  const parameters = parametersOf(plan, layer, layer.parameters);
  const statistics = plan.reservePanels(1, sums.examples).address;
  const output = layer.isTraining ? plan.reservePanels(sums.rows, sums.examples) : sums;
  return {
    forward: [layerNormForward({ ...parameters, statistics, input: sums, normalized: sums, output })],
    output,
    backward: (gradients, address, share) => [
      layerNormBackward({
        gradients,
        normalized: sums,
        statistics,
        scale: parameters.scale,
        share,
        parameterGradients: parametersOf(plan, layer, address),
      }),
    ],
  };
}

function parametersOf(plan: MemoryPlan, layer: NormalizedLayer, address: number): NormParameters {
  return { scale: addressOf(plan, layer, "scale", address), shift: addressOf(plan, layer, "shift", address) };
}

function addressOf(
  { precision }: MemoryPlan,
  { layout, layer }: NormalizedLayer,
  kind: ParameterKind,
  address: number,
): number {
  return rangeOf(address, entryOf(layout, kind, layer), precision).address;
}
