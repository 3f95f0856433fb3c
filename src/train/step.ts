import { describeValue, InvalidInputError } from "../base/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { applyMask } from "../engine/dropout.ts";
import { logisticCost } from "../engine/logistic-loss.ts";
import { areFinite, descend, sumOfSquares } from "../engine/parameters.ts";
import {
  bindForwardPass,
  type ForwardPass,
  type KernelCall,
  type Thinning,
} from "../network/forward-pass.ts";
import { createInitialParameters } from "../network/initial-parameters.ts";
import { createLayout, type ParameterLayout, viewOf } from "../network/layout.ts";
import type { NetworkSpec } from "../network/spec.ts";
import { bindBackwardPass } from "./backward-pass.ts";
import { checkMemory } from "./check-memory.ts";
import type { TrainSettings } from "./options.ts";
import { createRandomness, type TrainingRandomness } from "./randomness.ts";

/**
 * One iteration of gradient descent as a flat list of engine calls, bound once to their arrays: an iteration creates no
 * array and no object.
 */
export interface Step {
  readonly spec: NetworkSpec;
  readonly layout: ParameterLayout;
  /** Flat, as the layout says. A run changes them by `descend` alone, a gradient check one by one. */
  readonly parameters: Float64Array;
  /** The derivatives of the cost, in the same places. */
  readonly gradients: Float64Array;
  /** The arrays of the forward pass, by layer. */
  readonly forwardPass: ForwardPass;
  /** The derivatives by every layer's sums, by layer (units × examples); the first entry is empty. */
  readonly sumGradients: readonly Float64Array[];
  /** Runs the forward pass of an iteration, with its masks. */
  readonly forward: (iteration: number) => void;
  /** Whether the last forward pass ended in finite logits. */
  readonly isFinite: () => boolean;
  /** Runs the backward pass after it: fills `gradients`. */
  readonly backward: () => void;
  /** The mean cross-entropy of the last forward pass. */
  readonly dataCost: () => number;
  /** λ/(2m)·Σw² of the present weights. */
  readonly penalty: () => number;
  /** Takes the step, unless it leads to numbers that are not finite. @returns whether it was taken */
  readonly descend: () => boolean;
}

/** Features × examples as the engine takes them: one row per feature. */
export function toInput(dataset: Dataset): Float64Array {
  return dataset.toMatrices().X.data;
}

/** Class indexes as numbers. */
export function toTargets(dataset: Dataset): Float64Array {
  return Float64Array.from(dataset.target.values);
}

/**
 * Binds a network with first parameters to its training examples.
 *
 * @param developmentExamples how many examples will be evaluated beside them: their arrays count as memory, too
 * @throws InvalidInputError when the examples are not of exactly two classes, or the arrays would fill the memory
 */
export function createStep(dataset: Dataset, settings: TrainSettings, developmentExamples = 0): Step {
  checkTwoClasses(dataset);
  const { hiddenLayers, activation, lambda, learningRate, keepProbability } = settings;
  const spec = { inputs: dataset.features.length, hiddenLayers, activation };
  checkMemory({ spec, settings, examples: dataset.examples, developmentExamples });
  const layout = createLayout(spec);
  const randomness = createRandomness(settings);
  const parameters = createInitialParameters(layout, randomness.weightsOf);
  const gradients = new Float64Array(layout.length);
  const masks: (Float64Array | undefined)[] = [];
  const thin = (layer: number, values: Float64Array): Thinning | undefined => {
    if (keepProbability === 1) return undefined;
    const mask = new Float64Array(values.length);
    masks[layer] = mask;
    return bindThinning(randomness, { layer, examples: dataset.examples, mask }, values);
  };
  const forwardPass = bindForwardPass(spec, parameters, toInput(dataset), thin);
  const targets = toTargets(dataset);
  const penaltyRate = lambda / dataset.examples;
  const binding = { spec, layout, parameters, gradients, forwardPass, masks, targets, penaltyRate };
  const { calls, sumGradients } = bindBackwardPass(binding);
  return {
    spec,
    layout,
    parameters,
    gradients,
    forwardPass,
    sumGradients,
    forward: (iteration) => runCalls(forwardPass.calls, iteration),
    isFinite: () => areFinite(forwardPass.logits),
    backward: () => runCalls(calls, 0),
    dataCost: () => logisticCost(forwardPass.logits, targets),
    penalty: () => (lambda === 0 ? 0 : (squaredWeights(layout, parameters) / dataset.examples / 2) * lambda),
    descend: () => descend(parameters, gradients, learningRate),
  };
}

/** The call that renews a mask where it changes, and applies it. */
function bindThinning(
  randomness: TrainingRandomness,
  buffer: { layer: number; examples: number; mask: Float64Array },
  values: Float64Array,
): Thinning {
  const { mask } = buffer;
  const thinned = new Float64Array(values.length);
  const renew = randomness.bindMask({ ...buffer, units: values.length / buffer.examples });
  const call: KernelCall = (iteration) => {
    renew?.(iteration);
    applyMask(values, mask, thinned);
  };
  return { call, thinned };
}

function runCalls(calls: readonly KernelCall[], iteration: number): void {
  for (const call of calls) call(iteration);
}

/** Σ over layers of Σ W². */
function squaredWeights(layout: ParameterLayout, parameters: Float64Array): number {
  let sum = 0;
  for (const entry of layout.entries) {
    if (entry.kind === "weight") sum += sumOfSquares(viewOf(parameters, entry));
  }
  return sum;
}

function checkTwoClasses({ name, target, classCounts }: Dataset): void {
  const present = target.classNames.filter((_, index) => (classCounts[index] as number) > 0);
  if (present.length === 2 && target.classNames.length === 2) return;
  throw new InvalidInputError({
    source: "data",
    where: `data set "${name}"`,
    expected: `examples of exactly two classes in "${target.name}"`,
    received: `${present.length === 1 ? "only " : ""}${describeValue(present)}`,
    hint:
      present.length < 2
        ? "A classifier needs examples of both."
        : "Keep two of them, or join some into one; more classes are planned.",
  });
}
