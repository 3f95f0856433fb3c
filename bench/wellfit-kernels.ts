/** wellfit's kernels on networks that `train` does not have yet: several classes, one batch. */

import { activationCodes } from "../src/engine/activations.ts";
import {
  type DenseParameters,
  denseForward,
  inputGradients,
  parameterGradients,
} from "../src/engine/dense.ts";
import { startEngine } from "../src/engine/engine.ts";
import type { KernelCall } from "../src/engine/kernels.ts";
import { softmaxCost, softmaxGradient } from "../src/engine/losses.ts";
import { createMemoryPlan, type MemoryPlan } from "../src/engine/memory-plan.ts";
import { type PanelMatrix, writeRows } from "../src/engine/panels.ts";
import { descend, type NumberRange } from "../src/engine/parameters.ts";
import { bytesOf, type Precision } from "../src/engine/precision.ts";
import { bindStepTable, reserveStepTable } from "../src/engine/step-table.ts";
import { createKernelJob, type KernelStep } from "./kernel-job.ts";

/** The arrays of a step, and where its parameters lie. */
interface StepArrays {
  readonly plan: MemoryPlan;
  /** By layer, from 0: the features, then activations; the last are the logits. */
  readonly outputs: readonly PanelMatrix[];
  /** By layer: the derivatives by its sums. */
  readonly sumGradients: readonly PanelMatrix[];
  readonly parameters: NumberRange;
  readonly gradients: number;
  /** A layer's weights and biases, in the flat numbers that begin at an address. */
  readonly at: (address: number, layer: number) => DenseParameters;
}

/** A training step of the kernels, from the job's first parameters on: see {@link KernelStep}. */
export function createKernelStep(sizes: readonly number[], batch: number, precision: Precision): KernelStep {
  const job = createKernelJob(sizes, batch);
  const arrays = planArrays(createMemoryPlan(precision), sizes, batch);
  const { plan, outputs, sumGradients, parameters, gradients, at } = arrays;
  const last = sizes.length - 1;
  const loss = {
    logits: outputs[last] as PanelMatrix,
    targets: plan.reservePanels(sizes[last] as number, batch),
    gradients: sumGradients[last] as PanelMatrix,
    result: plan.reserve(Float64Array.BYTES_PER_ELEMENT),
  };
  const table = reserveStepTable(plan);
  const update = descend(parameters, gradients, table);
  const step = [...forwardCalls(arrays), softmaxGradient(loss), ...backwardCalls(arrays, batch), update];
  const engine = startEngine(plan, { step, cost: [softmaxCost(loss)] });
  // Every step is run as iteration 0.
  bindStepTable(engine, table)(0, { learningRate: job.learningRate });
  writeRows(engine.panels(outputs[0] as PanelMatrix), job.features, batch);
  writeRows(engine.panels(loss.targets), job.targets, batch);
  for (const [index, weights] of job.weights.entries()) {
    engine.numbers(at(parameters.address, index + 1).weights, weights.length).set(weights);
  }
  return {
    step: () => void engine.run("step"),
    cost: () => {
      engine.run("cost");
      return engine.result(loss.result);
    },
  };
}

function planArrays(plan: MemoryPlan, sizes: readonly number[], batch: number): StepArrays {
  const bytes = bytesOf(plan.precision);
  const offsets: DenseParameters[] = [];
  let count = 0;
  for (const [layer, units] of sizes.entries()) {
    const weights = count;
    count += layer === 0 ? 0 : units * (sizes[layer - 1] as number);
    offsets.push({ weights: weights * bytes, biases: count * bytes });
    count += layer === 0 ? 0 : units;
  }
  return {
    plan,
    outputs: sizes.map((units) => plan.reservePanels(units, batch)),
    sumGradients: sizes.map((units) => plan.reservePanels(units, batch)),
    parameters: { address: plan.reserveNumbers(count), count },
    gradients: plan.reserveNumbers(count),
    at: (address, layer) => {
      const { weights, biases } = offsets[layer] as DenseParameters;
      return { weights: address + weights, biases: address + biases };
    },
  };
}

/** relu in hidden layers, logits in the last. */
function forwardCalls({ plan, outputs, parameters, at }: StepArrays): readonly KernelCall[] {
  return outputs.slice(1).map((output, below) => {
    const activation = below + 2 < outputs.length ? activationCodes.relu : activationCodes.identity;
    const input = outputs[below] as PanelMatrix;
    return denseForward({ activation, ...at(parameters.address, below + 1), input, output }, plan.precision);
  });
}

function backwardCalls(
  { plan: { precision }, outputs, sumGradients, parameters, gradients, at }: StepArrays,
  batch: number,
): readonly KernelCall[] {
  const calls: KernelCall[] = [];
  for (let layer = outputs.length - 1; layer >= 1; layer--) {
    const input = outputs[layer - 1] as PanelMatrix;
    const above = { sumGradients: sumGradients[layer] as PanelMatrix };
    const shares = [1 / batch, 1 / batch] as const;
    calls.push(parameterGradients({ input, ...above, gradients: at(gradients, layer), shares }, precision));
    if (layer === 1) break;
    const { weights } = at(parameters.address, layer);
    const below = { activation: activationCodes.relu, weights, activations: input };
    const output = sumGradients[layer - 1] as PanelMatrix;
    calls.push(inputGradients({ ...below, ...above, output }, precision));
  }
  return calls;
}
