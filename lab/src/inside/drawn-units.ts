/** More units of a layer than these are too small to be told apart. */
const MOST_UNITS = 24;
/** More connections than these are a carpet, and take long to draw. */
const MOST_WEIGHTS = 1200;

/** How many units of a layer can be drawn in a network of such layers: fewer where there are many layers. */
export function mostUnits(sizes: readonly number[]): number {
  for (let most = MOST_UNITS; most > 1; most--) {
    const drawn = sizes.map((size) => Math.min(size, most));
    const weights = drawn.slice(1).reduce((sum, size, below) => sum + size * (drawn[below] as number), 0);
    if (weights <= MOST_WEIGHTS) return most;
  }
  return 1;
}

/** The weights of a layer: one row for each unit, one column for each unit below. */
export interface LayerWeights {
  readonly rows: number;
  readonly columns: number;
  /** Row after row. */
  readonly data: Float64Array;
}

/**
 * The units of a layer that are drawn: all, or those through which most can go, by the size ‖w‖ of the weights that come in
 * times that of those that go out.
 *
 * @param incoming undefined for the features
 * @param outgoing undefined for the output layer
 */
export function chooseUnits(
  size: number,
  most: number,
  {
    incoming,
    outgoing,
  }: { readonly incoming?: LayerWeights | undefined; readonly outgoing?: LayerWeights | undefined },
): readonly number[] {
  const units = Array.from({ length: size }, (_, unit) => unit);
  if (size <= most) return units;
  const strengths = units.map((unit) => sizeOfRow(incoming, unit) * sizeOfColumn(outgoing, unit));
  return units
    .toSorted((one, other) => (strengths[other] as number) - (strengths[one] as number) || one - other)
    .slice(0, most)
    .toSorted((one, other) => one - other);
}

function sizeOfRow(weights: LayerWeights | undefined, row: number): number {
  if (weights === undefined) return 1;
  const { columns, data } = weights;
  return Math.hypot(...data.subarray(row * columns, (row + 1) * columns));
}

function sizeOfColumn(weights: LayerWeights | undefined, column: number): number {
  if (weights === undefined) return 1;
  const { rows, columns, data } = weights;
  return Math.hypot(...Array.from({ length: rows }, (_, row) => data[row * columns + column] as number));
}
