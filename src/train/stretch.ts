import { layerSizes } from "../network/spec.ts";
import { hasActingDropout } from "./options.ts";
import { countEvaluated, type RunSize } from "./run-size.ts";

/**
 * Work between two pauses, at most some 30 ms of it, in multiplications of the engine: the library reads no clock, which would
 * make runs depend on the machine.
 */
const WORK_BETWEEN_PAUSES = 3e7;

/** What takes time beside the products, in multiplications. */
const WORK = { layer: 200, activation: 25, maskNumber: 15, loss: 60 } as const;

/** Products for each weight and example: forward, for the gradient of the weight, for that of its input. */
const PRODUCTS_PER_WEIGHT = 3;

/** How many iterations a run takes between two pauses: at least 1, however large the network. */
export function iterationsPerStretch(run: RunSize): number {
  const { spec, settings, examples } = run;
  const sizes = layerSizes(spec);
  const weights = sumOf(sizes.slice(1).map((units, below) => units * (sizes[below] as number)));
  const hidden = sumOf(spec.hiddenLayers);
  const masks = hasActingDropout(settings) ? WORK.maskNumber * hidden : 0;
  const perExample = PRODUCTS_PER_WEIGHT * weights + WORK.activation * hidden + masks + WORK.loss;
  const step = WORK.layer * sizes.length + perExample * examples;
  const perEvaluated = weights + WORK.activation * hidden + WORK.loss;
  const record = WORK.loss * examples + perEvaluated * countEvaluated(run);
  return Math.max(1, Math.floor(WORK_BETWEEN_PAUSES / (step + record / settings.costInterval)));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
