import { Matrix } from "../base/matrix.ts";
import { numpyRandom } from "../base/numpy-random.ts";
import { checkGradient, checkLayerDimensions, checkLearningRate } from "./checks.ts";
import {
  countLayers,
  type GivenGradients,
  type GivenParameters,
  matrixOf,
  type Parameters,
} from "./records.ts";

/**
 * Random weights and zero biases, as the article's helper makes them:
 *
 *     Wl = randn(nl, nl₋₁) / √nl₋₁        bl = 0
 *
 * @param layerDimensions n0 … nL: the number of features, then of units in every layer ([2, 20, 3, 1] in the article)
 * @param seed NumPy's seed; 3 in the article
 * @throws InvalidInputError when a size is no whole number of at least 1, or fewer than two are given
 */
export function initializeParameters(layerDimensions: readonly number[], seed = 3): Parameters {
  checkLayerDimensions(layerDimensions);
  const random = numpyRandom(seed);
  const parameters: Record<string, Matrix> = {};
  for (let l = 1; l < layerDimensions.length; l++) {
    const units = layerDimensions[l] as number;
    const inputs = layerDimensions[l - 1] as number;
    parameters[`W${l}`] = random.randn(units, inputs).divide(Math.sqrt(inputs));
    parameters[`b${l}`] = Matrix.zeros(units, 1);
  }
  return parameters as Parameters;
}

/**
 * One step of gradient descent:
 *
 *     Wl := Wl − α·dWl        bl := bl − α·dbl
 *
 * @param learningRate α
 * @throws InvalidInputError when α is no finite number greater than 0, or a gradient has another shape than its parameter
 */
export function updateParameters(
  parameters: GivenParameters,
  gradients: GivenGradients,
  learningRate: number,
): Parameters {
  checkLearningRate(learningRate);
  const updated: Record<string, Matrix> = {};
  for (let l = 1; l <= countLayers(parameters); l++) {
    for (const letter of ["W", "b"]) {
      const parameter = matrixOf(parameters, letter, l);
      const gradient = matrixOf(gradients, `d${letter}`, l);
      checkGradient(gradient, `d${letter}${l}`, parameter);
      updated[`${letter}${l}`] = parameter.subtract(gradient.scale(learningRate));
    }
  }
  return updated as Parameters;
}
