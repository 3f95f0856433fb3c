/**
 * Standard normal numbers for rows × examples, and what they do to activations.
 *
 * A number is the normal quantile of (word + ½)/2³², with a word of Threefry's output, so it is a pure function of key,
 * iteration, row and example. Four blocks of words, 8 words, go to one row of 8 examples; they are counted over the rows
 * of the first 8 examples, then of the next. The numbers are the same in both precisions but for rounding.
 */

import { centreQuantile, isInTail, tailQuantile } from "./normal-quantile";
import { examplesPerPanel, multiplyAdd, panelsOf, ROW, VECTOR } from "./panels";
import { BLOCKS_AT_ONCE, fillBlocks, numberBlocks, scheduleKey } from "./threefry";

/** Examples of a row whose words lie side by side, and the blocks that these fill. */
const EXAMPLES_PER_GROUP: i32 = 8;
const BLOCKS_PER_GROUP: i32 = 4;
/** What {@link fillBlocks} gives at a time. */
const GROUPS_AT_ONCE: i32 = BLOCKS_AT_ONCE / BLOCKS_PER_GROUP;
const WORDS_AT_ONCE: i32 = GROUPS_AT_ONCE * EXAMPLES_PER_GROUP;

@unmanaged
export class DrawNormalsCall {
  kernel: i32;
  rows: i32;
  examples: i32;
  key0: i32;
  key1: i32;
  /** rows × examples: receives the numbers; padding repeats that of the last example. */
  values: usize;
  pitch: usize;
  /** Room for 20 numbers of blocks. */
  blocks: usize;
  /** Room for 40 words. */
  words: usize;
  /** Room for 40 float64. */
  normals: usize;
  /** Room for a list of 41 32-bit numbers. */
  tails: usize;
  /** Room for 12 vectors. */
  schedule: usize;
}

/** Draws the numbers of an iteration. */
export function drawNormals<T>(call: DrawNormalsCall, iteration: u32): void {
  const count = ((call.examples + EXAMPLES_PER_GROUP - 1) / EXAMPLES_PER_GROUP) * call.rows;
  const perGroup = EXAMPLES_PER_GROUP / examplesPerPanel<T>();
  const panels = panelsOf<T>(call.examples);
  let panel = 0,
    row = 0;
  scheduleKey(call.key0, call.key1, call.schedule);
  for (let group = 0; group < count; group += GROUPS_AT_ONCE) {
    numberBlocks(call.blocks, group * BLOCKS_PER_GROUP);
    fillBlocks(call.schedule, iteration, call.blocks, call.words);
    toTails(call, toCentres(call));
    const groups = min(GROUPS_AT_ONCE, count - group);
    for (let i = 0; i < groups; i++) {
      const place = call.values + <usize>panel * call.pitch + <usize>row * ROW;
      const normals = call.normals + <usize>(i * EXAMPLES_PER_GROUP * 8);
      storeFour<T>(place, normals);
      if (sizeof<T>() == 4) storeFour<T>(place + VECTOR, normals + 2 * VECTOR);
      else if (panel + 1 < panels) storeFour<T>(place + call.pitch, normals + 2 * VECTOR);
      if (++row == call.rows) {
        row = 0;
        panel += perGroup;
      }
    }
  }
  repeatLast<T>(call.values + <usize>(panels - 1) * call.pitch, call.rows, call.examples);
}

/** The words of one vector of float64, from `words`, as word + ½ − 2³¹ in shares of 2³²: exact, and never ±½. */
// @ts-ignore: decorator
@inline
function toShares(words: v128): v128 {
  // 2^52 with the word in its lowest bits is a float64.
  const whole = f64x2.sub(words, f64x2.splat(4503599627370496.0));
  return f64x2.mul(f64x2.sub(whole, f64x2.splat(2147483647.5)), f64x2.splat(1.0 / 4294967296.0));
}

/**
 * Takes all words as if none lay in a tail, and lists those that do, without a branch.
 *
 * @returns the end of the list
 */
