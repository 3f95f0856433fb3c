/** Dropout masks: what a unit's activation is multiplied by for an example, 1/keepProbability or 0. */

import { threefryInto, type Words } from "../base/threefry.ts";

/** The arrays and settings of {@link bindCounterMask}. */
export interface CounterMask {
  readonly key: Words;
  readonly units: number;
  readonly examples: number;
  readonly keepProbability: number;
  /** units × examples: receives the mask. */
  readonly mask: Float64Array;
}

/**
 * A call that fills a mask as a pure function of key, step, unit and example: place (unit, example) takes word
 * unit·stride + example of the step, where the stride is the number of examples rounded up to even, so that every
 * unit starts with a fresh Threefry block.
 */
export function bindCounterMask(call: CounterMask): (step: number) => void {
  const { key, units, examples, keepProbability, mask } = call;
  const threshold = keepProbability * 2 ** 32;
  const scale = 1 / keepProbability;
  const blocksPerUnit = Math.ceil(examples / 2);
  const words = new Uint32Array(2);
  return (step) => {
    for (let unit = 0; unit < units; unit++) {
      const row = unit * examples;
      for (let block = 0; block < blocksPerUnit; block++) {
        threefryInto(words, key, step, unit * blocksPerUnit + block);
        const example = 2 * block;
        mask[row + example] = (words[0] as number) < threshold ? scale : 0;
        if (example + 1 < examples) mask[row + example + 1] = (words[1] as number) < threshold ? scale : 0;
      }
    }
  };
}

/** A mask from a sequence of numbers in [0, 1), drawn unit after unit and example after example, as NumPy draws. */
export function sequenceMask(call: {
  readonly next: () => number;
  readonly keepProbability: number;
  /** units × examples: receives the mask. */
  readonly mask: Float64Array;
}): void {
  const { next, keepProbability, mask } = call;
  const scale = 1 / keepProbability;
  for (let i = 0; i < mask.length; i++) mask[i] = next() < keepProbability ? scale : 0;
}

/** output := values ∗ mask, for activations on the way up and, in place, for derivatives on the way down. */
export function applyMask(values: Float64Array, mask: Float64Array, output: Float64Array): void {
  for (let i = 0; i < output.length; i++) output[i] = (values[i] as number) * (mask[i] as number);
}
