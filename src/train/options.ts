import * as v from "valibot";
import type { WithReadonlyLists } from "../base/options.ts";
import { seedOption } from "../base/seed-option.ts";
import { METRIC_NAMES } from "../metrics/metrics.ts";
import { initialiserOption } from "../network/initialisers.ts";
import { activationOption, hiddenLayersOption, normalizationOption } from "../network/spec.ts";
import { averagingOptions } from "./averaging.ts";
import { monitorOptionFor, stoppingOptions } from "./early-stopping.ts";
import { lossOptions } from "./loss-options.ts";
import { lengthOptions, optimizerOptions } from "./optimizer-options.ts";
import { limitOptions, noiseOptions, penaltyOptions } from "./regularization-options.ts";
import { scheduleOptions } from "./schedule-options.ts";

/** The settings of a training run: the table behind `train`, the command line's flags and the reference in the docs. */
export const trainOptions = v.strictObject({
  hiddenLayers: v.optional(hiddenLayersOption, [20, 3]),
  activation: v.optional(activationOption, "relu"),
  normalization: v.optional(normalizationOption, "none"),
  initialiser: v.optional(initialiserOption, "article"),
  ...lossOptions,
  ...optimizerOptions,
  ...lengthOptions,
  ...scheduleOptions,
  ...penaltyOptions,
  ...noiseOptions,
  ...limitOptions,
  ...averagingOptions,
  ...stoppingOptions,
  monitor: monitorOptionFor(METRIC_NAMES),
  seed: seedOption("seed of the first weights, the batches and all noise, but for numpy's frozen mask", {
    flag: "seed",
  }),
  rng: v.optional(
    v.pipe(
      v.picklist(["counter", "numpy"]),
      v.description(
        "generator of the first weights: counter (Threefry), or numpy for those of np.random.seed",
      ),
      v.metadata({ flag: "rng" }),
    ),
    "counter",
  ),
  mask: v.optional(
    v.pipe(
      v.picklist(["fresh", "frozen", "stream"]),
      v.description(
        "dropout masks: fresh in every iteration; frozen, one for all iterations as in the article's code; " +
          "stream, with rng numpy, fresh ones from its generator, seeded once",
      ),
      v.metadata({ flag: "mask" }),
    ),
    "fresh",
  ),
  precision: v.optional(
    v.pipe(
      v.picklist(["f64", "f32"]),
      v.description("precision of training: f64, or f32, which is faster and rounds to about 7 digits"),
      v.metadata({ flag: "precision" }),
    ),
    "f64",
  ),
  costInterval: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.description("iterations from one record of the cost to the next"),
      v.metadata({
        flag: "cost-interval",
        placeholder: "n",
        defaultInWords: "100, or an epoch if that is longer",
      }),
    ),
  ),
});

/** What the settings are about, for help and docs: headings, each with its settings. */
export const trainOptionGroups: Readonly<Record<string, readonly string[]>> = {
  Network: ["hiddenLayers", "activation", "normalization", "initialiser"],
  Loss: Object.keys(lossOptions),
  Optimizer: Object.keys(optimizerOptions),
  "Batches and length": Object.keys(lengthOptions),
  "Learning rate over the run": Object.keys(scheduleOptions),
  "Penalties on weights": Object.keys(penaltyOptions),
  "Dropout and noise": Object.keys(noiseOptions),
  "Limits on weights and gradients": Object.keys(limitOptions),
  "Averaging of parameters": Object.keys(averagingOptions),
  "Early stopping": [...Object.keys(stoppingOptions), "monitor"],
};

/** The settings as a caller may give them: everything has a default. */
export type TrainOptions = WithReadonlyLists<v.InferInput<typeof trainOptions>>;

/** The settings of a run, complete but for what depends on the data. */
export type TrainSettings = WithReadonlyLists<
  Omit<v.InferOutput<typeof trainOptions>, "dropoutRate" | "learningRate">
> & { readonly learningRate: number };

/**
 * Settings by name, each to be given as it is or spread into others.
 *
 * - `article`: the article's way. NumPy's weights of seed 3 and one dropout mask for all iterations.
 * - `general`: for data of one's own. Chosen by cross-validation on four data sets, where its accuracy lies within one
 *   standard error of that of scikit-learn's MLPClassifier: docs/training.md. It goes with every kind of target; features
 *   and numbers to predict are best brought to a mean of about 0 and a deviation of about 1 first. It needs no development
 *   data, and at least as many training examples as its batches have.
 */
export const presets = {
  article: {
    hiddenLayers: [20, 3],
    activation: "relu",
    learningRate: 0.3,
    iterations: 30_000,
    seed: 3,
    rng: "numpy",
    mask: "frozen",
  },
  general: {
    hiddenLayers: [100],
    activation: "relu",
    initialiser: "he-normal",
    optimizer: "adam",
    learningRate: 0.003,
    batchSize: 32,
    epochs: 200,
    lambda: 1,
    precision: "f32",
  },
} as const satisfies Record<string, TrainOptions>;

/** The name of one of {@link presets}. */
export type PresetName = keyof typeof presets;

/** The names of {@link presets}. */
export const PRESET_NAMES: readonly PresetName[] = Object.keys(presets) as PresetName[];

/** One line on each of {@link presets}, for help. */
export const presetDescriptions: Readonly<Record<PresetName, string>> = {
  article: "NumPy's seed 3, frozen masks",
  general: "100 relu units, Adam, mini-batches, λ 1, for data of one's own",
};
