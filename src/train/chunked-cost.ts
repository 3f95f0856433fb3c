import type { Engine } from "../engine/engine.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import { type EvaluationInput, planEvaluation } from "./evaluation.ts";
import { type BatchOrder, type ExampleSource, planGatheredBatch } from "./gathered-batches.ts";

/** How the whole network is evaluated on all training examples. */
export interface PlannedWholeCost {
  /** The calls for as many examples as are evaluated at once, and for those that are left over. */
  readonly calls: readonly KernelCall[];
  readonly restCalls: readonly KernelCall[];
  readonly bind: (engine: Engine<"wholeCost" | "wholeCostOfRest">) => () => number;
}

/** What a network is evaluated on, and how. */
export interface ChunkInput {
  readonly source: ExampleSource;
  /** All examples in ascending order; a batch is what is evaluated at once. */
  readonly order: BatchOrder;
  readonly evaluation: EvaluationInput;
}

/** The whole network on all examples, so many at a time; the means of the parts are joined in their order. */
export function planChunks(plan: MemoryPlan, input: ChunkInput): PlannedWholeCost {
  const { source, order, evaluation } = input;
  const { batchSize } = order;
  const ofSize = (examples: number) => (chunkPlan: MemoryPlan) => chunkCalls(chunkPlan, input, examples);
  const rest = source.examples % batchSize;
  const chunks = Math.floor(source.examples / batchSize);
  const [calls, restCalls] =
    rest === 0 ? [ofSize(batchSize)(plan), []] : plan.planTwice(ofSize(batchSize), ofSize(rest));
  return {
    calls,
    restCalls,
    bind: (engine) => () => {
      let sum = 0;
      for (let chunk = 0; chunk < chunks; chunk++) {
        engine.run("wholeCost", chunk);
        sum += engine.result(evaluation.result) * batchSize;
      }
      if (rest > 0) {
        engine.run("wholeCostOfRest", chunks);
        sum += engine.result(evaluation.result) * rest;
      }
      return sum / source.examples;
    },
  };
}

function chunkCalls(
  plan: MemoryPlan,
  { source, order, evaluation }: ChunkInput,
  examples: number,
): readonly KernelCall[] {
  const { arrays, calls } = planGatheredBatch(plan, { ...source, weights: undefined }, order, examples);
  return [...calls, ...planEvaluation(plan, evaluation, arrays).calls];
}
