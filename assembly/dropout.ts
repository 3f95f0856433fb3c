/**
 * Dropout masks: one byte for every unit and example, 255 where the unit stays and 0 where it drops out.
 *
 * The bytes lie in blocks of 16 examples, for each the units in ascending order. One block of Threefry's output, 8 bytes,
 * decides about 16 examples of a unit, so a mask is a pure function of key, iteration, unit and example. A random byte
 * r decides about two neighbours, as if it were a real number in [0, 256): the first stays if r < 256p, with p the keep
 * probability; what is left of r is uniform again on either side, so the second stays if r < 256p² there, or if
 * r < 256(2p − p²) here. Where the byte equals the whole part of one of the three limits, a second draw, of 24 bits,
 * gives its fraction.
 */

import { examplesPerPanel, panelsOf, ROW, VECTOR } from "./panels";
import { BLOCKS_AT_ONCE, BYTES_PER_BLOCK, fillBlocks, numberBlocks, scheduleKey } from "./threefry";

/** Examples of a unit that one block decides about. */
const EXAMPLES_PER_BLOCK: i32 = 16;
/** Set in the counter's first word, which holds the iteration, for the second draw. */
const SECOND_DRAW: u32 = 1 << 31;

@unmanaged
export class DrawMaskCall {
  kernel: i32;
  units: i32;
  examples: i32;
  key0: i32;
  key1: i32;
  /** The three limits as shares of 2^32, rounded: p², p and 2p − p². */
  both: u32;
  first: u32;
  either: u32;
  /** Receives the mask; room for a multiple of 32 bytes. */
  mask: usize;
  /** Room for random bytes, half as many as the mask has and a multiple of 160. */
  bytes: usize;
  /** Room for a list of 32-bit numbers: one for each random byte, and 20 more. */
  list: usize;
  /** Room for half as many bytes as `bytes` has. */
  open: usize;
  /** Room for 160 bytes. */
  draws: usize;
  /** Room for 12 vectors. */
  schedule: usize;
}

/** Draws the mask of an iteration. */
export function drawMask(call: DrawMaskCall, iteration: u32): void {
  const blocks = ((call.examples + EXAMPLES_PER_BLOCK - 1) / EXAMPLES_PER_BLOCK) * call.units;
  scheduleKey(call.key0, call.key1, call.schedule);
  for (let block = 0; block < blocks; block += BLOCKS_AT_ONCE) {
    numberBlocks(call.list, block);
    fillBlocks(call.schedule, iteration, call.list, call.bytes + <usize>(block * BYTES_PER_BLOCK));
  }
  decideOpen(call, iteration, listBytes(call, compareBytes(call, blocks * BYTES_PER_BLOCK)));
  dropPadding(call, call.mask + <usize>(blocks * EXAMPLES_PER_BLOCK));
}

/** The whole part of 256 times a share, as the signed number that a byte is compared with: 0 … 255 become −128 … 127. */
// @ts-ignore: decorator
@inline
function toLimit(share: u32): v128 {
  return i8x16.splat(<i8>(<i32>(share >> 24) - 128));
}

/**
 * Decides by the random bytes. Vectors with bytes that leave it open are listed, without a branch, which would be taken
 * too rarely to be foreseen.
 *
 * @returns the end of the list: for each vector the index of its first byte, and a bit for each open one
 */
// @ts-ignore: decorator
@inline
function compareBytes(call: DrawMaskCall, count: i32): usize {
  const both = toLimit(call.both);
  const first = toLimit(call.first);
  const either = toLimit(call.either);
  let open = call.open;
  let mask = call.mask;
  for (let index = 0; index < count; index += <i32>VECTOR, mask += 2 * VECTOR) {
    const r = v128.load(call.bytes + index);
    const firstStays = i8x16.lt_s(r, first);
    const secondStays = v128.or(i8x16.lt_s(r, both), v128.andnot(i8x16.lt_s(r, either), firstStays));
    v128.store(
      mask,
      i8x16.shuffle(firstStays, secondStays, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23),
    );
    v128.store(
      mask,
      i8x16.shuffle(firstStays, secondStays, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31),
      VECTOR,
    );
    const equal = v128.or(v128.or(i8x16.eq(r, both), i8x16.eq(r, first)), i8x16.eq(r, either));
    const bits = i8x16.bitmask(equal);
    store<u32>(open, index);
    store<u32>(open, bits, 4);
    open += (<usize>(bits != 0)) << 3;
  }
  return open;
}

/** Lists the open bytes one by one. @returns the end of the list of their indexes */
// @ts-ignore: decorator
@inline
function listBytes(call: DrawMaskCall, end: usize): usize {
  let list = call.list;
  for (let open = call.open; open < end; open += 8) {
    const index = load<u32>(open);
    let bits = load<u32>(open, 4);
    do {
      store<u32>(list, index + ctz(bits));
      list += 4;
      bits &= bits - 1;
    } while (bits != 0);
  }
  return list;
}

