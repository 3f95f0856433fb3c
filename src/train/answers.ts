import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { targetRows } from "../data/target-rows.ts";
import { smoothTargets, weighExamples } from "./class-weights.ts";
import type { TrainSettings } from "./options.ts";
import type { Task } from "./task.ts";

/** What a loss compares the outputs for some examples with. */
export interface Answers {
  /** Outputs × examples, one row after the other. */
  readonly targets: Float64Array;
  /** What each example counts, 1 on average; undefined where all count the same. */
  readonly weights: Float64Array | undefined;
}

/** The answers as they are: what evaluations compare with. */
export function plainAnswers(dataset: Dataset<TargetColumn>, { spec }: Pick<Task, "spec">): Answers {
  return { targets: targetRows(dataset, spec.outputs).data, weights: undefined };
}

/**
 * The answers that a run is trained on: smoothed, and weighted, where the settings or the data ask for it.
 *
 * @throws InvalidInputError where class weights do not fit the data
 */
export function trainingAnswers(
  dataset: Dataset<TargetColumn>,
  { spec }: Pick<Task, "spec">,
  settings: Pick<TrainSettings, "labelSmoothing" | "classWeights">,
): Answers {
  const { targets } = plainAnswers(dataset, { spec });
  smoothTargets(targets, settings.labelSmoothing, spec.head === "multiclass" ? spec.outputs : 2);
  return { targets, weights: trainingWeights(dataset, settings.classWeights) };
}

/**
 * What the training examples weigh, as {@link weighExamples} says.
 *
 * @param where how to call the weights of the classes in messages
 * @throws InvalidInputError where class weights do not fit the data
 */
export function trainingWeights(
  { name, target, examples, weights }: Dataset<TargetColumn>,
  classWeights: TrainSettings["classWeights"],
  where?: string,
): Float64Array | undefined {
  const ofClasses = target.type === "category" ? { target } : {};
  return weighExamples({ name, examples, weights, ...ofClasses }, classWeights, where);
}

/** Whether a run is trained on other answers than the data set's own. */
export function hasOwnAnswers(
  { weights }: Dataset<TargetColumn>,
  { labelSmoothing, classWeights }: Pick<TrainSettings, "labelSmoothing" | "classWeights">,
): boolean {
  return labelSmoothing > 0 || classWeights !== undefined || weights !== undefined;
}
