import type { EngineMemory } from "../engine/engine.ts";
import type { StepPlan } from "./step-plan.ts";

/** Where a run is in its batches. */
export interface BatchSequence {
  /**
   * Prepares the batch of an iteration, in a new order at the beginning of an epoch.
   *
   * @returns the iteration before which other batches begin: of another epoch or of another size; `end` at most
   */
  readonly enter: (iteration: number, end?: number) => number;
  readonly iteration: () => number;
  /** Whether the present batch is the last of its epoch, and smaller than the others. */
  readonly isLast: () => boolean;
}

/** A run at the beginning of its batches. */
export function createBatchSequence({ schedule, batches }: StepPlan, engine: EngineMemory): BatchSequence {
  const { batchesPerEpoch, batchSize, lastBatchSize } = schedule;
  const order = batches.bindOrder?.(engine);
  let present = 0;
  let ordered: number | undefined;
  const isLast = (): boolean =>
    lastBatchSize < batchSize && present % batchesPerEpoch === batchesPerEpoch - 1;
  return {
    enter: (iteration, end = iteration + 1) => {
      present = iteration;
      if (order === undefined) return end;
      const epoch = Math.floor(iteration / batchesPerEpoch);
      if (epoch !== ordered) order(epoch);
      ordered = epoch;
      const fullBatches = lastBatchSize < batchSize && !isLast() ? batchesPerEpoch - 1 : batchesPerEpoch;
      return Math.min(end, epoch * batchesPerEpoch + fullBatches);
    },
    iteration: () => present,
    isLast,
  };
}
