/**
 * What wellfit adds where there are web workers: training runs at the same time, beside the page's own thread. Browsers
 * only.
 *
 * @packageDocumentation
 */

export type { TrainingPool, TrainingPoolOptions } from "./compare/training-pool.ts";
export { createTrainingPool, type WebTrainingPoolOptions } from "./compare/training-pool-web.ts";
export type { WebWorker, WebWorkerNotice } from "./parallel/web-worker.ts";
export type { Methods, TaskContext, TaskOptions, WorkerPool } from "./parallel/worker-pool.ts";
