import { wholePower } from "../base/powers.ts";
import { adagrad, adam, lion, momentum, nesterov, rmsprop } from "../engine/directions.ts";
import type { KernelCall } from "../engine/kernels.ts";
import { decay, type NumberRange } from "../engine/parameters.ts";
import type { StepTable } from "../engine/step-table.ts";

/** The numbers that optimizers take; each uses some of them. */
export interface OptimizerNumbers {
  /** The share of the velocity that stays. */
  readonly momentum: number;
  /** The share of the mean of the gradients that stays: Adam's β1; of Lion, in the sum whose sign it takes. */
  readonly beta1: number;
  /** The share of the mean of their squares that stays: Adam's β2; of Lion, the share of the mean itself. */
  readonly beta2: number;
  /** RMSProp's ρ: the share of the mean of the squares that stays. */
  readonly rho: number;
  /** What is added to a root before it divides. */
  readonly epsilon: number;
}

/** What every optimizer has a default for. */
interface CommonDefaults {
  readonly learningRate: number;
  /** Strength of decoupled weight decay. */
  readonly weightDecay: number;
}

/** What an optimizer works on. */
export interface OptimizerArrays {
  /** Replaced by the direction. */
  readonly gradients: NumberRange;
  /** Addresses of its arrays, each as long as the gradients; they begin with zeros. */
  readonly states: readonly number[];
  /** Its rows hold both corrections of the iteration, where the optimizer has them. */
  readonly table: StepTable;
}

/** One row of {@link optimizers}. */
export interface Optimizer {
  /** One line for help and docs: the formula of a step for gradients g and a learning rate r. */
  readonly description: string;
  /** The paper or the program that the formula is from. */
  readonly source: string;
  /** How many arrays it keeps from step to step. */
  readonly states: number;
  /** The numbers that it uses. */
  readonly defaults: CommonDefaults & Partial<OptimizerNumbers>;
  /** Whether a step needs {@link firstCorrection} and {@link secondCorrection} in the step table. */
  readonly hasCorrections: boolean;
  /** Whether it must see all training examples in every step; such a one is not made of calls. */
  readonly isFullBatch: boolean;
  /** The calls that turn gradients into the direction of the step, which `descend` follows. */
  readonly plan: (arrays: OptimizerArrays, numbers: OptimizerNumbers) => readonly KernelCall[];
}

const ofKernels = { hasCorrections: false, isFullBatch: false };

const planMomentum: Optimizer["plan"] = ({ gradients, states: [velocities] }, numbers) => [
  momentum(gradients, velocities as number, numbers.momentum),
];

const planNesterov: Optimizer["plan"] = ({ gradients, states: [velocities] }, numbers) => [
  nesterov(gradients, velocities as number, numbers.momentum),
];

const planRmsprop: Optimizer["plan"] = ({ gradients, states: [squares] }, numbers) => [
  rmsprop(gradients, squares as number, numbers),
];

const planAdagrad: Optimizer["plan"] = ({ gradients, states: [squares] }, { epsilon }) => [
  adagrad(gradients, squares as number, epsilon),
];

const planAdam: Optimizer["plan"] = ({ gradients, states, table }, numbers) => {
  const [means, squares] = states as [number, number];
  return [adam({ gradients, means, squares, table }, numbers)];
};

const planLion: Optimizer["plan"] = ({ gradients, states: [means] }, numbers) => [
  lion(gradients, means as number, numbers),
];

/** The numbers of Adam, from the paper and as in PyTorch. */
const ADAM_DEFAULTS = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/**
 * The optimizers by name. A new one is a new row here, with its kernel in assembly/directions.ts. Defaults are PyTorch's
 * where it has them, but for the learning rates of the first three: the article's for gradient descent, and a tenth of
 * it where momentum 0.9 makes the steps of ten add up.
 */
