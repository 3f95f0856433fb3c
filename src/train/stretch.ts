import { layerSizes, type NetworkSpec } from "../network/spec.ts";
import type { TrainSettings } from "./options.ts";

/**
 * Work between two pauses, at most some 30 ms of it, in multiplications of the engine: the library reads no clock, which would
 * make runs depend on the machine.
 */
const WORK_BETWEEN_PAUSES = 3e7;

/** What takes time beside the products, in multiplications. */
const WORK = { layer: 200, activation: 25, maskNumber: 15, loss: 60 } as const;

/** Products backward for each forward: one for the gradient of a weight, one for that of its input. */
const PASSES = 3;

/** What the length of a stretch depends on. */
export interface StretchWork {
  readonly spec: NetworkSpec;
  readonly settings: Pick<TrainSettings, "keepProbability" | "costInterval">;
  /** The number of training examples. */
  readonly examples: number;
  /** The number of examples whose cost is recorded beside the training cost; 0 where there are none. */
  readonly developmentExamples: number;
}

/** How many iterations a run takes between two pauses: at least 1, however large the network. */
export function iterationsPerStretch(run: StretchWork): number {
  const { keepProbability, costInterval } = run.settings;
  const sizes = layerSizes(run.spec);
  const products = sumOf(sizes.slice(1).map((units, below) => units * (sizes[below] as number)));
  const hidden = sumOf(run.spec.hiddenLayers);
  const hasDropout = keepProbability < 1;
  const masks = hasDropout ? WORK.maskNumber * hidden : 0;
  const step =
    WORK.layer * sizes.length +
    (PASSES * products + WORK.activation * hidden + masks + WORK.loss) * run.examples;
  const evaluated = (hasDropout ? run.examples : 0) + run.developmentExamples;
  const record = WORK.loss * run.examples + (products + WORK.activation * hidden + WORK.loss) * evaluated;
  return Math.max(1, Math.floor(WORK_BETWEEN_PAUSES / (step + record / costInterval)));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
