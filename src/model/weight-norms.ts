/** √Σw², also where the squares leave the finite range: then all are taken in units of the largest. */
export function rootOfSquares(weights: Float64Array): number {
  const squares = sumOfSquares(weights);
  if (Number.isFinite(squares)) return Math.sqrt(squares);
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  return largest * Math.sqrt(sumOfSquares(weights.map((weight) => weight / largest)));
}

function sumOfSquares(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight * weight, 0);
}
