import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import { average, descend, multiply, type NumberRange } from "../engine/parameters.ts";
import type { StepTable } from "../engine/step-table.ts";
import { type ParameterLayout, rangeOf, weightsOf } from "../network/layout.ts";
import { type Clipping, clippings } from "./clipping.ts";
import { type Constraint, constraints } from "./constraints.ts";
import { type Optimizer, type OptimizerNumbers, optimizers, planWeightDecay } from "./optimizers.ts";
import type { TrainSettings } from "./options.ts";

/** What a step is planned from. */
export interface UpdateInput {
  readonly layout: ParameterLayout;
  /** The addresses of the flat parameters, and of their derivatives. */
  readonly parameters: number;
  readonly gradients: number;
  readonly table: StepTable;
  readonly settings: TrainSettings;
}

/** What follows the gradients in an iteration. */
export interface PlannedUpdate {
  /**
   * Clipping, the optimizer's direction, weight decay, the step, constraints, averaging. The step ends the run where it
   * leads to numbers that are not finite.
   */
  readonly calls: readonly KernelCall[];
  /** The address of the averaged parameters; undefined where none are averaged. */
  readonly averages: number | undefined;
}

/** Plans what makes new parameters of gradients. */
export function planUpdate(plan: MemoryPlan, input: UpdateInput): PlannedUpdate {
  const { layout, parameters, table, settings } = input;
  const averages = settings.averaging === "none" ? undefined : plan.reserveNumbers(layout.length);
  return {
    averages,
    calls: [
      ...clippingCalls(plan, input),
      ...directionCalls(plan, input),
      ...stepCalls(plan, input),
      ...constraintCalls(plan, input),
      // Running statistics are averaged with the parameters that they were gathered beside.
      ...(averages === undefined
        ? []
        : [average({ address: averages, count: layout.length }, parameters, table)]),
    ],
  };
}

function clippingCalls(
  plan: MemoryPlan,
  { layout, gradients, settings }: UpdateInput,
): readonly KernelCall[] {
  if (settings.clipping === "none") return [];
  const kind: Clipping = clippings[settings.clipping];
  const entries = layout.entries.filter(({ offset }) => offset < layout.trained);
  return kind.plan({ gradients, entries, precision: plan.precision, limit: settings.clippingLimit ?? 1 });
}

function directionCalls(
  plan: MemoryPlan,
  { layout, gradients, table, settings }: UpdateInput,
): readonly KernelCall[] {
  const optimizer: Optimizer = optimizers[settings.optimizer];
  const states = Array.from({ length: optimizer.states }, () => plan.reserveNumbers(layout.trained));
  const range = { address: gradients, count: layout.trained };
  return optimizer.plan({ gradients: range, states, table }, optimizerNumbers(settings));
}

/**
 * The calls of weight decay and the step. Decay comes first, and a step that is refused must leave nothing of it: where
 * there is any, both are taken on a copy.
 */
function stepCalls(
  plan: MemoryPlan,
  { layout, parameters, gradients, table, settings }: UpdateInput,
): readonly KernelCall[] {
  const trained: NumberRange = { address: parameters, count: layout.trained };
  const strength = weightDecayOf(settings);
  if (strength === 0) return [descend(trained, gradients, table)];
  const copy: NumberRange = { ...trained, address: plan.reserveNumbers(layout.trained) };
  const weights = weightsOf(layout).map((entry) => rangeOf(copy.address, entry, plan.precision));
  return [
    multiply(trained, copy.address, 1),
    ...planWeightDecay(weights, table, strength),
    descend(copy, gradients, table),
    multiply(copy, parameters, 1),
  ];
}

function constraintCalls(
  plan: MemoryPlan,
  { layout, parameters, settings }: UpdateInput,
): readonly KernelCall[] {
  if (settings.constraint === "none") return [];
  const kind: Constraint = constraints[settings.constraint];
  const limit = settings.constraintLimit ?? kind.defaultLimit ?? 1;
  return kind.plan({ plan, parameters, entries: weightsOf(layout), limit });
}

/** The strength of decoupled weight decay, as given or as is usual for the optimizer; 0 without. */
export function weightDecayOf(settings: Pick<TrainSettings, "optimizer" | "weightDecay">): number {
  return settings.weightDecay ?? optimizers[settings.optimizer].defaults.weightDecay;
}

/** The numbers of the optimizer, as given or as is usual for it; those that it has not are 0. */
export function optimizerNumbers(settings: TrainSettings): OptimizerNumbers {
  const { defaults }: Optimizer = optimizers[settings.optimizer];
  const numberOf = (name: keyof OptimizerNumbers): number => settings[name] ?? defaults[name] ?? 0;
  return {
    momentum: numberOf("momentum"),
    beta1: numberOf("beta1"),
    beta2: numberOf("beta2"),
    rho: numberOf("rho"),
    epsilon: numberOf("epsilon"),
  };
}