/** Decides by byte and second draw together, 20 bytes at a time. */
// @ts-ignore: decorator
@inline
function decideOpen(call: DrawMaskCall, iteration: u32, end: usize): void {
  const draws = call.draws;
  for (let list = call.list; list < end; list += 4 * BLOCKS_AT_ONCE) {
    fillBlocks(call.schedule, iteration | SECOND_DRAW, list, draws);
    const count = min<usize>(BLOCKS_AT_ONCE, (end - list) / 4);
    for (let i: usize = 0; i < count; i++) {
      const index = load<u32>(list + 4 * i);
      const fraction = load<u32>(draws + i * BYTES_PER_BLOCK) >> 8;
      // The bytes count from −128, as they are compared above.
      const r = ((<u32>load<u8>(call.bytes + index) ^ 128) << 24) | fraction;
      const firstStays = r < call.first;
      const limit = select(call.both, call.either, firstStays);
      const secondStays = r < limit;
      store<u16>(call.mask + 2 * index, (<u32>firstStays * 0x00ff) | (<u32>secondStays * 0xff00));
    }
  }
}

/** Examples that do not exist drop out everywhere: their activations are 0, so that nothing about them can overflow. */
// @ts-ignore: decorator
@inline
function dropPadding(call: DrawMaskCall, end: usize): void {
  const filled = call.examples % EXAMPLES_PER_BLOCK;
  if (filled == 0) return;
  const low: u64 = filled < 8 ? ((<u64>1) << (8 * filled)) - 1 : -1;
  const high: u64 = filled > 8 ? ((<u64>1) << (8 * (filled - 8))) - 1 : 0;
  for (let place = end - <usize>(EXAMPLES_PER_BLOCK * call.units); place < end; place += EXAMPLES_PER_BLOCK) {
    store<u64>(place, load<u64>(place) & low);
    store<u64>(place, load<u64>(place, 8) & high, 8);
  }
}

@unmanaged
export class ApplyMaskCall {
  kernel: i32;
  units: i32;
  examples: i32;
  mask: usize;
  /** units × examples: the values of units that dropped out become 0. */
  values: usize;
  pitch: usize;
}

/** Sets to 0 what the mask drops. */
export function applyMask<T>(call: ApplyMaskCall): void {
  const panels = panelsOf<T>(call.examples);
  const panelsPerBlock = EXAMPLES_PER_BLOCK / examplesPerPanel<T>();
  let mask = call.mask,
    values = call.values;
  let panel = 0;
  for (; panel + panelsPerBlock <= panels; panel += panelsPerBlock) {
    thinBlock<T>(call, mask, values, panelsPerBlock);
    mask += <usize>(call.units * EXAMPLES_PER_BLOCK);
    values += <usize>panelsPerBlock * call.pitch;
  }
  if (panel < panels) thinBlock<T>(call, mask, values, panels - panel);
}

/** One block of examples, which fills a few panels. */
// @ts-ignore: decorator
@inline
function thinBlock<T>(call: ApplyMaskCall, mask: usize, values: usize, panels: i32): void {
  const pitch = call.pitch;
  const end = values + <usize>call.units * ROW;
  for (; values < end; values += ROW, mask += EXAMPLES_PER_BLOCK) {
    const bytes = v128.load(mask);
    // A mask is all ones or all zeros, so an interleaving with itself widens it.
    const words0 = i8x16.shuffle(bytes, bytes, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
    const words1 = i8x16.shuffle(bytes, bytes, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15);
    const quads0 = i16x8.shuffle(words0, words0, 0, 0, 1, 1, 2, 2, 3, 3);
    const quads1 = i16x8.shuffle(words0, words0, 4, 4, 5, 5, 6, 6, 7, 7);
    const quads2 = i16x8.shuffle(words1, words1, 0, 0, 1, 1, 2, 2, 3, 3);
    const quads3 = i16x8.shuffle(words1, words1, 4, 4, 5, 5, 6, 6, 7, 7);
    if (sizeof<T>() == 4) {
      thin(values, quads0, quads1);
      if (panels > 1) thin(values + pitch, quads2, quads3);
    } else {
      thinDoubles(values, quads0);
      if (panels > 1) thinDoubles(values + pitch, quads1);
      if (panels > 2) thinDoubles(values + 2 * pitch, quads2);
      if (panels > 3) thinDoubles(values + 3 * pitch, quads3);
    }
  }
}

// @ts-ignore: decorator
@inline
function thinDoubles(row: usize, quads: v128): void {
  thin(row, i32x4.shuffle(quads, quads, 0, 0, 1, 1), i32x4.shuffle(quads, quads, 2, 2, 3, 3));
}

// @ts-ignore: decorator
@inline
function thin(row: usize, first: v128, second: v128): void {
  v128.store(row, v128.and(v128.load(row), first));
  v128.store(row, v128.and(v128.load(row, VECTOR), second), VECTOR);
}
