import type { TargetColumn } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { bindMaskFilling } from "../engine/dropout.ts";
import { type Engine, type EngineMemory, startEngine } from "../engine/engine.ts";
import { createMemoryPlan, type MemoryPlan } from "../engine/memory-plan.ts";
import type { PanelMatrix } from "../engine/panels.ts";
import type { Numbers } from "../engine/precision.ts";
import { bindStepTable } from "../engine/step-table.ts";
import { createInitialParameters } from "../network/initial-parameters.ts";
import type { ParameterLayout } from "../network/layout.ts";
import type { NetworkSpec } from "../network/spec.ts";
import { type BatchSequence, createBatchSequence } from "./batch-sequence.ts";
import { checkFit } from "./check-fit.ts";
import { checkMemory } from "./check-memory.ts";
import type { Costs } from "./costs.ts";
import { bindFullBatchDescent } from "./full-batch-descent.ts";
import { bindLiveStep, type LiveStep } from "./live-step.ts";
import type { TrainSettings } from "./options.ts";
import type { RunSchedule } from "./run-schedule.ts";
import { type RunNumbers, startNumbers } from "./step-numbers.ts";
import { planStep, type StepInput, type StepPlan, type StepProgram } from "./step-plan.ts";
import type { Task } from "./task.ts";

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
export interface Step extends Costs, LiveStep, Pick<Engine<StepProgram>, "shared" | "dismiss"> {
  readonly spec: NetworkSpec;
  readonly task: Task;
  readonly layout: ParameterLayout;
  readonly schedule: RunSchedule;
  /** Flat, as the layout says. A run changes them by `descend` alone, a gradient check one by one. */
  readonly parameters: Numbers;
  /** What the run's model has: the averaged parameters where they are averaged, else the parameters. */
  readonly modelParameters: Numbers;
  /** The derivatives of the cost, in the same places; after `descend`, the direction of the step. */
  readonly gradients: Numbers;
  /** By layer, from 0: the features, then activations as {@link ForwardPass} describes them; the last are the logits. */
  readonly outputs: readonly LayerArray[];
  /** By layer, from 0: the derivatives by its sums, as BackwardPass describes them; the first has no derivatives. */
  readonly sumGradients: readonly LayerArray[];
  /** By layer, from 1: what its activation is computed from, unless that has been overwritten by it. */
  readonly sums: readonly LayerArray[];
  /** By layer, from 1: its activations, before any noise that is not a mask. */
  readonly activations: readonly LayerArray[];
  readonly settings: TrainSettings;
  /**
   * Takes whole iterations, from `iteration` to before `end`.
   *
   * @returns the iteration whose logits or step were not finite: it is not finished; `end` if there was none
   */
  readonly iterate: (iteration: number, end: number) => number;
  /** The first part of an iteration: its batch and the forward pass, with its noise. @returns whether its logits are finite */
  readonly forward: (iteration: number) => boolean;
  /** The second part: fills `gradients`. @returns whether the derivatives by the logits are finite; else it ends there */
  readonly backward: () => boolean;
  /** The third part: takes the step, unless it leads to numbers that are not finite. @returns whether it was taken */
  readonly descend: () => boolean;
  /** Tells the schedule of the learning rate how the run does, at every record: lower is better. */
  readonly observe: (value: number) => void;
  /** The learning rate of an iteration, as the schedule has it. */
  readonly learningRate: (iteration: number) => number;
}

/** How a step is made. */
export interface StepOptions {
  /** How many threads will take the iterations together, see `startEngine`; 1 by default. */
  readonly threads?: number | undefined;
  /** Whether λ can be changed while the run goes on, and iterations be looked into; false by default. */
  readonly isLive?: boolean | undefined;
}

/**
 * Refuses what no run could be made of, before any is made.
 *
 * @param development examples whose cost is to be taken, too
 * @throws InvalidInputError when settings and data do not fit each other, or the arrays would fill the memory
 */
export function checkTrainable(
  dataset: Dataset<TargetColumn>,
  settings: TrainSettings,
  development?: Dataset<TargetColumn>,
): void {
  planChecked({ dataset, settings, development });
}

function planChecked(input: StepInput): { readonly plan: MemoryPlan; readonly planned: StepPlan } {
  const { dataset, settings, development } = input;
  checkFit(dataset, settings, development);
  const plan = createMemoryPlan(settings.precision);
  const planned = planStep(plan, input);
  checkMemory(plan.size(), settings, dataset.examples + (development?.examples ?? 0));
  return { plan, planned };
}

/**
 * Binds a network with first parameters to its training examples.
 *
 * @param development examples whose cost can be taken, too
 * @throws InvalidInputError when settings and data do not fit each other, or the arrays would fill the memory
 */
