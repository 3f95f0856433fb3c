import * as v from "valibot";
import { oneOrPerLayer } from "../base/options.ts";
import { CLIPPING_NAMES } from "./clipping.ts";
import { CONSTRAINT_NAMES } from "./constraints.ts";
import { DROPOUT_NAMES } from "./dropouts.ts";

const keep = v.pipe(v.number(), v.gtValue(0), v.maxValue(1));
const strength = v.pipe(v.number(), v.finite(), v.minValue(0));
const limit = v.pipe(v.number(), v.finite(), v.gtValue(0));

/** The options of the penalties on weights, to be spread into a table. */
export const penaltyOptions = {
  lambda: v.optional(
    v.pipe(
      oneOrPerLayer(strength),
      v.description(
        "strength λ of the L2 penalty: cost + λ/(2m)·Σw², m training examples, biases left out; one for all layers, or one " +
          "for each, the output layer last",
      ),
      v.metadata({ flag: "lambda", placeholder: "λ", hint: "0 turns the penalty off." }),
    ),
    0,
  ),
  lambda1: v.optional(
    v.pipe(
      oneOrPerLayer(strength),
      v.description(
        "strength λ₁ of the L1 penalty: cost + λ₁/m·Σ|w|; with λ the two are the elastic net; for all layers, or for each",
      ),
      v.metadata({ flag: "l1", placeholder: "λ₁", hint: "0 turns the penalty off." }),
    ),
    0,
  ),
  weightDecay: v.optional(
    v.pipe(
      strength,
      v.description("decoupled weight decay: before each step w ← w − rate·decay·w, beside the gradient"),
      v.metadata({
        flag: "weight-decay",
        placeholder: "decay",
        defaultInWords: "0; 0.01 for adamw",
        hint: "It is no penalty: λ is.",
      }),
    ),
  ),
} as const;

/** The options of regularization by noise, to be spread into a table. */
export const noiseOptions = {
  keepProbability: v.optional(
    v.pipe(
      oneOrPerLayer(keep),
      v.description(
        "chance of a hidden unit to stay in an iteration; below 1, this is dropout; for all hidden layers, or for each",
      ),
      v.metadata({
        flag: "keep-prob",
        placeholder: "p",
        hint: "1 keeps every unit; a dropout rate r is the keep probability 1 − r. The output layer drops no unit.",
      }),
    ),
    1,
  ),
  dropoutRate: v.optional(
    v.pipe(
      oneOrPerLayer(v.pipe(v.number(), v.minValue(0), v.ltValue(1))),
      v.description("the same as a chance to drop out: 1 − keep probability"),
      v.metadata({ flag: "dropout", placeholder: "rate" }),
    ),
  ),
  inputKeepProbability: v.optional(
    v.pipe(
      keep,
      v.description("chance of a feature to stay in an iteration: dropout of the input layer"),
      v.metadata({ flag: "input-keep-prob", placeholder: "p" }),
    ),
    1,
  ),
  dropoutKind: v.optional(
    v.pipe(
      v.picklist(DROPOUT_NAMES),
      v.description(
        "what dropout does to a unit: standard, 0 or value/p; gaussian, a factor of mean 1; alpha, for selu",
      ),
      v.metadata({ flag: "dropout-kind" }),
    ),
    "standard",
  ),
  connectKeepProbability: v.optional(
    v.pipe(
      oneOrPerLayer(keep),
      v.description(
        "chance of a weight to stay in an iteration; below 1, this is DropConnect; for all layers, or for each",
      ),
      v.metadata({ flag: "connect-keep-prob", placeholder: "p" }),
    ),
    1,
  ),
  noise: v.optional(
    v.pipe(
      oneOrPerLayer(strength),
      v.description(
        "standard deviation of Gaussian noise on the activations; for all hidden layers, or for each",
      ),
      v.metadata({ flag: "hidden-noise", placeholder: "σ", hint: "0 adds none." }),
    ),
    0,
  ),
  inputNoise: v.optional(
    v.pipe(
      strength,
      v.description("standard deviation of Gaussian noise on the features"),
      v.metadata({ flag: "input-noise", placeholder: "σ", hint: "0 adds none." }),
    ),
    0,
  ),
  mixup: v.optional(
    v.pipe(
      strength,
      v.description(
        "α of mixup: each example is mixed with another of its batch, with a share from Beta(α, α); 0 mixes none",
      ),
      v.metadata({ flag: "mixup", placeholder: "α" }),
    ),
    0,
  ),
} as const;

/** The options of limits on weights and gradients, to be spread into a table. */
export const limitOptions = {
  constraint: v.optional(
    v.pipe(
      v.picklist(["none", ...CONSTRAINT_NAMES]),
      v.description("what weights are held to after each step"),
      v.metadata({ flag: "constraint" }),
    ),
    "none",
  ),
  constraintLimit: v.optional(
    v.pipe(
      limit,
      v.description(
        "the largest norm of a unit's weights for max-norm, of a layer's matrix for spectral-norm",
      ),
      v.metadata({
        flag: "constraint-limit",
        placeholder: "c",
        defaultInWords: "3 for max-norm, 1 for spectral-norm",
        hint: "A limit of 0 would leave no weights.",
      }),
    ),
  ),
  clipping: v.optional(
    v.pipe(
      v.picklist(["none", ...CLIPPING_NAMES]),
      v.description("what gradients are cut to before each step"),
      v.metadata({ flag: "clip" }),
    ),
    "none",
  ),
  clippingLimit: v.optional(
    v.pipe(
      limit,
      v.description("the largest gradient, or norm of gradients, that clipping leaves"),
      v.metadata({ flag: "clip-limit", placeholder: "c", defaultInWords: "1" }),
    ),
  ),
} as const;
