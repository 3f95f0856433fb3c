/** Small runs whose trajectories are held against PyTorch's: at least one for everything that changes a gradient or a step. */

import { counterRandom } from "../../src/base/counter-random.ts";
import type { TargetColumn } from "../../src/data/columns.ts";
import { Dataset } from "../../src/data/dataset.ts";
import { ACTIVATION_NAMES } from "../../src/network/activations.ts";
import type { TrainOptions } from "../../src/train/options.ts";

/** What the examples of a run are to be told by. */
export type TargetKind = "two classes" | "three classes" | "labels" | "numbers" | "counts";

/** One run of {@link TRAJECTORY_STEPS} steps. */
export interface TrajectoryCase {
  readonly name: string;
  readonly target: TargetKind;
  /** Whether the examples have weights of their own. */
  readonly isWeighted?: boolean;
  /** How far numbers may be from PyTorch's, relative to the largest of their block; 1e-9 by default. */
  readonly tolerance?: number;
  readonly options: TrainOptions;
}

/** How long every run is. */
export const TRAJECTORY_STEPS = 50;
/** After how many steps the parameters are compared. */
export const COMPARED_STEPS = [1, 10, 25, 50] as const;

const EXAMPLES = 13;
const FEATURES = 3;

/** What all runs have unless they say otherwise: smooth, so that no rounding is blown up at a kink. */
const COMMON = {
  hiddenLayers: [4, 3],
  activation: "tanh",
  learningRate: 0.1,
  iterations: TRAJECTORY_STEPS,
  initialiser: "xavier-normal",
  seed: 7,
} as const satisfies TrainOptions;

function runOf(
  name: string,
  options: TrainOptions = {},
  others: Partial<Omit<TrajectoryCase, "name" | "options">> = {},
): TrajectoryCase {
  return { name, target: "two classes", ...others, options: { ...COMMON, ...options } };
}

