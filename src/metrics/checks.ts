import { describeValue, InvalidInputError } from "../base/errors.ts";
import { formatPlural } from "../base/number-format.ts";

/** How much a row of probabilities may miss 1 by: what rounding to float32 leaves, with room. */
const SUM_TOLERANCE = 1e-4;

/** An error about data that a metric was given. */
export function refusedData(
  where: string,
  expected: string,
  received: string,
  hint?: string,
): InvalidInputError {
  return new InvalidInputError({ source: "data", where, expected, received, hint });
}

/** Throws unless there are as many numbers as expected, at least one. */
export function checkLength(values: ArrayLike<number>, expected: number, where: string): void {
  const length: unknown = (values as ArrayLike<number> | null | undefined)?.length;
  if (length === expected && expected > 0) return;
  const noun = expected > 0 ? formatPlural(expected, "number") : "at least one number";
  throw refusedData(where, noun, typeof length === "number" ? `${length}` : describeValue(values));
}

/** Throws unless all numbers hold to something; `expected` says what each must be. */
export function checkEach(
  values: ArrayLike<number>,
  holds: (value: number) => boolean,
  { where, expected, hint }: { readonly where: string; readonly expected: string; readonly hint?: string },
): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!holds(value)) throw refusedData(`${where}, number ${i + 1}`, expected, describeValue(value), hint);
  }
}

/** Throws unless all numbers are finite. */
export function checkFinite(values: ArrayLike<number>, where: string): void {
  checkEach(values, Number.isFinite, {
    where,
    expected: "a finite number",
    hint: "A model that diverged has no answer that could be measured.",
  });
}

/** Throws unless all numbers lie in [0, 1]. */
export function checkProbabilities(values: ArrayLike<number>, where: string): void {
  checkFinite(values, where);
  checkEach(values, (value) => value >= 0 && value <= 1, { where, expected: "a probability from 0 to 1" });
}

/** Throws unless every example's probabilities, `outputs` in a row, add up to 1. */
export function checkRowSums(values: ArrayLike<number>, outputs: number, where: string): void {
  for (let example = 0; example * outputs < values.length; example++) {
    let sum = 0;
    for (let output = 0; output < outputs; output++) sum += values[example * outputs + output] as number;
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw refusedData(`${where}, example ${example + 1}`, "probabilities that add up to 1", `${sum}`);
    }
  }
}

/** Throws unless all numbers are 0 or 1. */
export function checkOutcomes(values: ArrayLike<number>, where: string): void {
  checkEach(values, (value) => value === 0 || value === 1, { where, expected: "0 or 1" });
}

/** Throws unless all numbers are classes, counted from 0. */
export function checkClasses(values: ArrayLike<number>, classes: number, where: string): void {
  checkEach(values, (value) => Number.isInteger(value) && value >= 0 && value < classes, {
    where,
    expected: `a class from 0 to ${classes - 1}`,
  });
}

/** Throws unless a number is whole and at least 1. */
export function checkCount(value: number, where: string, least = 1): void {
  if (Number.isInteger(value) && value >= least) return;
  throw refusedData(where, `a whole number of at least ${least}`, describeValue(value));
}

/** Throws unless there are no weights, or one for each example, none negative and not all 0. */
export function checkWeights(weights: ArrayLike<number> | undefined, examples: number, where: string): void {
  if (weights === undefined) return;
  checkLength(weights, examples, where);
  checkEach(weights, (weight) => Number.isFinite(weight) && weight >= 0, {
    where,
    expected: "a finite number of at least 0",
  });
  for (let i = 0; i < examples; i++) if ((weights[i] as number) > 0) return;
  throw refusedData(where, "a weight above 0", "zeros alone");
}
