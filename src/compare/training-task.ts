import { Dataset, type DatasetParts, type TargetColumn } from "../data/dataset.ts";
import { Model } from "../model/model.ts";
import type { ExampleScores } from "../model/scores.ts";
import type { NetworkSpec } from "../network/spec.ts";
import type { Methods, TaskContext } from "../parallel/worker-pool.ts";
import type { History } from "../train/history.ts";
import type { TrainSettings } from "../train/options.ts";
import type { Outcome } from "../train/outcome.ts";
import { teamMethods } from "../train/team.ts";
import { train } from "../train/train.ts";
import type { TrainingRun } from "../train/training-run.ts";

/** A run to be made: settings, and the examples to train on and to be judged on. Plain data that a worker can be sent. */
export interface TrainingTask {
  readonly settings: TrainSettings;
  readonly training: DatasetParts<TargetColumn>;
  readonly development?: DatasetParts<TargetColumn> | undefined;
  readonly test?: DatasetParts<TargetColumn> | undefined;
}

/** The scores of a run on each part of its data. */
export interface PartScores {
  readonly training: ExampleScores;
  readonly development?: ExampleScores;
  readonly test?: ExampleScores;
}

/** A run that was made, as flat arrays that a worker can hand over without copying them. */
export interface TrainingTaskResult {
  readonly spec: NetworkSpec;
  readonly parameters: Float64Array;
  readonly history: { readonly [Name in keyof History]: Float64Array };
  readonly outcome: Outcome;
  readonly iterations: number;
  readonly epochs: number;
  readonly modelIteration: number;
  readonly scores: PartScores;
}

/**
 * What a worker for training can be asked for. It computes what the calling thread would: the same settings and data give
 * the same bits.
 */
export const trainingMethods = {
  train: (task: TrainingTask, { onProgress }: TaskContext): Promise<TrainingTaskResult> =>
    performTraining(task, { onProgress }),
  ...teamMethods,
} satisfies Methods;

/** Makes a run in this thread, and judges the model on every part of the data. */
export async function performTraining(
  { settings, ...parts }: TrainingTask,
  { onProgress, signal }: { onProgress: (share: number) => void; signal?: AbortSignal | undefined },
): Promise<TrainingTaskResult> {
  const training = toDataset(parts.training);
  const development = parts.development && toDataset(parts.development);
  const run = await train(training, {
    ...settings,
    development,
    signal,
    onEvent: (event) => {
      if (event.type === "progress") onProgress(event.iteration / event.iterations);
    },
  });
  const { model } = run;
  return {
    spec: model.spec,
    parameters: model.parameters,
    history: mapColumns(run.history, (column) => Float64Array.from(column)),
    outcome: run.outcome,
    iterations: run.iterations,
    epochs: run.epochs,
    modelIteration: run.modelIteration,
    scores: {
      training: model.scores(training),
      ...(development ? { development: model.scores(development) } : {}),
      ...(parts.test ? { test: model.scores(toDataset(parts.test)) } : {}),
    },
  };
}

/** The run of a result, as {@link train} gives it. */
export function toTrainingRun(
  { spec, parameters, history, outcome, iterations, epochs, modelIteration }: TrainingTaskResult,
  settings: TrainSettings,
  training: Dataset<TargetColumn>,
): TrainingRun {
  const model = Model.fromTraining(spec, parameters, training);
  return {
    model,
    history: mapColumns(history, (column) => Array.from(column)),
    outcome,
    iterations,
    epochs,
    modelIteration,
    fingerprint: model.fingerprint,
    settings,
  };
}

function toDataset(parts: DatasetParts<TargetColumn>): Dataset<TargetColumn> {
  return parts instanceof Dataset ? parts : new Dataset(parts);
}

/** Every column of a history in another form. */
function mapColumns<From, To>(
  {
    iteration,
    cost,
    dataCost,
    penalty,
    dataCostWithoutDropout,
    developmentCost,
  }: Record<keyof History, From>,
  convert: (column: From) => To,
): Record<keyof History, To> {
  return {
    iteration: convert(iteration),
    cost: convert(cost),
    dataCost: convert(dataCost),
    penalty: convert(penalty),
    dataCostWithoutDropout: convert(dataCostWithoutDropout),
    developmentCost: convert(developmentCost),
  };
}
