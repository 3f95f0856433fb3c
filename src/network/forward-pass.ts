import { bindDenseForward, type DenseForward } from "../engine/dense.ts";
import { activations } from "./activations.ts";
import { createLayout, entryOf, viewOf } from "./layout.ts";
import { layerSizes, type NetworkSpec } from "./spec.ts";

/** A bound call of the engine: it knows its arrays. `step` is the number of the iteration. */
export type KernelCall = (step: number) => void;

/** A hidden layer's activations thinned out by dropout: the call that does it and the array that it fills. */
export interface Thinning {
  readonly call: KernelCall;
  readonly thinned: Float64Array;
}

/** The calls that take features to logits, and the arrays between them. */
export interface ForwardPass {
  readonly calls: readonly KernelCall[];
  /** By layer, from 0: the features, then what each layer hands on (units × examples); the last are the logits. */
  readonly outputs: readonly Float64Array[];
  /** By layer: the same before dropout. */
  readonly activations: readonly Float64Array[];
  /** The logit of class 1 for every example. */
  readonly logits: Float64Array;
}

/**
 * Binds the forward pass of a network to its arrays.
 *
 * @param parameters flat, as {@link createLayout} says; read at every run
 * @param input features × examples, one row per feature
 * @param thin how hidden layer l is thinned out, where there is dropout; asked for in ascending order of layers
 */
export function bindForwardPass(
  spec: NetworkSpec,
  parameters: Float64Array,
  input: Float64Array,
  thin: (layer: number, activations: Float64Array) => Thinning | undefined = () => undefined,
): ForwardPass {
  const layout = createLayout(spec);
  const sizes = layerSizes(spec);
  const examples = input.length / spec.inputs;
  const outputs = [input];
  const activationsByLayer = [input];
  const calls: KernelCall[] = [];
  for (let layer = 1; layer < sizes.length; layer++) {
    const units = sizes[layer] as number;
    const output = new Float64Array(units * examples);
    const dense: DenseForward = {
      inputs: sizes[layer - 1] as number,
      units,
      examples,
      weights: viewOf(parameters, entryOf(layout, "weight", layer)),
      biases: viewOf(parameters, entryOf(layout, "bias", layer)),
      input: outputs[layer - 1] as Float64Array,
      output,
    };
    calls.push(bindDenseForward(dense));
    const isHidden = layer < sizes.length - 1;
    if (isHidden) calls.push(() => activations[spec.activation].forward(output));
    const thinning = isHidden ? thin(layer, output) : undefined;
    if (thinning !== undefined) calls.push(thinning.call);
    activationsByLayer.push(output);
    outputs.push(thinning?.thinned ?? output);
  }
  return { calls, outputs, activations: activationsByLayer, logits: outputs.at(-1) as Float64Array };
}

/**
 * The logit of class 1 for every example, without dropout.
 *
 * @param input features × examples, one row per feature
 */
export function computeLogits(
  spec: NetworkSpec,
  parameters: Float64Array,
  input: Float64Array,
): Float64Array {
  const { calls, logits } = bindForwardPass(spec, parameters, input);
  for (const call of calls) call(0);
  return logits;
}
