import { counterRandom } from "../../base/counter-random.ts";
import { toPoint } from "./axis.ts";
import type { Sampler, SamplerContext } from "./sampler.ts";

/** How the digits of one axis are written. */
interface Digits {
  readonly base: number;
  /** What a digit becomes; 0 stays 0, so that endless leading zeros do. */
  readonly scrambled: readonly number[];
  /** Added to every place, modulo 1. */
  readonly shift: number;
}

/**
 * Points that fill the space evenly: Halton's sequence, whose places along an axis are the numbers of the trials with their
 * digits in reverse, in another prime base for each axis. The seed scrambles the digits, without which axes with large
 * bases go in step, and shifts every axis.
 *
 * Source: J. H. Halton, On the efficiency of certain quasi-random sequences of points in evaluating multi-dimensional
 * integrals (1960); scrambling after E. Braaten and G. Weller (1979), with random permutations; shifts after
 * R. Cranley and T. N. L. Patterson (1976).
 */
export function createHaltonSampler({ axes, seed }: SamplerContext): Sampler {
  const digits = firstPrimes(axes.length).map((base, axis): Digits => {
    // Trials are counted from 1, so the numbers of trial 0 are free; each axis takes its own from a generator of its base.
    const random = counterRandom(seed, "search", FIRST_SCRAMBLING + axis);
    const others = Array.from(random.permutation(base - 1), (digit) => digit + 1);
    return { base, scrambled: [0, ...others], shift: random.rand() };
  });
  return {
    propose: ({ trial }) =>
      toPoint(
        axes,
        digits.map((each) => placeOf(trial, each)),
      ),
  };
}

/** Numbers of a seed from here on belong to axes: no search has so many trials. */
const FIRST_SCRAMBLING = 2 ** 23;

/** The radical inverse of a number, scrambled and shifted: within [0, 1). */
function placeOf(number: number, { base, scrambled, shift }: Digits): number {
  let place = shift;
  let unit = 1 / base;
  for (let rest = number; rest > 0; rest = Math.floor(rest / base)) {
    place += (scrambled[rest % base] as number) * unit;
    unit /= base;
  }
  return place % 1;
}

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < count; number++) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  }
  return primes;
}
