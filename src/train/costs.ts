import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Engine } from "../engine/engine.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import { hasOwnAnswers, plainAnswers } from "./answers.ts";
import type { BatchPass } from "./batch-pass.ts";
import { type EvaluationInput, planEvaluation } from "./evaluation.ts";
import { planExamples } from "./examples.ts";
import type { TrainSettings } from "./options.ts";
import type { PlannedPenalties } from "./penalties.ts";
import { hasNoise } from "./regularizers.ts";
import type { RunSchedule } from "./run-schedule.ts";
import type { TrainingBatches } from "./training-batches.ts";

/** The costs at the present parameters, as functions. */
export interface Costs {
  /** The mean loss of the last forward pass, as it is trained on: with noise, smoothed and weighted answers, of its batch. */
  readonly dataCost: () => number;
  /** λ/(2m)·Σw² + λ₁/m·Σ|w|. */
  readonly penalty: () => number;
  /** The mean loss of the whole network, as it predicts, on all training examples as they are. */
  readonly wholeCost: () => number;
  /** The same on the development examples; undefined where there are none. */
  readonly developmentCost: (() => number) | undefined;
  /**
   * The logits of the development examples, examples × outputs, as the last `developmentCost` computed them; undefined
   * where there are none.
   */
  readonly developmentLogits: (() => Float64Array) | undefined;
}

/** What the costs of a step are planned from. */
export interface CostInput {
  readonly dataset: Dataset<TargetColumn>;
  readonly development: Dataset<TargetColumn> | undefined;
  readonly schedule: RunSchedule;
  readonly batches: TrainingBatches;
  readonly penalties: PlannedPenalties;
  /** Of a full batch, and of the last of an epoch. */
  readonly passes: readonly [BatchPass, BatchPass];
  readonly evaluation: EvaluationInput & { readonly settings: TrainSettings };
}

/** The programs of {@link planCosts}. */
export type CostProgram =
  | "dataCost"
  | "dataCostOfLast"
  | "wholeCost"
  | "wholeCostOfRest"
  | "developmentCost"
  | "penalty";

/** The programs that compute the costs, and how to read their results once the engine has been started. */
export interface PlannedCosts {
  readonly programs: Readonly<Record<CostProgram, readonly KernelCall[]>>;
  /** Writes the development examples into memory. */
  readonly write: (engine: Engine<CostProgram>) => void;
  /** @param isLast whether the last forward pass was of the last batch of an epoch, of another size */
  readonly bind: (engine: Engine<CostProgram>, isLast: () => boolean) => Costs;
}

/** Plans the costs of a step. */
export function planCosts(plan: MemoryPlan, input: CostInput): PlannedCosts {
  const { batches, development, penalties, evaluation } = input;
  const [pass, last] = input.passes;
  const whole = isTrainedAsItPredicts(input) ? undefined : batches.planWholeCost(plan, evaluation);
  const held = development && planExamples(plan, development, plainAnswers(development, evaluation.task));
  const heldCost = held && planEvaluation(plan, evaluation, held);
  const programs = {
    dataCost: pass.dataCost,
    dataCostOfLast: last.dataCost,
    wholeCost: whole?.calls ?? [],
    wholeCostOfRest: whole?.restCalls ?? [],
    developmentCost: heldCost?.calls ?? [],
    penalty: penalties.sums,
  };
  const bind: PlannedCosts["bind"] = (engine, isLast) => {
    const costOf = (program: CostProgram): number => {
      engine.run(program);
      return engine.result(evaluation.result);
    };
    const dataCost = (): number => costOf(isLast() ? "dataCostOfLast" : "dataCost");
    const penalty = penalties.bind(engine);
    return {
      dataCost,
      penalty: () => {
        engine.run("penalty");
        return penalty();
      },
      wholeCost: whole?.bind(engine) ?? dataCost,
      developmentCost: heldCost && (() => costOf("developmentCost")),
      developmentLogits: heldCost && (() => heldCost.readLogits(engine)),
    };
  };
  return { programs, write: (engine) => held?.write(engine), bind };
}

/** Whether the cost of a training pass is that of the whole network on all examples as they are. */
function isTrainedAsItPredicts({ dataset, schedule, evaluation: { settings } }: CostInput): boolean {
  const { normalization, averaging, mixup } = settings;
  const hasBatchNormalization = [normalization].flat().includes("batch");
  return (
    schedule.batchesPerEpoch === 1 &&
    mixup === 0 &&
    averaging === "none" &&
    !(hasNoise(settings) || hasBatchNormalization || hasOwnAnswers(dataset, settings))
  );
}
