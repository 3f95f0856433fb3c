import { activationCodes, multiplyByDerivative } from "../engine/activations.ts";
import { inputGradients, parameterGradients } from "../engine/dense.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import type { PanelMatrix } from "../engine/panels.ts";
import { activations } from "../network/activations.ts";
import { type ForwardPass, isFused, type LayerPass } from "../network/forward-pass.ts";
import { addressesOf, entryOf, type ParameterLayout, rangeOf } from "../network/layout.ts";

/** What the backward pass works on. */
export interface BackwardInput {
  readonly layout: ParameterLayout;
  /** The addresses of the flat parameters, and of their derivatives. */
  readonly parameters: number;
  readonly gradients: number;
  readonly forwardPass: ForwardPass;
  /** The call that writes the derivatives of the loss by the logits, summed over examples, to a matrix. */
  readonly lossGradient: (gradients: PanelMatrix) => KernelCall;
  /** The share of one example and output in the cost: 1/m of a mean over m examples. */
  readonly share: number;
  /** The calls that add the derivatives of a layer's penalties to those by its weights. */
  readonly penaltyGradients: (layer: number) => readonly KernelCall[];
}

/** The calls from the logits back to the gradients of all parameters, and the arrays between them. */
export interface BackwardPass {
  readonly calls: readonly KernelCall[];
  /**
   * By layer, from 0: the derivatives of the cost by its sums (units × examples); the first has no derivatives. They lack
   * the factor `share`, and with dropout a factor 1/keepProbability for each layer of theirs and above; the gradients of
   * parameters, which are means of them, take it up, once per parameter rather than for every unit and example.
   */
  readonly sumGradients: readonly PanelMatrix[];
}

/** Plans the backward pass, from the last layer down. */
export function planBackwardPass(plan: MemoryPlan, input: BackwardInput): BackwardPass {
  const { layers, outputs } = input.forwardPass;
  const sumGradients = outputs.map((output, layer) =>
    layer === 0 ? output : plan.reservePanels(output.rows, output.examples),
  );
  const calls: KernelCall[] = [input.lossGradient(sumGradients.at(-1) as PanelMatrix)];
  let { share } = input;
  for (let layer = layers.length; layer >= 1; layer--) {
    const pass = layers[layer - 1] as LayerPass;
    const gradients = sumGradients[layer] as PanelMatrix;
    calls.push(...(pass.normalization?.backward(gradients, input.gradients, share) ?? []));
    calls.push(...parameterCalls(plan, input, { pass, layer, gradients, share }));
    // Noisy weights carry the scale of their inputs; other weights leave it to the share.
    if (pass.weightNoise === undefined) share *= pass.inputScale;
    if (layer === 1) continue;
    const below = { pass: layers[layer - 2] as LayerPass, gradients: sumGradients[layer - 1] as PanelMatrix };
    calls.push(...layerBelowCalls(plan, input, { pass, layer, gradients }, below));
  }
  return { calls, sumGradients };
}

/** A layer on the way down. */
interface LayerDown {
  readonly pass: LayerPass;
  /** Counted from 1. */
  readonly layer: number;
  /** The derivatives by its sums. */
  readonly gradients: PanelMatrix;
}

/** dW and db of a layer from the derivatives by its sums. */
function parameterCalls(
  { precision }: MemoryPlan,
  { layout, gradients, penaltyGradients }: BackwardInput,
  { pass, layer, gradients: sumGradients, share }: LayerDown & { readonly share: number },
): readonly KernelCall[] {
  const call = parameterGradients(
    {
      input: pass.input,
      sumGradients,
      gradients: addressesOf(gradients, layout, layer, precision),
      // The inputs lack their scale, which noisy weights bring with them on the way down.
      shares: [pass.weightNoise === undefined ? share * pass.inputScale : share, share],
    },
    precision,
  );
  const weights = rangeOf(gradients, entryOf(layout, "weight", layer), precision);
  return [call, ...(pass.weightNoise?.backward(weights) ?? []), ...penaltyGradients(layer)];
}

/** The derivatives by the sums of the layer below: through the weights, the noise and the activation. */
function layerBelowCalls(
  { precision }: MemoryPlan,
  { layout, parameters }: BackwardInput,
  above: LayerDown,
  below: Pick<LayerDown, "pass" | "gradients">,
): readonly KernelCall[] {
  const { spec, noise, output, sums, activations: activated } = below.pass;
  const { code } = activations[spec.activation];
  const isFromOutput = isFused(spec) && (noise === undefined || noise.isMask);
  const call = inputGradients(
    {
      activation: isFromOutput ? code : activationCodes.identity,
      weights:
        above.pass.weightNoise?.weights ?? addressesOf(parameters, layout, above.layer, precision).weights,
      sumGradients: above.gradients,
      activations: output,
      output: below.gradients,
    },
    precision,
  );
  const throughNoise = noise?.backward(below.gradients) ?? [];
  // relu's derivative is 0 already where an activation is.
  if (isFromOutput) return code === activationCodes.relu ? [call] : [call, ...throughNoise];
  if (spec.activation === "linear") return [call, ...throughNoise];
  const throughActivation = multiplyByDerivative(
    { activation: code, sums, activations: activated, gradients: below.gradients },
    precision,
  );
  return [call, ...throughNoise, throughActivation];
}
