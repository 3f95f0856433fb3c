import { layerSizes, type NetworkSpec } from "../network/spec.ts";
import type { TrainSettings } from "./options.ts";
import { hasNoise } from "./regularizers.ts";
import type { RunSchedule } from "./run-schedule.ts";

/** What decides how much an iteration has to do. */
export interface RunSize {
  readonly spec: NetworkSpec;
  readonly settings: TrainSettings;
  readonly schedule: Pick<RunSchedule, "batchSize" | "costInterval">;
  /** The number of training examples. */
  readonly examples: number;
  /** The number of examples whose cost is recorded beside the training cost; 0 where there are none. */
  readonly developmentExamples: number;
}

/**
 * Work between two pauses, in multiplications of the kernels: a few milliseconds, so that machines many times as slow
 * stay below 50. The library reads no clock, which would make runs depend on the machine.
 */
const WORK_BETWEEN_PAUSES = 6e7;

/** What takes time beside the products, in multiplications. */
const WORK = { layer: 500, activation: 30, noise: 6, loss: 40, cost: 300, parameter: 4 } as const;

/** Products for each weight and example: forward, for the gradient of the weight, for that of its input. */
const PRODUCTS_PER_WEIGHT = 3;

/** Evaluations that a line search may take. */
const EVALUATIONS_OF_LINE_SEARCH = 2;

/** How many iterations a run takes between two pauses: at least 1, however large the network. */
export function iterationsPerStretch(size: RunSize): number {
  const { spec, settings, schedule, examples, developmentExamples } = size;
  const sizes = layerSizes(spec);
  const outputs = spec.outputs ?? 1;
  const weights = sumOf(sizes.slice(1).map((units, below) => units * (sizes[below] as number)));
  const hidden = sumOf(spec.hiddenLayers);
  const hasOwnPass = hasNoise(settings) || schedule.batchSize < examples;
  const noise = hasNoise(settings) ? WORK.noise * (hidden + spec.inputs) : 0;
  const perExample = PRODUCTS_PER_WEIGHT * weights + WORK.activation * hidden + noise + WORK.loss * outputs;
  const step = WORK.layer * sizes.length + perExample * schedule.batchSize + WORK.parameter * weights;
  const evaluations = settings.optimizer === "lbfgs" ? EVALUATIONS_OF_LINE_SEARCH : 1;
  const evaluated = (hasOwnPass ? examples : 0) + developmentExamples;
  const ofEvaluation = weights + WORK.activation * hidden + WORK.cost * outputs;
  const record = WORK.cost * schedule.batchSize * outputs + ofEvaluation * evaluated;
  const work = step * evaluations + record / schedule.costInterval;
  return Math.max(1, Math.floor(WORK_BETWEEN_PAUSES / work));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
