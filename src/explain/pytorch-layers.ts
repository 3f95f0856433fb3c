import type { ActivationName } from "../network/activations.ts";
import type { LayerSpec } from "../network/spec.ts";
import { when } from "./python.ts";

/** What stands for an activation. A softplus of PyTorch's own is its sum from 20 on. */
const ACTIVATIONS: Readonly<Record<ActivationName, string | undefined>> = {
  relu: "nn.ReLU()",
  "leaky-relu": "nn.LeakyReLU(0.01)",
  elu: "nn.ELU()",
  selu: "nn.SELU()",
  gelu: "nn.GELU()",
  swish: "nn.SiLU()",
  softplus: "nn.Softplus(threshold=40)",
  tanh: "nn.Tanh()",
  sigmoid: "nn.Sigmoid()",
  linear: undefined,
};

/** The lines of one layer in a Sequential of PyTorch; the output layer's activation is linear. @param linear its sums */
export function pytorchLayer(
  { inputs, units, activation, normalization }: LayerSpec,
  linear = `nn.Linear(${inputs}, ${units})`,
): readonly string[] {
  const made = ACTIVATIONS[activation];
  return [
    `${linear},`,
    ...when(normalization === "batch", `nn.BatchNorm1d(${units}, eps=1e-5, momentum=0.1),`),
    ...when(normalization === "layer", `nn.LayerNorm(${units}, eps=1e-5),`),
    ...when(made !== undefined, `${made},`),
  ];
}
