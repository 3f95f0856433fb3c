/** Dropout masks: which units stay for which examples, and what that does to their activations. */

import type { Words } from "../base/threefry.ts";
import type { EngineMemory } from "./engine.ts";
import type { KernelCall } from "./kernels.ts";
import type { MemoryPlan } from "./memory-plan.ts";
import { EXAMPLES_PER_BLOCK, type PanelMatrix, pitchOf } from "./panels.ts";

/** What the generator gives at a time: 20 blocks of 8 bytes. */
const BLOCKS_AT_ONCE = 20;
const BYTES_AT_ONCE = 8 * BLOCKS_AT_ONCE;
/** The generator's schedule of keys: 12 vectors. */
const SCHEDULE_BYTES = 12 * 16;
const STAYS = 255;

/** A mask in the engine's memory: a byte for every unit and example, as assembly/dropout.ts describes. */
export interface Mask {
  readonly address: number;
  readonly units: number;
  readonly examples: number;
}

/** Plans a mask. */
export function reserveMask(plan: MemoryPlan, units: number, examples: number): Mask {
  return { address: plan.reserve(countBytes(units, examples)), units, examples };
}

function countBytes(units: number, examples: number): number {
  // The kernel writes two vectors at a time.
  return Math.ceil((Math.ceil(examples / EXAMPLES_PER_BLOCK) * EXAMPLES_PER_BLOCK * units) / 32) * 32;
}

/**
 * A call that draws the mask of an iteration: a pure function of key, iteration, unit and example.
 *
 * @param plan gives the call room for its random bytes
 */
export function drawMask(
  plan: MemoryPlan,
  { address, units, examples }: Mask,
  { key, keepProbability }: { readonly key: Words; readonly keepProbability: number },
): KernelCall {
  const p = keepProbability;
  const limits = [p * p, p, 2 * p - p * p].map(toLimit);
  const drawn = Math.ceil(countBytes(units, examples) / 2 / BYTES_AT_ONCE) * BYTES_AT_ONCE;
  const bytes = plan.reserve(drawn);
  const list = plan.reserve(4 * (drawn + BLOCKS_AT_ONCE));
  const open = plan.reserve(drawn / 2 + BYTES_AT_ONCE);
  const [draws, schedule] = [plan.reserve(BYTES_AT_ONCE), plan.reserve(SCHEDULE_BYTES)];
  const integers = [units, examples, ...key, ...limits, address, bytes, list, open, draws, schedule];
  return { kernel: "drawMask", integers };
}

/** A probability as a share of 2³² that fits 32 bits: what is not 0 or 1 stays so. */
function toLimit(probability: number): number {
  return Math.min(Math.max(Math.round(probability * 2 ** 32), 1), 2 ** 32 - 1);
}

/** Sets to 0 what the mask drops. What stays is not scaled: see {@link planForwardPass} and {@link planBackwardPass}. */
export function applyMask({ address, units, examples }: Mask, values: PanelMatrix): KernelCall {
  return { kernel: "applyMask", integers: [units, examples, address, values.address, pitchOf(values)] };
}

/**
 * A function that fills a mask from a sequence of numbers in [0, 1), drawn unit after unit and example after example, as
 * NumPy draws. It creates no array and no object.
 */
export function bindMaskFilling(
  engine: EngineMemory,
  mask: Mask,
  { next, keepProbability }: { readonly next: () => number; readonly keepProbability: number },
): () => void {
  const { address, units, examples } = mask;
  const bytes = engine.bytes(address, countBytes(units, examples));
  return () => {
    for (let unit = 0; unit < units; unit++) {
      for (let first = 0; first < examples; first += EXAMPLES_PER_BLOCK) {
        const block = placeOf(mask, unit, first) - first;
        const end = Math.min(first + EXAMPLES_PER_BLOCK, examples);
        for (let example = first; example < end; example++) {
          bytes[block + example] = next() < keepProbability ? STAYS : 0;
        }
      }
    }
  };
}

/** Which units stay for an example: 1 for those, 0 for the others. */
export function readMask(engine: EngineMemory, mask: Mask, example: number): Uint8Array {
  const bytes = engine.bytes(mask.address, countBytes(mask.units, mask.examples));
  return Uint8Array.from({ length: mask.units }, (_, unit) =>
    bytes[placeOf(mask, unit, example)] === 0 ? 0 : 1,
  );
}

function placeOf({ units }: Mask, unit: number, example: number): number {
  const block = Math.floor(example / EXAMPLES_PER_BLOCK);
  return (block * units + unit) * EXAMPLES_PER_BLOCK + (example % EXAMPLES_PER_BLOCK);
}
