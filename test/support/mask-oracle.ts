/** Dropout masks in plain JavaScript, as assembly/dropout.ts describes them, and a way to draw the kernel's. */

import { threefry, type Words } from "../../src/base/threefry.ts";
import { drawMask, type Mask, reserveMask } from "../../src/engine/dropout.ts";
import { type EngineMemory, startEngine } from "../../src/engine/engine.ts";
import { createMemoryPlan } from "../../src/engine/memory-plan.ts";
import type { Precision } from "../../src/engine/precision.ts";

/** Which mask. */
export interface MaskRequest {
  readonly key: Words;
  readonly iteration: number;
  readonly units: number;
  readonly examples: number;
  readonly keepProbability: number;
}

/** Set in the counter of the second draws. */
const SECOND_DRAW = 2 ** 31;
/** Examples of a unit that one block of random bits decides about, two by each of its bytes. */
const EXAMPLES_PER_BLOCK = 16;

/** A probability as a share of 2³², never 0 or all of it. */
function toShare(probability: number): number {
  return Math.min(Math.max(Math.round(probability * 2 ** 32), 1), 2 ** 32 - 1);
}

/** The mask as 1 and 0, unit after unit: slow and simple, a second draw for every byte. */
export function expectedMask({
  key,
  iteration,
  units,
  examples,
  keepProbability: p,
}: MaskRequest): Uint8Array {
  const mask = new Uint8Array(units * examples);
  const first = toShare(p);
  const afterStaying = toShare(p * p);
  const afterDropping = toShare(2 * p - p * p);
  for (let unit = 0; unit < units; unit++) {
    for (let example = 0; example < examples; example += 2) {
      const block = Math.floor(example / EXAMPLES_PER_BLOCK) * units + unit;
      const place = (example % EXAMPLES_PER_BLOCK) / 2;
      const word = threefry(key, [iteration, block])[place < 4 ? 0 : 1];
      const byte = ((word >>> (8 * (place % 4))) & 255) ^ 128;
      const fraction = threefry(key, [iteration + SECOND_DRAW, 8 * block + place])[0] >>> 8;
      const share = byte * 2 ** 24 + fraction;
      const stays = share < first;
      mask[unit * examples + example] = Number(stays);
      if (example + 1 < examples) {
        mask[unit * examples + example + 1] = Number(share < (stays ? afterStaying : afterDropping));
      }
    }
  }
  return mask;
}

/** A mask in the engine's memory as 1 and 0, unit after unit. */
export function readMask(engine: EngineMemory, { address, units, examples }: Mask): Uint8Array {
  const blocks = Math.ceil(examples / EXAMPLES_PER_BLOCK);
  const bytes = engine.bytes(address, blocks * units * EXAMPLES_PER_BLOCK);
  return Uint8Array.from({ length: units * examples }, (_, index) => {
    const [unit, example] = [Math.floor(index / examples), index % examples];
    const block = Math.floor(example / EXAMPLES_PER_BLOCK) * units + unit;
    return bytes[block * EXAMPLES_PER_BLOCK + (example % EXAMPLES_PER_BLOCK)] === 255 ? 1 : 0;
  });
}

/** The kernel's mask. */
export function drawnMask(request: MaskRequest, precision: Precision = "f64"): Uint8Array {
  const { read } = drawMasks(request, precision);
  return read(request.iteration);
}

/** A kernel's masks of one key: of any iteration, and the bytes in which the last lies. */
export function drawMasks(
  { key, units, examples, keepProbability }: Omit<MaskRequest, "iteration">,
  precision: Precision = "f64",
): {
  readonly read: (iteration: number) => Uint8Array;
  readonly bytes: () => Uint8Array;
  readonly mask: Mask;
} {
  const plan = createMemoryPlan(precision);
  const mask = reserveMask(plan, units, examples);
  const engine = startEngine(plan, { draw: [drawMask(plan, mask, { key, keepProbability })] });
  const blocks = Math.ceil(examples / EXAMPLES_PER_BLOCK) * units;
  return {
    mask,
    read: (iteration) => {
      engine.run("draw", iteration);
      return readMask(engine, mask);
    },
    bytes: () => engine.bytes(mask.address, blocks * EXAMPLES_PER_BLOCK),
  };
}
