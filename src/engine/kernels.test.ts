import { describe, expect, it } from "vitest";
import {
  reluGradientKernel,
  reluKernel,
  sigmoidKernel,
  tanhGradientKernel,
  tanhKernel,
} from "./activations.ts";
import { logisticCost, logisticGradient } from "./logistic-loss.ts";
import { areFinite, descend, sumOfSquares } from "./parameters.ts";

describe("activations", () => {
  it("relu cuts at 0, keeps NaN, and its derivative is 0 at 0", () => {
    const values = Float64Array.of(-1, 0, 2, Number.NaN, Infinity);
    reluKernel(values);
    expect([...values]).toEqual([0, 0, 2, Number.NaN, Infinity]);
    const gradients = Float64Array.of(5, 5, 5);
    reluGradientKernel(gradients, Float64Array.of(0, 0, 2));
    expect([...gradients]).toEqual([0, 0, 5]);
  });

  it("tanh and sigmoid are those of mathematics", () => {
    const values = Float64Array.of(0.5);
    tanhKernel(values);
    expect(values[0]).toBeCloseTo(Math.tanh(0.5), 15);
    const gradients = Float64Array.of(2);
    tanhGradientKernel(gradients, values);
    expect(gradients[0]).toBeCloseTo(2 * (1 - Math.tanh(0.5) ** 2), 15);
    sigmoidKernel(values);
    expect(values[0]).toBeCloseTo(1 / (1 + Math.exp(-Math.tanh(0.5))), 15);
  });
});

describe("the logistic loss", () => {
  it("is the cross-entropy of the probability", () => {
    const logits = Float64Array.of(0.3, -1.2);
    const p = [...logits].map((z) => 1 / (1 + Math.exp(-z))) as [number, number];
    const expected = (-Math.log(p[0]) - Math.log(1 - p[1])) / 2;
    expect(logisticCost(logits, Float64Array.of(1, 0))).toBeCloseTo(expected, 15);
  });

  it("stays finite and right where the probability rounds to 0 or 1", () => {
    expect(logisticCost(Float64Array.of(800), Float64Array.of(0))).toBe(800);
    expect(logisticCost(Float64Array.of(-800), Float64Array.of(1))).toBe(800);
    expect(logisticCost(Float64Array.of(800), Float64Array.of(1))).toBe(0);
    const sumGradients = new Float64Array(2);
    logisticGradient({ logits: Float64Array.of(800, -800), targets: Float64Array.of(0, 1), sumGradients });
    expect([...sumGradients]).toEqual([1, -1]);
  });

  it("is infinite where a logit is not finite, even one of the right sign", () => {
    for (const logit of [Number.NaN, Infinity, -Infinity]) {
      for (const target of [0, 1]) {
        expect(logisticCost(Float64Array.of(logit, 1), Float64Array.of(target, 1))).toBe(Infinity);
      }
    }
  });
});

describe("descend", () => {
  it("changes nothing when one result would not be finite", () => {
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      const parameters = Float64Array.of(1, 2, 3);
      expect(descend(parameters, Float64Array.of(1, bad, 1), 0.1)).toBe(false);
      expect([...parameters]).toEqual([1, 2, 3]);
    }
    const parameters = Float64Array.of(1e308);
    expect(descend(parameters, Float64Array.of(-1e308), 10)).toBe(false);
  });

  it("takes steps of any finite size", () => {
    const parameters = Float64Array.of(1, -0, 5e-324);
    expect(descend(parameters, Float64Array.of(1, 0, 0), 1)).toBe(true);
    expect([...parameters]).toEqual([0, -0, 5e-324]);
  });
});

it("sumOfSquares and areFinite do as they say", () => {
  expect(sumOfSquares(Float64Array.of(3, -4))).toBe(25);
  expect(areFinite(Float64Array.of(1, 2))).toBe(true);
  expect(areFinite(Float64Array.of(1, Number.NaN))).toBe(false);
});
