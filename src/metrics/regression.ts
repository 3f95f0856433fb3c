import { log } from "../base/elementary.ts";
import { type Measurement, toMeasurement } from "./measurement.ts";
import { sumOf, weightedMean, weightOf } from "./weights.ts";

/** Predicted and true numbers, examples × outputs, row after row. */
export interface PredictedNumbers {
  readonly outputs: number;
  readonly predictions: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
  readonly weights?: ArrayLike<number> | undefined;
}

/** One output of all examples. */
interface Column {
  readonly examples: number;
  readonly weights: ArrayLike<number> | undefined;
  readonly prediction: (example: number) => number;
  readonly target: (example: number) => number;
}

/**
 * The coefficient of determination, 1 − Σ w·(target − prediction)² / Σ w·(target − mean)²; the mean over the outputs
 * where there are several. Of targets that are all equal it is 1 where they are met exactly and 0 otherwise, as in
 * scikit-learn; a remark says so.
 */
export function measureR2(numbers: PredictedNumbers): Measurement {
  let constant = 0;
  const value = meanOverOutputs(numbers, (column) => {
    const { examples, weights, prediction, target } = column;
    const mean = weightedMean(examples, weights, target);
    const whole = squares(column, () => mean);
    if (whole > 0 && !isConstant(column)) return 1 - squares(column, prediction) / whole;
    constant++;
    return weightedMean(examples, weights, (i) => Math.abs(target(i) - prediction(i))) === 0 ? 1 : 0;
  });
  const which = numbers.outputs === 1 ? "the target is" : `${constant} of ${numbers.outputs} targets are`;
  return toMeasurement(
    value,
    constant === 0 ? undefined : `${which} constant: R² counts as 1 where it is met exactly, else as 0`,
  );
}

/** The root of the mean squared error; the mean of the roots where there are several outputs. */
export function rootMeanSquaredError(numbers: PredictedNumbers): number {
  return meanOverOutputs(numbers, ({ examples, weights, prediction, target }) =>
    Math.sqrt(
      weightedMean(examples, weights, (i) => (target(i) - prediction(i)) * (target(i) - prediction(i))),
    ),
  );
}

/** The mean absolute error, over all outputs where there are several. */
export function meanAbsoluteError(numbers: PredictedNumbers): number {
  return meanOverOutputs(numbers, ({ examples, weights, prediction, target }) =>
    weightedMean(examples, weights, (i) => Math.abs(target(i) - prediction(i))),
  );
}

/**
 * The Poisson deviance of a count y from a predicted mean μ > 0, 2·(y·log(y/μ) − y + μ), whose first term is 0 where y is:
 * twice what the logarithm of the likelihood lacks to that of a perfect model.
 */
export function poissonDeviance(count: number, predicted: number): number {
  const first = count === 0 ? 0 : count * log(count / predicted);
  return 2 * (first - count + predicted);
}

/** The mean {@link poissonDeviance}; the mean over the outputs where there are several. */
export function meanPoissonDeviance(numbers: PredictedNumbers): number {
  return meanOverOutputs(numbers, ({ examples, weights, prediction, target }) =>
    weightedMean(examples, weights, (i) => poissonDeviance(target(i), prediction(i))),
  );
}

function meanOverOutputs(numbers: PredictedNumbers, valueOf: (column: Column) => number): number {
  const { outputs, predictions, targets, weights } = numbers;
  const examples = targets.length / outputs;
  const sum = sumOf(outputs, (output) =>
    valueOf({
      examples,
      weights,
      prediction: (example) => predictions[example * outputs + output] as number,
      target: (example) => targets[example * outputs + output] as number,
    }),
  );
  return sum / outputs;
}

function squares({ examples, weights, target }: Column, other: (example: number) => number): number {
  return sumOf(examples, (i) => {
    const difference = target(i) - other(i);
    return weightOf(weights, i) * difference * difference;
  });
}

/** Whether all targets that count are equal: a sum of squares would not tell, since their mean is rounded. */
function isConstant({ examples, weights, target }: Column): boolean {
  let first: number | undefined;
  for (let i = 0; i < examples; i++) {
    if (weightOf(weights, i) === 0) continue;
    first ??= target(i);
    if (target(i) !== first) return false;
  }
  return true;
}
