import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { parseOptions } from "../base/options.ts";
import {
  classWeightsOption,
  labelSmoothingOption,
  smoothTargets,
  type WeighedExamples,
  weighExamples,
} from "./class-weights.ts";

const classNames = ["no", "yes", "maybe"];
const values = [0, 0, 0, 1, 1, 2];
const data: WeighedExamples = { name: "toy", examples: 6, target: { values, classNames } };

const meanOf = (weights: ArrayLike<number>): number =>
  Array.from(weights).reduce((sum, weight) => sum + weight, 0) / weights.length;

describe("the weights of examples", () => {
  it("are none where nothing is weighed", () => {
    expect(weighExamples(data)).toBeUndefined();
  });

  it("balanced are m/(K·count), as scikit-learn's", () => {
    const expected = [6 / 9, 6 / 9, 6 / 9, 1, 1, 2];
    weighExamples(data, "balanced")?.forEach((weight, i) => {
      expect(weight).toBeCloseTo(expected[i] as number, 15);
    });
  });

  it("of classes are scaled so that their mean over the examples is 1", () => {
    const weights = weighExamples(data, [1, 2, 5]) as Float64Array;
    expect([...weights].map((weight) => weight * 2)).toEqual([1, 1, 1, 2, 2, 5]);
  });

  it("of examples are multiplied with those of their classes", () => {
    const weights = weighExamples({ ...data, weights: [1, 2, 3, 4, 5, 0] }, [2, 1, 7]) as Float64Array;
    const products = [2, 4, 6, 4, 5, 0];
    products.forEach((product, i) => {
      expect(weights[i]).toBeCloseTo(product / (21 / 6), 14);
    });
    expect([...(weighExamples({ name: "r", examples: 2, weights: [1, 3] }) as Float64Array)]).toEqual([
      0.5, 1.5,
    ]);
  });

  it("law: the mean is 1, and balanced classes weigh the same in all", () => {
    const targets = fc
      .array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 40 })
      .map((some) => [0, 1, 2, ...some]);
    fc.assert(
      fc.property(targets, (classes) => {
        const target = { values: classes, classNames };
        const weights = weighExamples({ name: "any", examples: classes.length, target }, "balanced");
        expect(meanOf(weights as Float64Array)).toBeCloseTo(1, 13);
        const totals = [0, 0, 0];
        classes.forEach((k, i) => {
          totals[k] = (totals[k] as number) + (weights?.[i] as number);
        });
        for (const total of totals) expect(total).toBeCloseTo(classes.length / 3, 12);
      }),
    );
  });

  it.each<[string, WeighedExamples, "balanced" | number[] | undefined, string]>([
    [
      "too few numbers",
      data,
      [1, 2],
      'classWeights: expected 3 numbers, one for each of ["no", "yes", "maybe"], got 2.',
    ],
    [
      "a negative number",
      data,
      [1, -2, 1],
      'classWeights: expected finite numbers of at least 0, got -2 for class "yes".',
    ],
    [
      "no number",
      data,
      [1, NaN, 1],
      'classWeights: expected finite numbers of at least 0, got NaN for class "yes".',
    ],
    [
      "only zeros",
      data,
      [0, 0, 0],
      "classWeights: expected some weight above 0, and a finite sum, got only weights of 0.",
    ],
    [
      "a class without examples to balance",
      { ...data, examples: 5 },
      "balanced",
      'data set "toy": expected examples of every class for balanced class weights, got none of "maybe". ' +
        "Leave the class out, or give a weight per class.",
    ],
    [
      "class weights without classes",
      { name: "houses", examples: 3 },
      "balanced",
      'classWeights: expected a target of classes beside it, one for each example, got none in data set "houses". ' +
        "Give the examples weights of their own instead.",
    ],
    [
      "too few examples' weights",
      { ...data, weights: [1, 2] },
      undefined,
      'weights of the examples of data set "toy": expected 6 numbers, one per example, got 2.',
    ],
    [
      "an infinite weight of an example",
      { ...data, weights: [1, 2, Infinity, 1, 1, 1] },
      undefined,
      'weights of the examples of data set "toy": expected finite numbers of at least 0, got Infinity for example 3.',
    ],
    [
      "weights too large to sum",
      { ...data, weights: values.map(() => 1e308) },
      undefined,
      'weights of the examples of data set "toy": expected some weight above 0, and a finite sum, got a sum that is not',
    ],
  ])("%s are refused", (_, examples, classWeights, message) => {
    expect(() => weighExamples(examples, classWeights)).toThrow(message);
  });
});

describe("label smoothing", () => {
  it("gives two classes s/2 of each other, K classes s/K", () => {
    const binary = Float64Array.of(0, 1);
    smoothTargets(binary, 0.2, 2);
    expect(binary[0]).toBeCloseTo(0.1, 15);
    expect(binary[1]).toBeCloseTo(0.9, 15);
    const softmax = Float32Array.of(0, 1, 0, 0);
    smoothTargets(softmax, 0.2, 4);
    [0.05, 0.85, 0.05, 0.05].forEach((target, k) => {
      expect(softmax[k]).toBeCloseTo(target, 7);
    });
  });

  it("law: targets of a softmax keep their sum of 1; s = 0 changes no bit", () => {
    const share = fc.double({ min: 0, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(share, fc.integer({ min: 2, max: 12 }), (smoothing, classes) => {
        const targets = new Float64Array(classes).fill(0, 1);
        targets[0] = 1;
        smoothTargets(targets, smoothing, classes);
        expect(targets.reduce((sum, target) => sum + target, 0)).toBeCloseTo(1, 14);
      }),
    );
    const targets = Float64Array.of(0.1, 0.9);
    smoothTargets(targets, 0, 2);
    expect([...targets]).toEqual([0.1, 0.9]);
  });
});

describe("the options", () => {
  const table = v.strictObject({ classWeights: classWeightsOption, labelSmoothing: labelSmoothingOption });

  it.each([[{}], [{ classWeights: "balanced" }], [{ classWeights: [1, 2.5] }]])("take %j", (options) => {
    expect(parseOptions(table, options)).toEqual({ labelSmoothing: 0, ...options });
  });

  it.each<[object, string]>([
    [
      { classWeights: "balance" },
      'classWeights: expected balanced, or a list of finite numbers of at least 0, one per class, got "balance".',
    ],
    [{ classWeights: [1, -1] }, "classWeights: expected balanced, or a list of finite numbers of at least 0"],
    [{ labelSmoothing: 1 }, "labelSmoothing: expected a number of at least 0 and less than 1, got 1."],
  ])("refuse %j", (options, message) => {
    expect(() => parseOptions(table, options)).toThrow(message);
  });
});
