import { log } from "../base/elementary.ts";
import type { Matrix } from "../base/matrix.ts";
import { checkLambda, checkMatrix, checkTargets } from "./checks.ts";
import { countLayers, type GivenParameters, matrixOf } from "./records.ts";

/**
 * The cross-entropy, averaged over m examples:
 *
 *     J = −1/m · Σᵢ [ yᵢ·log(aᵢ) + (1 − yᵢ)·log(1 − aᵢ) ]
 *
 * Terms that are not a number (0·log 0) count as 0, as NumPy's `nansum` counts them in the article's helper.
 *
 * @param AL probabilities of class 1 (1 × m)
 * @param Y classes 0 and 1 (1 × m)
 * @throws InvalidInputError when Y does not fit AL, or holds anything but 0 and 1
 */
export function computeCost(AL: Matrix, Y: Matrix): number {
  checkMatrix(AL, "AL");
  checkTargets(Y, AL);
  const losses = AL.data.map((a, i) => {
    const y = Y.data[i] as number;
    return -log(a) * y + -log(1 - a) * (1 - y);
  });
  return losses.reduce((sum, loss) => sum + (Number.isNaN(loss) ? 0 : loss), 0) / Y.columns;
}

/**
 * The cost with the L2 penalty on all weights (biases are left out):
 *
 *     J + λ/(2m) · Σl Σk Σj Wl[k,j]²
 *
 * @param AL probabilities of class 1 (1 × m)
 * @param Y classes 0 and 1 (1 × m)
 * @param lambda λ
 * @throws InvalidInputError also when λ is negative or not finite
 */
export function computeCostWithRegularization(
  AL: Matrix,
  Y: Matrix,
  parameters: GivenParameters,
  lambda: number,
): number {
  checkLambda(lambda);
  let squares = 0;
  for (let l = 1; l <= countLayers(parameters); l++) {
    squares += matrixOf(parameters, "W", l)
      .map((w) => w * w)
      .sum();
  }
  return computeCost(AL, Y) + (squares / Y.columns / 2) * lambda;
}
