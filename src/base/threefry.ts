/** Two 32-bit words. */
export type Words = readonly [number, number];

const KEY_PARITY = 0x1bd11bda;
/** Twenty rounds in groups of four, with a piece of the key after each. */
const GROUPS = 5;

/**
 * Threefry-2x32 with 20 rounds: 64 random bits that are a pure function of a key and a counter.
 *
 * Source: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, Parallel random numbers: as easy as 1, 2, 3 (2011).
 */
export function threefry(key: Words, counter: Words): Words {
  const words = new Uint32Array(2);
  fillThreefry(words, key, counter[0], counter[1]);
  return [words[0] as number, words[1] as number];
}

/**
 * The same for many counters in a row, without an array for each.
 *
 * @param words receives two words for each counter, so an even number of them
 * @param counter0 the first word of all counters
 * @param first the second word of the first counter; the next are one more each
 */
export function fillThreefry(words: Uint32Array, key: Words, counter0: number, first: number): void {
  const start0 = key[0] | 0;
  const start1 = key[1] | 0;
  for (let place = 0; place < words.length; place += 2) {
    let key0 = start0;
    let key1 = start1;
    let key2 = KEY_PARITY ^ key0 ^ key1;
    let left = (counter0 + key0) | 0;
    let right = (first + place / 2 + key1) | 0;
    for (let group = 1; group <= GROUPS; group++) {
      const isOdd = group % 2 === 1;
      left = (left + right) | 0;
      right = rotate(right, isOdd ? 13 : 17) ^ left;
      left = (left + right) | 0;
      right = rotate(right, isOdd ? 15 : 29) ^ left;
      left = (left + right) | 0;
      right = rotate(right, isOdd ? 26 : 16) ^ left;
      left = (left + right) | 0;
      right = rotate(right, isOdd ? 6 : 24) ^ left;
      const used = key0;
      key0 = key1;
      key1 = key2;
      key2 = used;
      left = (left + key0) | 0;
      right = (right + key1 + group) | 0;
    }
    words[place] = left;
    words[place + 1] = right;
  }
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