export const optimizers = {
  "gradient-descent": {
    ...ofKernels,
    description: "w − r·g",
    source: "Cauchy 1847",
    states: 0,
    defaults: { learningRate: 0.3, weightDecay: 0 },
    plan: () => [],
  },
  momentum: {
    ...ofKernels,
    description: "v = μ·v + g; w − r·v",
    source: "Polyak 1964, in PyTorch's form",
    states: 1,
    defaults: { learningRate: 0.03, momentum: 0.9, weightDecay: 0 },
    plan: planMomentum,
  },
  nesterov: {
    ...ofKernels,
    description: "v = μ·v + g; w − r·(g + μ·v)",
    source: "Nesterov 1983, in PyTorch's form",
    states: 1,
    defaults: { learningRate: 0.03, momentum: 0.9, weightDecay: 0 },
    plan: planNesterov,
  },
  rmsprop: {
    ...ofKernels,
    description: "v = ρ·v + (1 − ρ)·g²; w − r·g/(√v + ε)",
    source: "Tieleman and Hinton 2012, in PyTorch's form",
    states: 1,
    defaults: { learningRate: 0.01, rho: 0.99, epsilon: 1e-8, weightDecay: 0 },
    plan: planRmsprop,
  },
  adagrad: {
    ...ofKernels,
    description: "s = s + g²; w − r·g/(√s + ε)",
    source: "Duchi, Hazan and Singer 2011",
    states: 1,
    defaults: { learningRate: 0.01, epsilon: 1e-10, weightDecay: 0 },
    plan: planAdagrad,
  },
  adam: {
    ...ofKernels,
    description: "m = β1·m + (1 − β1)·g; v = β2·v + (1 − β2)·g²; w − r·m/(1 − β1^t)/(√(v/(1 − β2^t)) + ε)",
    source: "Kingma and Ba 2015",
    states: 2,
    defaults: { ...ADAM_DEFAULTS, weightDecay: 0 },
    hasCorrections: true,
    plan: planAdam,
  },
  adamw: {
    ...ofKernels,
    description: "Adam with decoupled weight decay by default: w − r·decay·w, then Adam's step",
    source: "Loshchilov and Hutter 2019",
    states: 2,
    defaults: { ...ADAM_DEFAULTS, weightDecay: 0.01 },
    hasCorrections: true,
    plan: planAdam,
  },
  lion: {
    ...ofKernels,
    description: "w − r·sign(β1·m + (1 − β1)·g); m = β2·m + (1 − β2)·g",
    source: "Chen et al. 2023",
    states: 1,
    defaults: { learningRate: 0.0001, beta1: 0.9, beta2: 0.99, weightDecay: 0 },
    plan: planLion,
  },
  lbfgs: {
    description: "w − r·H·g, H the inverse of the curvature that the last steps showed, r by a line search",
    source: "Liu and Nocedal 1989",
    states: 0,
    defaults: { learningRate: 1, weightDecay: 0 },
    hasCorrections: false,
    isFullBatch: true,
    plan: () => [],
  },
} as const satisfies Record<string, Optimizer>;

/** The name of an optimizer. */
export type OptimizerName = keyof typeof optimizers;

/** All names, in the table's order. */
export const OPTIMIZER_NAMES: readonly OptimizerName[] = Object.keys(optimizers) as OptimizerName[];

/** Adam's correction of the mean of the gradients in step t, counted from 1: 1/(1 − β1^t). */
export function firstCorrection(beta1: number, t: number): number {
  return 1 / (1 - wholePower(beta1, t));
}

/** Adam's correction of the root of the mean of their squares in step t, counted from 1: 1/√(1 − β2^t). */
export function secondCorrection(beta2: number, t: number): number {
  return 1 / Math.sqrt(1 - wholePower(beta2, t));
}

/**
 * The calls of decoupled weight decay, one for each range of weights. They come before `descend`, and take the learning
 * rate from the step table as it does.
 */
export function planWeightDecay(
  weights: readonly NumberRange[],
  table: StepTable,
  strength: number,
): readonly KernelCall[] {
  return weights.map((range) => decay(range, table, strength));
}
