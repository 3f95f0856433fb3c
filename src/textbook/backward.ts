import type { Matrix } from "../base/matrix.ts";
import { reluDerivative } from "./activations.ts";
import { checkKeepProbability, checkLambda, checkMatrix, checkTargets } from "./checks.ts";
import { countLayers, type GivenCache, type GivenGradients, type Gradients, matrixOf } from "./records.ts";

/**
 * The derivatives of the cross-entropy, from the last layer down:
 *
 *     dZL = AL − Y
 *     dWl = 1/m · dZl·Al₋₁ᵀ        dbl = 1/m · Σ over examples of dZl
 *     dAl₋₁ = Wlᵀ·dZl              dZl₋₁ = dAl₋₁ ∗ relu′(Al₋₁)
 *
 * @param X features × m examples
 * @param Y classes 0 and 1 (1 × m)
 * @throws InvalidInputError when X or Y is no Matrix, Y does not fit the output, or the cache lacks a matrix
 */
export function backwardPropagation(X: Matrix, Y: Matrix, cache: GivenCache): Gradients {
  return backward(X, Y, cache, (dA) => dA);
}

/**
 * The derivatives of the cost with the L2 penalty: those of the cross-entropy, and on every weight matrix
 *
 *     d/dWl [ λ/(2m) · Σ Wl² ] = λ/m · Wl
 *
 * @param lambda λ
 * @throws InvalidInputError also when λ is negative or not finite
 */
export function backwardPropagationWithRegularization(
  X: Matrix,
  Y: Matrix,
  cache: GivenCache,
  lambda: number,
): Gradients {
  checkLambda(lambda);
  return addPenaltyGradients(backwardPropagation(X, Y, cache), cache, lambda / Y.columns);
}

/**
 * The derivatives through the masks of the forward pass: what was shut down gets no share, what stayed is scaled
 * as it was there.
 *
 *     dAl := dAl ∗ Dl / keepProbability
 *
 * @param keepProbability the chance to stay that the forward pass was given
 * @throws InvalidInputError also when the keep probability is outside (0, 1]
 */
export function backwardPropagationWithDropout(
  X: Matrix,
  Y: Matrix,
  cache: GivenCache,
  keepProbability: number,
): Gradients {
  checkKeepProbability(keepProbability);
  return backward(X, Y, cache, (dA, l) => dA.multiply(matrixOf(cache, "D", l)).divide(keepProbability));
}

/** Adds rate·Wl to every dWl: with rate = λ/m, what the L2 penalty adds to any gradients. */
export function addPenaltyGradients(gradients: GivenGradients, cache: GivenCache, rate: number): Gradients {
  const sums: Record<string, Matrix> = { ...gradients };
  for (let l = 1; l <= countLayers(cache); l++) {
    sums[`dW${l}`] = matrixOf(gradients, "dW", l).add(matrixOf(cache, "W", l).scale(rate));
  }
  return sums as Gradients;
}

/** The pass that all share; `changeHidden` may mask the derivatives of hidden layer l. */
function backward(
  X: Matrix,
  Y: Matrix,
  cache: GivenCache,
  changeHidden: (dA: Matrix, l: number) => Matrix,
): Gradients {
  const L = countLayers(cache);
  checkMatrix(X, "X");
  checkTargets(Y, matrixOf(cache, "A", L));
  const gradients: Record<string, Matrix> = {};
  const m = Y.columns;
  let dZ = matrixOf(cache, "A", L).subtract(Y);
  for (let l = L; l >= 1; l--) {
    const A = l === 1 ? X : matrixOf(cache, "A", l - 1);
    gradients[`dZ${l}`] = dZ;
    gradients[`dW${l}`] = dZ.dot(A.transpose()).scale(1 / m);
    gradients[`db${l}`] = dZ.sumRows().scale(1 / m);
    if (l > 1) {
      const dA = changeHidden(matrixOf(cache, "W", l).transpose().dot(dZ), l - 1);
      gradients[`dA${l - 1}`] = dA;
      dZ = dA.multiply(reluDerivative(A));
    }
  }
  return gradients as Gradients;
}
