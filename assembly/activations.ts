/** Activations by number. A new one is a number here, a case in the two functions below, and a row in the engine's table. */

import { sigmoid, tanh } from "./elementary";
import { VECTOR } from "./panels";

/** The activations that the kernels know. */
export const enum Activation {
  Identity = 0,
  Relu = 1,
  Tanh = 2,
  Sigmoid = 3,
}

/** Replaces sums by activations; relu's have been cut off where they were written. */
// @ts-ignore: decorator
@inline
export function activate<T>(activation: i32, values: usize, bytes: usize): void {
  if (activation <= Activation.Relu) return;
  const end = values + bytes;
  if (activation == Activation.Tanh) {
    for (; values < end; values += VECTOR) v128.store(values, tanh<T>(v128.load(values)));
  } else {
    for (; values < end; values += VECTOR) v128.store(values, sigmoid<T>(v128.load(values)));
  }
}

/** Multiplies derivatives by f′, taken from the activation a: 1 − a² of tanh, a·(1 − a) of the logistic function. */
// @ts-ignore: decorator
@inline
export function multiplyByDerivative<T>(
  activation: i32,
  gradients: usize,
  activations: usize,
  bytes: usize,
): void {
  if (activation <= Activation.Relu) return;
  const one = v128.splat<T>(<T>1);
  const end = gradients + bytes;
  for (; gradients < end; gradients += VECTOR, activations += VECTOR) {
    const a = v128.load(activations);
    const slope =
      activation == Activation.Tanh
        ? v128.sub<T>(one, v128.mul<T>(a, a))
        : v128.mul<T>(a, v128.sub<T>(one, a));
    v128.store(gradients, v128.mul<T>(v128.load(gradients), slope));
  }
}
