import { describeValue, InvalidInputError } from "../base/errors.ts";
import { Matrix } from "../base/matrix.ts";

/** Nested arrays are no matrix yet. */
export function checkMatrix(value: unknown, name: string): asserts value is Matrix {
  if (value instanceof Matrix) return;
  throw refused(name, "a Matrix", describeValue(value), "Matrix.fromRows makes one from nested arrays.");
}

/**
 * Y must be of the output's shape, or terms would be missing from sums, and hold 0 and 1 alone; of no examples there is
 * no average.
 */
export function checkTargets(Y: Matrix, output: Matrix): void {
  checkMatrix(Y, "Y");
  if (Y.shape !== output.shape) throw refused("Y", `classes of the output's shape, ${output.shape}`, Y.shape);
  if (Y.data.length === 0) throw refused("Y", "at least one example", Y.shape);
  const bad = Y.data.findIndex((y) => y !== 0 && y !== 1);
  if (bad >= 0) throw refused("Y", "classes 0 and 1", `${Y.data[bad]} in column ${bad}`);
}

/** Features, then units of at least one layer. */
export function checkLayerDimensions(sizes: readonly number[]): void {
  const isSize = (size: unknown): boolean => Number.isSafeInteger(size) && (size as number) >= 1;
  if (Array.isArray(sizes) && sizes.length >= 2 && sizes.every(isSize)) return;
  const expected = "the number of features and the units of every layer, each a whole number of at least 1";
  throw refused("layerDimensions", expected, describeValue(sizes), "The article has [2, 20, 3, 1].");
}

/** Gradients of another shape, which addition would repeat, are those of another network. */
export function checkGradient(gradient: Matrix, name: string, parameter: Matrix): void {
  if (gradient.shape === parameter.shape) return;
  const expected = `the shape of ${name.slice(1)}, ${parameter.shape}`;
  throw refused(name, expected, gradient.shape);
}

/** The size of a step: without one, every parameter would be no number. */
export function checkLearningRate(learningRate: number): void {
  if (Number.isFinite(learningRate) && learningRate > 0) return;
  throw refused("learningRate", "a finite number greater than 0", describeValue(learningRate));
}

/** The chance to stay: 0 would divide by 0, more than 1 is no chance. */
export function checkKeepProbability(keepProbability: number): void {
  if (Number.isFinite(keepProbability) && keepProbability > 0 && keepProbability <= 1) return;
  throw refused("keepProbability", "a number greater than 0 and at most 1", describeValue(keepProbability));
}

/** A negative λ would reward large weights. */
export function checkLambda(lambda: number): void {
  if (Number.isFinite(lambda) && lambda >= 0) return;
  throw refused("lambda", "a finite number of at least 0", describeValue(lambda));
}

function refused(name: string, expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "option", where: `textbook: ${name}`, expected, received, hint });
}
