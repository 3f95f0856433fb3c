/** Polynomials whose coefficients stand in memory, the constant first. */

import { join } from "./elementary";

/**
 * c₀ + c₁x + … with `count` coefficients, a multiple of 4: four sums with steps of x⁴, each from its small end, since a
 * processor can compute these side by side.
 */
// @ts-ignore: decorator
@inline
export function polynomial<T>(coefficients: usize, count: i32, x: v128): v128 {
  const x2 = v128.mul<T>(x, x);
  const x4 = v128.mul<T>(x2, x2);
  let place = coefficients + <usize>(count - 4) * sizeof<T>();
  let sum0 = v128.load_splat<T>(place);
  let sum1 = v128.load_splat<T>(place, sizeof<T>());
  let sum2 = v128.load_splat<T>(place, 2 * sizeof<T>());
  let sum3 = v128.load_splat<T>(place, 3 * sizeof<T>());
  while (place > coefficients) {
    place -= 4 * sizeof<T>();
    sum0 = join<T>(v128.load_splat<T>(place), sum0, x4);
    sum1 = join<T>(v128.load_splat<T>(place, sizeof<T>()), sum1, x4);
    sum2 = join<T>(v128.load_splat<T>(place, 2 * sizeof<T>()), sum2, x4);
    sum3 = join<T>(v128.load_splat<T>(place, 3 * sizeof<T>()), sum3, x4);
  }
  return join<T>(join<T>(sum0, sum1, x), join<T>(sum2, sum3, x), x2);
}
