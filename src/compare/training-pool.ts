import * as v from "valibot";
import type { WorkerPool } from "../parallel/worker-pool.ts";
import type { trainingMethods } from "./training-task.ts";

const MAX_WORKERS = 1024;

/** Workers that make training runs at the same time. What they compute does not depend on how many there are. */
export type TrainingPool = WorkerPool<typeof trainingMethods>;

/** How large a pool for training is. */
export interface TrainingPoolOptions {
  /** How many runs are made at the same time, from 1 to 1024; the number of cores by default. */
  readonly workers?: number | undefined;
}

/** The table behind {@link TrainingPoolOptions} and its flag. */
export const poolOptions = v.strictObject({
  workers: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(MAX_WORKERS),
      v.description("how many runs are made at the same time; the results do not depend on it"),
      v.metadata({ flag: "workers", placeholder: "n", defaultInWords: "the number of cores" }),
    ),
  ),
});

/** How many threads share one run: the table behind the flag of `wellfit train`. */
export const threadOptions = v.strictObject({
  threads: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(MAX_WORKERS),
      v.description("how many threads share every iteration; the result does not depend on it"),
      v.metadata({ flag: "threads", placeholder: "n" }),
    ),
    1,
  ),
});
