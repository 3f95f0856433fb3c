import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Engine, Programs } from "../engine/engine.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import { reserveStepTable, type StepTable } from "../engine/step-table.ts";
import { createLayout, type ParameterLayout } from "../network/layout.ts";
import { type BatchPass, type BatchPassInput, planBatchPass } from "./batch-pass.ts";
import type { BatchSchedule } from "./batches.ts";
import { type CostProgram, type PlannedCosts, planCosts } from "./costs.ts";
import { type InsightProgram, NO_INSIGHT, type PlannedInsight, planInsight } from "./insight.ts";
import type { TrainSettings } from "./options.ts";
import { type PenaltyInput, type PlannedPenalties, planPenalties } from "./penalties.ts";
import { createRandomness, type TrainingRandomness } from "./randomness.ts";
import { type RunSchedule, scheduleRun } from "./run-schedule.ts";
import { type Task, taskOf } from "./task.ts";
import { planTrainingBatches, type TrainingBatches } from "./training-batches.ts";
import { planUpdate } from "./update-plan.ts";

/** The programs of a step: the noise, the parts of an iteration, whole ones, each for a full batch and for the last, and the costs. */
export type StepProgram =
  | "draw"
  | "forward"
  | "forwardOfLast"
  | "backward"
  | "backwardOfLast"
  | "update"
  | "iterate"
  | "iterateOfLast"
  | InsightProgram
  | CostProgram;

/** Everything that a step will be, before there is a memory. */
export interface StepPlan {
  readonly task: Task;
  readonly layout: ParameterLayout;
  readonly schedule: RunSchedule;
  /** Where the flat parameters and their derivatives lie, and the averaged parameters where there are any. */
  readonly addresses: {
    readonly parameters: number;
    readonly gradients: number;
    readonly averages: number | undefined;
  };
  /**
   * All that one iteration leaves to the next, but for the sequence that masks may be filled from: parameters, what the
   * optimizer and constraints keep, averages.
   */
  readonly state: { readonly address: number; readonly bytes: number };
  readonly table: StepTable;
  readonly randomness: TrainingRandomness;
  readonly batches: TrainingBatches;
  /** The passes of a full batch. */
  readonly pass: BatchPass;
  readonly programs: Programs<StepProgram>;
  /** Writes the examples into memory. */
  readonly write: (engine: Engine<StepProgram>) => void;
  readonly bindCosts: PlannedCosts["bind"];
  /** How an iteration is looked into; undefined where the step is not live. */
  readonly insight: PlannedInsight | undefined;
  /** Gives the penalties another λ, where the step is live; the engine's calls are then to be written anew. */
  readonly changePenalties: PlannedPenalties["change"];
}

/** What a step is planned from. */
export interface StepInput {
  readonly dataset: Dataset<TargetColumn>;
  readonly settings: TrainSettings;
  /** Examples whose cost can be taken, too. */
  readonly development?: Dataset<TargetColumn> | undefined;
  /** Whether λ may be changed while the run goes on, and iterations be looked into; false by default. */
  readonly isLive?: boolean | undefined;
}

/** Plans a network with its training examples. */
export function planStep(
  plan: MemoryPlan,
  { dataset, settings, development, isLive = false }: StepInput,
): StepPlan {
  const task = taskOf(dataset, settings);
  const layout = createLayout(task.spec);
  const schedule = scheduleRun(settings, dataset.examples);
  const kept = planState(plan, { layout, settings, examples: dataset.examples, isLive });
  const { addresses, penalties, table, result, update, state } = kept;
  const { parameters, gradients, averages } = addresses;
  const randomness = createRandomness(settings);
  const batches = planTrainingBatches(plan, { dataset, task, settings, schedule, table });
  const network = { spec: task.spec, parameters };
  const placed = { network, layout, parameters, gradients, task, settings, result, batches, penalties };
  const passes = planPasses(plan, schedule, { ...placed, randomness, isLive });
  const [pass] = passes;
  const insight = isLive ? planInsight(plan, { ...placed, pass }) : undefined;
  const evaluation = { network: { ...network, parameters: averages ?? parameters }, task, settings, result };
  const costs = planCosts(plan, { dataset, development, schedule, batches, penalties, passes, evaluation });
  const write: StepPlan["write"] = (engine) => {
    batches.write(engine);
    costs.write(engine);
  };
  return {
    task,
    layout,
    schedule,
    addresses,
    state,
    table,
    randomness,
    batches,
    pass,
    programs: { ...costs.programs, ...planPrograms(passes, update), ...(insight?.programs ?? NO_INSIGHT) },
    write,
    bindCosts: costs.bind,
    insight,
    changePenalties: penalties.change,
  };
}

/** What {@link planState} plans from. */
interface StateInput extends Pick<PenaltyInput, "examples" | "isLive"> {
  readonly layout: ParameterLayout;
  readonly settings: TrainSettings;
}

/** Plans what one iteration leaves to the next, all of it side by side, and what a step works with. */
function planState(plan: MemoryPlan, { layout, settings, examples, isLive }: StateInput) {
  const parameters = plan.reserveNumbers(layout.length);
  const gradients = plan.reserveNumbers(layout.length);
  const result = plan.reserve(Float64Array.BYTES_PER_ELEMENT);
  const table = reserveStepTable(plan);
  const placed = { layout, parameters, gradients, settings };
  const penalties = planPenalties(plan, { ...placed, examples, isLive });
  const { calls: update, averages } = planUpdate(plan, { ...placed, table });
  const state = { address: parameters, bytes: plan.size() - parameters };
  return { addresses: { parameters, gradients, averages }, result, table, penalties, update, state };
}

/** The programs of an iteration, whole and in parts. @param update the calls that make a step of the gradients */
function planPrograms(
  [pass, last]: readonly [BatchPass, BatchPass],
  update: readonly KernelCall[],
): Programs<Exclude<StepProgram, CostProgram | InsightProgram>> {
  return {
    draw: pass.noise?.draws ?? [],
    forward: pass.forward,
    forwardOfLast: last.forward,
    backward: pass.backward,
    backwardOfLast: last.backward,
    update,
    iterate: [...pass.gradients, ...update],
    iterateOfLast: last === pass ? [] : [...last.gradients, ...update],
  };
}

/** The passes of a full batch, and those of the last batch of an epoch, which are the same where it is as large. */
function planPasses(
  plan: MemoryPlan,
  { batchSize, lastBatchSize }: BatchSchedule,
  input: BatchPassInput,
): [BatchPass, BatchPass] {
  const ofSize = (examples: number) => (passPlan: MemoryPlan) => planBatchPass(passPlan, input, examples);
  if (lastBatchSize < batchSize) return plan.planTwice(ofSize(batchSize), ofSize(lastBatchSize));
  const pass = ofSize(batchSize)(plan);
  return [pass, pass];
}
