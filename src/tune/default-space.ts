import { optimizers } from "../train/optimizers.ts";
import type { TrainOptions } from "../train/options.ts";
import { resolveSettings } from "../train/resolve-settings.ts";
import type { SearchOptions } from "./search-options.ts";

/** Networks that are tried beside the given one. */
const NETWORKS = [[8], [20, 3], [32], [32, 16]] as const;

/**
 * What is searched where nothing is said: the strengths of L2 and of dropout, the learning rate around the given one, and
 * the sizes of the network. An optimizer that needs the same cost in every evaluation gets no dropout, and sets its steps
 * itself.
 *
 * @param given what all trials share
 */
export function defaultSpace(given: TrainOptions): SearchOptions {
  const { learningRate, hiddenLayers, optimizer } = resolveSettings(given);
  const others = NETWORKS.filter((network) => String(network) !== String(hiddenLayers));
  const { isFullBatch } = optimizers[optimizer];
  return {
    lambda: { low: 0.001, high: 10, scale: "log" },
    ...(isFullBatch
      ? {}
      : {
          keepProbability: { low: 0.5, high: 1 },
          learningRate: { low: tidy(learningRate / 10), high: tidy(learningRate * 3), scale: "log" },
        }),
    hiddenLayers: { choices: [hiddenLayers, ...others] },
  };
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
