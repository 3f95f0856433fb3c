import {
  type ActivationGradientKernel,
  type ActivationKernel,
  reluGradientKernel,
  reluKernel,
  sigmoidGradientKernel,
  sigmoidKernel,
  tanhGradientKernel,
  tanhKernel,
} from "../engine/activations.ts";

/** One row of {@link activations}. */
export interface Activation {
  /** One line for help and docs. */
  readonly description: string;
  /** Whether its derivative jumps where a unit switches on. */
  readonly hasKink: boolean;
  readonly forward: ActivationKernel;
  readonly gradient: ActivationGradientKernel;
}

/** The activations of hidden layers by name. A new one is a new row here, with its two kernels in the engine. */
export const activations = {
  relu: {
    description: "max(0, z)",
    hasKink: true,
    forward: reluKernel,
    gradient: reluGradientKernel,
  },
  tanh: {
    description: "(e^z − e^−z)/(e^z + e^−z)",
    hasKink: false,
    forward: tanhKernel,
    gradient: tanhGradientKernel,
  },
  sigmoid: {
    description: "1/(1 + e^−z)",
    hasKink: false,
    forward: sigmoidKernel,
    gradient: sigmoidGradientKernel,
  },
} as const satisfies Record<string, Activation>;

/** The name of an activation. */
export type ActivationName = keyof typeof activations;

/** All names, in the table's order. */
export const ACTIVATION_NAMES: readonly ActivationName[] = Object.keys(activations) as ActivationName[];
