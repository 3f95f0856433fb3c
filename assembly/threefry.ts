/**
 * Threefry-2x32 with 20 rounds, on 20 counters side by side: five vectors of four, mixed in turn, since every step of one
 * waits for the step before. The loop over the rounds keeps it so: compilers that are free to would compute one vector
 * after the other.
 *
 * Source: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, Parallel random numbers: as easy as 1, 2, 3 (2011).
 */

import { VECTOR } from "./panels";

const KEY_PARITY: i32 = 0x1bd11bda;

/** The counters of one call of {@link fillBlocks}, and the bytes that each gives. */
export const BLOCKS_AT_ONCE: i32 = 20;
export const BYTES_PER_BLOCK: i32 = 8;

// @ts-ignore: decorator
@inline
function add(a: v128, b: v128): v128 {
  return i32x4.add(a, b);
}

/** The right word after a round: turned left by so many bits, and combined with the left word. */
// @ts-ignore: decorator
@inline
function mix(left: v128, right: v128, bits: i32): v128 {
  // Half a word: a shuffle for which processors need no table.
  if (bits == 16) return v128.xor(i16x8.shuffle(right, right, 1, 0, 3, 2, 5, 4, 7, 6), left);
  return v128.xor(v128.xor(i32x4.shl(right, bits), left), i32x4.shr_u(right, 32 - bits));
}

/** The two words of four blocks as they follow each other in memory. */
// @ts-ignore: decorator
@inline
function storeBlocks(bytes: usize, left: v128, right: v128): void {
  v128.store(bytes, v128.shuffle<i32>(left, right, 0, 4, 1, 5));
  v128.store(bytes, v128.shuffle<i32>(left, right, 2, 6, 3, 7), VECTOR);
}

/**
 * Writes what is added to the two words at the start and after every four rounds: 12 vectors. They are read from memory,
 * since the words in progress fill the registers.
 */
export function scheduleKey(word0: i32, word1: i32, schedule: usize): void {
  let key0 = word0, key1 = word1, key2 = KEY_PARITY ^ word0 ^ word1;
  for (let group = 0; group <= 5; group++) {
    v128.store(schedule, i32x4.splat(key0));
    v128.store(schedule, i32x4.splat(key1 + group), VECTOR);
    schedule += 2 * VECTOR;
    const used = key0;
    key0 = key1;
    key1 = key2;
    key2 = used;
  }
}

/** Writes the numbers of consecutive blocks: first, first + 1, … first + 19. */
// @ts-ignore: decorator
@inline
export function numberBlocks(numbers: usize, first: i32): void {
  const four = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  v128.store(numbers, four);
  v128.store(numbers, i32x4.add(four, i32x4.splat(4)), VECTOR);
  v128.store(numbers, i32x4.add(four, i32x4.splat(8)), 2 * VECTOR);
  v128.store(numbers, i32x4.add(four, i32x4.splat(12)), 3 * VECTOR);
  v128.store(numbers, i32x4.add(four, i32x4.splat(16)), 4 * VECTOR);
}

/**
 * Writes 20 blocks.
 *
 * @param schedule what {@link scheduleKey} has written
 * @param counter the first word of all counters
 * @param blocks address of the 20 second words
 * @param bytes receives 160 bytes
 */
