import {
  cutNegatives,
  limitRowNorms,
  limitSpectralNorm,
  setRowNorms,
  type WeightMatrix,
} from "../engine/constraints.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import { type LayoutEntry, rangeOf } from "../network/layout.ts";

/** What constraints work on. */
export interface ConstraintInput {
  /** Gives calls room for what they keep. */
  readonly plan: MemoryPlan;
  /** The address of the flat parameters. */
  readonly parameters: number;
  /** The entries of the weights that are constrained. */
  readonly entries: readonly LayoutEntry[];
  /** The largest norm, where the constraint has one. */
  readonly limit: number;
}

/** One row of {@link constraints}. */
export interface Constraint {
  /** One line for help and docs. */
  readonly description: string;
  /** The paper that it is from, where there is one. */
  readonly source?: string;
  /** The limit that is taken when none is given; undefined where the constraint has none. */
  readonly defaultLimit: number | undefined;
  /** The calls that follow a step; before the first, weights need not obey. */
  readonly plan: (input: ConstraintInput) => readonly KernelCall[];
}

/** The constraints on weights by name. A new one is a new row here. */
export const constraints = {
  "max-norm": {
    description: "the weights of a unit with a norm √(Σw²) above the limit are scaled to it",
    source: "Srebro and Shraibman 2005",
    // As the paper on dropout found it useful: Srivastava et al. 2014 took 3 to 4.
    defaultLimit: 3,
    plan: (input) => byMatrix(input, (weights) => limitRowNorms(weights, input.limit)),
  },
  "unit-norm": {
    description: "the weights of every unit are scaled to a norm √(Σw²) of 1, unless all are 0",
    defaultLimit: undefined,
    plan: (input) => byMatrix(input, (weights) => setRowNorms(weights, 1)),
  },
  "non-negative": {
    description: "negative weights become 0",
    defaultLimit: undefined,
    plan: (input) => byMatrix(input, cutNegatives),
  },
  "spectral-norm": {
    description: "the weights of a layer whose largest singular value is above the limit are scaled to it",
    source: "Yoshida and Miyato 2017",
    defaultLimit: 1,
    plan: (input) => byMatrix(input, (weights) => limitSpectralNorm(input.plan, weights, input.limit)),
  },
} as const satisfies Record<string, Constraint>;

/** The name of a constraint. */
export type ConstraintName = keyof typeof constraints;

/** All names, in the table's order. */
export const CONSTRAINT_NAMES: readonly ConstraintName[] = Object.keys(constraints) as ConstraintName[];

/** One call for each matrix of weights. */
function byMatrix(
  { plan, parameters, entries }: ConstraintInput,
  constrain: (weights: WeightMatrix) => KernelCall,
): readonly KernelCall[] {
  return entries.map((entry) => {
    const { address } = rangeOf(parameters, entry, plan.precision);
    return constrain({ address, units: entry.rows, inputs: entry.columns });
  });
}
