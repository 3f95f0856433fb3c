/**
 * Runs whose parameters every machine must end with. They use nothing but what is passed to them, so that one list serves
 * the sources, the installed package, browsers and every engine that `npm run verify-bits` asks. The fingerprints are in
 * fingerprints.json, which that script writes.
 */

import type { Dataset, datasets, TrainingRun, TrainOptions, train } from "../../src/index.ts";

/** What the runs need of wellfit: of its sources or of the package. */
export interface Library {
  readonly datasets: typeof datasets;
  readonly train: typeof train;
}

/** The precision of a run's arithmetic. */
export type Precision = NonNullable<TrainOptions["precision"]>;

/** The precisions in which every run is made, and what they are called. */
export const precisions = { f64: "float64", f32: "float32" } as const satisfies Record<Precision, string>;

/** The names of {@link precisions}. */
export const PRECISIONS: readonly Precision[] = Object.keys(precisions) as Precision[];

/** What a run is there for. */
export type CaseGroup = "kinds of runs" | "numbers of examples" | "numbers of units" | "numbers of features";

/** A run in any precision. */
export interface RunOnData {
  /** Unique among all runs. */
  readonly name: string;
  readonly group: CaseGroup;
  readonly data: (library: Library) => Dataset;
  readonly options: TrainOptions;
}

/** A run in one precision, which `options` say. */
export interface FingerprintCase extends RunOnData {
  /** With the precision, as in "L2 (f64)": the name of its fingerprint in fingerprints.json. */
  readonly name: string;
  readonly precision: Precision;
}

/** How many iterations the runs on football take. */
export const FOOTBALL_ITERATIONS = 500;
const SIZE_ITERATIONS = 60;
const ACTIVATIONS = ["relu", "tanh", "sigmoid"] as const;
const GENERATORS = ["moons", "circles", "spirals", "xor"] as const;

/** From the least that can be trained on, around multiples of vector widths, to many blocks and a rest. */
const EXAMPLE_COUNTS = [2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 129, 513, 1025];
/** Around the widths of vectors and tiles. */
const UNIT_COUNTS = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33];
const FEATURE_COUNTS = [1, 3, 4, 5, 9, 17, 100];

const kinds: readonly RunOnData[] = (
  [
    ["none", {}],
    ["L2", { lambda: 0.7 }],
    ["dropout, fresh masks", { keepProbability: 0.86 }],
    ["dropout, frozen mask", { keepProbability: 0.86, mask: "frozen" }],
    ["NumPy's weights, frozen mask", { keepProbability: 0.86, mask: "frozen", rng: "numpy", seed: 3 }],
    ["NumPy's weights and masks", { keepProbability: 0.86, mask: "stream", rng: "numpy" }],
    [
      "L2 and dropout, tanh",
      { lambda: 0.3, keepProbability: 0.9, activation: "tanh", hiddenLayers: [5, 7, 2] },
    ],
    ["sigmoid, one unit", { activation: "sigmoid", hiddenLayers: [1] }],
    ["no hidden layer", { hiddenLayers: [] }],
    ["no hidden layer, L2", { lambda: 0.7, hiddenLayers: [] }],
    [
      "Adam, batches, batch normalization, dropout",
      { optimizer: "adam", batchSize: 32, normalization: "batch", activation: "gelu", keepProbability: 0.9 },
    ],
    [
      "Lion, batches, layer normalization, mixup, DropConnect",
      {
        optimizer: "lion",
        batchSize: 16,
        normalization: "layer",
        activation: "swish",
        mixup: 0.4,
        connectKeepProbability: 0.9,
      },
    ],
    [
      "RMSProp, L1, max-norm, alpha dropout, moving average",
      {
        optimizer: "rmsprop",
        activation: "selu",
        initialiser: "lecun-uniform",
        lambda1: 0.01,
        constraint: "max-norm",
        keepProbability: 0.9,
        dropoutKind: "alpha",
        averaging: "ema",
      },
    ],
    [
      "Nesterov, noise, Gaussian dropout, cosine, clipping, spectral norm",
      {
        optimizer: "nesterov",
        activation: ["elu", "leaky-relu"],
        inputNoise: 0.05,
        noise: 0.1,
        keepProbability: 0.9,
        dropoutKind: "gaussian",
        schedule: "cosine",
        clipping: "global-norm",
        constraint: "spectral-norm",
      },
    ],
    [
      "Adagrad, weight decay, smoothed and balanced labels, input dropout, SWA",
      {
        optimizer: "adagrad",
        activation: "softplus",
        initialiser: "orthogonal",
        weightDecay: 0.01,
        labelSmoothing: 0.1,
        classWeights: "balanced",
        inputKeepProbability: 0.95,
        averaging: "swa",
      },
    ],
    ["L-BFGS, L2, tanh", { optimizer: "lbfgs", lambda: 1, activation: "tanh" }],
  ] satisfies [string, TrainOptions][]
).map(([name, options]) => ({
  name,
  group: "kinds of runs",
  data: ({ datasets: { football } }) => football().training,
  options: { ...options, iterations: FOOTBALL_ITERATIONS },
}));

