/**
 * How arrays lie in memory. A matrix of rows × examples is cut into panels: each holds the examples that fill two
 * vectors, one row after the other, 32 bytes a row. A kernel walks through a panel with one pointer, and whatever the
 * number of rows, neighbours in time are neighbours in memory. The pitch is the bytes from one panel to the next.
 */

/** Bytes of one vector. */
export const VECTOR: usize = 16;

/** Bytes of one row of a panel: two vectors, so 4 examples in float64 and 8 in float32. */
export const ROW: usize = 32;

/** How many examples one panel holds. */
// @ts-ignore: decorator
@inline
export function examplesPerPanel<T>(): i32 {
  return <i32>(ROW / sizeof<T>());
}

/** How many panels hold so many examples; the last may be filled in part. */
// @ts-ignore: decorator
@inline
export function panelsOf<T>(examples: i32): i32 {
  return (examples + examplesPerPanel<T>() - 1) / examplesPerPanel<T>();
}

/** A vector of zeros. */
// @ts-ignore: decorator
@inline
export function zeros(): v128 {
  return i32x4(0, 0, 0, 0);
}

/** sum + factor·x, rounded twice: a fused operation would not have the same bits on every processor. */
// @ts-ignore: decorator
@inline
export function multiplyAdd<T>(sum: v128, factor: v128, x: v128): v128 {
  return v128.add<T>(sum, v128.mul<T>(factor, x));
}

/** The sum of a vector's lanes: neighbours first, then the pairs. */
// @ts-ignore: decorator
@inline
export function sumOfLanes<T>(v: v128): T {
  if (sizeof<T>() == 8) return <T>(f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1));
  const low = f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1);
  return <T>(low + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3)));
}

/** Makes the places of examples that do not exist 0, so that they reach no sum. */
// @ts-ignore: decorator
@inline
export function clearPadding<T>(matrix: usize, pitch: usize, rows: i32, examples: i32): void {
  const perPanel = examplesPerPanel<T>();
  const filled = examples % perPanel;
  if (filled == 0) return;
  const last = matrix + <usize>(examples / perPanel) * pitch;
  for (let row = 0; row < rows; row++) {
    for (let place = filled; place < perPanel; place++) {
      store<T>(last + <usize>row * ROW + <usize>place * sizeof<T>(), <T>0);
    }
  }
}
