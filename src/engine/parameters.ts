/** Loops over flat parameters: the L2 penalty, the step of gradient descent, the search for what is not finite. */

/** Σ w² in ascending order. */
export function sumOfSquares(weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (weights[i] as number) * (weights[i] as number);
  return sum;
}

/** gradients := gradients + rate·weights; with rate = λ/m the derivative of the L2 penalty. */
export function addPenaltyGradient(gradients: Float64Array, weights: Float64Array, rate: number): void {
  for (let i = 0; i < gradients.length; i++) {
    gradients[i] = (gradients[i] as number) + rate * (weights[i] as number);
  }
}

/**
 * parameters := parameters − learningRate·gradients, unless a result is not finite: then nothing changes.
 * @returns whether the step was taken
 */
export function descend(parameters: Float64Array, gradients: Float64Array, learningRate: number): boolean {
  if (!isStepFinite(parameters, gradients, learningRate)) return false;
  for (let i = 0; i < parameters.length; i++) {
    parameters[i] = (parameters[i] as number) - learningRate * (gradients[i] as number);
  }
  return true;
}

/** Whether parameters − learningRate·gradients are all finite. */
export function isStepFinite(
  parameters: Float64Array,
  gradients: Float64Array,
  learningRate: number,
): boolean {
  // ∞ − ∞ and NaN − NaN are NaN, everything finite leaves the probe at 0.
  let probe = 0;
  for (let i = 0; i < parameters.length; i++) {
    const next = (parameters[i] as number) - learningRate * (gradients[i] as number);
    probe += next - next;
  }
  return probe === 0;
}

/** Whether all numbers are finite, by the same probe as {@link isStepFinite}. */
export function areFinite(values: Float64Array): boolean {
  let probe = 0;
  for (let i = 0; i < values.length; i++) probe += (values[i] as number) - (values[i] as number);
  return probe === 0;
}