const classRuns: readonly RunOnData[] = [
  {
    name: "three classes, Adam, batches",
    group: "kinds of runs",
    data: ({ datasets: { blobs } }) => blobs({ examples: 90, centers: 3 }),
    options: { optimizer: "adam", batchSize: 16, hiddenLayers: [8], iterations: SIZE_ITERATIONS },
  },
];

const exampleRuns = EXAMPLE_COUNTS.flatMap((examples, index) => {
  const generator = GENERATORS[index % GENERATORS.length] as (typeof GENERATORS)[number];
  return plainAndRegularized({
    name: `${examples} examples`,
    group: "numbers of examples",
    data: ({ datasets: { [generator]: generate } }) => generate({ examples }),
    options: { hiddenLayers: [5, 3], activation: ACTIVATIONS[index % 3] },
  });
});

/** Each number of units beside many other ones, below it and above. */
const unitRuns = UNIT_COUNTS.flatMap((units, index) =>
  plainAndRegularized({
    name: `${units} ${units === 1 ? "unit" : "units"}`,
    group: "numbers of units",
    data: ({ datasets: { moons } }) => moons({ examples: 37 }),
    options: {
      hiddenLayers: [units, UNIT_COUNTS.at(-1 - index) as number],
      activation: ACTIVATIONS[index % 3],
    },
  }),
);

const featureRuns = FEATURE_COUNTS.flatMap((features, index) =>
  plainAndRegularized({
    name: `${features} ${features === 1 ? "feature" : "features"}`,
    group: "numbers of features",
    data: ({ datasets: { blobs } }) => blobs({ examples: 27, features, deviation: 3 }),
    options: { hiddenLayers: [6], activation: ACTIVATIONS[index % 3], learningRate: 0.01 },
  }),
);

/** A size once with the plain step, once with every part that a step can have. */
function plainAndRegularized(run: RunOnData): RunOnData[] {
  const options = { ...run.options, iterations: SIZE_ITERATIONS };
  return [
    { ...run, options },
    {
      ...run,
      name: `${run.name}, L2 and dropout`,
      options: { ...options, lambda: 0.1, keepProbability: 0.8 },
    },
  ];
}

/** Every run in every precision: each kind of run, and sizes that fill no vector, tile or block evenly. */
export const fingerprintCases: readonly FingerprintCase[] = PRECISIONS.flatMap((precision) =>
  [...kinds, ...classRuns, ...exampleRuns, ...unitRuns, ...featureRuns].map((run) => ({
    ...run,
    name: nameInPrecision(run.name, precision),
    precision,
    options: { ...run.options, precision },
  })),
);

/** The names of the kinds of runs, without a precision. */
export const KIND_NAMES: readonly string[] = [...kinds, ...classRuns].map(({ name }) => name);

/** The name of a run's case in a precision. */
export function nameInPrecision(run: string, precision: Precision): string {
  return `${run} (${precision})`;
}

/** Makes the run of a case. */
export function trainCase(library: Library, { data, options }: FingerprintCase): Promise<TrainingRun> {
  return library.train(data(library), options);
}

/** Makes all runs, one after another. @returns their fingerprints by the names of the cases */
export async function trainCases(library: Library): Promise<Record<string, string>> {
  const fingerprints: Record<string, string> = {};
  for (const entry of fingerprintCases) {
    fingerprints[entry.name] = (await trainCase(library, entry)).fingerprint;
  }
  return fingerprints;
}
