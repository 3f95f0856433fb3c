import * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { formatPlural } from "../base/number-format.ts";

/** The weights of the classes, as an option. */
export const classWeightsOption = v.optional(
  v.pipe(
    v.union([v.literal("balanced"), v.array(v.pipe(v.number(), v.finite(), v.minValue(0)))]),
    v.description(
      "what the examples of each class weigh in the cost: balanced, which makes every class weigh the same, or a number " +
        "per class",
    ),
    v.metadata({
      flag: "class-weights",
      placeholder: "balanced|1,3",
      expected: "balanced, or a list of finite numbers of at least 0, one per class",
    }),
  ),
);

/** How targets are softened, as an option. */
export const labelSmoothingOption = v.optional(
  v.pipe(
    v.number(),
    v.minValue(0),
    v.ltValue(1),
    v.description("share s of every target that is spread evenly over the K classes: y·(1 − s) + s/K"),
    v.metadata({ flag: "label-smoothing", placeholder: "share" }),
  ),
  0,
);

/** Training examples, as far as their weights are concerned. */
export interface WeighedExamples {
  /** What the data set is called in messages. */
  readonly name: string;
  readonly examples: number;
  /** The class of every example and the names of the classes; undefined where the target has no classes. */
  readonly target?:
    | { readonly values: ArrayLike<number>; readonly classNames: readonly string[] }
    | undefined;
  /** A weight of its own for every example, before those of the classes; finite, at least 0. */
  readonly weights?: ArrayLike<number> | undefined;
}

/**
 * What every training example weighs in the cost: the weight of its class times its own, all divided by their mean, so
 * that they are 1 on average. A cost over all examples is then their weighted mean, and λ keeps its strength.
 *
 * @param classWeights "balanced" for m/(K·count), m examples and K classes, as scikit-learn has it, which counts examples
 *   without their own weights; or a number per class; undefined for none
 * @param where how to call the weights of the classes in messages
 * @returns undefined where nothing is weighed
 * @throws InvalidInputError where weights are of the wrong number, negative, not finite or all 0, where there are no
 *   classes, or a class to balance has no examples
 */
export function weighExamples(
  data: WeighedExamples,
  classWeights?: "balanced" | readonly number[],
  where = "classWeights",
): Float64Array | undefined {
  const { examples, weights, name, target } = data;
  if (classWeights === undefined && weights === undefined) return undefined;
  if (weights !== undefined) checkWeights(weights, examples, whereOf(name));
  const ofClasses = classWeights === undefined ? undefined : weightsOfClasses(data, classWeights, where);
  const products = Float64Array.from({ length: examples }, (_, i) => {
    const ofClass = ofClasses?.[target?.values[i] as number] ?? 1;
    return ofClass * (weights?.[i] ?? 1);
  });
  const mean = products.reduce((sum, weight) => sum + weight, 0) / examples;
  if (!(mean > 0 && mean < Infinity)) {
    throw new InvalidInputError({
      ...(classWeights === undefined
        ? { source: "data", where: whereOf(name) }
        : { source: "option", where }),
      expected: "some weight above 0, and a finite sum",
      received: mean === 0 ? "only weights of 0" : "a sum that is not finite",
    });
  }
  return products.map((weight) => weight / mean);
}

function whereOf(name: string): string {
  return `weights of the examples of data set "${name}"`;
}

function weightsOfClasses(
  { name, examples, target }: WeighedExamples,
  given: "balanced" | readonly number[],
  where: string,
): readonly number[] {
  if (target === undefined) {
    throw new InvalidInputError({
      source: "option",
      where,
      expected: "a target of classes beside it, one for each example",
      received: `none in data set "${name}"`,
      hint: "Give the examples weights of their own instead.",
    });
  }
  const { classNames, values } = target;
  if (given !== "balanced") {
    checkWeights(given, classNames.length, where, classNames);
    return given;
  }
  const counts = classNames.map(() => 0);
  for (let i = 0; i < examples; i++) counts[values[i] as number] = (counts[values[i] as number] ?? 0) + 1;
  const missing = counts.indexOf(0);
  if (missing >= 0) {
    throw new InvalidInputError({
      source: "data",
      where: `data set "${name}"`,
      expected: "examples of every class for balanced class weights",
      received: `none of ${describeValue(classNames[missing])}`,
      hint: "Leave the class out, or give a weight per class.",
    });
  }
  return counts.map((count) => examples / (classNames.length * count));
}

/** @param classNames the classes, where the weights are theirs */
function checkWeights(
  weights: ArrayLike<number>,
  count: number,
  where: string,
  classNames?: readonly string[],
): void {
  const source = classNames === undefined ? "data" : "option";
  if (weights.length !== count) {
    const of = classNames === undefined ? "one per example" : `one for each of ${describeValue(classNames)}`;
    const expected = `${formatPlural(count, "number")}, ${of}`;
    throw new InvalidInputError({ source, where, expected, received: `${weights.length}` });
  }
  for (let i = 0; i < count; i++) {
    const weight = weights[i] as number;
    if (Number.isFinite(weight) && weight >= 0) continue;
    const place = classNames === undefined ? `example ${i + 1}` : `class ${describeValue(classNames[i])}`;
    const received = `${describeValue(weight)} for ${place}`;
    throw new InvalidInputError({ source, where, expected: "finite numbers of at least 0", received });
  }
}

/**
 * Softens targets in place: y·(1 − s) + s/K (C. Szegedy et al. 2016, arXiv:1512.00567).
 *
 * @param targets numbers from 0 to 1, in any order
 * @param smoothing s, from 0 to less than 1
 * @param classes K: the classes of a softmax; 2 for a target of two classes and for each of several labels
 */
export function smoothTargets(
  targets: Float64Array | Float32Array,
  smoothing: number,
  classes: number,
): void {
  if (smoothing === 0) return;
  for (let i = 0; i < targets.length; i++) {
    targets[i] = (targets[i] as number) * (1 - smoothing) + smoothing / classes;
  }
}
