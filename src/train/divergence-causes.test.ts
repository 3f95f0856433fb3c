import { describe, expect, it } from "vitest";
import type { TargetColumn } from "../data/columns.ts";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { likelyCause } from "./divergence-causes.ts";
import type { Evidence } from "./divergence-evidence.ts";
import type { TrainOptions } from "./options.ts";
import { describeOutcome } from "./outcome.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { train } from "./train.ts";
import type { TrainingRun } from "./training-run.ts";

const { training } = datasets.football();

/** Football with its features multiplied. */
const scaled = (...factors: readonly number[]): Dataset =>
  Dataset.fromRows({
    name: "scaled",
    rows: Array.from({ length: training.examples }, (_, i) =>
      training.row(i).map((value, feature) => value * (factors[feature] as number)),
    ),
    labels: [...training.target.values],
  });

/** Points on a line with numbers to learn. */
const numbers = (size: number, count = 20): Dataset<TargetColumn> =>
  Dataset.fromRows({
    name: "numbers",
    rows: Array.from({ length: count }, (_, i) => [i / count - 0.5, (i % 3) - 1]),
    targets: Array.from({ length: count }, (_, i) => Math.round(size * (1 + (i % 5)))),
  });

/** What is said of a run, with its options, that must diverge; the model must be finite. */
async function outcomeOf(data: Dataset<TargetColumn>, options: TrainOptions): Promise<string> {
  const run: TrainingRun = await train(data, { iterations: 3000, ...options });
  expect(run.outcome.kind).toBe("diverged");
  expect(run.model.parameters.every(Number.isFinite)).toBe(true);
  return describeOutcome(run.outcome);
}

describe("evidence", () => {
  const evidence: Evidence = {
    iteration: 12,
    layer: 2,
    place: "sums",
    learningRate: 0.3,
    sums: [1, 2, Infinity],
    largestLogit: Infinity,
    growth: { layer: 1, factor: 1 },
    constantUnit: { layer: 1, unit: 3, variance: 1e-12 },
  };

  it("of a unit that batch normalization divides by nearly 0 names it", () => {
    const settings = resolveSettings({ normalization: "batch", batchSize: 4 });
    expect(likelyCause(settings, training, evidence)).toBe(
      "batch normalization of unit 3 of layer 1 divides by nearly 0: mini-batches of 4 give it the same sum for every " +
        "example. Take larger batches, normalization layer, or another initialiser.",
    );
    const constantUnit = { layer: 1, unit: 3, variance: 1e-5 };
    expect(likelyCause(settings, training, { ...evidence, constantUnit })).not.toContain("normalization");
  });

  it("before any step never blames the learning rate", () => {
    const none = { ...evidence, iteration: 0, constantUnit: undefined };
    const settings = resolveSettings({ learningRate: 1e9, precision: "f32" });
    expect(likelyCause(settings, training, none)).toBe(
      "no step had been taken: the first weights (initialiser article) and these data leave the range. Take precision f64.",
    );
  });

  it("against two suspects names the stronger", () => {
    const about = (learningRate: number, factor: number): string =>
      likelyCause(resolveSettings({ learningRate }), scaled(factor, 1));
    expect(about(1e3, 100)).toContain("learning rate 1000");
    expect(about(3, 100)).toContain('feature "x1"');
  });
});

describe("the parameters after a divergence are finite, and those of the last good iteration", () => {
  const huge = 1e155;
  it.each<TrainOptions>([
    { learningRate: huge, optimizer: "adam" },
    { learningRate: 1e300, optimizer: "momentum" },
    { learningRate: huge, batchSize: 32, averaging: "ema" },
    { learningRate: 1e300, averaging: "swa" },
    { learningRate: huge, normalization: "batch", batchSize: 50 },
    { learningRate: huge, constraint: "max-norm" },
    { learningRate: 1e300, weightDecay: 1e10, optimizer: "adamw" },
  ])("%j", async (options) => {
    const run = await train(training, { iterations: 200, ...options });
    expect(run.outcome.kind).toBe("diverged");
    expect(run.model.parameters.every(Number.isFinite)).toBe(true);
    const again = await train(training, { iterations: 200, ...options, costInterval: 1 });
    expect(run.modelIteration).toBeLessThanOrEqual(run.iterations);
    expect(again.model.parameters.every(Number.isFinite)).toBe(true);
  });

  it("with early stopping are the best ones", async () => {
    const options = { learningRate: 1e3, batchSize: 20, costInterval: 1, iterations: 5000, patience: 4000 };
    const data = datasets.football();
    const run = await train(data.training, { ...options, lambda: 300, development: data.test });
    expect(run.outcome.kind).toBe("diverged");
    const costs = run.history.developmentCost;
    expect(run.history.iteration[costs.indexOf(Math.min(...costs))]).toBe(run.modelIteration);
    expect(run.modelIteration).toBeLessThan(run.iterations);
  });

  it("of L-BFGS are those of its last finite step", async () => {
    const run = await train(numbers(1e200), { optimizer: "lbfgs", iterations: 20 });
    expect(run.outcome).toMatchObject({ kind: "diverged", iteration: 0 });
    expect(run.model.parameters.every(Number.isFinite)).toBe(true);
  });
});

