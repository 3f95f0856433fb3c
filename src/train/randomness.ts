import { counterKey, counterRandom, type RandomPurpose } from "../base/counter-random.ts";
import { numpyRandom } from "../base/numpy-random.ts";
import type { RandomStream } from "../base/random-stream.ts";
import type { Words } from "../base/threefry.ts";
import type { TrainSettings } from "./options.ts";

/** The seed that the article's dropout function gives NumPy on every call. */
const ARTICLE_MASK_SEED = 1;

/** What noise is drawn for. */
export type NoisePurpose = Extract<RandomPurpose, "dropout" | "noise" | "dropConnect">;

/** All random numbers of one run, but for those of its batches. */
export interface TrainingRandomness {
  /** The numbers of a layer's first weights; layers are asked for in ascending order, before any mask. */
  readonly weightsOf: (layer: number) => RandomStream;
  /** NumPy's sequence, from which masks are filled in ascending order of layers; undefined where keys draw them. */
  readonly maskSequence: RandomStream | undefined;
  /** The key that draws the noise of a layer, 0 for the features. */
  readonly keyOf: (purpose: NoisePurpose, layer: number) => Words;
}

/** The random numbers that the settings ask for. */
export function createRandomness({ seed, rng, mask }: TrainSettings): TrainingRandomness {
  const numpy = rng === "numpy" ? numpyRandom(seed) : undefined;
  const frozen = numpy && numpyRandom(ARTICLE_MASK_SEED);
  const sequences = { fresh: undefined, frozen, stream: numpy };
  return {
    weightsOf: (layer) => numpy ?? counterRandom(seed, "weights", layer),
    maskSequence: sequences[mask],
    keyOf: (purpose, layer) => counterKey(seed, purpose, layer),
  };
}
