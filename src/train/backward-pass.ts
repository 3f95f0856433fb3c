import { activationCodes } from "../engine/activations.ts";
import { inputGradients, type ParameterGradients, parameterGradients } from "../engine/dense.ts";
import { applyMask, type Mask } from "../engine/dropout.ts";
import type { KernelCall } from "../engine/kernels.ts";
import { type LossArrays, logisticGradient } from "../engine/losses.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import type { PanelMatrix } from "../engine/panels.ts";
import { addPenaltyGradient } from "../engine/parameters.ts";
import { activations } from "../network/activations.ts";
import type { ForwardPass } from "../network/forward-pass.ts";
import { addressesOf, entryOf, type ParameterLayout, rangeOf } from "../network/layout.ts";
import type { NetworkSpec } from "../network/spec.ts";

/** What the backward pass works on. */
export interface BackwardInput {
  readonly spec: NetworkSpec;
  readonly layout: ParameterLayout;
  /** The addresses of the flat parameters, and of their derivatives. */
  readonly parameters: number;
  readonly gradients: number;
  readonly forwardPass: ForwardPass;
  /** Dropout masks by layer; undefined where a layer has none. */
  readonly masks: readonly (Mask | undefined)[];
  readonly keepProbability: number;
  /** The class index of every example. */
  readonly targets: PanelMatrix;
  /** λ/m: what the penalty adds to a weight's derivative per unit of weight. */
  readonly penaltyRate: number;
}

/** The calls from the logits back to the gradients of all parameters, and the arrays between them. */
export interface BackwardPass {
  readonly calls: readonly KernelCall[];
  /**
   * By layer, from 1: the derivatives of the cost by its sums (units × examples). With dropout they lack a factor
   * 1/keepProbability for each hidden layer from theirs on upwards; the gradients of parameters, which are means of
   * them, take it up, once per parameter rather than for every unit and example.
   */
  readonly sumGradients: readonly PanelMatrix[];
}

/** Plans the backward pass, from the last layer down. */
export function planBackwardPass(plan: MemoryPlan, input: BackwardInput): BackwardPass {
  const { forwardPass, targets, masks, keepProbability } = input;
  const hasDropout = masks.some((mask) => mask !== undefined);
  const sumGradients = forwardPass.outputs.map(({ rows, examples }, layer) =>
    layer === 0 ? (forwardPass.outputs[0] as PanelMatrix) : plan.reservePanels(rows, examples),
  );
  const last = sumGradients.length - 1;
  const loss: LossArrays = {
    logits: forwardPass.logits,
    targets,
    gradients: sumGradients[last] as PanelMatrix,
    result: 0,
  };
  const calls: KernelCall[] = [logisticGradient(loss)];
  const scale = hasDropout ? 1 / keepProbability : 1;
  let share = 1 / targets.examples;
  for (let layer = last; layer >= 1; layer--) {
    // A layer's inputs, but for the features, lack the factor as well.
    const ofInputs = layer > 1 ? scale : 1;
    const shares = [share * ofInputs, share] as const;
    calls.push(...parameterCalls(plan, input, sumGradients, { layer, shares }));
    if (layer > 1) calls.push(...layerBelowCalls(plan, input, sumGradients, layer));
    share *= scale;
  }
  return { calls, sumGradients };
}

/** dW and db of a layer from the derivatives by its sums. */
function parameterCalls(
  { precision }: MemoryPlan,
  { layout, parameters, gradients, forwardPass, penaltyRate }: BackwardInput,
  sumGradients: readonly PanelMatrix[],
  { layer, shares }: Pick<ParameterGradients, "shares"> & { readonly layer: number },
): readonly KernelCall[] {
  const call = parameterGradients(
    {
      input: forwardPass.outputs[layer - 1] as PanelMatrix,
      sumGradients: sumGradients[layer] as PanelMatrix,
      gradients: addressesOf(gradients, layout, layer, precision),
      shares,
    },
    precision,
  );
  if (penaltyRate === 0) return [call];
  const entry = entryOf(layout, "weight", layer);
  const weights = rangeOf(parameters, entry, precision);
  return [call, addPenaltyGradient(weights, rangeOf(gradients, entry, precision).address, penaltyRate)];
}

/** The derivatives by the sums of the layer below: through the weights, the mask and the activation. */
function layerBelowCalls(
  { precision }: MemoryPlan,
  { spec, layout, parameters, forwardPass, masks }: BackwardInput,
  sumGradients: readonly PanelMatrix[],
  layer: number,
): readonly KernelCall[] {
  const output = sumGradients[layer - 1] as PanelMatrix;
  const { code } = activations[spec.activation];
  const call = inputGradients(
    {
      activation: code,
      weights: addressesOf(parameters, layout, layer, precision).weights,
      sumGradients: sumGradients[layer] as PanelMatrix,
      activations: forwardPass.outputs[layer - 1] as PanelMatrix,
      output,
    },
    precision,
  );
  const mask = masks[layer - 1];
  // relu's derivative is 0 already where an activation is.
  return mask === undefined || code === activationCodes.relu ? [call] : [call, applyMask(mask, output)];
}
