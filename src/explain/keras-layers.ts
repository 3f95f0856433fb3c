import type { ActivationName } from "../network/activations.ts";
import type { LayerSpec } from "../network/spec.ts";
import { when } from "./python.ts";

/** What stands for an activation: a name of its own, or a layer. */
const ACTIVATIONS: Readonly<Record<ActivationName, string | undefined>> = {
  relu: 'layers.Activation("relu")',
  "leaky-relu": "layers.LeakyReLU(negative_slope=0.01)",
  elu: 'layers.Activation("elu")',
  selu: 'layers.Activation("selu")',
  gelu: 'layers.Activation("gelu")',
  swish: 'layers.Activation("silu")',
  softplus: 'layers.Activation("softplus")',
  tanh: 'layers.Activation("tanh")',
  sigmoid: 'layers.Activation("sigmoid")',
  linear: undefined,
};

/** The lines of one layer in a model of Keras; the output layer's activation is linear. @param dense the call of its Dense */
export function kerasLayer({ activation, normalization }: LayerSpec, dense: string): readonly string[] {
  const made = ACTIVATIONS[activation];
  return [
    `${dense},`,
    ...when(
      normalization === "batch",
      "layers.BatchNormalization(momentum=0.9, epsilon=1e-5),  # momentum 0.1 in PyTorch's words",
    ),
    ...when(normalization === "layer", "layers.LayerNormalization(epsilon=1e-5),"),
    ...when(made !== undefined, `${made},`),
  ];
}
