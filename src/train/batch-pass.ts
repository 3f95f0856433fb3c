import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import { countPanels, examplesPerPanel, type PanelMatrix } from "../engine/panels.ts";
import { areFinite, type NumberRange } from "../engine/parameters.ts";
import { type ForwardPass, type PlacedNetwork, planForwardPass } from "../network/forward-pass.ts";
import type { ParameterLayout } from "../network/layout.ts";
import { planBackwardPass } from "./backward-pass.ts";
import type { ExampleArrays } from "./examples.ts";
import { type PlannedNoise, planNoise } from "./noise-plan.ts";
import type { TrainSettings } from "./options.ts";
import type { PlannedPenalties } from "./penalties.ts";
import type { TrainingRandomness } from "./randomness.ts";
import type { Task } from "./task.ts";
import type { TrainingBatches } from "./training-batches.ts";

/** What the passes of a batch are planned from. */
export interface BatchPassInput {
  readonly network: PlacedNetwork;
  readonly layout: ParameterLayout;
  /** The address of the flat gradients. */
  readonly gradients: number;
  readonly task: Task;
  readonly settings: TrainSettings;
  readonly randomness: TrainingRandomness;
  readonly batches: TrainingBatches;
  readonly penalties: PlannedPenalties;
  /** Address of the float64 that receives the mean loss. */
  readonly result: number;
  /** Whether all of an iteration can be looked at afterwards. */
  readonly isLive: boolean;
}

/** The passes of a batch of one size, up and down. */
export interface BatchPass {
  /** Where the batch lies. */
  readonly arrays: ExampleArrays;
  readonly noise: PlannedNoise | undefined;
  readonly forwardPass: ForwardPass;
  readonly sumGradients: readonly PanelMatrix[];
  /** The way up with the batch's examples and noise; it ends the run where logits are not finite. */
  readonly forward: readonly KernelCall[];
  /** The way down, which fills the gradients. */
  readonly backward: readonly KernelCall[];
  /** The mean loss of the last way up. */
  readonly dataCost: readonly KernelCall[];
  /** Up and down. */
  readonly gradients: readonly KernelCall[];
}

/** Plans the passes of a batch of so many examples. */
export function planBatchPass(plan: MemoryPlan, input: BatchPassInput, examples: number): BatchPass {
  const { network, layout, gradients, task, settings, randomness, batches, penalties, result } = input;
  const { arrays, calls } = batches.planBatch(plan, examples);
  const noise = planNoise(settings, randomness);
  const forwardPass = planForwardPass(plan, network, arrays.features, {
    noise: noise?.training,
    keepsNormalized: input.isLive,
  });
  const { logits } = forwardPass;
  const { targets, weights } = arrays;
  const { gradient, cost } = task.loss;
  const backwardPass = planBackwardPass(plan, {
    layout,
    parameters: network.parameters,
    gradients,
    forwardPass,
    lossGradient: (byLogits) =>
      gradient({ logits, targets, weights, gradients: byLogits, result }, settings.huberDelta),
    share: shareOf(task, examples),
    penaltyGradients: penalties.gradients,
  });
  const draws = noise === undefined || settings.mask === "frozen" ? [] : noise.draws;
  const up = [...calls, ...draws, ...forwardPass.calls];
  return {
    arrays,
    noise,
    forwardPass,
    sumGradients: backwardPass.sumGradients,
    forward: [...up, areFinite(rangeOfMatrix(logits, plan))],
    backward: backwardPass.calls,
    dataCost: [cost({ logits, targets, weights, result }, settings.huberDelta)],
    // The way down begins with a look at the logits.
    gradients: [...up, ...backwardPass.calls],
  };
}

/**
 * The share of one example and output in the cost of so many examples. An example's loss is a mean over labels, which are
 * losses of their own.
 */
export function shareOf({ spec }: Task, examples: number): number {
  return 1 / (examples * (spec.head === "multilabel" ? spec.outputs : 1));
}

/** All numbers of a matrix. Padding repeats an example, so it is finite where that is. */
function rangeOfMatrix({ address, rows, examples }: PanelMatrix, { precision }: MemoryPlan): NumberRange {
  return { address, count: rows * countPanels(examples, precision) * examplesPerPanel(precision) };
}
