/** The two ways through a fully connected layer, with its activation. */

import { Activation } from "./activations";
import { sigmoid, tanh } from "./elementary";
import { VECTOR, zeros } from "./panels";
import { Down, RowSums, sumRows, Up } from "./weighted-rows";

/** The floor of an activation's sums and outputs: relu's kink is done where sums are written, the others in a pass of their own. */
// @ts-ignore: decorator
@inline
function floorOf<T>(activation: i32): v128 {
  if (activation == Activation.Relu) return zeros();
  return sizeof<T>() == 8 ? f64x2.splat(-Infinity) : f32x4.splat(-Infinity);
}

/** Replaces sums by activations; relu's have been cut off where they were written. */
// @ts-ignore: decorator
@inline
function finishActivations<T>(activation: i32, values: usize, bytes: usize): void {
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
function finishDerivatives<T>(
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

/** A = f(W·X + b). */
export function denseForward<T>(layer: RowSums): void {
  sumRows<T, Up>(layer, floorOf<T>(layer.activation));
  finishActivations<T>(layer.activation, layer.output, <usize>layer.panels * layer.outputPitch);
}

/** dZ of the layer below = (Wᵀ·dZ) ∗ f′, with f′ from the activations of the layer below. */
export function inputGradients<T>(layer: RowSums): void {
  sumRows<T, Down>(layer, floorOf<T>(layer.activation));
  finishDerivatives<T>(
    layer.activation,
    layer.output,
    layer.activations,
    <usize>layer.panels * layer.outputPitch,
  );
}
