/**
 * Sums of products of flat arrays, in float64 and in one order: eight partial sums, of which the k-th adds, in ascending
 * order, the products whose place in the array is k modulo 8; then neighbours are added, neighbours of those, and the
 * two that are left.
 */

import { bytesOf, put, Single, take, Whole } from "./flat-arrays";
import { zeros } from "./panels";

/** Numbers that one round of partial sums takes. */
const PER_ROUND: i32 = 8;

/** Two neighbouring numbers in float64. */
// @ts-ignore: decorator
@inline
function pairAt<T>(place: usize): v128 {
  return sizeof<T>() == 8 ? v128.load(place) : f64x2.promote_low_f32x4(v128.load64_zero(place));
}

// @ts-ignore: decorator
@inline
function addPair<T>(sum: v128, x: usize, y: usize): v128 {
  return f64x2.add(sum, f64x2.mul(pairAt<T>(x), pairAt<T>(y)));
}

/** The product of two numbers; 0 beyond the rest. */
// @ts-ignore: decorator
@inline
function productAt<T>(x: usize, y: usize, index: i32, rest: i32): f64 {
  if (index >= rest) return 0;
  const place = <usize>index * sizeof<T>();
  return <f64>load<T>(x + place) * <f64>load<T>(y + place);
}

// @ts-ignore: decorator
@inline
function sumOfPair(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** Σ x·y. */
export function dot<T>(x: usize, y: usize, count: i32): f64 {
  const pair = 2 * sizeof<T>();
  let s0 = zeros(), s1 = zeros(), s2 = zeros(), s3 = zeros();
  let i = 0;
  for (; i + PER_ROUND <= count; i += PER_ROUND) {
    s0 = addPair<T>(s0, x, y);
    s1 = addPair<T>(s1, x + pair, y + pair);
    s2 = addPair<T>(s2, x + 2 * pair, y + 2 * pair);
    s3 = addPair<T>(s3, x + 3 * pair, y + 3 * pair);
    x += 4 * pair;
    y += 4 * pair;
  }
  const rest = count - i;
  // A product that does not exist adds 0, which changes no sum.
  s0 = f64x2.add(s0, f64x2(productAt<T>(x, y, 0, rest), productAt<T>(x, y, 1, rest)));
  s1 = f64x2.add(s1, f64x2(productAt<T>(x, y, 2, rest), productAt<T>(x, y, 3, rest)));
  s2 = f64x2.add(s2, f64x2(productAt<T>(x, y, 4, rest), productAt<T>(x, y, 5, rest)));
  s3 = f64x2.add(s3, f64x2(productAt<T>(x, y, 6, rest), productAt<T>(x, y, 7, rest)));
  return sumOfPair(s0) + sumOfPair(s1) + (sumOfPair(s2) + sumOfPair(s3));
}

/** √(Σ x²). */
// @ts-ignore: decorator
@inline
export function normOf<T>(values: usize, count: i32): f64 {
  return sqrt<f64>(dot<T>(values, values, count));
}

/** values := factor·values. */
export function scale<T>(values: usize, count: i32, factor: f64): void {
  scaleOver<T, Single>(values, count, factor, scaleOver<T, Whole>(values, count, factor, 0));
}

// @ts-ignore: decorator
@inline
function scaleOver<T, Part>(values: usize, count: i32, factor: f64, offset: usize): usize {
  const bytes = <usize>count * sizeof<T>();
  const factors = v128.splat<T>(<T>factor);
  for (; offset + bytesOf<T, Part>() <= bytes; offset += bytesOf<T, Part>()) {
    put<T, Part>(values + offset, v128.mul<T>(factors, take<T, Part>(values + offset)));
  }
  return offset;
}

/** Divides values by the largest of their sizes. @returns whether there was one that is not 0 */
export function divideByLargest<T>(values: usize, count: i32): bool {
  let largest: T = 0;
  for (let i = 0; i < count; i++) largest = max<T>(largest, abs<T>(load<T>(values + <usize>i * sizeof<T>())));
  if (largest == 0) return false;
  for (let i = 0; i < count; i++) {
    const place = values + <usize>i * sizeof<T>();
    store<T>(place, <T>(load<T>(place) / largest));
  }
  return true;
}
