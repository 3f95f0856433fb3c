/** The two ways through a fully connected layer, with its activation. */

import { Activation, activate, multiplyByDerivative } from "./activations";
import { zeros } from "./panels";
import { Down, RowSums, sumRows, Up } from "./weighted-rows";

/** The floor of an activation's sums and outputs: relu's kink is done where sums are written, the others in a pass of their own. */
// @ts-ignore: decorator
@inline
function floorOf<T>(activation: i32): v128 {
  if (activation == Activation.Relu) return zeros();
  return sizeof<T>() == 8 ? f64x2.splat(-Infinity) : f32x4.splat(-Infinity);
}

/** A = f(W·X + b). */
export function denseForward<T>(layer: RowSums): void {
  sumRows<T, Up>(layer, floorOf<T>(layer.activation));
  activate<T>(layer.activation, layer.output, <usize>layer.panels * layer.outputPitch);
}

/** dZ of the layer below = (Wᵀ·dZ) ∗ f′, with f′ from the activations of the layer below. */
export function inputGradients<T>(layer: RowSums): void {
  sumRows<T, Down>(layer, floorOf<T>(layer.activation));
  multiplyByDerivative<T>(
    layer.activation,
    layer.output,
    layer.activations,
    <usize>layer.panels * layer.outputPitch,
  );
}
