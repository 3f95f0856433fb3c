import * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { describeOption, type OptionNaming, ownName, parseOptions, toGivenOptions } from "../base/options.ts";
import { seedOption } from "../base/seed-option.ts";
import { activationOption, hiddenLayersOption } from "../network/spec.ts";

/** The settings of a training run: the table behind `train`, the command line's flags and the reference in the docs. */
export const trainOptions = v.strictObject({
  hiddenLayers: v.optional(hiddenLayersOption, [20, 3]),
  activation: v.optional(activationOption, "relu"),
  learningRate: v.optional(
    v.pipe(
      v.number(),
      v.finite(),
      v.gtValue(0),
      v.description("size of a step of gradient descent"),
      v.metadata({ flag: "learning-rate", placeholder: "rate" }),
    ),
    0.3,
  ),
  iterations: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(1e9),
      v.description("steps of gradient descent, each on all training examples"),
      v.metadata({ flag: "iterations", placeholder: "n" }),
    ),
    30_000,
  ),
  lambda: v.optional(
    v.pipe(
      v.number(),
      v.finite(),
      v.minValue(0),
      v.description("strength λ of the L2 penalty: cost + λ/(2m)·Σw², m training examples, biases left out"),
      v.metadata({ flag: "lambda", placeholder: "λ", hint: "0 turns the penalty off." }),
    ),
    0,
  ),
  keepProbability: v.optional(
    v.pipe(
      v.number(),
      v.gtValue(0),
      v.maxValue(1),
      v.description("chance of a hidden unit to stay in an iteration; below 1, this is dropout"),
      v.metadata({
        flag: "keep-prob",
        placeholder: "p",
        hint: "1 keeps every unit; a dropout rate r is the keep probability 1 − r.",
      }),
    ),
    1,
  ),
  dropoutRate: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.ltValue(1),
      v.description("the same as a chance to drop out: 1 − keep probability"),
      v.metadata({ flag: "dropout", placeholder: "rate" }),
    ),
  ),
  seed: seedOption("seed of the first weights and of the masks, but for numpy's frozen mask", {
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
      v.metadata({ flag: "cost-interval", placeholder: "n" }),
    ),
    100,
  ),
});

/** The settings as a caller may give them: everything has a default. */
export type TrainOptions = Omit<v.InferInput<typeof trainOptions>, "hiddenLayers"> & {
  readonly hiddenLayers?: readonly number[] | undefined;
};

/** The settings of a run, complete. */
export type TrainSettings = Readonly<Omit<v.InferOutput<typeof trainOptions>, "dropoutRate">>;

/** Whether dropout changes a run: units may drop out, and there are hidden ones that can. */
export function hasActingDropout({
  keepProbability,
  hiddenLayers,
}: Pick<TrainSettings, "keepProbability" | "hiddenLayers">): boolean {
  return keepProbability < 1 && hiddenLayers.length > 0;
}

/** Settings by name. The article's way: NumPy's weights of seed 3 and one dropout mask for all iterations. */
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
} as const satisfies Record<string, TrainOptions>;

/** The name of one of {@link presets}. */
export type PresetName = keyof typeof presets;

/** The names of {@link presets}. */
export const PRESET_NAMES: readonly PresetName[] = Object.keys(presets) as PresetName[];

/** How far a dropout rate may lie from 1 − keepProbability to mean the same. */
const RATE_TOLERANCE = 1e-9;

/**
 * Complete settings from given ones. A dropout rate becomes its keep probability.
 *
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError for the first setting that is wrong, or for two that contradict each other
 */
export function resolveSettings(options: TrainOptions = {}, nameOf: OptionNaming = ownName): TrainSettings {
  const given = withKeepProbability(options, nameOf);
  const { dropoutRate: _, ...settings } = parseOptions(trainOptions, given, nameOf);
  checkMaskFitsGenerator(settings, nameOf);
  return settings;
}

/**
 * Options in which a dropout rate is spelled as a keep probability.
 *
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError when both are given and contradict each other
 */
export function withKeepProbability<Options extends TrainOptions>(
  options: Options,
  nameOf: OptionNaming = ownName,
): Options {
  const { dropoutRate, ...others } = toGivenOptions(options);
  if (typeof dropoutRate !== "number" || !(dropoutRate >= 0 && dropoutRate < 1)) return options;
  const keepProbability = Number((1 - dropoutRate).toPrecision(15));
  const given = options.keepProbability;
  if (given !== undefined && Math.abs(given - keepProbability) > RATE_TOLERANCE) {
    const rate = `${call("dropoutRate", nameOf)} ${dropoutRate}`;
    const expected = `${keepProbability} beside ${rate}, or only one of the two`;
    throw contradiction(call("keepProbability", nameOf), expected, describeValue(given));
  }
  return { ...others, keepProbability } as Options;
}

/**
 * Refuses the mask "stream", which takes its numbers from NumPy's generator, with the other generator.
 *
 * @param nameOf how to call an option in messages
 */
export function checkMaskFitsGenerator(
  { mask, rng }: Pick<TrainSettings, "mask" | "rng">,
  nameOf: OptionNaming = ownName,
): void {
  if (mask !== "stream" || rng === "numpy") return;
  const [maskName, rngName] = [call("mask", nameOf), call("rng", nameOf)];
  const expected = `${rngName} "numpy" beside ${maskName} "stream"`;
  throw contradiction(maskName, expected, `${rngName} "${rng}"`);
}

function call(option: keyof TrainOptions, nameOf: OptionNaming): string {
  return nameOf(describeOption(trainOptions, option));
}

function contradiction(where: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "option", where, expected, received });
}
