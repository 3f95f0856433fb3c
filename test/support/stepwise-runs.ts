/** Random runs that are taken step by step. */

import fc from "fast-check";
import type { TargetColumn } from "../../src/data/columns.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { blobs, moons } from "../../src/data/generators.ts";
import { OPTIMIZER_NAMES } from "../../src/train/optimizers.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { startTraining, type Training } from "../../src/train/training.ts";
import { linearData } from "./steps.ts";

/** Of every run: small, and long enough for all that happens on the way. */
export const SIZE = { hiddenLayers: [5, 3], iterations: 60 };
const sets = {
  classes: [moons({ examples: 45 }), moons({ examples: 20, seed: 5 })],
  several: [blobs({ examples: 40, centers: 3 }), blobs({ examples: 20, centers: 3, seed: 5 })],
  numbers: [linearData(37, 3), linearData(20, 3, 9)],
} as const;

/** A run of a random kind. */
export interface RandomRun {
  readonly data: keyof typeof sets;
  readonly options: TrainOptions;
}

const learning = fc.record({
  optimizer: fc.constantFrom(...OPTIMIZER_NAMES.filter((name) => name !== "lbfgs")),
  learningRate: fc.constantFrom(0.003, 0.05, 3, 1e100),
  batchSize: fc.constantFrom(undefined, 7, 30),
  schedule: fc.constantFrom("constant", "cosine", "one-cycle", "plateau"),
  warmup: fc.constantFrom(undefined, 5),
  averaging: fc.constantFrom("none", "ema", "swa"),
  clipping: fc.constantFrom("none", "global-norm"),
  weightDecay: fc.constantFrom(undefined, 0.1),
  constraint: fc.constantFrom("none", "max-norm", "spectral-norm"),
});
const regularization = fc.oneof(
  fc.record({
    keepProbability: fc.constantFrom(1, 0.7),
    inputKeepProbability: fc.constantFrom(1, 0.9),
    mask: fc.constantFrom("fresh", "frozen", "stream"),
    rng: fc.constant("numpy"),
  }),
  fc.record({
    keepProbability: fc.constantFrom(1, 0.7),
    connectKeepProbability: fc.constantFrom(1, 0.8),
    noise: fc.constantFrom(0, 0.1),
    mixup: fc.constantFrom(0, 0.4),
  }),
);
const noise = fc.record({
  keepProbability: fc.constant(0.7),
  dropoutKind: fc.constantFrom("gaussian", "alpha"),
  inputNoise: fc.constantFrom(0, 0.1),
});
const kernels = fc.record({
  lambda: fc.constantFrom(0, 0.5, [0, 0.3, 0]),
  lambda1: fc.constantFrom(0, 0.02),
  activation: fc.constantFrom("relu", "tanh", "gelu"),
  normalization: fc.constantFrom("none", "batch", "layer"),
  precision: fc.constantFrom("f64", "f32"),
});
const recording = fc.record({
  costInterval: fc.constantFrom(undefined, 1, 7, 100),
  patience: fc.constantFrom(undefined, 1, 3),
  seed: fc.nat(1000),
});

/** Settings of any kind but those of L-BFGS. */
export const ofKernels = fc
  .tuple(learning, fc.oneof({ weight: 3, arbitrary: regularization }, noise), kernels, recording)
  .map((parts) => Object.assign({}, ...parts) as TrainOptions);
const ofLbfgs = fc
  .tuple(kernels, recording)
  .map((parts): TrainOptions => Object.assign({ optimizer: "lbfgs" }, ...parts) as TrainOptions);

/** Runs of any kind. */
export const randomRuns: fc.Arbitrary<RandomRun> = fc.record({
  data: fc.constantFrom("classes", "several", "numbers"),
  options: fc
    .oneof({ weight: 5, arbitrary: ofKernels }, { weight: 1, arbitrary: ofLbfgs })
    .map((options) => ({ ...options, ...SIZE })),
});

/** The training and the development examples of a run. */
export function dataOf({ data }: RandomRun): readonly [Dataset<TargetColumn>, Dataset<TargetColumn>] {
  return sets[data];
}

/** A run at its start. */
export function start(run: RandomRun, changes?: Training["changes"]): Training {
  const [training, development] = dataOf(run);
  return startTraining(training, { ...run.options, development, changes });
}

/** Takes stretches of these lengths, over and over, to the end. */
export function finish(training: Training, lengths: readonly number[]): Training {
  for (let turn = 0; training.outcome === undefined; turn++) training.advance(lengths[turn % lengths.length]);
  return training;
}
