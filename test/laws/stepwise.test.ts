import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TargetColumn } from "../../src/data/columns.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { moons } from "../../src/data/generators.ts";
import { OPTIMIZER_NAMES } from "../../src/train/optimizers.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";
import { startTraining, type Training } from "../../src/train/training.ts";
import { linearData } from "../support/steps.ts";

const ITERATIONS = 60;
const sets: Record<string, [Dataset<TargetColumn>, Dataset<TargetColumn>]> = {
  classes: [moons({ examples: 45 }), moons({ examples: 20, seed: 5 })],
  numbers: [linearData(37, 3), linearData(20, 3, 9)],
};

/** A run of a random kind. */
interface RandomRun {
  readonly data: keyof typeof sets;
  readonly options: TrainOptions;
}

const learning = fc.record({
  optimizer: fc.constantFrom(...OPTIMIZER_NAMES.filter((name) => name !== "lbfgs")),
  learningRate: fc.constantFrom(0.003, 0.05, 3),
  batchSize: fc.constantFrom(undefined, 7, 30),
  schedule: fc.constantFrom("constant", "cosine", "one-cycle", "plateau"),
  warmup: fc.constantFrom(undefined, 5),
  averaging: fc.constantFrom("none", "ema", "swa"),
  clipping: fc.constantFrom("none", "global-norm"),
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

const ofKernels = fc
  .tuple(learning, regularization, kernels, recording)
  .map((parts) => Object.assign({}, ...parts) as TrainOptions);
const ofLbfgs = fc
  .tuple(kernels, recording)
  .map((parts): TrainOptions => Object.assign({ optimizer: "lbfgs" }, ...parts) as TrainOptions);

const runs: fc.Arbitrary<RandomRun> = fc.record({
  data: fc.constantFrom("classes", "numbers"),
  options: fc
    .oneof({ weight: 5, arbitrary: ofKernels }, { weight: 1, arbitrary: ofLbfgs })
    .map((options) => ({ ...options, hiddenLayers: [5, 3], iterations: ITERATIONS })),
});

function start({ data, options }: RandomRun, changes?: Training["changes"]): Training {
  const [training, development] = sets[data] as (typeof sets)[string];
  return startTraining(training, { ...options, development, changes });
}

/** Takes stretches of these lengths, over and over, to the end. */
function finish(training: Training, lengths: readonly number[]): Training {
  for (let turn = 0; training.outcome === undefined; turn++) training.advance(lengths[turn % lengths.length]);
  return training;
}

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

describe("a run taken step by step", () => {
  it("has the bits, the history and the end of train, however it is divided", async () => {
    const ends = new Set<string>();
    await fc.assert(
      fc.asyncProperty(runs, lengths, async (run, divided) => {
        const [training, development] = sets[run.data] as (typeof sets)[string];
        const whole = await train(training, { ...run.options, development });
        ends.add(whole.outcome.kind);
        for (const each of [[1], divided, [Infinity]]) {
          const { model, ...rest } = finish(start(run), each).stop();
          expect(model.parameters).toEqual(whole.model.parameters);
          expect({ ...rest, model: 0 }).toEqual({ ...whole, model: 0 });
        }
      }),
      { numRuns: 120, seed: 5 },
    );
    expect([...ends].toSorted()).toEqual(["diverged", "finished", "stoppedEarly"]);
  });
});
