/**
 * Flat arrays of any length, at any place. A kernel has a function that goes over parts of them: first over whole
 * vectors, then over the numbers that are left, so what becomes of a number does not depend on where it lies.
 */

import { VECTOR, zeros } from "./panels";

/** As many numbers as a vector holds, */
@unmanaged
export class Whole {}
/** or one of them, in the first lane; the others are 0 and are not written. */
@unmanaged
export class Single {
  a: u8;
}

/** Bytes of a part. */
// @ts-ignore: decorator
@inline
export function bytesOf<T, Part>(): usize {
  return offsetof<Part>() == 0 ? VECTOR : sizeof<T>();
}

/** The numbers at a place. */
// @ts-ignore: decorator
@inline
export function take<T, Part>(place: usize): v128 {
  if (offsetof<Part>() == 0) return v128.load(place);
  return sizeof<T>() == 8 ? v128.load64_zero(place) : v128.load32_zero(place);
}

/** Writes numbers to a place. */
// @ts-ignore: decorator
@inline
export function put<T, Part>(place: usize, numbers: v128): void {
  if (offsetof<Part>() == 0) v128.store(place, numbers);
  else if (sizeof<T>() == 8) v128.store64_lane(place, numbers, 0);
  else v128.store32_lane(place, numbers, 0);
}

/** 0 for numbers that are finite, else NaN: what is added to it is spoilt by an overflow. */
// @ts-ignore: decorator
@inline
export function spoilerOf<T>(x: v128): v128 {
  return v128.sub<T>(x, x);
}

/** `size` with the sign of x, and 0 where x is 0. */
// @ts-ignore: decorator
@inline
export function withSignOf<T>(x: v128, size: v128): v128 {
  const signed = v128.xor(size, v128.and(x, v128.splat<T>(<T>-0.0)));
  return v128.and(v128.ne<T>(x, zeros()), signed);
}
