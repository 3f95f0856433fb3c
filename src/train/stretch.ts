import { layerSizes, type NetworkSpec } from "../network/spec.ts";
import { hasActingDropout, type TrainSettings } from "./options.ts";

/** What decides how much an iteration has to do. */
export interface RunSize {
  readonly spec: NetworkSpec;
  readonly settings: Pick<TrainSettings, "hiddenLayers" | "keepProbability" | "costInterval">;
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
const WORK = { layer: 500, activation: 30, maskNumber: 6, loss: 40, cost: 300 } as const;

/** Products for each weight and example: forward, for the gradient of the weight, for that of its input. */
const PRODUCTS_PER_WEIGHT = 3;

/** How many iterations a run takes between two pauses: at least 1, however large the network. */
export function iterationsPerStretch({ spec, settings, examples, developmentExamples }: RunSize): number {
  const sizes = layerSizes(spec);
  const weights = sumOf(sizes.slice(1).map((units, below) => units * (sizes[below] as number)));
  const hidden = sumOf(spec.hiddenLayers);
  const hasDropout = hasActingDropout(settings);
  const masks = hasDropout ? WORK.maskNumber * hidden : 0;
  const perExample = PRODUCTS_PER_WEIGHT * weights + WORK.activation * hidden + masks + WORK.loss;
  const step = WORK.layer * sizes.length + perExample * examples;
  const evaluated = (hasDropout ? examples : 0) + developmentExamples;
  const record = WORK.cost * examples + (weights + WORK.activation * hidden + WORK.cost) * evaluated;
  return Math.max(1, Math.floor(WORK_BETWEEN_PAUSES / (step + record / settings.costInterval)));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
