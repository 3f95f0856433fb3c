import { logRounded } from "./double-double.ts";
import { checkSeed, createRandomStream, type RandomStream } from "./random-stream.ts";

const STATE_WORDS = 624;
const SHIFT_WORDS = 397;

/**
 * NumPy's legacy `RandomState(seed)`: the same numbers as `np.random.seed(seed)` followed by `np.random.rand` and
 * its siblings. Uniform numbers and integers agree to the last bit, normals in more than 99.9 % of draws. The others
 * differ by 1 ulp, some of them by 2: NumPy takes the logarithm of the C library, which is not always rounded
 * correctly (and itself differs between processors with and without fused multiply-add); ours is.
 *
 * Sources: M. Matsumoto and T. Nishimura, Mersenne Twister (1998), seeded by `init_genrand`; G. Marsaglia's polar
 * method, whose second number of a pair is given first, as NumPy does.
 *
 * @param seed a whole number from 0 to 2³² − 1
 */
export function numpyRandom(seed: number): RandomStream {
  const uint32 = createMersenneTwister(checkSeed(seed));
  const double = (): number => ((uint32() >>> 5) * 2 ** 26 + (uint32() >>> 6)) / 2 ** 53;
  return createRandomStream({ uint32, double, normal: createPolarNormal(double) });
}

/** The MT19937 generator as a function that gives the next 32 bits. */
function createMersenneTwister(seed: number): () => number {
  const state = new Uint32Array(STATE_WORDS);
  state[0] = seed;
  for (let i = 1; i < STATE_WORDS; i++) {
    const previous = state[i - 1] as number;
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
  }
  let position = STATE_WORDS;
  return () => {
    if (position === STATE_WORDS) {
      twist(state);
      position = 0;
    }
    let bits = state[position++] as number;
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    return (bits ^ (bits >>> 18)) >>> 0;
  };
}

/** The next 624 words of the recurrence, in place. */
function twist(state: Uint32Array): void {
  for (let i = 0; i < STATE_WORDS; i++) {
    const joined =
      ((state[i] as number) & 0x80000000) | ((state[(i + 1) % STATE_WORDS] as number) & 0x7fffffff);
    const matrix = (joined & 1) === 0 ? 0 : 0x9908b0df;
    state[i] = (state[(i + SHIFT_WORDS) % STATE_WORDS] as number) ^ (joined >>> 1) ^ matrix;
  }
}

/** Normals in pairs from points in the unit circle; the second of a pair waits for the next call. */
function createPolarNormal(double: () => number): () => number {
  let waiting: number | undefined;
  return () => {
    if (waiting !== undefined) {
      const value = waiting;
      waiting = undefined;
      return value;
    }
    let x = 0;
    let y = 0;
    let squared = 0;
    do {
      x = 2 * double() - 1;
      y = 2 * double() - 1;
      squared = x * x + y * y;
    } while (squared >= 1 || squared === 0);
    const factor = Math.sqrt((-2 * logRounded(squared)) / squared);
    waiting = factor * x;
    return factor * y;
  };
}
