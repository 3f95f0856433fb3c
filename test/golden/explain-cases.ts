/** Runs whose programs for other systems are executed there: without noise, on the full batch, so that steps are the same. */

import { createHash } from "node:crypto";
import { explain } from "../../src/explain/explain.ts";
import type { SystemName } from "../../src/explain/systems.ts";
import { nameOf, viewOf } from "../../src/network/layout.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import { resolveSettings } from "../../src/train/resolve-settings.ts";
import { createStep, type Step } from "../../src/train/step.ts";
import { createExamples, type TargetKind } from "./trajectory-cases.ts";

/** One run, and where it is executed. */
export interface ExplainCase {
  readonly name: string;
  readonly system: Extract<SystemName, "pytorch" | "sklearn">;
  readonly target: TargetKind;
  readonly isWeighted?: boolean;
  readonly options: TrainOptions;
  /** How far numbers may be apart, relative to the largest of their block. */
  readonly tolerance: number;
  /** The same in Keras, or the remark of its program that says why it takes other steps. */
  readonly keras: number | string;
  /** Whether it draws random numbers of its own: its programs are executed, and not compared. */
  readonly isRandom?: boolean;
}

/** How long every run is. */
const EXPLAIN_STEPS = 20;

const COMMON = {
  hiddenLayers: [4, 3],
  activation: "tanh",
  learningRate: 0.1,
  iterations: EXPLAIN_STEPS,
  initialiser: "xavier-normal",
  seed: 7,
} as const satisfies TrainOptions;

/** Steps so large that the cost goes up and down. */
const PLATEAU = {
  schedule: "plateau",
  learningRate: 8,
  rateDecay: 0.5,
  plateauPatience: 1,
  costInterval: 2,
} as const satisfies TrainOptions;

type Others = Partial<Pick<ExplainCase, "target" | "isWeighted" | "tolerance" | "keras" | "isRandom">>;

function inPytorch(name: string, options: TrainOptions, others: Others = {}): ExplainCase {
  return { ...base(name, options), system: "pytorch", ...others };
}

function inSklearn(name: string, options: TrainOptions, others: Others = {}): ExplainCase {
  return { ...base(name, options), system: "sklearn", ...others };
}

function base(name: string, options: TrainOptions) {
  // Keras keeps momentum, limits and the like in float32.
  return {
    name,
    target: "two classes",
    tolerance: 1e-9,
    keras: 1e-5,
    options: { ...COMMON, ...options },
  } as const;
}

/** Epsilon beside small gradients shows. */
const ADAM = { keras: 1e-4 };

const RANDOM = { isRandom: true };