/** All runs. */
export const trajectoryCases: readonly TrajectoryCase[] = [
  ...ACTIVATION_NAMES.map((activation) => runOf(`activation ${activation}`, { activation })),
  runOf("an activation per layer", { activation: ["gelu", "selu"] }),
  runOf("softmax", {}, { target: "three classes" }),
  runOf("labels", {}, { target: "labels" }),
  runOf("squared loss", { learningRate: 0.03 }, { target: "numbers" }),
  runOf("Huber loss", { loss: "huber", huberDelta: 0.5 }, { target: "numbers" }),
  runOf("Poisson loss", { loss: "poisson", learningRate: 0.03 }, { target: "counts" }),
  runOf("label smoothing of two classes", { labelSmoothing: 0.2 }),
  runOf("label smoothing of three classes", { labelSmoothing: 0.2 }, { target: "three classes" }),
  runOf("balanced classes", { classWeights: "balanced" }, { target: "three classes" }),
  runOf("weights of classes and examples", { classWeights: [1, 3] }, { isWeighted: true }),
  runOf("weighted labels", {}, { target: "labels", isWeighted: true }),
  runOf("weighted numbers", { learningRate: 0.03 }, { target: "numbers", isWeighted: true }),
  runOf("batch normalization", { normalization: "batch" }),
  runOf("layer normalization", { normalization: "layer" }),
  runOf("a normalization per layer", { normalization: ["batch", "layer"], activation: "swish" }),
  runOf("L2", { lambda: 0.7 }),
  runOf("L1", { lambda1: 0.05, learningRate: 0.02 }),
  runOf("elastic net per layer", { lambda: [0.5, 0, 2], lambda1: [0, 0.03, 0.01], learningRate: 0.02 }),
  runOf("weight decay", { weightDecay: 0.1 }),
  runOf("dropout", { keepProbability: 0.7 }),
  runOf("dropout per layer and of features", {
    keepProbability: [0.9, 0.6],
    inputKeepProbability: 0.8,
    activation: ["softplus", "tanh"],
  }),
  runOf("dropout before normalization", { keepProbability: 0.7, normalization: "batch", activation: "elu" }),
  runOf("Gaussian dropout", { keepProbability: 0.8, dropoutKind: "gaussian" }),
  runOf("Gaussian noise", { noise: [0.3, 0.1], inputNoise: 0.2 }),
  runOf("alpha dropout", { keepProbability: 0.8, dropoutKind: "alpha", activation: "selu" }),
  runOf("DropConnect", { connectKeepProbability: [0.7, 1, 0.8], keepProbability: 0.8, lambda: 0.1 }),
  runOf("max-norm", { constraint: "max-norm", constraintLimit: 0.9 }),
  runOf("unit-norm", { constraint: "unit-norm" }),
  runOf("non-negative", { constraint: "non-negative" }),
  // Singular values there; here a power iteration, which ends where two estimates differ by less than 2^−20 of the norm.
  runOf("spectral norm", { constraint: "spectral-norm", constraintLimit: 0.8 }, { tolerance: 2 ** -20 }),
  runOf("clipping by value", { clipping: "value", clippingLimit: 0.02 }),
  runOf("clipping by norm", { clipping: "norm", clippingLimit: 0.05 }),
  runOf("clipping by global norm", { clipping: "global-norm", clippingLimit: 0.1 }),
  runOf("mini-batches", { batchSize: 5, lambda: 0.3 }),
  runOf(
    "mini-batches of three classes with dropout",
    { batchSize: 4, keepProbability: 0.8 },
    { target: "three classes" },
  ),
  runOf("mini-batches with batch normalization", { batchSize: 5, normalization: "batch" }),
  runOf("mixup", { mixup: 0.4, batchSize: 6 }, { target: "three classes" }),
  runOf("mixup of all examples", { mixup: 1 }),
  runOf("exponential moving average", { averaging: "ema", averageDecay: 0.9 }),
  runOf("stochastic weight averaging", { averaging: "swa", averageStart: 0.5, averageInterval: 3 }),
  runOf("momentum", { optimizer: "momentum", momentum: 0.8 }),
  runOf("Nesterov", { optimizer: "nesterov" }),
  runOf("RMSProp", { optimizer: "rmsprop", learningRate: 0.003 }),
  runOf("Adagrad", { optimizer: "adagrad", learningRate: 0.05 }),
  runOf("Adam", { optimizer: "adam", learningRate: 0.01, lambda: 0.2 }),
  runOf("AdamW", { optimizer: "adamw", learningRate: 0.01, weightDecay: 0.1 }),
  runOf("Lion", { optimizer: "lion", learningRate: 0.003, weightDecay: 0.1 }),
  runOf(
    "weighted numbers in mini-batches",
    { batchSize: 4, learningRate: 0.02 },
    { target: "numbers", isWeighted: true },
  ),
  runOf(
    "weighted examples under mixup",
    { mixup: 0.4, batchSize: 6, classWeights: [1, 3] },
    { isWeighted: true },
  ),
  runOf("softened labels", { labelSmoothing: 0.2 }, { target: "labels" }),
  runOf("decay in mini-batches", { batchSize: 6, lambda1: 0.05, weightDecay: 0.1, learningRate: 0.02 }),
  runOf("Gaussian dropout and noise in mini-batches", {
    batchSize: 5,
    keepProbability: 0.8,
    dropoutKind: "gaussian",
    noise: 0.2,
    inputKeepProbability: 0.9,
    inputNoise: 0.1,
  }),
  runOf("noise that stays the same in mini-batches", {
    mask: "frozen",
    batchSize: 5,
    keepProbability: 0.7,
    noise: [0.2, 0],
    connectKeepProbability: [1, 0.8, 1],
  }),
  runOf("corrected moving average", {
    averaging: "ema-corrected",
    averageDecay: 0.9,
    averageStart: 0.2,
    averageInterval: 2,
  }),
  runOf("averaged statistics", { averaging: "swa", averageStart: 0.2, normalization: "batch" }),
  runOf("rate in steps with decay", {
    schedule: "step",
    rateDecay: 0.5,
    decayInterval: 15,
    weightDecay: 0.1,
  }),
  runOf("rate along a cosine", { schedule: "cosine", finalRate: 0.1, optimizer: "adam", learningRate: 0.02 }),
  runOf("Nesterov's other numbers", { optimizer: "nesterov", momentum: 0.6 }),
  runOf("RMSProp's other numbers", { optimizer: "rmsprop", learningRate: 0.01, rho: 0.8, epsilon: 0.01 }),
  runOf("Adagrad's other numbers", { optimizer: "adagrad", learningRate: 0.05, epsilon: 0.02 }),
  runOf("Adam's other numbers", {
    optimizer: "adam",
    learningRate: 0.02,
    beta1: 0.7,
    beta2: 0.9,
    epsilon: 0.003,
  }),
  runOf("Lion's other numbers", { optimizer: "lion", learningRate: 0.003, beta1: 0.7, beta2: 0.95 }),
  // With a smaller λ, a change in the last bit of the start grows to the tolerance within 50 steps.
  runOf("L-BFGS", { optimizer: "lbfgs", learningRate: 1, lambda: 0.2 }, { target: "labels" }),
  runOf("L-BFGS under noise", {
    optimizer: "lbfgs",
    learningRate: 0.5,
    mask: "frozen",
    keepProbability: 0.8,
    inputNoise: 0.1,
    lambda: 0.1,
  }),
  runOf("everything at once", {
    hiddenLayers: [5, 4, 3],
    activation: ["gelu", "selu", "tanh"],
    normalization: ["batch", "none", "layer"],
    lambda: 0.2,
    lambda1: 0.01,
    keepProbability: [0.8, 1, 0.9],
    inputNoise: 0.1,
    labelSmoothing: 0.1,
    optimizer: "adam",
    learningRate: 0.01,
    clipping: "global-norm",
    batchSize: 5,
    averaging: "ema",
    averageDecay: 0.8,
  }),
];

/** The examples of a run. */
export function createExamples({ target, isWeighted = false }: TrajectoryCase): Dataset<TargetColumn> {
  const random = counterRandom(11, "data");
  const rows = random
    .randn(EXAMPLES, FEATURES)
    .toRows()
    .map((row) => row.map(round));
  const scores = rows.map(([a = 0, b = 0, c = 0]) => a - 0.5 * b + 0.8 * c + 0.6 * random.randn());
  const weights = isWeighted ? rows.map(() => round(0.2 + 2 * random.rand())) : undefined;
  const common = { name: target, rows, weights };
  const sets: Readonly<Record<TargetKind, () => Dataset<TargetColumn>>> = {
    "two classes": () => Dataset.fromRows({ ...common, labels: scores.map((score) => (score > 0 ? 1 : 0)) }),
    "three classes": () =>
      Dataset.fromRows({
        ...common,
        labels: scores.map((score) => (score < -0.7 ? "a" : score < 0.7 ? "b" : "c")),
      }),
    labels: () =>
      Dataset.fromRows({
        ...common,
        labelSets: scores.map((score) => [
          ...(score > 0 ? ["up"] : []),
          ...(Math.abs(score) < 1 ? ["near"] : []),
        ]),
      }),
    numbers: () => Dataset.fromRows({ ...common, targets: scores.map((score) => round(2 * score)) }),
    counts: () =>
      Dataset.fromRows({ ...common, targets: scores.map((score) => Math.max(0, Math.round(score + 1))) }),
  };
  return sets[target]();
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