export function fillBlocks(schedule: usize, counter: u32, blocks: usize, bytes: usize): void {
  let a0 = add(i32x4.splat(counter), v128.load(schedule));
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let a4 = a0;
  let b0 = add(v128.load(blocks), v128.load(schedule, VECTOR));
  let b1 = add(v128.load(blocks, VECTOR), v128.load(schedule, VECTOR));
  let b2 = add(v128.load(blocks, 2 * VECTOR), v128.load(schedule, VECTOR));
  let b3 = add(v128.load(blocks, 3 * VECTOR), v128.load(schedule, VECTOR));
  let b4 = add(v128.load(blocks, 4 * VECTOR), v128.load(schedule, VECTOR));
  for (let pair = 0; pair < 2; pair++) {
    b0 = mix((a0 = add(a0, b0)), b0, 13);
    b1 = mix((a1 = add(a1, b1)), b1, 13);
    b2 = mix((a2 = add(a2, b2)), b2, 13);
    b3 = mix((a3 = add(a3, b3)), b3, 13);
    b4 = mix((a4 = add(a4, b4)), b4, 13);
    b0 = mix((a0 = add(a0, b0)), b0, 15);
    b1 = mix((a1 = add(a1, b1)), b1, 15);
    b2 = mix((a2 = add(a2, b2)), b2, 15);
    b3 = mix((a3 = add(a3, b3)), b3, 15);
    b4 = mix((a4 = add(a4, b4)), b4, 15);
    b0 = mix((a0 = add(a0, b0)), b0, 26);
    b1 = mix((a1 = add(a1, b1)), b1, 26);
    b2 = mix((a2 = add(a2, b2)), b2, 26);
    b3 = mix((a3 = add(a3, b3)), b3, 26);
    b4 = mix((a4 = add(a4, b4)), b4, 26);
    b0 = mix((a0 = add(a0, b0)), b0, 6);
    b1 = mix((a1 = add(a1, b1)), b1, 6);
    b2 = mix((a2 = add(a2, b2)), b2, 6);
    b3 = mix((a3 = add(a3, b3)), b3, 6);
    b4 = mix((a4 = add(a4, b4)), b4, 6);
    a0 = add(a0, v128.load(schedule, 2 * VECTOR));
    b0 = add(b0, v128.load(schedule, 3 * VECTOR));
    a1 = add(a1, v128.load(schedule, 2 * VECTOR));
    b1 = add(b1, v128.load(schedule, 3 * VECTOR));
    a2 = add(a2, v128.load(schedule, 2 * VECTOR));
    b2 = add(b2, v128.load(schedule, 3 * VECTOR));
    a3 = add(a3, v128.load(schedule, 2 * VECTOR));
    b3 = add(b3, v128.load(schedule, 3 * VECTOR));
    a4 = add(a4, v128.load(schedule, 2 * VECTOR));
    b4 = add(b4, v128.load(schedule, 3 * VECTOR));
    b0 = mix((a0 = add(a0, b0)), b0, 17);
    b1 = mix((a1 = add(a1, b1)), b1, 17);
    b2 = mix((a2 = add(a2, b2)), b2, 17);
    b3 = mix((a3 = add(a3, b3)), b3, 17);
    b4 = mix((a4 = add(a4, b4)), b4, 17);
    b0 = mix((a0 = add(a0, b0)), b0, 29);
    b1 = mix((a1 = add(a1, b1)), b1, 29);
    b2 = mix((a2 = add(a2, b2)), b2, 29);
    b3 = mix((a3 = add(a3, b3)), b3, 29);
    b4 = mix((a4 = add(a4, b4)), b4, 29);
    b0 = mix((a0 = add(a0, b0)), b0, 16);
    b1 = mix((a1 = add(a1, b1)), b1, 16);
    b2 = mix((a2 = add(a2, b2)), b2, 16);
    b3 = mix((a3 = add(a3, b3)), b3, 16);
    b4 = mix((a4 = add(a4, b4)), b4, 16);
    b0 = mix((a0 = add(a0, b0)), b0, 24);
    b1 = mix((a1 = add(a1, b1)), b1, 24);
    b2 = mix((a2 = add(a2, b2)), b2, 24);
    b3 = mix((a3 = add(a3, b3)), b3, 24);
    b4 = mix((a4 = add(a4, b4)), b4, 24);
    a0 = add(a0, v128.load(schedule, 4 * VECTOR));
    b0 = add(b0, v128.load(schedule, 5 * VECTOR));
    a1 = add(a1, v128.load(schedule, 4 * VECTOR));
    b1 = add(b1, v128.load(schedule, 5 * VECTOR));
    a2 = add(a2, v128.load(schedule, 4 * VECTOR));
    b2 = add(b2, v128.load(schedule, 5 * VECTOR));
    a3 = add(a3, v128.load(schedule, 4 * VECTOR));
    b3 = add(b3, v128.load(schedule, 5 * VECTOR));
    a4 = add(a4, v128.load(schedule, 4 * VECTOR));
    b4 = add(b4, v128.load(schedule, 5 * VECTOR));
    schedule += 4 * VECTOR;
  }
  b0 = mix((a0 = add(a0, b0)), b0, 13);
  b1 = mix((a1 = add(a1, b1)), b1, 13);
  b2 = mix((a2 = add(a2, b2)), b2, 13);
  b3 = mix((a3 = add(a3, b3)), b3, 13);
  b4 = mix((a4 = add(a4, b4)), b4, 13);
  b0 = mix((a0 = add(a0, b0)), b0, 15);
  b1 = mix((a1 = add(a1, b1)), b1, 15);
  b2 = mix((a2 = add(a2, b2)), b2, 15);
  b3 = mix((a3 = add(a3, b3)), b3, 15);
  b4 = mix((a4 = add(a4, b4)), b4, 15);
  b0 = mix((a0 = add(a0, b0)), b0, 26);
  b1 = mix((a1 = add(a1, b1)), b1, 26);
  b2 = mix((a2 = add(a2, b2)), b2, 26);
  b3 = mix((a3 = add(a3, b3)), b3, 26);
  b4 = mix((a4 = add(a4, b4)), b4, 26);
  b0 = mix((a0 = add(a0, b0)), b0, 6);
  b1 = mix((a1 = add(a1, b1)), b1, 6);
  b2 = mix((a2 = add(a2, b2)), b2, 6);
  b3 = mix((a3 = add(a3, b3)), b3, 6);
  b4 = mix((a4 = add(a4, b4)), b4, 6);
  a0 = add(a0, v128.load(schedule, 2 * VECTOR));
  b0 = add(b0, v128.load(schedule, 3 * VECTOR));
  a1 = add(a1, v128.load(schedule, 2 * VECTOR));
  b1 = add(b1, v128.load(schedule, 3 * VECTOR));
  a2 = add(a2, v128.load(schedule, 2 * VECTOR));
  b2 = add(b2, v128.load(schedule, 3 * VECTOR));
  a3 = add(a3, v128.load(schedule, 2 * VECTOR));
  b3 = add(b3, v128.load(schedule, 3 * VECTOR));
  a4 = add(a4, v128.load(schedule, 2 * VECTOR));
  b4 = add(b4, v128.load(schedule, 3 * VECTOR));
  storeBlocks(bytes, a0, b0);
  storeBlocks(bytes + 2 * VECTOR, a1, b1);
  storeBlocks(bytes + 4 * VECTOR, a2, b2);
  storeBlocks(bytes + 6 * VECTOR, a3, b3);
  storeBlocks(bytes + 8 * VECTOR, a4, b4);
}
