import { describe, expect, it } from "vitest";
import {
  exactCos,
  exactExp,
  exactLog,
  exactLog1p,
  exactSigmoid,
  exactSin,
  exactTanh,
  ulpError,
} from "../../test/support/exact-functions.ts";
import { cos, exp, log, log1p, sigmoid, sin, tanh } from "./elementary.ts";
import { numpyRandom } from "./numpy-random.ts";

/** `count` arguments spread over [low, high], with random last bits. */
function spread(low: number, high: number, count: number): number[] {
  const random = numpyRandom(7);
  return Array.from({ length: count }, (_, i) => low + ((high - low) * (i + random.rand())) / count);
}

/** Arguments of every magnitude from 2^low to 2^high. */
function magnitudes(low: number, high: number, count: number): number[] {
  const random = numpyRandom(8);
  return spread(low, high, count).map((exponent) => 2 ** exponent * (1 + random.rand() / 2 ** 20));
}

function worstUlp(f: (x: number) => number, exact: (x: number) => bigint, inputs: number[]): number {
  return Math.max(...inputs.map((x) => ulpError(f(x), exact(x))));
}

describe("errors against exact values, in units of the last place", () => {
  it("exp errs by less than 1 ulp, down to the subnormal numbers and up to the largest", () => {
    expect(worstUlp(exp, exactExp, spread(-745, 709.7, 4000))).toBeLessThan(1);
    expect(worstUlp(exp, exactExp, spread(-1, 1, 3000))).toBeLessThan(1);
    expect(worstUlp(exp, exactExp, spread(-745.1, -708, 500))).toBeLessThan(1);
    expect(worstUlp(exp, exactExp, magnitudes(-60, 0, 500))).toBeLessThan(1);
  });

  it("log errs by less than 1 ulp, from the smallest to the largest numbers", () => {
    expect(worstUlp(log, exactLog, spread(0.5, 2, 3000))).toBeLessThan(1);
    expect(worstUlp(log, exactLog, magnitudes(-1074, 1023.9, 3000))).toBeLessThan(1);
  });

  it("log1p errs by less than 1 ulp", () => {
    expect(worstUlp(log1p, exactLog1p, spread(-0.9, 3, 5000))).toBeLessThan(1);
    expect(worstUlp(log1p, exactLog1p, magnitudes(-100, 1023.9, 2000))).toBeLessThan(1);
  });

  it("tanh errs by less than 1.5 ulp, also near 0 and where it saturates", () => {
    expect(worstUlp(tanh, exactTanh, spread(-21, 21, 6000))).toBeLessThan(1.5);
    expect(worstUlp(tanh, exactTanh, spread(0.1, 0.6, 3000))).toBeLessThan(1.5);
    expect(worstUlp(tanh, exactTanh, magnitudes(-30, 0, 3000))).toBeLessThan(1.5);
  });

  it("sigmoid errs by less than 1.5 ulp on both sides", () => {
    expect(worstUlp(sigmoid, exactSigmoid, spread(-745, 745, 6000))).toBeLessThan(1.5);
    expect(worstUlp(sigmoid, exactSigmoid, spread(-2, 2, 4000))).toBeLessThan(1.5);
    expect(worstUlp(sigmoid, exactSigmoid, magnitudes(-60, 0, 1000))).toBeLessThan(1.5);
  });

  it("sin and cos err by less than 1 ulp away from their zeros", () => {
    expect(worstUlp(sin, exactSin, spread(-10, 10, 3000))).toBeLessThan(1);
    expect(worstUlp(cos, exactCos, spread(-10, 10, 3000))).toBeLessThan(1);
    expect(worstUlp(sin, exactSin, spread(9e4, 1e5, 1000))).toBeLessThan(1);
  });
});

describe("edges", () => {
  it("exp overflows to Infinity and underflows through the subnormal numbers to 0", () => {
    expect(exp(709.782712893384)).toBe(1.7976931348622732e308);
    expect(exp(709.79)).toBe(Infinity);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(-745.14)).toBe(0);
    expect(exp(-745)).toBe(5e-324);
    expect(exp(-720) / Math.exp(-720)).toBeCloseTo(1, 9);
    expect(exp(0)).toBe(1);
    expect(exp(Number.NaN)).toBeNaN();
  });

  it("log is −Infinity at 0, NaN below and right for subnormal numbers", () => {
    expect(log(0)).toBe(-Infinity);
    expect(log(-1)).toBeNaN();
    expect(log(Number.NaN)).toBeNaN();
    expect(log(Infinity)).toBe(Infinity);
    expect(log(1)).toBe(0);
    expect(log(5e-324)).toBe(-744.4400719213812);
    expect(log(Number.MAX_VALUE)).toBe(709.782712893384);
  });

  it("log1p keeps small arguments and has log's edges", () => {
    expect(log1p(1e-300)).toBe(1e-300);
    expect(log1p(-1)).toBe(-Infinity);
    expect(log1p(-2)).toBeNaN();
    expect(log1p(Infinity)).toBe(Infinity);
    expect(log1p(Number.NaN)).toBeNaN();
  });

  it("tanh and sigmoid saturate without overflow", () => {
    expect(tanh(1000)).toBe(1);
    expect(tanh(-1000)).toBe(-1);
    expect(tanh(0)).toBe(0);
    expect(tanh(Number.NaN)).toBeNaN();
    expect(sigmoid(1000)).toBe(1);
    expect(sigmoid(-1000)).toBe(0);
    expect(sigmoid(-740)).toBeGreaterThan(0);
    expect(sigmoid(0)).toBe(0.5);
    expect(sigmoid(Number.NaN)).toBeNaN();
  });

  it("sin and cos refuse angles that cannot be reduced accurately", () => {
    expect(sin(1e6)).toBeNaN();
    expect(cos(Infinity)).toBeNaN();
    expect(cos(0)).toBe(1);
    expect(sin(0)).toBe(0);
  });
});
