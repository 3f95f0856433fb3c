/** What is timed: networks, data and settings, for us and, as plain arrays, for every other system. */

import { numpyRandom } from "../src/base/numpy-random.ts";
import type { Dataset } from "../src/data/dataset.ts";
import { datasets } from "../src/data/datasets.ts";
import { layerSizes } from "../src/network/spec.ts";
import { presets, type TrainOptions } from "../src/train/options.ts";
import { train } from "../src/train/train.ts";
import { digitPictures } from "./digit-pictures.ts";
import { createKernelJob } from "./kernel-job.ts";
import { encodeArray, type PeerJob, type Precision } from "./peers/protocol.ts";

/** A way of training that a job is timed with. */
export interface Variant {
  readonly id: string;
  readonly title: string;
  /** What it changes in the job's settings. */
  readonly options: JobOptions;
}

/** What both kinds of jobs have. */
interface CommonJob {
  readonly id: string;
  readonly title: string;
  readonly iterations: number;
  readonly variants: readonly Variant[];
  /** How far a loss may lie from the reference's after as many iterations: |loss/reference − 1|. */
  readonly tolerances: Readonly<Record<Precision, number>>;
}

/** A training run of `train`: on all examples in every iteration, or on mini-batches where the options have their size. */
interface TrainingJob extends CommonJob {
  readonly kind: "training";
  readonly dataset: Dataset;
  readonly options: JobOptions & { readonly learningRate: number };
}

/** Settings of a run that all peers can take: one strength for all layers. */
type JobOptions = Omit<TrainOptions, "lambda" | "keepProbability"> & {
  readonly lambda?: number | undefined;
  readonly keepProbability?: number | undefined;
};

/** Training steps on one batch, without the loop around them. */
interface StepJob extends CommonJob {
  readonly kind: "kernels";
  readonly sizes: readonly number[];
  readonly batch: number;
}

/** Something that is timed. */
export type Job = TrainingJob | StepJob;

/** The variant of jobs that have no other. */
export const PLAIN = { id: "none", title: "no regularization", options: {} } as const satisfies Variant;

const TOLERANCES = { f64: 1e-6, f32: 0.005 } as const;

/** The seed of the exercise's frozen mask. */
const MASK_SEED = 1;

/** Examples of the jobs of mini-batches: 16 batches, so that a run has many orders. */
const PICTURES = 2048;

/** Mini-batches in a new order in every epoch. */
const minibatchJobs: readonly Job[] = [
  {
    kind: "training",
    id: "batches-small",
    title: "Mini-batches of small digits",
    dataset: digitPictures(64, PICTURES),
    options: {
      hiddenLayers: [128, 64],
      learningRate: 0.1,
      initialiser: "he-normal",
      batchSize: 128,
      seed: 1,
    },
    iterations: 4000,
    tolerances: TOLERANCES,
    variants: [PLAIN],
  },
  {
    kind: "training",
    id: "batches-large",
    title: "Mini-batches of large digits",
    dataset: digitPictures(784, PICTURES),
    options: {
      hiddenLayers: [512, 256],
      learningRate: 0.1,
      initialiser: "he-normal",
      batchSize: 128,
      seed: 1,
    },
    iterations: 400,
    tolerances: TOLERANCES,
    variants: [
      { id: "dropout", title: "dropout (keep 0.8)", options: { keepProbability: 0.8 } },
      {
        id: "adam",
        title: "dropout (keep 0.8) and Adam",
        options: { keepProbability: 0.8, optimizer: "adam", learningRate: 0.001 },
      },
    ],
  },
];

/** All that is timed, the exercise first. */
export const jobs: readonly Job[] = [
  {
    kind: "training",
    id: "article",
    title: "The exercise",
    dataset: datasets.football().training,
    options: presets.article,
    iterations: presets.article.iterations,
    // float32's rounding grows over so many iterations, each with relu's kinks.
    tolerances: { ...TOLERANCES, f32: 0.05 },
    variants: [
      PLAIN,
      { id: "l2", title: "L2 (λ = 0.7)", options: { lambda: 0.7 } },
      { id: "frozen", title: "dropout (keep 0.86), one frozen mask", options: { keepProbability: 0.86 } },
      {
        id: "fresh",
        title: "dropout (keep 0.86), fresh masks",
        options: { keepProbability: 0.86, mask: "fresh" },
      },
    ],
  },
  {
    kind: "training",
    id: "moons",
    title: "Moons",
    dataset: datasets.moons({ examples: 2000 }),
    options: { hiddenLayers: [64, 64], learningRate: 0.3, seed: 1 },
    iterations: 300,
    tolerances: TOLERANCES,
    variants: [PLAIN],
  },
  {
    kind: "kernels",
    id: "digits",
    title: "A step of a network for small digits",
    sizes: [64, 128, 64, 10],
    batch: 128,
    iterations: 2000,
    tolerances: TOLERANCES,
    variants: [PLAIN],
  },
  {
    kind: "kernels",
    id: "large",
    title: "A step of a network for large digits",
    sizes: [784, 512, 256, 10],
    batch: 128,
    iterations: 200,
    tolerances: TOLERANCES,
    variants: [PLAIN],
  },
  ...minibatchJobs,
];

