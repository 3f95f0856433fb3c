import { activate, activationCodes } from "../engine/activations.ts";
import { copyPanels } from "../engine/batches.ts";
import { denseForward } from "../engine/dense.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import type { PanelMatrix } from "../engine/panels.ts";
import { multiply } from "../engine/parameters.ts";
import { activations } from "./activations.ts";
import { addressesOf, createLayout, entryOf, type ParameterLayout, rangeOf } from "./layout.ts";
import type { LayerNoise, TrainingNoise, WeightNoise } from "./noise.ts";
import { type PlannedNormalization, planNormalization } from "./normalization-plan.ts";
import { type LayerSpec, layersOf, type NetworkSpec } from "./spec.ts";

/** One layer on the way up: how its inputs become its outputs, and the arrays between them (units × examples). */
export interface LayerPass {
  readonly spec: LayerSpec;
  /** Inputs × examples. */
  readonly input: PanelMatrix;
  /**
   * What the inputs still lack: dropout leaves what stays unscaled, and its factor 1/keepProbability is taken up by the
   * weights that it meets, once for all examples.
   */
  readonly inputScale: number;
  /** The address of the weights that the sums are made with: the parameters, or a copy that is scaled or has noise. */
  readonly weights: number;
  /** Noise on the weights, where there is any. */
  readonly weightNoise: WeightNoise | undefined;
  readonly normalization: PlannedNormalization | undefined;
  /** What the activation is computed from: the sums, or normalized sums; overwritten where its derivative allows. */
  readonly sums: PanelMatrix;
  readonly activations: PanelMatrix;
  /** Noise on the activations, where there is any. */
  readonly noise: LayerNoise | undefined;
  /** What the layer hands on: the activations, or what noise has made of them. */
  readonly output: PanelMatrix;
}

/** The calls that take features to logits, and the arrays between them. */
export interface ForwardPass {
  readonly calls: readonly KernelCall[];
  /** By layer, from the first hidden one to the output layer. */
  readonly layers: readonly LayerPass[];
  /** By layer, from 0: the features as the first layer takes them, then what each layer hands on; the last are the logits. */
  readonly outputs: readonly PanelMatrix[];
  /** Outputs × examples. */
  readonly logits: PanelMatrix;
}

/** A forward pass of a training step: it has noise, and batch normalization takes mean and variance of the batch. */
export interface TrainingPass {
  readonly noise: TrainingNoise | undefined;
  /** Whether normalization works as in predictions, with the running statistics. False by default. */
  readonly hasFixedStatistics?: boolean;
  /** Whether normalized sums are kept in an array that nothing overwrites. False by default. */
  readonly keepsNormalized?: boolean;
}

/** Where a network's parameters lie. */
export interface PlacedNetwork {
  readonly spec: NetworkSpec;
  /** The address of the flat parameters, as {@link createLayout} says; read at every run. */
  readonly parameters: number;
}

/**
 * Plans the forward pass of a network.
 *
 * @param input features × examples
 * @param training how the pass of a training step differs from a prediction; left out for a prediction
 */
export function planForwardPass(
  plan: MemoryPlan,
  network: PlacedNetwork,
  input: PanelMatrix,
  training?: TrainingPass,
): ForwardPass {
  const layout = createLayout(network.spec);
  const specs = layersOf(network.spec);
  const calls: KernelCall[] = [];
  const layers: LayerPass[] = [];
  const inputNoise = training?.noise?.onOutputs(plan, 0, input);
  if (inputNoise !== undefined) calls.push(...inputNoise.forward);
  let below = { output: inputNoise?.output ?? input, noise: inputNoise };
  const features = below.output;
  for (const [index, spec] of specs.entries()) {
    const planned = planLayer(plan, { network, layout, spec, layer: index + 1, below, training });
    calls.push(...planned.calls);
    layers.push(planned.pass);
    below = planned.pass;
  }
  const outputs = [features, ...layers.map(({ output }) => output)];
  return { calls, layers, outputs, logits: below.output };
}

