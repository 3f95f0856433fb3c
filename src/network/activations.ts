import { type ActivationCode, activationCodes, isFused, needsSums } from "../engine/activations.ts";

/** One row of {@link activations}. */
export interface Activation {
  /** One line for help and docs: its formula. */
  readonly description: string;
  /** Whether its derivative jumps where a unit switches on. */
  readonly hasKink: boolean;
  /** What the kernels call it: they compute it and its derivative. */
  readonly code: ActivationCode;
  /** Whether a layer's own kernels compute it; else it is a call of its own behind each of them. */
  readonly isFused: boolean;
  /** Whether its derivative is taken from the sums, which then must be kept beside the activations. */
  readonly needsSums: boolean;
}

/**
 * The activations by name. A new one is a new row here, with its number in the engine's table and its cases in
 * assembly/activations.ts.
 */
export const activations = {
  relu: { description: "max(0, z)", hasKink: true, ...ofEngine(activationCodes.relu) },
  "leaky-relu": { description: "max(z/100, z)", hasKink: true, ...ofEngine(activationCodes.leakyRelu) },
  elu: { description: "z, below 0 e^z − 1", hasKink: false, ...ofEngine(activationCodes.elu) },
  selu: {
    description: "1.0507·z, below 0 1.7581·(e^z − 1)",
    hasKink: true,
    ...ofEngine(activationCodes.selu),
  },
  gelu: {
    description: "z·Φ(z), Φ the normal distribution function",
    hasKink: false,
    ...ofEngine(activationCodes.gelu),
  },
  swish: { description: "z/(1 + e^−z)", hasKink: false, ...ofEngine(activationCodes.swish) },
  softplus: { description: "log(1 + e^z)", hasKink: false, ...ofEngine(activationCodes.softplus) },
  tanh: { description: "(e^z − e^−z)/(e^z + e^−z)", hasKink: false, ...ofEngine(activationCodes.tanh) },
  sigmoid: { description: "1/(1 + e^−z)", hasKink: false, ...ofEngine(activationCodes.sigmoid) },
  linear: { description: "z", hasKink: false, ...ofEngine(activationCodes.identity) },
} as const satisfies Record<string, Activation>;

/** The name of an activation. */
export type ActivationName = keyof typeof activations;

/** All names, in the table's order. */
export const ACTIVATION_NAMES: readonly ActivationName[] = Object.keys(activations) as ActivationName[];

/** What the engine says of an activation. */
function ofEngine(code: ActivationCode): Pick<Activation, "code" | "isFused" | "needsSums"> {
  return { code, isFused: isFused(code), needsSums: needsSums(code) };
}