export function createStep(
  dataset: Dataset<TargetColumn>,
  settings: TrainSettings,
  development?: Dataset<TargetColumn>,
  { threads, isLive }: StepOptions = {},
): Step {
  const { plan, planned } = planChecked({ dataset, settings, development, isLive });
  const { task, schedule, pass } = planned;
  const engine = startEngine(plan, planned.programs, threads);
  planned.write(engine);
  const arrays = startParameters(planned, settings, engine);
  if (settings.mask === "frozen") engine.run("draw");
  const arrayOf = (matrix: PanelMatrix): LayerArray => ({ matrix, numbers: engine.panels(matrix) });
  const numbers = startNumbers({ settings, schedule, write: bindStepTable(engine, planned.table) });
  const batches = createBatchSequence(planned, engine);
  const costs = planned.bindCosts(engine, batches.isLast);
  const parts = {
    ...bindParts(engine, { numbers, batches, renew: bindRenewal(planned, settings, engine) }),
    ...bindLiveStep({ engine, planned, settings, numbers, gradients: arrays.gradients }),
  };
  const descent =
    settings.optimizer === "lbfgs" ? bindFullBatchDescent(arrays, parts, costs, settings) : undefined;
  return {
    spec: task.spec,
    task,
    schedule,
    settings,
    outputs: pass.forwardPass.outputs.map(arrayOf),
    sumGradients: pass.sumGradients.map(arrayOf),
    sums: pass.forwardPass.layers.map(({ sums }) => arrayOf(sums)),
    activations: pass.forwardPass.layers.map(({ activations }) => arrayOf(activations)),
    ...arrays,
    ...parts,
    ...descent,
    ...costs,
  };
}

/** The flat parameters, the first ones to begin with, and their derivatives. */
function startParameters(
  { layout, addresses, randomness }: StepPlan,
  { initialiser }: TrainSettings,
  engine: EngineMemory,
): Pick<Step, "parameters" | "modelParameters" | "gradients" | "layout"> {
  const parameters = engine.numbers(addresses.parameters, layout.length);
  parameters.set(createInitialParameters(layout, randomness.weightsOf, initialiser));
  const modelParameters = engine.numbers(addresses.averages ?? addresses.parameters, layout.length);
  modelParameters.set(parameters);
  return {
    parameters,
    modelParameters,
    gradients: engine.numbers(addresses.gradients, layout.length),
    layout,
  };
}

/** What the parts of an iteration are bound to. */
interface PartsInput {
  readonly numbers: RunNumbers;
  readonly batches: BatchSequence;
  /** Fills the masks anew before every iteration, where no call draws them. */
  readonly renew: (() => void) | undefined;
}

function bindParts(
  engine: Engine<StepProgram>,
  { numbers, batches, renew }: PartsInput,
): Pick<
  Step,
  "forward" | "backward" | "descend" | "iterate" | "observe" | "learningRate" | "shared" | "dismiss"
> {
  return {
    observe: numbers.observe,
    learningRate: numbers.learningRate,
    shared: engine.shared,
    dismiss: engine.dismiss,
    forward: (iteration) => {
      batches.enter(iteration);
      numbers.prepare(iteration, iteration + 1);
      renew?.();
      return engine.run(batches.isLast() ? "forwardOfLast" : "forward", iteration) > iteration;
    },
    backward: () => engine.run(batches.isLast() ? "backwardOfLast" : "backward") > 0,
    descend: () => engine.run("update", batches.iteration()) > batches.iteration(),
    iterate: (iteration, end) => {
      let next = iteration;
      while (next < end) {
        const sameBatches = batches.enter(next, end);
        const stretch = numbers.prepare(next, renew === undefined ? sameBatches : next + 1);
        renew?.();
        const reached = engine.run(batches.isLast() ? "iterateOfLast" : "iterate", next, stretch);
        if (reached < stretch) return reached;
        next = stretch;
      }
      return end;
    },
  };
}

/** What fills the masks anew before every iteration, where no call draws them; masks for all iterations are filled here. */
function bindRenewal(
  { pass, randomness }: StepPlan,
  { mask }: TrainSettings,
  engine: EngineMemory,
): (() => void) | undefined {
  const { maskSequence } = randomness;
  if (maskSequence === undefined || pass.noise === undefined) return undefined;
  const next = (): number => maskSequence.rand();
  const fillings = pass.noise.masks.map((filled) =>
    bindMaskFilling(engine, filled.mask, { next, keepProbability: filled.keepProbability }),
  );
  const fill = (): void => {
    for (const fillMask of fillings) fillMask();
  };
  if (mask !== "frozen") return fill;
  fill();
  return undefined;
}