describe("a run that diverges says where and why", () => {
  it("learning rate", async () => {
    expect(await outcomeOf(training, { learningRate: 1e155 })).toBe(
      "diverged at iteration 1: the sums of layer 3 are not finite. Likely cause: the learning rate 1e+155 is too large for this network. Try 0.3 or less.",
    );
  });
  it("learning rate of a schedule, as it is in that iteration", async () => {
    expect(await outcomeOf(training, { learningRate: 1e155, schedule: "constant", warmup: 10 })).toBe(
      "diverged at iteration 1: the sums of layer 3 are not finite. Likely cause: the learning rate 1.818e+154 of iteration 1 is too large for this network. Try 0.3 or less.",
    );
  });
  it("learning rate of an optimizer with its own usual one", async () => {
    expect(await outcomeOf(training, { learningRate: 1e155, optimizer: "adam" })).toBe(
      "diverged at iteration 1: the sums of layer 2 are not finite. Likely cause: the learning rate 1e+155 of adam is too large for this network. Try 0.001 or less.",
    );
  });
  it("learning rate, which momentum adds up", async () => {
    expect(await outcomeOf(training, { learningRate: 1e100, optimizer: "momentum" })).toBe(
      "diverged at iteration 2: the sums of layer 2 are not finite. Likely cause: the learning rate 1e+100 of momentum (about 1e+101 with momentum 0.9) is too large for this network. Try 0.03 or less.",
    );
  });
  it("weights that exploded", async () => {
    const deep = { hiddenLayers: [8, 8, 8], activation: "linear", learningRate: 0.9 } as const;
    expect(await outcomeOf(numbers(2), deep)).toBe(
      "diverged at iteration 4: the cost is not finite, because of layer 4. Likely cause: the weights of layer 4 have grown to 9.8e+70 times their first size. Try learning rate 0.09 or less, or clip gradients (global-norm, limit 1). A Huber loss bounds what one example can do.",
    );
  });
  it("a feature that is not scaled, among others that are", async () => {
    expect(await outcomeOf(scaled(1, 1e200), { learningRate: 0.3 })).toBe(
      'diverged at iteration 1: the sums of layer 1 are not finite. Likely cause: feature "x2" reaches 6.80e+199. Scale the features to about −1 … 1, or take a smaller learning rate.',
    );
  });
  it("a target that is not scaled", async () => {
    expect(
      await outcomeOf(numbers(1e5), { hiddenLayers: [5], activation: "linear", learningRate: 0.3 }),
    ).toBe(
      "diverged at iteration 4: the cost is not finite, because of layer 2. Likely cause: target y reaches 5.00e+5, and the squared error with it. Scale the target to about −1 … 1, or take loss huber.",
    );
  });
  it("a penalty that is too strong", async () => {
    expect(await outcomeOf(training, { lambda: 2e4, learningRate: 0.5 })).toBe(
      "diverged at iteration 12: the sums of layer 2 are not finite. Likely cause: learning rate × λ / m is 47.4: above 2 the penalty alone throws every weight further past 0 in each step. Take a smaller λ or learning rate.",
    );
  });
  it("dropout that leaves too few units", async () => {
    expect(
      await outcomeOf(numbers(2), {
        hiddenLayers: [20, 3],
        keepProbability: 0.05,
        activation: "linear",
        learningRate: 0.3,
      }),
    ).toBe(
      "diverged at iteration 6: the cost is not finite, because of layer 3. Likely cause: a keep probability of 0.05 leaves most examples no unit of a layer of 3 units. Take a larger one, or more units.",
    );
  });
  it("e^z of Poisson's loss", async () => {
    expect(await outcomeOf(numbers(9), { loss: "poisson", learningRate: 30, hiddenLayers: [] })).toBe(
      "diverged at iteration 1: the cost is not finite, because of layer 1. Likely cause: the predicted count e^z overflows at the output z = 781 (loss poisson). Try learning rate 0.3 or less.",
    );
  });
  it("e^z of Poisson's loss, with a feature to be scaled", async () => {
    expect(await outcomeOf(scaledCounts(), { loss: "poisson", learningRate: 0.1, hiddenLayers: [] })).toBe(
      'diverged at iteration 0: the cost is not finite, because of layer 1. Likely cause: the predicted count e^z overflows at the output z = 842 (loss poisson). Scale feature "x2", which reaches 1.00e+3.',
    );
  });
  it("activations that explode on the way up", async () => {
    const hiddenLayers = Array.from({ length: 31 }, () => 12);
    const deep = {
      hiddenLayers,
      activation: "linear",
      initialiser: "he-normal",
      precision: "f32",
      clipping: "global-norm",
      clippingLimit: 10,
      learningRate: 1,
    } as const;
    expect(await outcomeOf(numbers(2), deep)).toBe(
      "diverged at iteration 55: the gradients of layer 32 are not finite. Likely cause: activations explode on the way up, from 3.1 in layer 1 to 2.5e+20 in layer 32, though no weight is over 5 times the first sizes. Take normalization layer, activation tanh, or fewer layers.",
    );
  });
});

/** Counts, and a feature that is not scaled. */
const scaledCounts = (): Dataset<TargetColumn> =>
  Dataset.fromRows({
    name: "counts",
    rows: Array.from({ length: 20 }, (_, i) => [i % 2, 100 * (i - 10)]),
    targets: Array.from({ length: 20 }, (_, i) => i),
  });
