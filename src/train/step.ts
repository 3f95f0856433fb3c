import { describeValue, InvalidInputError } from "../base/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { type EngineMemory, startEngine } from "../engine/engine.ts";
import { createMemoryPlan, type MemoryPlan } from "../engine/memory-plan.ts";
import type { PanelMatrix } from "../engine/panels.ts";
import type { Numbers } from "../engine/precision.ts";
import { createInitialParameters } from "../network/initial-parameters.ts";
import type { ParameterLayout } from "../network/layout.ts";
import type { NetworkSpec } from "../network/spec.ts";
import { checkMemory } from "./check-memory.ts";
import type { Costs } from "./costs.ts";
import type { PlannedMasks } from "./masks.ts";
import type { TrainSettings } from "./options.ts";
import { planStep, type StepPlan } from "./step-plan.ts";

/** An array of a layer, units × examples. */
export interface LayerArray {
  readonly matrix: PanelMatrix;
  /** In the engine's layout, padding included. */
  readonly numbers: Numbers;
}

/**
 * A network bound to its training examples: flat lists of kernel calls on one memory. An iteration creates no array and
 * no object; with the mask "stream", NumPy's generator makes numbers that the engine may put on its heap.
 */
export interface Step extends Costs {
  readonly spec: NetworkSpec;
  readonly layout: ParameterLayout;
  /** Flat, as the layout says. A run changes them by `descend` alone, a gradient check one by one. */
  readonly parameters: Numbers;
  /** The derivatives of the cost, in the same places. */
  readonly gradients: Numbers;
  /** By layer, from 0: the features, then activations as {@link ForwardPass} describes them; the last are the logits. */
  readonly outputs: readonly LayerArray[];
  /** By layer, from 0: the derivatives by its sums, as BackwardPass describes them; the first has no examples. */
  readonly sumGradients: readonly LayerArray[];
  /** The logit of class 1 for every example. */
  readonly logits: Numbers;
  /**
   * Takes whole iterations, from `iteration` to before `end`.
   *
   * @returns the iteration whose logits or step were not finite: it is not finished; `end` if there was none
   */
  readonly iterate: (iteration: number, end: number) => number;
  /** The first part of an iteration: the forward pass, with its masks. @returns whether its logits are finite */
  readonly forward: (iteration: number) => boolean;
  /** The second part: fills `gradients`. */
  readonly backward: () => void;
  /** The third part: takes the step, unless it leads to numbers that are not finite. @returns whether it was taken */
  readonly descend: () => boolean;
}

/**
 * Refuses what no run could be made of, before any is made.
 *
 * @param development examples whose cost is to be taken, too
 * @throws InvalidInputError when the examples are not of exactly two classes, or the arrays would fill the memory
 */
export function checkTrainable(dataset: Dataset, settings: TrainSettings, development?: Dataset): void {
  planChecked(dataset, settings, development);
}

function planChecked(
  dataset: Dataset,
  settings: TrainSettings,
  development: Dataset | undefined,
): { readonly plan: MemoryPlan; readonly planned: StepPlan } {
  checkTwoClasses(dataset);
  const plan = createMemoryPlan(settings.precision);
  const planned = planStep(plan, dataset, settings, development);
  checkMemory(plan.size(), settings, dataset.examples + (development?.examples ?? 0));
  return { plan, planned };
}

/**
 * Binds a network with first parameters to its training examples.
 *
 * @param development examples whose cost can be taken, too
 * @throws InvalidInputError when the examples are not of exactly two classes, or the arrays would fill the memory
 */
export function createStep(dataset: Dataset, settings: TrainSettings, development?: Dataset): Step {
  const { plan, planned } = planChecked(dataset, settings, development);
  const { spec, layout, addresses, masks, forwardPass, sumGradients, randomness } = planned;
  const engine = startEngine(plan, planned.programs);
  for (const examples of planned.examples) examples.write(engine);
  const parameters = engine.numbers(addresses.parameters, layout.length);
  parameters.set(createInitialParameters(layout, randomness.weightsOf));
  if (!masks.areRenewed) engine.run("draw");
  const renew = bindRenewal(masks, engine);
  const arrayOf = (matrix: PanelMatrix): LayerArray => ({ matrix, numbers: engine.panels(matrix) });
  return {
    spec,
    layout,
    parameters,
    gradients: engine.numbers(addresses.gradients, layout.length),
    outputs: forwardPass.outputs.map(arrayOf),
    sumGradients: sumGradients.map(arrayOf),
    logits: engine.numbers(forwardPass.logits.address, dataset.examples),
    iterate: (iteration, end) => {
      if (renew === undefined) return engine.run("iterate", iteration, end);
      for (let next = iteration; next < end; next++) {
        renew();
        if (engine.run("iterate", next) === next) return next;
      }
      return end;
    },
    forward: (iteration) => {
      renew?.();
      return engine.run("forward", iteration) > iteration;
    },
    backward: () => void engine.run("backward"),
    descend: () => engine.run("descend") > 0,
    ...planned.bindCosts(engine),
  };
}

/** What fills the masks anew before every iteration, where no call draws them; masks for all iterations are filled here. */
function bindRenewal(
  { bindFilling, areRenewed }: PlannedMasks,
  engine: EngineMemory,
): (() => void) | undefined {
  const fill = bindFilling?.(engine);
  if (areRenewed) return fill;
  fill?.();
  return undefined;
}

function checkTwoClasses({ name, target, classCounts }: Dataset): void {
  const present = target.classNames.filter((_, index) => (classCounts[index] as number) > 0);
  if (present.length === 2 && target.classNames.length === 2) return;
  throw new InvalidInputError({
    source: "data",
    where: `data set "${name}"`,
    expected: `examples of exactly two classes in "${target.name}"`,
    received: `${present.length === 1 ? "only " : ""}${describeValue(present)}`,
    hint:
      present.length < 2
        ? "A classifier needs examples of both."
        : "Keep two of them, or join some into one; more classes are planned.",
  });
}
