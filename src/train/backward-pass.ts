import {
  bindDenseInputGradients,
  bindDenseParameterGradients,
  type DenseInputGradients,
} from "../engine/dense.ts";
import { applyMask } from "../engine/dropout.ts";
import { logisticGradient } from "../engine/logistic-loss.ts";
import { addPenaltyGradient } from "../engine/parameters.ts";
import { activations } from "../network/activations.ts";
import type { ForwardPass, KernelCall } from "../network/forward-pass.ts";
import { entryOf, type ParameterLayout, viewOf } from "../network/layout.ts";
import { layerSizes, type NetworkSpec } from "../network/spec.ts";

/** What the backward pass is bound to. */
export interface BackwardBinding {
  readonly spec: NetworkSpec;
  readonly layout: ParameterLayout;
  readonly parameters: Float64Array;
  /** Receives the derivatives of the cost by all parameters. */
  readonly gradients: Float64Array;
  readonly forwardPass: ForwardPass;
  /** Dropout masks by layer; undefined where a layer has none. */
  readonly masks: readonly (Float64Array | undefined)[];
  /** The class index of every example. */
  readonly targets: Float64Array;
  /** λ/m: what the penalty adds to a weight's derivative per unit of weight. */
  readonly penaltyRate: number;
}

/** The calls from the logits back to the gradients of all parameters, and the arrays between them. */
export interface BackwardPass {
  readonly calls: readonly KernelCall[];
  /** By layer: the derivatives of the cost by its sums (units × examples); the first entry is empty. */
  readonly sumGradients: readonly Float64Array[];
}

/** Binds the backward pass to its arrays, from the last layer down. */
export function bindBackwardPass(binding: BackwardBinding): BackwardPass {
  const { forwardPass, targets } = binding;
  const sizes = layerSizes(binding.spec);
  const sumGradients = sizes.map(
    (units, layer) => new Float64Array(layer === 0 ? 0 : units * targets.length),
  );
  const output = { logits: forwardPass.logits, targets, sumGradients: sumGradients.at(-1) as Float64Array };
  const calls: KernelCall[] = [() => logisticGradient(output)];
  for (let layer = sizes.length - 1; layer >= 1; layer--) {
    calls.push(...bindParameterGradients(binding, sumGradients, layer));
    if (layer > 1) calls.push(...bindLayerBelow(binding, sumGradients, layer));
  }
  return { calls, sumGradients };
}

/** dW and db of a layer from the derivatives by its sums. */
function bindParameterGradients(
  { spec, layout, parameters, gradients, forwardPass, targets, penaltyRate }: BackwardBinding,
  sumGradients: readonly Float64Array[],
  layer: number,
): KernelCall[] {
  const sizes = layerSizes(spec);
  const weights = viewOf(parameters, entryOf(layout, "weight", layer));
  const call = {
    inputs: sizes[layer - 1] as number,
    units: sizes[layer] as number,
    examples: targets.length,
    input: forwardPass.outputs[layer - 1] as Float64Array,
    sumGradients: sumGradients[layer] as Float64Array,
    weightGradients: viewOf(gradients, entryOf(layout, "weight", layer)),
    biasGradients: viewOf(gradients, entryOf(layout, "bias", layer)),
  };
  const calls: KernelCall[] = [bindDenseParameterGradients(call)];
  if (penaltyRate > 0) calls.push(() => addPenaltyGradient(call.weightGradients, weights, penaltyRate));
  return calls;
}

/** The derivatives by the sums of the layer below: through the weights, the mask and the activation. */
function bindLayerBelow(
  { spec, layout, parameters, forwardPass, masks, targets }: BackwardBinding,
  sumGradients: readonly Float64Array[],
  layer: number,
): KernelCall[] {
  const sizes = layerSizes(spec);
  const below = sumGradients[layer - 1] as Float64Array;
  const dense: DenseInputGradients = {
    inputs: sizes[layer - 1] as number,
    units: sizes[layer] as number,
    examples: targets.length,
    weights: viewOf(parameters, entryOf(layout, "weight", layer)),
    sumGradients: sumGradients[layer] as Float64Array,
    inputGradients: below,
  };
  const calls: KernelCall[] = [bindDenseInputGradients(dense)];
  const mask = masks[layer - 1];
  if (mask !== undefined) calls.push(() => applyMask(below, mask, below));
  const activated = forwardPass.activations[layer - 1] as Float64Array;
  const { gradient } = activations[spec.activation];
  calls.push(() => gradient(below, activated));
  return calls;
}
