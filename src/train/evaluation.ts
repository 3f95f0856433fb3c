import type { EngineMemory } from "../engine/engine.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import { readExamples } from "../engine/panels.ts";
import { type PlacedNetwork, planForwardPass } from "../network/forward-pass.ts";
import type { ExampleArrays } from "./examples.ts";
import type { TrainSettings } from "./options.ts";
import type { Task } from "./task.ts";

/** What a network is evaluated with. */
export interface EvaluationInput {
  readonly network: PlacedNetwork;
  readonly task: Task;
  readonly settings: Pick<TrainSettings, "huberDelta">;
  /** Address of the float64 that receives the mean loss. */
  readonly result: number;
}

/** The calls that compute the mean loss of the whole network, as it predicts, on some examples. */
export function planEvaluation(
  plan: MemoryPlan,
  { network, task, settings, result }: EvaluationInput,
  { features, targets }: Pick<ExampleArrays, "features" | "targets">,
): { readonly calls: readonly KernelCall[]; readonly readLogits: (engine: EngineMemory) => Float64Array } {
  const { calls, logits } = planForwardPass(plan, network, features);
  const cost = task.loss.cost({ logits, targets, result }, settings.huberDelta);
  return {
    calls: [...calls, cost],
    readLogits: (engine) => readExamples(engine.panels(logits), logits),
  };
}
