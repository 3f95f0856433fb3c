import { Matrix } from "../base/matrix.ts";

/** One pass loses digits where a row nearly lies in the span of those before; after a second, none are missing. */
const PASSES = 2;

/**
 * Orthonormal rows that span what the given ones span, by the modified Gram–Schmidt method, each row twice (W. Kahan and
 * B. Parlett: "twice is enough"). These are the rows of Qᵀ in the QR decomposition of the transpose whose R has a
 * positive diagonal, so that no sign is left to chance. Sums run in ascending order of columns.
 *
 * @param given linearly independent rows, at most as many as columns
 */
export function orthogonalRows(given: Matrix): Matrix {
  const { rows, columns } = given;
  const data = given.data.slice();
  const rowOf = (row: number): Float64Array => data.subarray(row * columns, (row + 1) * columns);
  for (let row = 0; row < rows; row++) {
    const current = rowOf(row);
    for (let pass = 0; pass < PASSES; pass++) {
      for (let before = 0; before < row; before++) subtractProjection(current, rowOf(before));
    }
    const length = Math.sqrt(dot(current, current));
    for (let i = 0; i < columns; i++) current[i] = (current[i] as number) / length;
  }
  return new Matrix(rows, columns, data);
}

/** Takes from a row its part along a unit row, in place. */
function subtractProjection(row: Float64Array, unit: Float64Array): void {
  const share = dot(row, unit);
  for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) - share * (unit[i] as number);
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] as number) * (other[i] as number);
  return sum;
}
