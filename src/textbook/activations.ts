import { exp } from "../base/elementary.ts";
import type { Matrix } from "../base/matrix.ts";

/** relu(z) = max(0, z), element by element; NaN stays NaN, as in NumPy's `maximum`. */
export function relu(Z: Matrix): Matrix {
  return Z.map((z) => (z <= 0 ? 0 : z));
}

/** relu′ from the activation: 1 where A > 0, else 0 (for NaN too, as in NumPy's `A > 0`; its layer's dW is NaN). */
export function reluDerivative(A: Matrix): Matrix {
  return A.map((a) => (a > 0 ? 1 : 0));
}

/** σ(z) = 1/(1 + e^−z), element by element. */
export function sigmoid(Z: Matrix): Matrix {
  return Z.map((z) => 1 / (1 + exp(-z)));
}
