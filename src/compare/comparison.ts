import type { DataSplit, Dataset, TargetColumn } from "../data/dataset.ts";
import type { VariantEstimates } from "./estimates.ts";
import type { MeasureName } from "./measures.ts";
import type { Design } from "./options.ts";
import type { PairResult } from "./pair-result.ts";
import type { FailedRun, RunResult } from "./perform-runs.ts";
import type { Variant } from "./variants.ts";

/** A variant with all its runs. */
export interface VariantResult extends Variant {
  /** In the order of the seeds, and of the folds within one; those that a stop prevented are missing. */
  readonly runs: readonly RunResult[];
  /** Means, standard deviations and intervals over the runs that did not diverge. */
  readonly estimates: VariantEstimates;
}

/** The variant that examples outside training and test speak for. */
export interface Choice {
  readonly variant: string;
  /** What models are compared by. */
  readonly measure: MeasureName;
  /** Its figure on development examples, or on those that cross-validation held out, over all seeds and folds. */
  readonly value: number;
}

/** A finished comparison: variants on the same data, each pair of runs from the same first weights. */
export interface Comparison {
  readonly data: DataSplit<TargetColumn>;
  readonly design: Design;
  /** What models are compared by: accuracy; of numbers RMSE, of counts the Poisson deviance, the less the better. */
  readonly measure: MeasureName;
  /** What was trained on: the training examples; in cross-validation with the development examples. */
  readonly examples: Dataset<TargetColumn>;
  /** In the order in which they were asked for; one of which no run is finished is missing. */
  readonly variants: readonly VariantResult[];
  /** Every two variants, on the same seeds and the same examples. */
  readonly pairs: readonly PairResult[];
  /** How often a model was judged on the test examples. The more often, the less its best result means. */
  readonly testLooks: number;
  /** The variant that development examples speak for; absent without any. Test examples never choose. */
  readonly choice?: Choice;
  /** How many runs were planned. */
  readonly planned: number;
  /** The runs that could not be made. */
  readonly failures: readonly FailedRun[];
}

/** Whether a run stayed within the finite range: else its model is the last before that, and its figures mean nothing. */
export function isSound({ run }: RunResult): boolean {
  return run.outcome.kind !== "diverged";
}
