import type { Dataset } from "../data/dataset.ts";
import type { Programs } from "../engine/engine.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import type { PanelMatrix } from "../engine/panels.ts";
import { areFinite, descend } from "../engine/parameters.ts";
import { type ForwardPass, planForwardPass } from "../network/forward-pass.ts";
import { createLayout, type ParameterLayout } from "../network/layout.ts";
import type { NetworkSpec } from "../network/spec.ts";
import { planBackwardPass } from "./backward-pass.ts";
import { type CostProgram, type PlannedCosts, planCosts } from "./costs.ts";
import { type PlannedExamples, planExamples } from "./examples.ts";
import { type PlannedMasks, planMasks } from "./masks.ts";
import type { TrainSettings } from "./options.ts";
import { createRandomness, type TrainingRandomness } from "./randomness.ts";

/** The programs of a step: the masks, the parts of an iteration, a whole one, and the costs. */
type StepProgram = "draw" | "forward" | "backward" | "descend" | "iterate" | CostProgram;

/** Everything that a step will be, before there is a memory. */
export interface StepPlan {
  readonly spec: NetworkSpec;
  readonly layout: ParameterLayout;
  /** Where the flat parameters and their derivatives lie. */
  readonly addresses: { readonly parameters: number; readonly gradients: number };
  /** The training examples, and the development examples where there are any. */
  readonly examples: readonly PlannedExamples[];
  readonly randomness: TrainingRandomness;
  readonly masks: PlannedMasks;
  readonly forwardPass: ForwardPass;
  readonly sumGradients: readonly PanelMatrix[];
  readonly programs: Programs<StepProgram>;
  readonly bindCosts: PlannedCosts["bind"];
}

/** Plans a network with its training examples. */
export function planStep(
  plan: MemoryPlan,
  dataset: Dataset,
  settings: TrainSettings,
  development?: Dataset,
): StepPlan {
  const { hiddenLayers, activation, lambda, keepProbability, learningRate } = settings;
  const spec = { inputs: dataset.features.length, hiddenLayers, activation };
  const layout = createLayout(spec);
  const parameters = plan.reserveNumbers(layout.length);
  const gradients = plan.reserveNumbers(layout.length);
  const training = planExamples(plan, dataset);
  const held = development && planExamples(plan, development);
  const randomness = createRandomness(settings);
  const masks = planMasks(plan, settings, dataset.examples, randomness);
  const network = { spec, layout, parameters };
  const forwardPass = planForwardPass(plan, network, training.features, masks.thinning);
  const { logits } = forwardPass;
  const penaltyRate = lambda / dataset.examples;
  const { targets } = training;
  const input = { ...network, gradients, forwardPass, masks: masks.byLayer, keepProbability, targets };
  const backwardPass = planBackwardPass(plan, { ...input, penaltyRate });
  const hasDropout = masks.thinning !== undefined;
  const costs = planCosts(plan, { ...network, training, development: held, logits, hasDropout, lambda });
  const forward = [...(masks.areRenewed ? masks.draws : []), ...forwardPass.calls];
  const descent = descend({ address: parameters, count: layout.length }, gradients, learningRate);
  const programs = {
    ...costs.programs,
    draw: masks.draws,
    forward: [...forward, areFinite({ address: logits.address, count: dataset.examples })],
    backward: backwardPass.calls,
    descend: [descent],
    // The backward pass begins with a look at the logits.
    iterate: [...forward, ...backwardPass.calls, descent],
  };
  const examples = held === undefined ? [training] : [training, held];
  const { sumGradients } = backwardPass;
  const arrays = { masks, forwardPass, sumGradients, examples, addresses: { parameters, gradients } };
  return { spec, layout, randomness, ...arrays, programs, bindCosts: costs.bind };
}
