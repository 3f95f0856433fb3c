import * as v from "valibot";
import type { Matrix } from "../base/matrix.ts";
import { parseOptions, toGivenOptions } from "../base/options.ts";
import { seedOption } from "../base/seed-option.ts";
import { addPenaltyGradients, backwardPropagation, backwardPropagationWithDropout } from "./backward.ts";
import { checkMatrix } from "./checks.ts";
import { computeCost, computeCostWithRegularization } from "./cost.ts";
import { forwardPropagation, forwardPropagationWithDropout } from "./forward.ts";
import { initializeParameters, updateParameters } from "./parameters.ts";
import type { Gradients, Parameters } from "./records.ts";

/** What {@link model} accepts beside the data and `onCost`, with the article's defaults. */
const modelOptions = v.strictObject({
  /** α, the size of a step; 0.3 by default. */
  learningRate: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0)), 0.3),
  /** Steps of gradient descent; 30000 by default. */
  iterations: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 30_000),
  /** λ of the L2 penalty; 0 by default. */
  lambda: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)), 0),
  /** The chance of a hidden unit to stay; 1 by default. */
  keepProbability: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1)), 1),
  /** Units of the hidden layers; [20, 3] by default. */
  hiddenLayers: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(1))), [20, 3]),
  /** NumPy's seed of the first weights; 3 by default. */
  seed: seedOption("seed of the first weights"),
});

/** The arguments of {@link model} beside the data. Everything has a default, the article's. */
export type ModelOptions = Omit<v.InferInput<typeof modelOptions>, "hiddenLayers"> & {
  /** Units of the hidden layers; [20, 3] by default. */
  readonly hiddenLayers?: readonly number[] | undefined;
  /** Gets the cost before iterations 0, 10000, 20000, …: where the article prints. */
  readonly onCost?: ((iteration: number, cost: number) => void) | undefined;
};

/** What {@link model} has learned, and the costs before iterations 0, 1000, 2000, … for the curve. */
export interface TrainedParameters {
  readonly parameters: Parameters;
  readonly costs: readonly number[];
}

const ITERATIONS_PER_COST = 1000;
const ITERATIONS_PER_REPORT = 10_000;

/**
 * Trains a network LINEAR→RELU→…→LINEAR→SIGMOID by gradient descent on all examples at once. The article tries λ and
 * dropout one at a time; here they may be combined.
 *
 * @param X features × examples
 * @param Y classes 0 and 1 (1 × examples)
 * @throws InvalidInputError for the first option that is wrong or unknown, and for data of other shapes
 */
export function model(X: Matrix, Y: Matrix, options: ModelOptions = {}): TrainedParameters {
  const { onCost, ...given } = toGivenOptions(options);
  const settings = parseOptions(modelOptions, given, ({ name }) => `textbook: ${name}`);
  const { learningRate, iterations, lambda, keepProbability, hiddenLayers, seed } = settings;
  checkMatrix(X, "X");
  let parameters = initializeParameters([X.rows, ...hiddenLayers, 1], seed);
  const costs: number[] = [];
  for (let i = 0; i < iterations; i++) {
    const pass = { X, Y, parameters, lambda, keepProbability };
    const { cost, gradients } = costAndGradients(pass);
    parameters = updateParameters(parameters, gradients, learningRate);
    if (i % ITERATIONS_PER_COST === 0) costs.push(cost);
    if (i % ITERATIONS_PER_REPORT === 0) onCost?.(i, cost);
  }
  return { parameters, costs };
}

/** One forward and one backward pass. */
function costAndGradients(pass: {
  X: Matrix;
  Y: Matrix;
  parameters: Parameters;
  lambda: number;
  keepProbability: number;
}): { cost: number; gradients: Gradients } {
  const { X, Y, parameters, lambda, keepProbability } = pass;
  const { AL, cache } =
    keepProbability < 1
      ? forwardPropagationWithDropout(X, parameters, keepProbability)
      : forwardPropagation(X, parameters);
  const gradients =
    keepProbability < 1
      ? backwardPropagationWithDropout(X, Y, cache, keepProbability)
      : backwardPropagation(X, Y, cache);
  if (lambda === 0) return { cost: computeCost(AL, Y), gradients };
  return {
    cost: computeCostWithRegularization(AL, Y, parameters, lambda),
    gradients: addPenaltyGradients(gradients, cache, lambda / Y.columns),
  };
}
