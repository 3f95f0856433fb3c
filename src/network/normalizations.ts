/** A kind of parameters that a normalization has one of per unit. */
export type NormalizationParameter = "scale" | "shift" | "mean" | "variance";

/** One row of {@link normalizations}. */
export interface Normalization {
  /** One line for help and docs. */
  readonly description: string;
  /** What it keeps for every unit: γ and β, which are trained, and running statistics, which are not. */
  readonly parameters: readonly NormalizationParameter[];
}

/** What is done to the sums of a layer before its activation, by name. A new one is a new row here, with its calls. */
export const normalizations = {
  none: { description: "the sums as they are", parameters: [] },
  batch: {
    description: "γ·(z − μ)/√(v + ε) + β, mean and variance of each unit over the examples of a batch",
    parameters: ["scale", "shift", "mean", "variance"],
  },
  layer: {
    description: "γ·(z − μ)/√(v + ε) + β, mean and variance of each example over the units of a layer",
    parameters: ["scale", "shift"],
  },
} as const satisfies Record<string, Normalization>;

/** The name of a normalization. */
export type NormalizationName = keyof typeof normalizations;

/** All names, in the table's order. */
export const NORMALIZATION_NAMES: readonly NormalizationName[] = Object.keys(
  normalizations,
) as NormalizationName[];
