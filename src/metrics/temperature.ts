import { exp, log1p } from "../base/elementary.ts";
import { largestOf } from "./calibration.ts";
import { checkClasses, checkCount, checkFinite, checkLength, checkWeights, refusedData } from "./checks.ts";
import { sumOf, weightedMean } from "./weights.ts";

/** What a model says before it is turned into probabilities, and what is true. */
export interface LogitExamples {
  /** 1 where `logits` are those of class 1 of two; otherwise the number of classes. */
  readonly outputs: number;
  /** Examples × outputs, row after row. */
  readonly logits: ArrayLike<number>;
  /** The class of each example, counted from 0. */
  readonly classes: ArrayLike<number>;
  /** What each example counts, at least 0; 1 by default. */
  readonly weights?: ArrayLike<number> | undefined;
}

/** What {@link fitTemperature} found. */
export interface FittedTemperature {
  /** What logits are to be divided by: above 1 for a model that was too sure of itself. */
  readonly temperature: number;
  /** The log-loss at temperature 1, without bounds on probabilities. In nats. */
  readonly logLossBefore: number;
  /** The log-loss at the temperature found. */
  readonly logLossAfter: number;
  /**
   * Whether the temperature is one of its bounds, 1/1024 and 1024, because the log-loss still falls there: logits that
   * are right for every example become ever better when they grow, and such that say nothing when they shrink.
   */
  readonly isAtBound: boolean;
}

/** The search is over log β, where β = 1/T, between minus and plus this: ten times log 2. */
const BOUND = 10 * Math.LN2;
/** Far more than halving the whole range down to neighbouring numbers takes. */
const MOST_STEPS = 200;
/** A step of log β that no longer counts. */
const LEAST_STEP = 1e-15;

/**
 * Temperature scaling: the T > 0 that minimizes the log-loss of logits/T. It makes a model's probabilities honest without
 * changing which class it says. Fit it on examples that the model was not trained on, and not on the test examples.
 *
 * Source: Guo, Pleiss, Sun & Weinberger, On calibration of modern neural networks (2017), section 4.2. The log-loss is
 * convex in 1/T, so its derivative has one zero; it is sought over log T by Newton's steps, each within the range that
 * the signs so far leave; where a step would leave it, or is more than half of the last one, the range is halved.
 *
 * @throws InvalidInputError when lengths differ, or a number is not what it should be
 */
export function fitTemperature(examples: LogitExamples): FittedTemperature {
  checkLogitExamples(examples);
  const logInverse = findLogInverse((value) => slopesAt(examples, exp(value)));
  const inverse = exp(logInverse);
  const lossAt = (factor: number): number =>
    weightedMean(examples.classes.length, examples.weights, (i) => exampleAt(examples, i, factor).loss);
  return {
    temperature: exp(-logInverse),
    logLossBefore: lossAt(1),
    logLossAfter: lossAt(inverse),
    isAtBound: Math.abs(logInverse) === BOUND,
  };
}

/**
 * The probabilities that logits become at a temperature: of class 1 for one output, of all classes for several.
 *
 * @param logits examples × outputs, row after row
 * @throws InvalidInputError when the temperature is not above 0, a logit is not finite, or their number does not fit
 */
export function applyTemperature(
  logits: ArrayLike<number>,
  { outputs, temperature }: { readonly outputs: number; readonly temperature: number },
): Float64Array {
  checkCount(outputs, "applyTemperature: outputs");
  if (!(temperature > 0 && temperature < Infinity)) {
    throw refusedData("applyTemperature: temperature", "a finite number above 0", String(temperature));
  }
  checkFinite(logits, "applyTemperature: logits");
  checkLength(logits, Math.ceil(logits.length / outputs) * outputs, "applyTemperature: logits");
  const probabilities = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += outputs) {
    probabilities.set(
      probabilitiesOf(rowOf(logits, start, outputs), 1 / temperature).shares.slice(-outputs),
      start,
    );
  }
  return probabilities;
}

/** Logits at a temperature, to the same bits wherever a model is asked; those at 1 as they are. */
export function divideLogits(logits: Float64Array, temperature: number): Float64Array {
  return temperature === 1 ? logits : logits.map((logit) => logit / temperature);
}

function checkLogitExamples({ outputs, logits, classes, weights }: LogitExamples): void {
  checkCount(outputs, "fitTemperature: outputs");
  checkLength(logits, classes.length * outputs, "fitTemperature: logits");
  checkFinite(logits, "fitTemperature: logits");
  checkClasses(classes, outputs === 1 ? 2 : outputs, "fitTemperature: classes");
  checkWeights(weights, classes.length, "fitTemperature: weights");
}

/** A derivative and the derivative of that. */
interface Slopes {
  readonly first: number;
  readonly second: number;
}

/** Where a derivative that rises from below 0 to above it is 0, within the bounds. */
function findLogInverse(slopes: (logInverse: number) => Slopes): number {
  let low = -BOUND;
  let high = BOUND;
  if (slopes(low).first >= 0) return low;
  if (slopes(high).first <= 0) return high;
  let at = 0;
  let lastStep = high - low;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { first, second } = slopes(at);
    if (first === 0) return at;
    if (first < 0) low = at;
    else high = at;
    const newton = at - first / second;
    const isTaken = newton > low && newton < high && Math.abs(newton - at) < lastStep / 2;
    const next = isTaken ? newton : (low + high) / 2;
    lastStep = Math.abs(next - at);
    if (lastStep <= LEAST_STEP) return next;
    at = next;
  }
  return at;
}

/** The derivative of the log-loss with respect to log β, and its own, which is close to it where it matters. */
function slopesAt(examples: LogitExamples, inverse: number): Slopes {
  const { classes, weights } = examples;
  const mean = (valueOf: (i: number) => number): number => weightedMean(classes.length, weights, valueOf);
  const first = inverse * mean((i) => exampleAt(examples, i, inverse).slope);
  const second = inverse * inverse * mean((i) => exampleAt(examples, i, inverse).curvature);
  return { first, second: second + first };
}

/** The log-loss of one example at a factor β of its logits, and its first and second derivative with respect to β. */
function exampleAt(
  { outputs, logits, classes }: LogitExamples,
  example: number,
  factor: number,
): { readonly loss: number; readonly slope: number; readonly curvature: number } {
  const row = rowOf(logits, example * outputs, outputs);
  const own = row[classes[example] as number] as number;
  const { shares, logSum } = probabilitiesOf(row, factor);
  const mean = sumOf(row.length, (k) => (shares[k] as number) * (row[k] as number));
  const curvature = sumOf(row.length, (k) => {
    const distance = (row[k] as number) - mean;
    return (shares[k] as number) * distance * distance;
  });
  return { loss: logSum - factor * own, slope: mean - own, curvature };
}

/** The logits of an example; those of two classes are 0 and that of class 1. */
function rowOf(logits: ArrayLike<number>, start: number, outputs: number): readonly number[] {
  if (outputs === 1) return [0, logits[start] as number];
  return Array.from({ length: outputs }, (_, k) => logits[start + k] as number);
}

/** The softmax of a row times a factor, and the logarithm of the sum that it divides by; nothing overflows. */
function probabilitiesOf(
  row: readonly number[],
  factor: number,
): { readonly shares: readonly number[]; readonly logSum: number } {
  const best = largestOf(row, 0, row.length);
  const top = row[best] as number;
  const powers = row.map((logit) => exp(factor * (logit - top)));
  const others = sumOf(powers.length, (k) => (k === best ? 0 : (powers[k] as number)));
  return { shares: powers.map((power) => power / (1 + others)), logSum: factor * top + log1p(others) };
}
