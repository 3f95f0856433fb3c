import type { GridPlace, LogitsAt } from "./contour-rings.ts";
import { countOutputs, type Grid } from "./grid.ts";

/**
 * What a classifier says between the points of a grid as far as these tell: of the four around a place, each weighted by how
 * close it is (bilinear interpolation); outside the grid, what its edge says.
 *
 * @param logits points × outputs, all finite
 */
export function interpolateLogits(logits: Float64Array, grid: Grid): LogitsAt {
  const { columns, rows } = grid;
  const outputs = countOutputs(logits, grid);
  return (places) => {
    const found = new Float64Array(places.length * outputs);
    places.forEach((place, index) => {
      const { corners, weights } = cellAround(place, columns, rows);
      for (let output = 0; output < outputs; output++) {
        found[index * outputs + output] = corners.reduce(
          (sum, corner, i) => sum + (weights[i] as number) * (logits[corner * outputs + output] as number),
          0,
        );
      }
    });
    return found;
  };
}

/** The four points around a place, and what each counts. */
function cellAround(
  [column, row]: GridPlace,
  columns: number,
  rows: number,
): { readonly corners: readonly number[]; readonly weights: readonly number[] } {
  const [x, y] = [clamp(column, columns - 1), clamp(row, rows - 1)];
  const [left, low] = [Math.min(Math.floor(x), columns - 2), Math.min(Math.floor(y), rows - 2)];
  const [right, up] = [x - left, y - low];
  const first = low * columns + left;
  return {
    corners: [first, first + 1, first + columns, first + columns + 1],
    weights: [(1 - right) * (1 - up), right * (1 - up), (1 - right) * up, right * up],
  };
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}
