import type { Matrix } from "../base/matrix.ts";
import { numpyRandom } from "../base/numpy-random.ts";
import { relu, sigmoid } from "./activations.ts";
import { checkKeepProbability, checkMatrix } from "./checks.ts";
import { type Cache, countLayers, type GivenParameters, matrixOf, type NamedMatrices } from "./records.ts";

/**
 * The output of a forward pass under its name in the article (A3 for three layers) and under a name that fits any
 * number of layers (AL), with the cache that the backward pass needs. The types, which cannot count layers, have A1 to
 * A9; all but the output's are undefined.
 */
export type ForwardResult = {
  /** The output of the last layer (1 × examples): probabilities of class 1. */
  readonly AL: Matrix;
  readonly cache: Cache;
} & NamedMatrices<"A">;

/**
 * LINEAR→RELU for every hidden layer, then LINEAR→SIGMOID:
 *
 *     Zl = Wl·Al₋₁ + bl        Al = relu(Zl),  AL = σ(ZL)        A0 = X
 *
 * @param X features × examples
 * @throws InvalidInputError when X is no Matrix, a parameter is missing or shapes do not fit
 */
export function forwardPropagation(X: Matrix, parameters: GivenParameters): ForwardResult {
  return forward(X, parameters, (A) => A);
}

/**
 * The forward pass in which every unit of a hidden layer stays, for every example, with the chance `keepProbability`:
 *
 *     Dl = rand(shape of Al) < keepProbability
 *     Al = Al ∗ Dl / keepProbability
 *
 * Dividing keeps the expected activation as it is without dropout (inverted dropout). Like the article's function it
 * seeds its generator anew on every call, so that the masks of all calls are the same.
 *
 * @param X features × examples
 * @param keepProbability the chance to stay, 0 < p ≤ 1; 0.5 by default, as in the article
 * @param seed NumPy's seed of the masks; 1 in the article
 * @throws InvalidInputError also when the keep probability is outside (0, 1]
 */
export function forwardPropagationWithDropout(
  X: Matrix,
  parameters: GivenParameters,
  keepProbability = 0.5,
  seed = 1,
): ForwardResult {
  checkKeepProbability(keepProbability);
  const random = numpyRandom(seed);
  return forward(X, parameters, (A, l, cache) => {
    const D = random.rand(A.rows, A.columns).map((chance) => (chance < keepProbability ? 1 : 0));
    cache[`D${l}`] = D;
    return A.multiply(D).divide(keepProbability);
  });
}

/** The pass that both share; `changeHidden` may thin out the activations of hidden layer l. */
function forward(
  X: Matrix,
  parameters: GivenParameters,
  changeHidden: (A: Matrix, l: number, cache: Record<string, Matrix>) => Matrix,
): ForwardResult {
  checkMatrix(X, "X");
  const L = countLayers(parameters);
  const cache: Record<string, Matrix> = {};
  let A = X;
  for (let l = 1; l <= L; l++) {
    const W = matrixOf(parameters, "W", l);
    const b = matrixOf(parameters, "b", l);
    const Z = W.dot(A).add(b);
    A = l < L ? changeHidden(relu(Z), l, cache) : sigmoid(Z);
    Object.assign(cache, { [`Z${l}`]: Z, [`A${l}`]: A, [`W${l}`]: W, [`b${l}`]: b });
  }
  return { [`A${L}`]: A, AL: A, cache } as ForwardResult;
}
