import fc from "fast-check";
import { counterRandom } from "../../src/base/counter-random.ts";
import type { TargetColumn } from "../../src/data/columns.ts";
import { Dataset } from "../../src/data/dataset.ts";
import { ACTIVATION_NAMES } from "../../src/network/activations.ts";
import { INITIALISER_NAMES } from "../../src/network/initialisers.ts";
import { NORMALIZATION_NAMES } from "../../src/network/normalizations.ts";
import { DROPOUT_NAMES } from "../../src/train/dropouts.ts";
import type { TrainOptions } from "../../src/train/options.ts";

/** What a network may be trained for: each row fixes a target, a head and a loss. */
export const TASKS = ["binary", "multiclass", "multilabel", "squared", "huber", "poisson"] as const;

/** One of {@link TASKS}. */
export type TaskName = (typeof TASKS)[number];

/** A small data set for a task, from a seed; every class occurs. */
function madeData(
  task: TaskName,
  { examples, features, seed, isWeighted }: MadeDataInput,
): Dataset<TargetColumn> {
  const numbers = counterRandom(seed, "data").randn(examples * (features + 4));
  const rows = Array.from({ length: examples }, (_, i) =>
    Array.from({ length: features }, (_unused, k) => numbers[i * features + k] as number),
  );
  const drawn = Array.from(numbers.subarray(examples * features));
  const weights = isWeighted ? drawn.slice(0, examples).map((value) => Math.abs(value)) : undefined;
  const input = { name: task, rows, ...(weights && { weights }) };
  const of = (i: number): number => drawn[examples + i] as number;
  switch (task) {
    case "binary":
    case "multiclass": {
      const classes = task === "binary" ? 2 : 4;
      const labels = rows.map((_, i) =>
        i < classes ? `c${i}` : `c${Math.floor(Math.abs(of(i)) * 7) % classes}`,
      );
      return Dataset.fromRows({ ...input, labels });
    }
    case "multilabel":
      return Dataset.fromRows({
        ...input,
        labelSets: rows.map((_, i) =>
          ["x", "y", "z"].filter((_name, k) => (i + k) % 3 === 0 || of(i + k) > 0.5),
        ),
      });
    case "poisson":
      return Dataset.fromRows({ ...input, targets: rows.map((_, i) => Math.floor(3 * Math.abs(of(i)))) });
    case "squared":
    case "huber":
    default:
      return Dataset.fromRows({ ...input, targets: rows.map((_, i) => 2 * of(i)) });
  }
}

interface MadeDataInput {
  readonly examples: number;
  readonly features: number;
  readonly seed: number;
  readonly isWeighted: boolean;
}

/** A data set and settings that fit it. */
export interface Combination {
  readonly task: TaskName;
  readonly dataset: Dataset<TargetColumn>;
  readonly options: TrainOptions;
}

const mostly = <Value>(usual: Value, other: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const strength = fc.constantFrom(0, 0.01, 0.3, 2);
const keep = fc.constantFrom(0.5, 0.8, 1);
const deviation = fc.constantFrom(0, 0.2);

/** Settings of everything that a gradient depends on, freely combined, with data for them. */
export const combinations: fc.Arbitrary<Combination> = fc
  .record({
    task: fc.constantFrom(...TASKS),
    hiddenLayers: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
    data: fc.record({
      examples: fc.integer({ min: 8, max: 21 }),
      features: fc.integer({ min: 1, max: 4 }),
      seed: fc.nat(1e6),
      isWeighted: fc.boolean(),
    }),
  })
  .chain(({ task, hiddenLayers, data }) =>
    optionsFor(task, hiddenLayers, data.examples).map((options) => ({
      task,
      dataset: madeData(task, data),
      options: { hiddenLayers, ...options },
    })),
  );

function optionsFor(
  task: TaskName,
  hiddenLayers: readonly number[],
  examples: number,
): fc.Arbitrary<TrainOptions> {
  const hidden = hiddenLayers.length;
  const perHidden = <Value>(value: fc.Arbitrary<Value>) =>
    fc.array(value, { minLength: hidden, maxLength: hidden });
  const perLayer = <Value>(value: fc.Arbitrary<Value>) =>
    fc.array(value, { minLength: hidden + 1, maxLength: hidden + 1 });
  return fc
    .record({
      seed: fc.nat(1e6),
      activation: perHidden(fc.constantFrom(...ACTIVATION_NAMES)),
      normalization: mostly<TrainOptions["normalization"]>(
        "none",
        perHidden(fc.constantFrom(...NORMALIZATION_NAMES)),
      ),
      initialiser: fc.constantFrom(...INITIALISER_NAMES.filter((name) => name !== "zeros")),
      lambda: perLayer(strength),
      lambda1: mostly<TrainOptions["lambda1"]>(0, perLayer(strength)),
      keepProbability: mostly<TrainOptions["keepProbability"]>(1, perHidden(keep)),
      inputKeepProbability: mostly(1, keep),
      dropoutKind: fc.constantFrom(...DROPOUT_NAMES),
      connectKeepProbability: mostly<TrainOptions["connectKeepProbability"]>(1, perLayer(keep)),
      noise: mostly<TrainOptions["noise"]>(0, perHidden(deviation)),
      inputNoise: mostly(0, deviation),
      mixup: mostly(0, fc.constantFrom(0.2, 1)),
      batchSize: fc.option(fc.integer({ min: 3, max: examples }), { nil: undefined }),
      labelSmoothing: mostly(0, fc.constantFrom(0.1, 0.3)),
      classWeights: mostly<TrainOptions["classWeights"]>(undefined, fc.constant("balanced")),
    })
    .map(({ labelSmoothing, classWeights, batchSize, ...others }) => ({
      ...others,
      ...(batchSize !== undefined && { batchSize }),
      ...lossOf(task),
      ...(!isOfNumbers(task) && { labelSmoothing }),
      ...((task === "binary" || task === "multiclass") && classWeights !== undefined && { classWeights }),
    }));
}

function isOfNumbers(task: TaskName): boolean {
  return task === "squared" || task === "huber" || task === "poisson";
}

function lossOf(task: TaskName): TrainOptions {
  if (task === "huber") return { loss: "huber", huberDelta: 0.7 };
  return task === "squared" || task === "poisson" ? { loss: task } : {};
}
