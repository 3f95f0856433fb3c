import type { RandomStream } from "../base/random-stream.ts";
import { applyMask, bindMaskFilling, drawMask, type Mask, reserveMask } from "../engine/dropout.ts";
import type { EngineMemory } from "../engine/engine.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import type { Thinning } from "../network/forward-pass.ts";
import { hasActingDropout, type TrainSettings } from "./options.ts";
import type { TrainingRandomness } from "./randomness.ts";

/** The dropout masks of a run, and how they come about: by calls, or filled from NumPy's sequence. */
export interface PlannedMasks {
  /** By layer; undefined where a layer has none. */
  readonly byLayer: readonly (Mask | undefined)[];
  /** How the forward pass is thinned out; undefined without dropout. */
  readonly thinning: Thinning | undefined;
  /** The calls that draw all masks of an iteration. */
  readonly draws: readonly KernelCall[];
  /** Binds a function that fills all masks from NumPy's sequence; undefined where calls draw them. */
  readonly bindFilling: ((engine: EngineMemory) => () => void) | undefined;
  /** Whether every iteration has masks of its own. */
  readonly areRenewed: boolean;
}

/** Plans the masks of all hidden layers. */
export function planMasks(
  plan: MemoryPlan,
  settings: TrainSettings,
  examples: number,
  { maskSequence, maskKeyOf }: TrainingRandomness,
): PlannedMasks {
  const { hiddenLayers, keepProbability } = settings;
  const areRenewed = settings.mask !== "frozen";
  if (!hasActingDropout(settings)) {
    return { byLayer: [], thinning: undefined, draws: [], bindFilling: undefined, areRenewed };
  }
  const masks = hiddenLayers.map((units) => reserveMask(plan, units, examples));
  const drawOf = (mask: Mask, index: number): KernelCall =>
    drawMask(plan, mask, { key: maskKeyOf(index + 1), keepProbability });
  const bindFilling = (sequence: RandomStream, engine: EngineMemory): (() => void) => {
    const next = (): number => sequence.rand();
    const fillings = masks.map((mask) => bindMaskFilling(engine, mask, { next, keepProbability }));
    return () => {
      for (const fill of fillings) fill();
    };
  };
  return {
    byLayer: [undefined, ...masks],
    thinning: {
      keepProbability,
      callsFor: (layer, values) => [applyMask(masks[layer - 1] as Mask, values)],
    },
    draws: maskSequence === undefined ? masks.map(drawOf) : [],
    bindFilling: maskSequence && ((engine) => bindFilling(maskSequence, engine)),
    areRenewed,
  };
}
