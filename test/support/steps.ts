import { counterRandom } from "../../src/base/counter-random.ts";
import type { TargetColumn } from "../../src/data/columns.ts";
import { Dataset, type NumberColumn } from "../../src/data/dataset.ts";
import { readRow } from "../../src/engine/panels.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { resolveSettings } from "../../src/train/resolve-settings.ts";
import { createStep, type LayerArray, type Step } from "../../src/train/step.ts";

/** A step with the settings of these options. */
export function stepOf(
  dataset: Dataset<TargetColumn>,
  options: TrainOptions,
  development?: Dataset<TargetColumn>,
): Step {
  return createStep(dataset, resolveSettings(options), development);
}

/** One whole iteration by its parts. */
export function takeStep(step: Step, iteration: number): void {
  step.forward(iteration);
  step.backward();
  step.descend();
}

/** The derivatives of an iteration's batch at the present parameters. */
export function gradientsAt(step: Step, iteration = 0): number[] {
  step.forward(iteration);
  step.backward();
  return Array.from(step.gradients);
}

/** A row of a layer, an entry per example. */
export function rowOf({ numbers, matrix }: LayerArray, row = 0): number[] {
  return Array.from(readRow(numbers, matrix, row));
}

/** The logits of the last forward pass, first output. */
export function logitsOf(step: Step): number[] {
  return rowOf(step.outputs.at(-1) as LayerArray);
}

/** Normal features and a target that the first two of them make, with some noise. */
export function linearData(examples: number, features: number, seed = 1): Dataset<NumberColumn> {
  const numbers = counterRandom(seed, "data").randn(examples * (features + 1));
  const rows = Array.from({ length: examples }, (_, i) =>
    Array.from({ length: features }, (_unused, k) => numbers[i * (features + 1) + k] as number),
  );
  const targets = rows.map(
    ([first, second], i) =>
      2 * (first as number) - (second ?? 0) + 0.5 * (numbers[i * (features + 1) + features] as number),
  );
  return Dataset.fromRows({ name: "linear", rows, targets });
}

/** The Euclidean norm. */
export function normOf(values: ArrayLike<number>): number {
  return Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0));
}

/** The largest difference between two lists, relative to the largest magnitude of the second. */
export function distance(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  const size = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 1e-300);
  return Array.from(found).reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (expected[i] as number)) / size),
    0,
  );
}
