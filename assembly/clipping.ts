/**
 * Clipping of gradients. What is not finite is not clipped: it leaves gradients that are not finite, so that the step is
 * refused and the run can tell why.
 */

import { bytesOf, put, Single, spoilerOf, take, Whole } from "./flat-arrays";
import { normOf, scale } from "./norms";

@unmanaged
export class ClipCall {
  kernel: i32;
  count: i32;
  gradients: usize;
  /** The largest size of a gradient, or of the norm of all. */
  limit: f64;
}

/** gradients := min(max(gradients, −limit), limit). */
export function clipValues<T>(call: ClipCall): void {
  clipOver<T, Single>(call, clipOver<T, Whole>(call, 0));
}

/** Goes over the parts from an offset on. @returns the offset of what is left */
// @ts-ignore: decorator
@inline
function clipOver<T, Part>(call: ClipCall, offset: usize): usize {
  const bytes = <usize>call.count * sizeof<T>();
  const gradients = call.gradients;
  const limit = v128.splat<T>(<T>call.limit);
  const least = v128.neg<T>(limit);
  for (; offset + bytesOf<T, Part>() <= bytes; offset += bytesOf<T, Part>()) {
    const g = take<T, Part>(gradients + offset);
    const clipped = v128.min<T>(v128.max<T>(g, least), limit);
    put<T, Part>(gradients + offset, v128.add<T>(clipped, spoilerOf<T>(g)));
  }
  return offset;
}

/** gradients := (limit/norm)·gradients where the norm is above the limit. */
export function clipNorm<T>(call: ClipCall): void {
  const norm = normOf<T>(call.gradients, call.count);
  // The norm of finite gradients may be infinite: there, this is NaN, where limit/norm alone would leave gradients of 0.
  if (norm > call.limit) scale<T>(call.gradients, call.count, call.limit / norm + (norm - norm));
}
