/** Norms as the kernels take them, and singular values by a method of their own. */

import type { Rows } from "./kernel-bench.ts";

/**
 * √(Σ x²) in float64: eight partial sums, the k-th of the squares at places k modulo 8 in ascending order; then
 * neighbours, neighbours of those, and the two that are left.
 */
export function normInEights(values: Float64Array): number {
  let sums: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7].map((k) =>
    values.reduce((sum, value, place) => (place % 8 === k ? sum + value * value : sum), 0),
  );
  while (sums.length > 1) {
    const pairs = sums;
    sums = pairs.flatMap((sum, i) => (i % 2 === 0 ? [sum + (pairs[i + 1] as number)] : []));
  }
  return Math.sqrt(sums[0] as number);
}

/** The largest singular value of units × inputs, by turning pairs of rows until all are orthogonal (Hestenes 1958). */
export function largestSingularValue(matrix: Rows): number {
  const rows = matrix.map((row) => row.slice());
  for (let sweep = 0; sweep < 60; sweep++) {
    let worst = 0;
    for (let i = 0; i < rows.length; i++) {
      for (let j = i + 1; j < rows.length; j++) {
        worst = Math.max(worst, turn(rows[i] as Float64Array, rows[j] as Float64Array));
      }
    }
    if (worst < 1e-14) break;
  }
  return Math.max(...rows.map((row) => Math.sqrt(dot(row, row))));
}

/** Turns two rows in their plane until they are orthogonal. @returns how far they were from it */
function turn(x: Float64Array, y: Float64Array): number {
  const [xx, yy, xy] = [dot(x, x), dot(y, y), dot(x, y)];
  const cosine = Math.abs(xy) / Math.sqrt(xx * yy);
  if (!(cosine > 0)) return 0;
  const zeta = (yy - xx) / (2 * xy);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  for (let k = 0; k < x.length; k++) {
    const [a, b] = [x[k] as number, y[k] as number];
    x[k] = c * (a - t * b);
    y[k] = c * (t * a + b);
  }
  return cosine;
}

function dot(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
}
