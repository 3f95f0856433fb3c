import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import type { EngineMemory } from "../engine/engine.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import type { StepTable } from "../engine/step-table.ts";
import { hasOwnAnswers, plainAnswers, trainingAnswers } from "./answers.ts";
import { type BatchSchedule, createEpochOrders } from "./batches.ts";
import { type PlannedWholeCost, planChunks } from "./chunked-cost.ts";
import { type EvaluationInput, planEvaluation } from "./evaluation.ts";
import { planExamples } from "./examples.ts";
import {
  type BatchOrder,
  type GatheredBatch,
  planExampleSource,
  planGatheredBatch,
  planMixedBatch,
  planOtherAnswers,
  reserveOrder,
} from "./gathered-batches.ts";
import type { TrainSettings } from "./options.ts";
import type { Task } from "./task.ts";

/** The training examples in batches. */
export interface TrainingBatches {
  /** Plans a batch of so many examples. */
  readonly planBatch: (plan: MemoryPlan, examples: number) => GatheredBatch;
  /** Plans the evaluation of the whole network on all of them as they are. */
  readonly planWholeCost: (plan: MemoryPlan, input: EvaluationInput) => PlannedWholeCost;
  /** Writes the examples into memory. */
  readonly write: (engine: EngineMemory) => void;
  /** Puts the examples into the order of an epoch; undefined where every batch has all of them. */
  readonly bindOrder: ((engine: EngineMemory) => (epoch: number) => void) | undefined;
  /** Tells which examples make the batch of an iteration of the present epoch. */
  readonly bindMembers: (engine: EngineMemory) => (iteration: number) => BatchMembers;
}

/** The examples of a batch by their places in the data set, counted from 0. */
export interface BatchMembers {
  readonly examples: Uint32Array;
  /** Those that they are mixed with, one for each; undefined without mixup. */
  readonly partners: Uint32Array | undefined;
}

/** What batches are planned from. */
export interface BatchesInput {
  readonly dataset: Dataset<TargetColumn>;
  readonly task: Task;
  readonly settings: TrainSettings;
  readonly schedule: BatchSchedule;
  readonly table: StepTable;
}

/** Examples that are evaluated at once where training takes them in batches, so that no array has all of them. */
const EVALUATED_AT_ONCE = 512;

/** Plans where the training examples lie, and how they come into batches. */
export function planTrainingBatches(plan: MemoryPlan, input: BatchesInput): TrainingBatches {
  const { schedule, settings } = input;
  return schedule.batchesPerEpoch === 1 && settings.mixup === 0
    ? planOneBatch(plan, input)
    : planMany(plan, input);
}

/** All examples at once, where they lie. */
function planOneBatch(plan: MemoryPlan, { dataset, task, settings }: BatchesInput): TrainingBatches {
  const examples = planExamples(plan, dataset, trainingAnswers(dataset, task, settings));
  const plain = hasOwnAnswers(dataset, settings)
    ? planExamples(plan, dataset, plainAnswers(dataset, task))
    : undefined;
  return {
    planBatch: () => ({ arrays: examples, calls: [] }),
    planWholeCost: (costPlan, evaluation) => {
      const { calls } = planEvaluation(costPlan, evaluation, plain ?? examples);
      return {
        calls,
        restCalls: [],
        bind: (engine) => () => {
          engine.run("wholeCost");
          return engine.result(evaluation.result);
        },
      };
    },
    write: (engine) => {
      examples.write(engine);
      plain?.write(engine);
    },
    bindOrder: undefined,
    bindMembers: () => () => ({
      examples: Uint32Array.from({ length: dataset.examples }, (_, index) => index),
      partners: undefined,
    }),
  };
}

/** Batches that are gathered from all examples, in an order of their own in every epoch. */
function planMany(
  plan: MemoryPlan,
  { dataset, task, settings, schedule, table }: BatchesInput,
): TrainingBatches {
  const { examples } = dataset;
  const source = planExampleSource(plan, dataset, trainingAnswers(dataset, task, settings));
  const plain = hasOwnAnswers(dataset, settings)
    ? planOtherAnswers(plan, source, plainAnswers(dataset, task))
    : undefined;
  const { batchesPerEpoch, batchSize } = schedule;
  const reserve = (): BatchOrder => ({ order: reserveOrder(plan, examples), batchesPerEpoch, batchSize });
  const own = reserve();
  const partners = settings.mixup > 0 ? reserve() : undefined;
  const ascending = planAscending(plan, examples);
  return {
    planBatch: (batchPlan, count) =>
      partners === undefined
        ? planGatheredBatch(batchPlan, source, own, count)
        : planMixedBatch(batchPlan, source, { own, partners, table }, count),
    planWholeCost: (costPlan, evaluation) =>
      planChunks(costPlan, { source: plain ?? source, order: ascending, evaluation }),
    write: (engine) => {
      source.write(engine);
      plain?.write(engine);
      const order = orderOf(engine, ascending, examples);
      for (let index = 0; index < examples; index++) order[index] = index;
    },
    bindOrder: (engine) => bindOrders(engine, { own, partners, examples, seed: settings.seed }),
    bindMembers: (engine) => (iteration) => ({
      examples: membersOf(engine, own, { iteration, examples }),
      partners: partners && membersOf(engine, partners, { iteration, examples }),
    }),
  };
}

/** Draws the orders of an epoch: that of the examples, and that of their partners in mixup. */
function bindOrders(
  engine: EngineMemory,
  {
    own,
    partners,
    examples,
    seed,
  }: {
    readonly own: BatchOrder;
    readonly partners: BatchOrder | undefined;
    readonly examples: number;
    readonly seed: number;
  },
): (epoch: number) => void {
  const ofExamples = orderOf(engine, own, examples);
  const ofPartners = partners && orderOf(engine, partners, examples);
  const [draw, drawPartners] = [createEpochOrders(seed, "batches"), createEpochOrders(seed, "mixup")];
  return (epoch) => {
    draw(ofExamples, epoch);
    if (ofPartners !== undefined) drawPartners(ofPartners, epoch);
  };
}

/** The examples that an order, of so many in all, puts into the batch of an iteration. */
function membersOf(
  engine: EngineMemory,
  order: BatchOrder,
  { iteration, examples }: { readonly iteration: number; readonly examples: number },
): Uint32Array {
  const first = (iteration % order.batchesPerEpoch) * order.batchSize;
  return orderOf(engine, order, examples).slice(first, first + order.batchSize);
}

/** All examples in their own order, so many at a time as are evaluated at once. */
function planAscending(plan: MemoryPlan, examples: number): BatchOrder {
  const batchSize = Math.min(EVALUATED_AT_ONCE, examples);
  const order = reserveOrder(plan, examples);
  return { order, batchesPerEpoch: Math.ceil(examples / batchSize), batchSize };
}

function orderOf(engine: EngineMemory, { order }: BatchOrder, examples: number): Uint32Array {
  const { buffer } = engine.bytes(order, examples * Uint32Array.BYTES_PER_ELEMENT);
  return new Uint32Array(buffer, order, examples);
}
