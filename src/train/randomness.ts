import { counterKey, counterRandom } from "../base/counter-random.ts";
import { numpyRandom } from "../base/numpy-random.ts";
import type { RandomStream } from "../base/random-stream.ts";
import { bindCounterMask, sequenceMask } from "../engine/dropout.ts";
import type { KernelCall } from "../network/forward-pass.ts";
import type { TrainSettings } from "./options.ts";

/** The seed that the article's dropout function gives NumPy on every call. */
const ARTICLE_MASK_SEED = 1;

/** A mask to fill: units × examples of a hidden layer. */
export interface MaskBuffer {
  readonly layer: number;
  readonly units: number;
  readonly examples: number;
  readonly mask: Float64Array;
}

/** All random numbers of one run. Masks and weights are asked for layer after layer, in ascending order. */
export interface TrainingRandomness {
  /** The numbers of a layer's first weights. */
  readonly weightsOf: (layer: number) => RandomStream;
  /** The call that renews a mask in every iteration; undefined where it was filled once and for all. */
  readonly bindMask: (buffer: MaskBuffer) => KernelCall | undefined;
}

/** The random numbers that the settings ask for. */
export function createRandomness(settings: TrainSettings): TrainingRandomness {
  const { seed, rng, mask, keepProbability } = settings;
  const numpy = rng === "numpy" ? numpyRandom(seed) : undefined;
  const frozenNumpy = numpyRandom(ARTICLE_MASK_SEED);
  const bindCounter = (buffer: MaskBuffer): KernelCall =>
    bindCounterMask({ ...buffer, key: counterKey(seed, "dropout", buffer.layer), keepProbability });
  return {
    weightsOf: (layer) => numpy ?? counterRandom(seed, "weights", layer),
    bindMask: (buffer) => {
      if (mask === "fresh") return bindCounter(buffer);
      if (mask === "stream") return bindSequenceMask(numpy as RandomStream, keepProbability, buffer);
      const fill = numpy ? bindSequenceMask(frozenNumpy, keepProbability, buffer) : bindCounter(buffer);
      fill(0);
      return undefined;
    },
  };
}

function bindSequenceMask(random: RandomStream, keepProbability: number, { mask }: MaskBuffer): KernelCall {
  const call = { next: () => random.rand(), keepProbability, mask };
  return () => sequenceMask(call);
}
