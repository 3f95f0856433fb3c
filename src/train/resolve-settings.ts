import type * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import {
  describeOption,
  formatValue,
  type OptionNaming,
  ownName,
  parseOptions,
  toGivenOptions,
} from "../base/options.ts";
import type { OneOrPerLayer } from "../network/spec.ts";
import { checkCombinations } from "./combinations.ts";
import { optimizers } from "./optimizers.ts";
import { type TrainOptions, type TrainSettings, trainOptions } from "./options.ts";

/** How far a dropout rate may lie from 1 − keepProbability to mean the same. */
const RATE_TOLERANCE = 1e-9;

/** The steps of a run that is told neither iterations nor epochs. */
const USUAL_ITERATIONS = 30_000;

/**
 * Complete settings from given ones. A dropout rate becomes its keep probability, the learning rate that of the optimizer.
 *
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError for the first setting that is wrong, or for two that contradict each other
 */
export function resolveSettings(options: TrainOptions = {}, nameOf: OptionNaming = ownName): TrainSettings {
  return completeSettings(parseOptions(trainOptions, withKeepProbability(options, nameOf), nameOf), nameOf);
}

/**
 * Complete settings from checked ones.
 *
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError for two that contradict each other
 */
function completeSettings(
  complete: v.InferOutput<typeof trainOptions>,
  nameOf: OptionNaming = ownName,
): TrainSettings {
  const { dropoutRate: _, ...checked } = complete;
  const {
    learningRate = optimizers[checked.optimizer].defaults.learningRate,
    iterations,
    epochs,
    ...others
  } = checked;
  const length =
    epochs === undefined ? { iterations: iterations ?? USUAL_ITERATIONS } : { iterations, epochs };
  const settings = { ...others, ...length, learningRate };
  checkMaskFitsGenerator(settings, nameOf);
  checkCombinations(settings, (option) => call(option, nameOf), nameOf);
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
  const rates: readonly unknown[] = Array.isArray(dropoutRate) ? dropoutRate : [dropoutRate];
  if (!rates.every(isRate)) return options;
  const keeps = rates.map((rate) => Number((1 - rate).toPrecision(15)));
  const keepProbability = Array.isArray(dropoutRate) ? keeps : (keeps[0] as number);
  const given = options.keepProbability;
  if (given !== undefined && !isSameChance(given, keepProbability)) {
    const rate = `${call("dropoutRate", nameOf)} ${formatValue(dropoutRate)}`;
    const expected = `${formatValue(keepProbability)} beside ${rate}, or only one of the two`;
    throw contradiction(call("keepProbability", nameOf), expected, describeValue(given));
  }
  return { ...others, keepProbability } as Options;
}

function isRate(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < 1;
}

function isSameChance(given: OneOrPerLayer<number>, other: OneOrPerLayer<number>): boolean {
  const [left, right] = [given, other].map((value) =>
    Array.isArray(value) ? (value as number[]) : [value as number],
  );
  return (
    left?.length === right?.length &&
    left?.every((value, index) => Math.abs(value - (right?.[index] as number)) <= RATE_TOLERANCE) === true
  );
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
