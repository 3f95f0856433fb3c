/** What an example counts: 1 where there are no weights. */
export function weightOf(weights: ArrayLike<number> | undefined, example: number): number {
  return weights === undefined ? 1 : (weights[example] as number);
}

/** The sum of all weights: the number of examples where there are none. */
export function totalWeight(examples: number, weights: ArrayLike<number> | undefined): number {
  return sumOf(examples, (example) => weightOf(weights, example));
}

/** The mean of what the examples have, Σ w·value / Σ w, summed in their order. */
export function weightedMean(
  examples: number,
  weights: ArrayLike<number> | undefined,
  valueOf: (example: number) => number,
): number {
  const sum = sumOf(examples, (example) => weightOf(weights, example) * valueOf(example));
  return sum / totalWeight(examples, weights);
}

/** The sum of `count` values, from the first to the last. */
export function sumOf(count: number, valueOf: (index: number) => number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += valueOf(index);
  return sum;
}
