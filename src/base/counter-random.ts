import { cos, log } from "./elementary.ts";
import { checkSeed, createRandomStream, type RandomStream } from "./random-stream.ts";
import { threefry, type Words } from "./threefry.ts";

/** What random numbers are for: each purpose has numbers of its own, independent of all others under one seed. */
const PURPOSES = {
  weights: 1,
  dropout: 2,
  split: 3,
  data: 4,
  biases: 5,
  bootstrap: 6,
  folds: 7,
  batches: 8,
  mixup: 9,
  noise: 10,
  dropConnect: 11,
  search: 12,
  forest: 13,
} as const;

/** A name of {@link PURPOSES}. */
export type RandomPurpose = keyof typeof PURPOSES;

/** Layers that one seed and purpose can tell apart. */
const MAX_LAYERS = 2 ** 24;

const TURN = 2 * Math.PI;

/** The key of a generator: the seed in one word; purpose and layer in the other. */
export function counterKey(seed: number, purpose: RandomPurpose, layer = 0): Words {
  return [checkSeed(seed), PURPOSES[purpose] * MAX_LAYERS + layer];
}

/**
 * A sequence of random numbers from the counter generator (Threefry): the default wherever numbers are drawn one
 * after the other and NumPy's sequence is not asked for.
 *
 * @param seed a whole number from 0 to 2³² − 1
 * @param purpose what the numbers are for
 * @param layer the layer they are for, 0 where there is none
 */
export function counterRandom(seed: number, purpose: RandomPurpose, layer = 0): RandomStream {
  const key = counterKey(seed, purpose, layer);
  let block = 0;
  let rest: number | undefined;
  const uint32 = (): number => {
    if (rest !== undefined) {
      const word = rest;
      rest = undefined;
      return word;
    }
    const words = threefry(key, [Math.floor(block / 2 ** 32), block % 2 ** 32]);
    block++;
    rest = words[1];
    return words[0];
  };
  const double = (): number => ((uint32() >>> 5) * 2 ** 26 + (uint32() >>> 6)) / 2 ** 53;
  // Box and Muller (1958); 1 − u lies in (0, 1], so that the logarithm is finite.
  const normal = (): number => Math.sqrt(-2 * log(1 - double())) * cos(TURN * double());
  return createRandomStream({ uint32, double, normal });
}