// @ts-ignore: decorator
@inline
function toCentres(call: DrawNormalsCall): usize {
  const high = i32x4.splat(0x43300000);
  let tails = call.tails;
  for (let index = 0; index < WORDS_AT_ONCE; index += 4) {
    const words = v128.load(call.words + (<usize>index << 2));
    const normals = call.normals + (<usize>index << 3);
    const first = toShares(v128.shuffle<i32>(words, high, 0, 4, 1, 5));
    const second = toShares(v128.shuffle<i32>(words, high, 2, 6, 3, 7));
    v128.store(normals, centreQuantile(first));
    v128.store(normals, centreQuantile(second), VECTOR);
    tails = listTails(tails, index, i64x2.bitmask(isInTail(first)));
    tails = listTails(tails, index + 2, i64x2.bitmask(isInTail(second)));
  }
  return tails;
}

// @ts-ignore: decorator
@inline
function listTails(tails: usize, index: i32, bits: i32): usize {
  store<i32>(tails, index);
  tails += <usize>(bits & 1) << 2;
  store<i32>(tails, index + 1);
  return tails + (<usize>(bits >> 1) << 2);
}

/** Replaces the listed numbers, two at a time. */
// @ts-ignore: decorator
@inline
function toTails(call: DrawNormalsCall, end: usize): void {
  const high = i32x4.splat(0x43300000);
  const normals = call.normals;
  for (let tail = call.tails; tail < end; tail += 8) {
    const first = <usize>load<i32>(tail);
    const second = tail + 4 < end ? <usize>load<i32>(tail, 4) : first;
    const words = v128.load32_lane(call.words + (second << 2), v128.load32_zero(call.words + (first << 2)), 1);
    const values = tailQuantile(toShares(v128.shuffle<i32>(words, high, 0, 4, 1, 5)));
    v128.store64_lane(normals + (first << 3), values, 0);
    v128.store64_lane(normals + (second << 3), values, 1);
  }
}

/** Four numbers in the engine's precision. */
// @ts-ignore: decorator
@inline
function storeFour<T>(place: usize, normals: usize): void {
  const first = v128.load(normals);
  const second = v128.load(normals, VECTOR);
  if (sizeof<T>() == 4) {
    const low = f32x4.demote_f64x2_zero(first);
    v128.store(place, v128.shuffle<i64>(low, f32x4.demote_f64x2_zero(second), 0, 2));
  } else {
    v128.store(place, first);
    v128.store(place, second, VECTOR);
  }
}

/** Fills what the last example leaves free in the last panel. */
// @ts-ignore: decorator
@inline
function repeatLast<T>(panel: usize, rows: i32, examples: i32): void {
  const filled = (examples - 1) % examplesPerPanel<T>() + 1;
  for (let row = 0; row < rows; row++, panel += ROW) {
    const last = load<T>(panel + <usize>(filled - 1) * sizeof<T>());
    for (let lane = filled; lane < examplesPerPanel<T>(); lane++) {
      store<T>(panel + <usize>lane * sizeof<T>(), last);
    }
  }
}

@unmanaged
export class NoiseCall {
  kernel: i32;
  /** Bytes of each matrix, padding included: a multiple of a row's. */
  bytes: i32;
  values: usize;
  /** Standard normal numbers, in the shape of the values. */
  normals: usize;
  /** Receives the result; may be the values. */
  output: usize;
  /** The noise's standard deviation. */
  deviation: f64;
}

/** output := values·(1 + deviation·normals). */
export function multiplyByNoise<T>(call: NoiseCall): void {
  const deviations = v128.splat<T>(<T>call.deviation);
  const ones = v128.splat<T>(<T>1);
  for (let place: usize = 0; place < <usize>call.bytes; place += VECTOR) {
    const factor = multiplyAdd<T>(ones, deviations, v128.load(call.normals + place));
    v128.store(call.output + place, v128.mul<T>(v128.load(call.values + place), factor));
  }
}

/** output := values + deviation·normals. */
export function addNoise<T>(call: NoiseCall): void {
  const deviations = v128.splat<T>(<T>call.deviation);
  for (let place: usize = 0; place < <usize>call.bytes; place += VECTOR) {
    const values = v128.load(call.values + place);
    v128.store(call.output + place, multiplyAdd<T>(values, deviations, v128.load(call.normals + place)));
  }
}
