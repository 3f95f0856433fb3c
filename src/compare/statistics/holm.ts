/**
 * Corrects the p-values of a family of tests for their number: the chance that any true hypothesis gets a corrected
 * value below a level is at most that level, whatever the tests have to do with each other. Sequentially rejective
 * Bonferroni procedure (Holm 1979).
 *
 * @param pValues from 0 to 1
 * @returns a corrected value, at most 1, for each, in the same order
 */
export function adjustByHolm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).toSorted((a, b) => at(pValues, a) - at(pValues, b));
  const adjusted = pValues.map(() => 1);
  let largest = 0;
  order.forEach((place, rank) => {
    largest = Math.max(largest, Math.min(1, at(pValues, place) * (order.length - rank)));
    adjusted[place] = largest;
  });
  return adjusted;
}

function at(values: readonly number[], index: number): number {
  return values[index] as number;
}