/** All runs. */
export const explainCases: readonly ExplainCase[] = [
  inPytorch("nothing", {}),
  inPytorch("L2", { lambda: 0.7 }),
  inPytorch(
    "L2 and L1 per layer with Adam",
    {
      lambda: [0.7, 0, 0.2],
      lambda1: [0, 0.3, 0.1],
      optimizer: "adam",
      learningRate: 0.01,
    },
    ADAM,
  ),
  inPytorch("L2 with momentum and clipping", {
    lambda: 0.7,
    optimizer: "momentum",
    clipping: "value",
    clippingLimit: 0.02,
  }),
  inPytorch(
    "nesterov and cosine after a warm-up",
    { optimizer: "nesterov", schedule: "cosine", warmup: 4 },
    { keras: "Its momentum keeps steps at the rates" },
  ),
  inPytorch("one-cycle", { schedule: "one-cycle" }),
  inPytorch("step", { schedule: "step", decayInterval: 6, rateDecay: 0.5 }),
  inPytorch("exponential", { schedule: "exponential", decayInterval: 6, rateDecay: 0.5 }),
  inPytorch(
    "plateau",
    { ...PLATEAU, lambda: 0.7, lambda1: 0.1 },
    { keras: "Plateau counts records of wellfit" },
  ),
  inPytorch(
    "plateau after a warm-up",
    { ...PLATEAU, warmup: 5, finalRate: 0.05 },
    { keras: "Plateau counts records of wellfit" },
  ),
  inPytorch("decay beside gradient descent", { weightDecay: 0.1 }),
  inPytorch("adamw", { optimizer: "adamw", learningRate: 0.01, weightDecay: 0.1 }, ADAM),
  inPytorch(
    "rmsprop",
    { optimizer: "rmsprop", learningRate: 0.01 },
    { keras: "It adds epsilon within the root" },
  ),
  inPytorch("adagrad", { optimizer: "adagrad", learningRate: 0.01 }),
  inPytorch("lion", { optimizer: "lion", learningRate: 0.01 }),
  inPytorch("max-norm", { constraint: "max-norm", constraintLimit: 0.8 }),
  inPytorch("non-negative", { constraint: "non-negative" }),
  inPytorch("unit-norm", { constraint: "unit-norm" }),
  inPytorch("moving average", { averaging: "ema", averageDecay: 0.8 }),
  inPytorch(
    "corrected average",
    { averaging: "ema-corrected", averageDecay: 0.8, averageInterval: 3 },
    { keras: "Its average begins at once" },
  ),
  inPytorch(
    "mean of the last steps",
    { averaging: "swa", averageStart: 0.5 },
    { keras: "No equivalent in Keras: stochastic weight averaging." },
  ),
  inPytorch(
    "batch and layer normalization",
    {
      normalization: ["batch", "layer"],
      activation: ["gelu", "swish"],
    },
    { keras: "Its running variance is that of the batch" },
  ),
  inPytorch(
    "three classes, smoothed and balanced",
    { labelSmoothing: 0.1, classWeights: "balanced" },
    { target: "three classes" },
  ),
  inPytorch(
    "two classes, smoothed and weighted",
    { labelSmoothing: 0.1, classWeights: [1, 3] },
    { isWeighted: true },
  ),
  inPytorch("labels", { activation: "selu" }, { target: "labels" }),
  inPytorch("Huber loss", { loss: "huber", huberDelta: 0.5, activation: "softplus" }, { target: "numbers" }),
  inPytorch("Poisson loss", { loss: "poisson", learningRate: 0.03 }, { target: "counts" }),
  inSklearn("L2", { lambda: 0.7 }),
  inSklearn("momentum", { lambda: 0.7, optimizer: "momentum" }),
  inSklearn("nesterov", { optimizer: "nesterov", activation: "sigmoid" }),
  // It adds epsilon elsewhere, and 1e-8 beside small gradients shows.
  inSklearn("adam", { lambda: 0.7, optimizer: "adam", learningRate: 0.01 }, { tolerance: 1e-4, ...ADAM }),
  inSklearn("three classes", { lambda: 0.7 }, { target: "three classes" }),
  inSklearn("labels, whose costs it adds up", { lambda: 0.7 }, { target: "labels" }),
  inSklearn("numbers, whose squares it halves", { lambda: 0.7, learningRate: 0.03 }, { target: "numbers" }),
  inPytorch(
    "batches, dropout and noise",
    {
      batchSize: 5,
      keepProbability: 0.8,
      inputKeepProbability: 0.9,
      noise: 0.1,
      inputNoise: 0.1,
      initialiser: "orthogonal",
    },
    RANDOM,
  ),
  inPytorch(
    "Gaussian dropout and DropConnect",
    {
      keepProbability: [1, 0.8],
      dropoutKind: "gaussian",
      connectKeepProbability: 0.9,
      activation: "leaky-relu",
    },
    RANDOM,
  ),
  inPytorch(
    "alpha dropout and mixup",
    {
      keepProbability: 0.8,
      dropoutKind: "alpha",
      activation: "selu",
      mixup: 0.4,
      initialiser: "lecun-normal",
    },
    RANDOM,
  ),
  inPytorch(
    "early stopping",
    { patience: 2, minChange: 1, batchSize: 5, averaging: "ema", constraint: "spectral-norm" },
    { isRandom: true, target: "three classes" },
  ),
  inPytorch(
    "plateau on development examples",
    { ...PLATEAU, patience: 9, restoreBest: false, warmup: 3, batchSize: 7 },
    { isRandom: true, isWeighted: true },
  ),
];

/** A program with all that it needs, as JSON. */
export interface ExplainProgram {
  readonly name: string;
  readonly system: string;
  readonly code: string;
  /** The same for Keras. */
  readonly keras: string;
  readonly features: readonly (readonly number[])[];
  readonly targets: readonly (number | readonly number[])[];
  readonly weights: readonly number[] | null;
  readonly isRandom: boolean;
  /** The first parameters by name, row after row. */
  readonly parameters: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** A run's step at its start. */
export function stepOf(run: ExplainCase): Step {
  const examples = createExamples(run);
  return createStep(examples, resolveSettings(run.options), run.isRandom ? examples : undefined);
}

/** Takes all steps of a run, telling its schedule the cost at every record. @returns whether all were taken */
export function takeSteps(step: Step): boolean {
  const { costInterval } = step.schedule;
  for (let iteration = 0; iteration < EXPLAIN_STEPS; iteration += costInterval) {
    if (step.settings.schedule === "plateau") {
      step.forward(iteration);
      step.observe(step.dataCost() + step.penalty());
    }
    const end = Math.min(iteration + costInterval, EXPLAIN_STEPS);
    if (step.iterate(iteration, end) < end) return false;
  }
  return true;
}

/** What is executed for a run. */
export function createProgram(run: ExplainCase): ExplainProgram {
  const dataset = createExamples(run);
  const { layout, parameters } = stepOf(run);
  const { code } = explain(dataset, { ...run.options, ...(run.isRandom ? { development: dataset } : {}) });
  const { target, examples } = dataset;
  const blocks = layout.entries.map((entry) => {
    const numbers = [...viewOf(parameters, entry)];
    const rows = Array.from({ length: entry.rows }, (_, row) =>
      numbers.slice(row * entry.columns, (row + 1) * entry.columns),
    );
    return [nameOf(entry), rows];
  });
  const labels = (example: number): number[] =>
    target.type === "labels"
      ? target.classNames.map(
          (_, label) => target.values[example * target.classNames.length + label] as number,
        )
      : [];
  return {
    name: run.name,
    system: run.system,
    code: code[run.system],
    keras: code.keras,
    features: Array.from({ length: examples }, (_, example) => dataset.row(example)),
    targets:
      target.type === "labels" ? Array.from({ length: examples }, (_, e) => labels(e)) : [...target.values],
    weights: dataset.weights === undefined ? null : [...dataset.weights],
    isRandom: run.isRandom ?? false,
    parameters: Object.fromEntries(blocks),
  };
}

/** The SHA-256 of a program's text. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
