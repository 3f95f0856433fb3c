/**
 * What wellfit adds where there are files and threads: data sets, models and reports on disk, pictures as PNG, training
 * on all cores. Node only.
 *
 * @packageDocumentation
 */

export type { TrainingPool, TrainingPoolOptions } from "./compare/training-pool.ts";
export { createTrainingPool } from "./compare/training-pool-node.ts";
export { loadDataset } from "./data/load-dataset.ts";
export { loadFeatureRows } from "./data/load-features.ts";
export type { LoadOptions } from "./data/read-dataset.ts";
export type { FeatureOptions } from "./data/read-features.ts";
export { loadModel, saveModel } from "./model/model-file.ts";
export type { Methods, TaskContext, TaskOptions, WorkerPool } from "./parallel/worker-pool.ts";
export { writeDescription } from "./report/description/write-description.ts";
export { renderPng } from "./report/png.ts";
export { writeReport } from "./report/write-report.ts";
export { diffRuns, type RunDifference } from "./store/diff-runs.ts";
export type { Circumstances, Machine } from "./store/machine.ts";
export type { Purpose } from "./store/open-file.ts";
export type { RunFilter } from "./store/run-rows.ts";
export { openStore, type RunStore } from "./store/run-store.ts";
export type {
  RunKind,
  RunRecord,
  RunSummary,
  StoredRun,
  StoredStudy,
  StoredTrialState,
} from "./store/stored-run.ts";
export { openSearch, type SearchRequest, type StoredSearch } from "./store/stored-search.ts";
export type { ClaimedTrial, StudyLog, StudyPlan, TrialEnding } from "./store/study-log.ts";
export type { TrialLog, TrialRun } from "./tune/trial.ts";
