import { parseOptions } from "../base/options.ts";
import { countCores, startNodeWorker } from "../parallel/node-worker.ts";
import { createWorkerPool } from "../parallel/worker-pool.ts";
import { poolOptions, type TrainingPool, type TrainingPoolOptions } from "./training-pool.ts";

/**
 * A pool of threads that make training runs. They are started when they are needed, and `close()` ends them.
 *
 * @throws InvalidInputError unless `workers` is a whole number from 1 to 1024
 */
export function createTrainingPool(options: TrainingPoolOptions = {}): TrainingPool {
  const { workers = countCores() } = parseOptions(poolOptions, options);
  // The worker lies beside this file, as TypeScript in the sources and as JavaScript in the package.
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const script = new URL(`./training-worker-node.${extension}`, import.meta.url);
  return createWorkerPool({ size: workers, start: () => startNodeWorker(script) });
}
