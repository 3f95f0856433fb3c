import { type BatchSchedule, scheduleBatches } from "./batches.ts";
import type { TrainSettings } from "./options.ts";

/** How long a run is, in batches, and how often its cost is recorded. */
export interface RunSchedule extends BatchSchedule {
  /** Iterations from one record of the cost to the next. */
  readonly costInterval: number;
}

/** Iterations from record to record, unless an epoch is longer: a record looks at all examples. */
const USUAL_COST_INTERVAL = 100;

/** The schedule of a run on so many examples. */
export function scheduleRun(
  {
    batchSize,
    iterations,
    epochs,
    costInterval,
  }: Pick<TrainSettings, "batchSize" | "iterations" | "epochs" | "costInterval">,
  examples: number,
): RunSchedule {
  const length = epochs === undefined ? { iterations: iterations as number } : { epochs };
  const batches = scheduleBatches({ examples, batchSize: batchSize ?? examples, length });
  return {
    ...batches,
    costInterval: costInterval ?? Math.max(USUAL_COST_INTERVAL, batches.batchesPerEpoch),
  };
}
