import { toGivenOptions } from "../base/options.ts";
import { checkDataset } from "../data/check-dataset.ts";
import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import type { TrainOptions } from "../train/options.ts";
import {
  describeNetwork,
  describeRegularizers,
  describeTraining,
  type ExplainedFact,
  type ExplainedLayer,
  type ExplainedRegularizer,
} from "./facts.ts";
import { subjectOf } from "./subject.ts";
import { SYSTEM_NAMES, type SystemName, systems } from "./systems.ts";

/** What {@link train} would do with some data and settings. */
export interface Explanation {
  readonly layers: readonly ExplainedLayer[];
  /** Parameters that are trained, and those that are only measured. */
  readonly parameters: { readonly trained: number; readonly measured: number };
  readonly training: readonly ExplainedFact[];
  readonly regularizers: readonly ExplainedRegularizer[];
  /** The same training for other systems: a whole program each, of Playground an address. */
  readonly code: Readonly<Record<SystemName, string>>;
}

/** What {@link explain} takes beside the settings. */
export interface ExplainContext {
  /** The examples that early stopping would watch. */
  readonly development?: Dataset<TargetColumn> | undefined;
}

/**
 * Explains what a training run is, without making it: its network, its regularizers, its steps, and the same for Keras,
 * PyTorch, scikit-learn and TensorFlow Playground.
 *
 * @param dataset the training examples, of which only names and numbers count
 * @throws InvalidInputError where {@link train} would refuse the settings for these data
 */
export function explain(
  dataset: Dataset<TargetColumn>,
  options: TrainOptions & ExplainContext = {},
): Explanation {
  checkDataset(dataset, "explain");
  const { development, ...given } = toGivenOptions(options);
  const subject = subjectOf(dataset, given, development);
  const { length, trained } = subject.layout;
  return {
    layers: describeNetwork(subject.task.spec),
    parameters: { trained, measured: length - trained },
    training: describeTraining(subject),
    regularizers: describeRegularizers(subject),
    code: Object.fromEntries(
      SYSTEM_NAMES.map((name) => [name, systems[name].toCode(subject)]),
    ) as Explanation["code"],
  };
}