/** The job of that name. */
export function findJob(id: string): Job {
  const job = jobs.find((candidate) => candidate.id === id);
  if (job === undefined) throw new Error(`no job "${id}"`);
  return job;
}

/** Units of every layer, from the features to the outputs. */
export function sizesOf(job: Job): readonly number[] {
  if (job.kind === "kernels") return job.sizes;
  const { hiddenLayers = [] } = job.options;
  const classes = job.dataset.classCounts.length;
  const outputs = classes > 2 ? classes : 1;
  return layerSizes({ inputs: job.dataset.features.length, hiddenLayers, activation: "relu", outputs });
}

/** Examples of a mini-batch, where the job has such. */
export function batchSizeOf(job: Job): number | undefined {
  return job.kind === "training" ? job.options.batchSize : undefined;
}

/** All examples of the job. */
export function examplesOf(job: Job): number {
  return job.kind === "kernels" ? job.batch : job.dataset.examples;
}

/** The job as other systems take it: with our first parameters. */
export async function toPeerJob(job: Job, variant: Variant, precision: Precision): Promise<PeerJob> {
  const common = {
    job: job.id,
    variant: variant.id,
    precision,
    sizes: sizesOf(job),
    examples: examplesOf(job),
  };
  const arrays = job.kind === "kernels" ? stepArrays(job) : await trainingArrays(job, variant);
  return { ...common, ...arrays };
}

type PeerArrays = Omit<PeerJob, "job" | "variant" | "precision" | "sizes" | "examples">;

async function trainingArrays(job: TrainingJob, { options }: Variant): Promise<PeerArrays> {
  const settings: JobOptions = { ...job.options, ...options };
  const { lambda = 0, keepProbability = 1, mask = "fresh", optimizer } = settings;
  const hasMasks = keepProbability < 1;
  const outputs = sizesOf(job).at(-1) as number;
  const { X, Y } = job.dataset.toMatrices();
  // A run that is stopped before its first step has the first parameters.
  const signal = AbortSignal.abort();
  const { model } = await train(job.dataset, { ...settings, signal });
  const parameters = model.toTextbook();
  const ofLayers = (kind: "W" | "b"): string[] =>
    sizesOf(job)
      .slice(1)
      .map((_, below) => encodeArray((parameters[`${kind}${below + 1}`] as { data: Float64Array }).data));
  return {
    batchSize: job.options.batchSize ?? job.dataset.examples,
    optimizer: optimizer === "adam" ? "adam" : "gradient-descent",
    learningRate: settings.learningRate ?? job.options.learningRate,
    lambda,
    keepProbability,
    mask: hasMasks ? (mask as "frozen" | "fresh") : "none",
    output: outputs > 1 ? "softmax" : "sigmoid",
    features: encodeArray(X.data),
    targets: encodeArray(outputs > 1 ? toOneHot(Y.data, outputs) : Y.data),
    weights: ofLayers("W"),
    biases: ofLayers("b"),
    masks: hasMasks && mask === "frozen" ? frozenMasks(job, keepProbability) : [],
  };
}

/** classes × examples: 1 in the row of the example's class, else 0. */
function toOneHot(classOf: Float64Array, classes: number): Float64Array {
  const examples = classOf.length;
  const targets = new Float64Array(classes * examples);
  for (const [example, index] of classOf.entries()) targets[index * examples + example] = 1;
  return targets;
}

/** The exercise's masks: 0 or 1/keepProbability for every hidden unit and example. */
function frozenMasks(job: TrainingJob, keepProbability: number): string[] {
  const random = numpyRandom(MASK_SEED);
  return sizesOf(job)
    .slice(1, -1)
    .map((units) => {
      const draw = (): number => (random.rand() < keepProbability ? 1 / keepProbability : 0);
      return encodeArray(Float64Array.from({ length: units * job.dataset.examples }, draw));
    });
}

function stepArrays({ sizes, batch }: StepJob): PeerArrays {
  const { learningRate, features, targets, weights, biases } = createKernelJob(sizes, batch);
  return {
    batchSize: batch,
    optimizer: "gradient-descent",
    learningRate,
    lambda: 0,
    keepProbability: 1,
    mask: "none",
    output: "softmax",
    features: encodeArray(features),
    targets: encodeArray(targets),
    weights: weights.map(encodeArray),
    biases: biases.map(encodeArray),
    masks: [],
  };
}
