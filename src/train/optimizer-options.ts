import * as v from "valibot";
import { OPTIMIZER_NAMES } from "./optimizers.ts";

const share = v.pipe(v.number(), v.minValue(0), v.ltValue(1));

/** The options of the optimizer, to be spread into a table. */
export const optimizerOptions = {
  optimizer: v.optional(
    v.pipe(
      v.picklist(OPTIMIZER_NAMES),
      v.description("how steps follow from gradients"),
      v.metadata({ flag: "optimizer" }),
    ),
    "gradient-descent",
  ),
  learningRate: v.optional(
    v.pipe(
      v.number(),
      v.finite(),
      v.gtValue(0),
      v.description("size of a step"),
      v.metadata({
        flag: "learning-rate",
        placeholder: "rate",
        defaultInWords: "0.3; what suits it for another optimizer",
      }),
    ),
  ),
  momentum: v.optional(
    v.pipe(
      share,
      v.description("share of the last step's direction that momentum and nesterov keep"),
      v.metadata({ flag: "momentum", placeholder: "μ", defaultInWords: "0.9" }),
    ),
  ),
  beta1: v.optional(
    v.pipe(
      share,
      v.description("share that adam, adamw and lion keep of their mean gradient"),
      v.metadata({ flag: "beta1", placeholder: "β₁", defaultInWords: "0.9" }),
    ),
  ),
  beta2: v.optional(
    v.pipe(
      share,
      v.description("share that adam and adamw keep of their mean squared gradient, and lion of its mean"),
      v.metadata({ flag: "beta2", placeholder: "β₂", defaultInWords: "0.999; 0.99 for lion" }),
    ),
  ),
  rho: v.optional(
    v.pipe(
      share,
      v.description("share that rmsprop keeps of its mean squared gradient"),
      v.metadata({ flag: "rho", placeholder: "ρ", defaultInWords: "0.99" }),
    ),
  ),
  epsilon: v.optional(
    v.pipe(
      v.number(),
      v.finite(),
      v.gtValue(0),
      v.description("what rmsprop, adagrad, adam and adamw add to a root before they divide by it"),
      v.metadata({ flag: "epsilon", placeholder: "ε", defaultInWords: "1e-8; 1e-10 for adagrad" }),
    ),
  ),
} as const;

/** The options of the batches and the length of a run, to be spread into a table. */
export const lengthOptions = {
  batchSize: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.description("examples of a step: mini-batches, drawn in a new order in each epoch"),
      v.metadata({
        flag: "batch-size",
        placeholder: "n",
        defaultInWords: "all training examples",
        hint: "The last batch of an epoch has what is left.",
      }),
    ),
  ),
  iterations: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(1e9),
      v.description("steps, each on one batch; on all training examples without a batch size"),
      v.metadata({ flag: "iterations", placeholder: "n", defaultInWords: "30000, or what epochs make" }),
    ),
  ),
  epochs: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(1e9),
      v.description("how often every training example is used, in place of iterations"),
      v.metadata({ flag: "epochs", placeholder: "n" }),
    ),
  ),
} as const;
