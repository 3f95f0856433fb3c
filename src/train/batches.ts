/** How the training examples become mini-batches: how many, how often, and in which order. */

import { counterKey, type RandomPurpose } from "../base/counter-random.ts";
import { fillThreefry, type Words } from "../base/threefry.ts";

/** What decides about the batches of a run. */
export interface BatchRequest {
  /** The number of training examples. */
  readonly examples: number;
  /** Examples of a batch; as many as there are, if there are not so many. */
  readonly batchSize: number;
  /** How long the run is: iterations, or passes through all examples. */
  readonly length: { readonly iterations: number } | { readonly epochs: number };
}

/** The batches of a run. An epoch is one pass through all examples, an iteration one batch. */
export interface BatchSchedule {
  /** Examples of every batch but the last of an epoch. */
  readonly batchSize: number;
  readonly batchesPerEpoch: number;
  /** Examples of the last batch of an epoch: from 1 to `batchSize`. */
  readonly lastBatchSize: number;
  readonly iterations: number;
  /** How many epochs are begun; the iterations may end within the last. */
  readonly epochs: number;
}

/** The batches of a run, from whole numbers of at least 1. */
export function scheduleBatches({ examples, batchSize, length }: BatchRequest): BatchSchedule {
  const size = Math.min(batchSize, examples);
  const batchesPerEpoch = Math.ceil(examples / size);
  const lastBatchSize = examples - (batchesPerEpoch - 1) * size;
  const [iterations, epochs] =
    "epochs" in length
      ? [length.epochs * batchesPerEpoch, length.epochs]
      : [length.iterations, Math.ceil(length.iterations / batchesPerEpoch)];
  return { batchSize: size, batchesPerEpoch, lastBatchSize, iterations, epochs };
}

/** Words that are drawn at a time: few enough for small data sets, many enough that calls do not matter. */
const WORDS_AT_ONCE = 256;

/** Orders have a key of their own beside the shares of mixup, which take that of layer 0. */
const ORDER_LAYER = 1;

/**
 * A function that writes the order of the examples in an epoch, a permutation of 0 … length − 1: a pure function of seed,
 * purpose and epoch, whatever the order held.
 *
 * @param seed a whole number from 0 to 2³² − 1
 * @param purpose "batches" for the examples of the batches, "mixup" for those that they are mixed with
 */
export function createEpochOrders(
  seed: number,
  purpose: Extract<RandomPurpose, "batches" | "mixup">,
): (order: Uint32Array, epoch: number) => void {
  const key = counterKey(seed, purpose, ORDER_LAYER);
  const words = new Uint32Array(WORDS_AT_ONCE);
  return (order, epoch) => {
    for (let index = 0; index < order.length; index++) order[index] = index;
    shuffle(order, words, key, epoch);
  };
}

/**
 * The shuffle of Fisher and Yates from the last place down. Each chosen place takes as many bits of a word as it needs,
 * and the next word while they exceed the place.
 */
function shuffle(order: Uint32Array, words: Uint32Array, key: Words, epoch: number): void {
  let used = words.length;
  let block = 0;
  for (let last = order.length - 1; last > 0; last--) {
    const mask = 0xffffffff >>> Math.clz32(last);
    let chosen = 0;
    do {
      if (used === words.length) {
        fillThreefry(words, key, epoch, block);
        block += words.length / 2;
        used = 0;
      }
      chosen = ((words[used++] as number) & mask) >>> 0;
    } while (chosen > last);
    const kept = order[last] as number;
    order[last] = order[chosen] as number;
    order[chosen] = kept;
  }
}
