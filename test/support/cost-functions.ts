import type { CostOracle } from "../../src/train/lbfgs.ts";

/** A cost and its derivatives by all parameters. */
export type CostFunction = (x: Float64Array) => { cost: number; gradient: Float64Array };

/** Σ 100·(x[i+1] − x[i]²)² + (1 − x[i])²: a curved valley that leads to (1, …, 1). */
export const rosenbrock: CostFunction = (x) => {
  let cost = 0;
  const gradient = new Float64Array(x.length);
  const at = (i: number): number => x[i] as number;
  for (let i = 0; i + 1 < x.length; i++) {
    const miss = at(i + 1) - at(i) * at(i);
    cost += 100 * miss * miss + (1 - at(i)) * (1 - at(i));
    gradient[i] = (gradient[i] as number) - 400 * miss * at(i) - 2 * (1 - at(i));
    gradient[i + 1] = (gradient[i + 1] as number) + 200 * miss;
  }
  return { cost, gradient };
};

/** The mean logistic cost plus λ/(2m)·Σw² of a linear model, whose last parameter is its bias. */
export function logisticCost(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  lambda: number,
): CostFunction {
  return (x) => {
    const count = x.length - 1;
    const gradient = new Float64Array(x.length);
    let cost = 0;
    for (const [i, row] of rows.entries()) {
      const logit = row.reduce((sum, value, k) => sum + value * (x[k] as number), x[count] as number);
      const label = labels[i] as number;
      cost += Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)));
      const error = 1 / (1 + Math.exp(-logit)) - label;
      for (let k = 0; k <= count; k++) gradient[k] = (gradient[k] as number) + error * (row[k] ?? 1);
    }
    const weights = x.subarray(0, count);
    const penalty = weights.reduce((sum, weight) => sum + weight * weight, 0);
    return {
      cost: (cost + (lambda / 2) * penalty) / rows.length,
      gradient: gradient.map(
        (value, k) => (value + (k < count ? lambda * (x[k] as number) : 0)) / rows.length,
      ),
    };
  };
}

/** A cost function at parameters in a precision, as a caller of L-BFGS gives it; it counts its evaluations. */
export function toOracle(
  costOf: CostFunction,
  parameters: Float64Array | Float32Array,
): CostOracle & { readonly evaluations: () => number } {
  let evaluations = 0;
  const shared = new Float64Array(parameters.length);
  return {
    parameters,
    evaluate: () => {
      evaluations++;
      const { cost, gradient } = costOf(Float64Array.from(parameters));
      shared.set(gradient);
      return { cost, gradient: shared };
    },
    evaluations: () => evaluations,
  };
}
