/** Activations and their derivatives on flat arrays; a derivative is taken from the activation a, not from z. */

import { sigmoid, tanh } from "../base/elementary.ts";

/** Replaces every sum z in `values` by its activation a. */
export type ActivationKernel = (values: Float64Array) => void;

/** Multiplies every derivative by a in `gradients` by the activation's derivative, which gives the derivative by z. */
export type ActivationGradientKernel = (gradients: Float64Array, activations: Float64Array) => void;

/** relu(z) = max(0, z). */
export const reluKernel: ActivationKernel = (values) => {
  for (let i = 0; i < values.length; i++) {
    const z = values[i] as number;
    // Not `z > 0 ? z : 0`: a NaN must stay a NaN, or a diverged run would look like a quiet one.
    values[i] = z <= 0 ? 0 : z;
  }
};

/** relu′ = 1 where a > 0, else 0. */
export const reluGradientKernel: ActivationGradientKernel = (gradients, activations) => {
  for (let i = 0; i < gradients.length; i++) if ((activations[i] as number) <= 0) gradients[i] = 0;
};

/** tanh(z). */
export const tanhKernel: ActivationKernel = (values) => {
  for (let i = 0; i < values.length; i++) values[i] = tanh(values[i] as number);
};

/** tanh′ = 1 − a². */
export const tanhGradientKernel: ActivationGradientKernel = (gradients, activations) => {
  for (let i = 0; i < gradients.length; i++) {
    const a = activations[i] as number;
    gradients[i] = (gradients[i] as number) * (1 - a * a);
  }
};

/** σ(z) = 1/(1 + e^−z). */
export const sigmoidKernel: ActivationKernel = (values) => {
  for (let i = 0; i < values.length; i++) values[i] = sigmoid(values[i] as number);
};

/** σ′ = a·(1 − a). */
export const sigmoidGradientKernel: ActivationGradientKernel = (gradients, activations) => {
  for (let i = 0; i < gradients.length; i++) {
    const a = activations[i] as number;
    gradients[i] = (gradients[i] as number) * (a * (1 - a));
  }
};
