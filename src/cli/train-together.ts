import { createTrainingPool } from "../compare/training-pool-node.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import type { TrainOptions } from "../train/options.ts";
import { type TrainContext, train } from "../train/train.ts";
import type { TrainingRun } from "../train/training-run.ts";

/** A run whose iterations so many threads share, this one among them. */
export async function trainTogether(
  threads: number,
  training: Dataset<TargetColumn>,
  options: TrainOptions & TrainContext,
): Promise<TrainingRun> {
  if (threads === 1) return train(training, options);
  const pool = createTrainingPool({ workers: threads - 1 });
  try {
    return await train(training, { ...options, pool });
  } finally {
    await pool.close();
  }
}
