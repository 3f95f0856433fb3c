import { describeValue, InvalidInputError } from "./errors.ts";
import { MAX_NUMBERS, Matrix } from "./matrix.ts";

/** Largest seed: NumPy's legacy generator takes 32 bits, and so does everything here. */
export const MAX_SEED = 2 ** 32 - 1;

/** What can be put into another order in place: an array of anything, or a typed array. */
export interface Shufflable {
  readonly length: number;
  [index: number]: unknown;
}

/**
 * A sequence of random numbers with the vocabulary of NumPy's `RandomState`. Each call takes the next numbers of
 * the sequence; two streams made with the same seed give the same sequence on every machine.
 */
export interface RandomStream {
  /** A number from [0, 1) with 53 random bits; with sizes, an array or a matrix of them (row after row). */
  rand(): number;
  rand(count: number): Float64Array;
  rand(rows: number, columns: number): Matrix;
  /** A number from the normal distribution with mean 0 and deviation 1; with sizes, an array or a matrix of them. */
  randn(): number;
  randn(count: number): Float64Array;
  randn(rows: number, columns: number): Matrix;
  /**
   * A whole number from [low, high), or from [0, low) without `high`; high − low ≤ 2³². With a count, an array of so
   * many: NumPy's `randint(low, high, size)`.
   */
  randint(low: number, high?: number): number;
  randint(low: number, high: number | undefined, count: number): Float64Array;
  /** Puts the items into a random order, in place. */
  shuffle(items: Shufflable): void;
  /** The numbers 0 … count − 1 in a random order. */
  permutation(count: number): Uint32Array;
}

/** What a generator must bring; everything else follows from it. */
export interface RandomSource {
  /** The next 32 random bits. */
  readonly uint32: () => number;
  /** The next number from [0, 1) with 53 random bits. */
  readonly double: () => number;
  /** The next number from the normal distribution. */
  readonly normal: () => number;
}

/** The whole vocabulary from a source of bits, drawn in the order in which NumPy draws. */
export function createRandomStream(source: RandomSource): RandomStream {
  const shuffle = (items: Shufflable): void => {
    for (let last = items.length - 1; last > 0; last--) {
      const chosen = boundedInteger(source, last);
      const kept = items[last];
      items[last] = items[chosen];
      items[chosen] = kept;
    }
  };
  const permutation = (count: number): Uint32Array => {
    checkCount(count);
    const order = Uint32Array.from({ length: count }, (_, index) => index);
    shuffle(order);
    return order;
  };
  const [rand, randn] = [sized(source.double), sized(source.normal)];
  return { rand, randn, randint: integers(source), shuffle, permutation };
}

/** A seed as the generators take it, or an error that says so. */
export function checkSeed(seed: number): number {
  if (Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED) return seed;
  throw new InvalidInputError({
    source: "option",
    where: "seed",
    expected: `a whole number from 0 to ${MAX_SEED}`,
    received: describeValue(seed),
  });
}

/** `draw()` as a function that gives one number, an array or a matrix, by the number of sizes. */
function sized(draw: () => number): RandomStream["rand"] {
  function drawSized(): number;
  function drawSized(count: number): Float64Array;
  function drawSized(rows: number, columns: number): Matrix;
  function drawSized(first?: number, second?: number): number | Float64Array | Matrix {
    if (first === undefined) return draw();
    checkCount(first, second);
    const values = Float64Array.from({ length: first * (second ?? 1) }, draw);
    return second === undefined ? values : new Matrix(first, second, values);
  }
  return drawSized;
}

/** `randint`: one whole number, or an array of them. */
function integers(source: RandomSource): RandomStream["randint"] {
  function randint(low: number, high?: number): number;
  function randint(low: number, high: number | undefined, count: number): Float64Array;
  function randint(low: number, high?: number, count?: number): number | Float64Array {
    const [from, to] = high === undefined ? [0, low] : [low, high];
    checkRange(from, to);
    const draw = (): number => from + boundedInteger(source, to - from - 1);
    if (count === undefined) return draw();
    checkCount(count);
    return Float64Array.from({ length: count }, draw);
  }
  return randint;
}

/** A whole number from 0 to `max`: as many bits as `max` has, drawn again while they exceed it (NumPy's method). */
function boundedInteger(source: RandomSource, max: number): number {
  if (max === 0) return 0;
  const mask = 0xffffffff >>> Math.clz32(max);
  let value = (source.uint32() & mask) >>> 0;
  while (value > max) value = (source.uint32() & mask) >>> 0;
  return value;
}

function checkCount(rows: number, columns = 1): void {
  const bad = [rows, columns].find((count) => !(Number.isSafeInteger(count) && count >= 0));
  if (bad === undefined && rows * columns <= MAX_NUMBERS) return;
  throw new InvalidInputError({
    source: "option",
    where: "random numbers",
    expected: `a whole number of them, at most ${MAX_NUMBERS}`,
    received: describeValue(bad ?? rows * columns),
  });
}

function checkRange(low: number, high: number): void {
  if (Number.isSafeInteger(low) && Number.isSafeInteger(high) && high > low && high - low <= 2 ** 32) return;
  throw new InvalidInputError({
    source: "option",
    where: "randint",
    expected: "whole numbers low < high at most 2³² apart",
    received: `${describeValue(low)} and ${describeValue(high)}`,
  });
}
