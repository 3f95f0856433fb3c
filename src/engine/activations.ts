/** The activations that the kernels know, and those of a whole layer, as calls of kernels. */

import { checkInvariant } from "../base/errors.ts";
import type { KernelCall } from "./kernels.ts";
import { countPanels, type PanelMatrix, pitchOf } from "./panels.ts";
import type { Precision } from "./precision.ts";

/** The activations by the number that assembly/activations.ts gives them. */
export const activationCodes = {
  identity: 0,
  relu: 1,
  tanh: 2,
  sigmoid: 3,
  leakyRelu: 4,
  elu: 5,
  selu: 6,
  gelu: 7,
  swish: 8,
  softplus: 9,
} as const;

/** A number of {@link activationCodes}. */
export type ActivationCode = (typeof activationCodes)[keyof typeof activationCodes];

/**
 * Whether {@link denseForward} and {@link inputGradients} compute an activation themselves. Of the others they are told
 * `identity`, and {@link activate} and {@link multiplyByDerivative} follow as calls of their own.
 */
export function isFused(code: ActivationCode): boolean {
  return code <= activationCodes.sigmoid;
}

/** Whether the derivative is taken from the sums, so that activations must not replace them; else from the activations. */
export function needsSums(code: ActivationCode): boolean {
  return code === activationCodes.gelu || code === activationCodes.swish;
}

/** What {@link activate} works on. */
export interface Activate {
  readonly activation: ActivationCode;
  /** units × examples. */
  readonly sums: PanelMatrix;
  /** In the shape of the sums: receives the activations. May be the sums. */
  readonly output: PanelMatrix;
}

/** A = f(Z), number by number, padding too. NaN stays NaN; gelu and swish of −∞ are −0. */
export function activate({ activation, sums, output }: Activate, precision: Precision): KernelCall {
  const bytes = bytesOfMatrix(sums, precision);
  return { kernel: "activate", integers: [activation, bytes, sums.address, output.address] };
}

/** What {@link multiplyByDerivative} works on. */
export interface MultiplyByDerivative {
  readonly activation: ActivationCode;
  /** units × examples: what {@link activate} was given. Only activations that {@link needsSums} names need it. */
  readonly sums?: PanelMatrix;
  /** In the shape of the gradients: what {@link activate} has computed. */
  readonly activations: PanelMatrix;
  /** units × examples: the derivatives by the activations, which become those by the sums. */
  readonly gradients: PanelMatrix;
}

/**
 * dZ = dA ∗ f′, in place, padding too. At their kinks relu and leaky relu have the derivative that they have below 0.
 *
 * @throws InternalError where sums are needed and not given
 */
export function multiplyByDerivative(call: MultiplyByDerivative, precision: Precision): KernelCall {
  const { activation, sums, activations, gradients } = call;
  checkInvariant(sums !== undefined || !needsSums(activation), "the sums of an activation that needs them");
  const addresses = [sums?.address ?? 0, activations.address, gradients.address];
  const bytes = bytesOfMatrix(gradients, precision);
  return { kernel: "multiplyByDerivative", integers: [activation, bytes, ...addresses] };
}

function bytesOfMatrix(matrix: PanelMatrix, precision: Precision): number {
  return countPanels(matrix.examples, precision) * pitchOf(matrix);
}
