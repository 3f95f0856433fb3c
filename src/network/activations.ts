import { type ActivationCode, activationCodes } from "../engine/activations.ts";

/** One row of {@link activations}. */
export interface Activation {
  /** One line for help and docs. */
  readonly description: string;
  /** Whether its derivative jumps where a unit switches on. */
  readonly hasKink: boolean;
  /** What the kernels call it: they compute it and its derivative. */
  readonly code: ActivationCode;
}

/** The activations of hidden layers by name. A new one is a new row here, with its two cases in assembly/activations.ts. */
export const activations = {
  relu: { description: "max(0, z)", hasKink: true, code: activationCodes.relu },
  tanh: { description: "(e^z − e^−z)/(e^z + e^−z)", hasKink: false, code: activationCodes.tanh },
  sigmoid: { description: "1/(1 + e^−z)", hasKink: false, code: activationCodes.sigmoid },
} as const satisfies Record<string, Activation>;

/** The name of an activation. */
export type ActivationName = keyof typeof activations;

/** All names, in the table's order. */
export const ACTIVATION_NAMES: readonly ActivationName[] = Object.keys(activations) as ActivationName[];