/** What a layer is planned from. */
interface LayerInput {
  readonly network: PlacedNetwork;
  readonly layout: ParameterLayout;
  readonly spec: LayerSpec;
  /** Counted from 1. */
  readonly layer: number;
  readonly below: Pick<LayerPass, "output" | "noise">;
  readonly training: TrainingPass | undefined;
}

function planLayer(
  plan: MemoryPlan,
  input: LayerInput,
): { readonly pass: LayerPass; readonly calls: readonly KernelCall[] } {
  const { network, layout, spec, layer, below, training } = input;
  const { precision } = plan;
  const sums = plan.reservePanels(spec.units, below.output.examples);
  const inputScale = below.noise?.scale ?? 1;
  const { weightNoise, ...weights } = planWeights(plan, input, inputScale);
  const activation = isFused(spec) ? activations[spec.activation].code : activationCodes.identity;
  const { biases } = addressesOf(network.parameters, layout, layer, precision);
  const dense = { activation, weights: weights.address, biases, input: below.output, output: sums };
  const placed = { layout, parameters: network.parameters, layer, spec, isTraining: isTraining(training) };
  const normalization = planNormalization(plan, placed, sums);
  const normalized = normalization?.output ?? sums;
  const isKept = normalization !== undefined && training?.keepsNormalized === true;
  const activated = planActivation(plan, spec, normalized, isKept);
  const noise = training?.noise?.onOutputs(plan, layer, activated.output);
  const pass = {
    spec,
    input: below.output,
    inputScale,
    weights: weights.address,
    weightNoise,
    normalization,
    sums: normalized,
    noise,
    activations: activated.output,
    output: noise?.output ?? activated.output,
  };
  const calls = [
    ...weights.calls,
    denseForward(dense, precision),
    ...(normalization?.forward ?? []),
    ...activated.calls,
    ...(noise?.forward ?? []),
  ];
  return { pass, calls };
}

function isTraining(training: TrainingPass | undefined): boolean {
  return training !== undefined && training.hasFixedStatistics !== true;
}

/** The weights that the sums are made with: the parameters, or a copy that is scaled or has noise. */
function planWeights(
  plan: MemoryPlan,
  { network, layout, layer, training }: LayerInput,
  scale: number,
): { address: number; weightNoise: WeightNoise | undefined; calls: readonly KernelCall[] } {
  const entry = entryOf(layout, "weight", layer);
  const weights = rangeOf(network.parameters, entry, plan.precision);
  const weightNoise = training?.noise?.onWeights(plan, layer, { weights, scale });
  if (weightNoise !== undefined) {
    return { address: weightNoise.weights, weightNoise, calls: weightNoise.forward };
  }
  if (scale === 1) return { address: weights.address, weightNoise, calls: [] };
  const address = plan.reserveNumbers(entry.length);
  return { address, weightNoise, calls: [multiply(weights, address, scale)] };
}

/** Whether a layer's activation is computed, and its derivative taken, by the calls that compute the sums. */
export function isFused({ activation, normalization }: LayerSpec): boolean {
  return normalization === "none" && activations[activation].isFused;
}

function planActivation(
  plan: MemoryPlan,
  spec: LayerSpec,
  sums: PanelMatrix,
  isKept: boolean,
): { readonly output: PanelMatrix; readonly calls: readonly KernelCall[] } {
  const { code, needsSums } = activations[spec.activation];
  const isSum = isFused(spec) || spec.activation === "linear";
  if (isSum && !isKept) return { output: sums, calls: [] };
  const output = needsSums || isKept ? plan.reservePanels(sums.rows, sums.examples) : sums;
  if (isSum) return { output, calls: [copyPanels(sums, output, plan.precision)] };
  return { output, calls: [activate({ activation: code, sums, output }, plan.precision)] };
}
