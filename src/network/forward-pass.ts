import { activationCodes } from "../engine/activations.ts";
import { denseForward } from "../engine/dense.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import type { PanelMatrix } from "../engine/panels.ts";
import { multiply } from "../engine/parameters.ts";
import { activations } from "./activations.ts";
import { addressesOf, createLayout, entryOf, rangeOf } from "./layout.ts";
import { layerSizes, type NetworkSpec } from "./spec.ts";

/** How the hidden layers of a pass are thinned out. */
export interface Thinning {
  readonly keepProbability: number;
  /** The calls that set to 0 what drops out of a hidden layer; asked for in ascending order of layers. */
  readonly callsFor: (layer: number, values: PanelMatrix) => readonly KernelCall[];
}

/** The calls that take features to logits, and the arrays between them. */
export interface ForwardPass {
  readonly calls: readonly KernelCall[];
  /**
   * By layer, from 0: the features, then each layer's activations (units × examples), 0 where they dropped out; the last
   * are the logits. What stays is multiplied by 1/keepProbability in the weights that it meets, once for all examples.
   */
  readonly outputs: readonly PanelMatrix[];
  /** The logit of class 1 for every example. */
  readonly logits: PanelMatrix;
}

/**
 * Plans the forward pass of a network.
 *
 * @param parameters the address of the flat parameters, as {@link createLayout} says; read at every run
 * @param input features × examples
 * @param thinning dropout, where there is any
 */
export function planForwardPass(
  plan: MemoryPlan,
  { spec, parameters }: { readonly spec: NetworkSpec; readonly parameters: number },
  input: PanelMatrix,
  thinning?: Thinning,
): ForwardPass {
  const { precision } = plan;
  const layout = createLayout(spec);
  const sizes = layerSizes(spec);
  const outputs = [input];
  const calls: KernelCall[] = [];
  for (let layer = 1; layer < sizes.length; layer++) {
    const isHidden = layer < sizes.length - 1;
    const output = plan.reservePanels(sizes[layer] as number, input.examples);
    const { weights, biases } = addressesOf(parameters, layout, layer, precision);
    const dense = {
      activation: isHidden ? activations[spec.activation].code : activationCodes.identity,
      weights,
      biases,
      input: outputs[layer - 1] as PanelMatrix,
      output,
    };
    if (layer > 1 && thinning !== undefined) {
      const entry = entryOf(layout, "weight", layer);
      dense.weights = plan.reserveNumbers(entry.length);
      const scale = 1 / thinning.keepProbability;
      calls.push(multiply(rangeOf(parameters, entry, precision), dense.weights, scale));
    }
    calls.push(denseForward(dense, precision));
    if (isHidden && thinning !== undefined) calls.push(...thinning.callsFor(layer, output));
    outputs.push(output);
  }
  return { calls, outputs, logits: outputs.at(-1) as PanelMatrix };
}
