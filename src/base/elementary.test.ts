import { describe, expect, it } from "vitest";
import {
  exactCos,
  exactExp,
  exactExpm1,
  exactLog,
  exactLog1p,
  exactSigmoid,
  exactSin,
  exactTanh,
  ulpError,
} from "../../test/support/exact-functions.ts";
import { cos, exp, expm1, log, log1p, sigmoid, sin, tanh } from "./elementary.ts";
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
  it("exp errs by less than 1 ulp", () => {
    expect(worstUlp(exp, exactExp, spread(-200, 200, 3000))).toBeLessThan(1);
    expect(worstUlp(exp, exactExp, spread(-1, 1, 3000))).toBeLessThan(1);
    expect(worstUlp(exp, exactExp, spread(200, 709.7, 300))).toBeLessThan(1);
  });

  it("log errs by less than 1 ulp", () => {
    expect(worstUlp(log, exactLog, spread(0.5, 2, 3000))).toBeLessThan(1);
    expect(worstUlp(log, exactLog, magnitudes(-300, 300, 3000))).toBeLessThan(1);
  });

  it("log1p errs by less than 1 ulp", () => {
    expect(worstUlp(log1p, exactLog1p, spread(-0.9, 3, 5000))).toBeLessThan(1);
    expect(worstUlp(log1p, exactLog1p, magnitudes(-40, 60, 3000))).toBeLessThan(1);
  });

  it("expm1 errs by less than 1.5 ulp, also near 0", () => {
    expect(worstUlp(expm1, exactExpm1, spread(-20, 20, 3000))).toBeLessThan(1.5);
    expect(worstUlp(expm1, exactExpm1, magnitudes(-40, 0, 2000))).toBeLessThan(1.5);
  });

  it("tanh errs by less than 2.1 ulp, also near 0", () => {
    expect(worstUlp(tanh, exactTanh, spread(-20, 20, 3000))).toBeLessThan(2.1);
    expect(worstUlp(tanh, exactTanh, spread(0.4, 0.5, 3000))).toBeLessThan(2.1);
    expect(worstUlp(tanh, exactTanh, magnitudes(-26, 0, 2000))).toBeLessThan(2.1);
  });

  it("sigmoid errs by less than 2.5 ulp on both sides", () => {
    expect(worstUlp(sigmoid, exactSigmoid, spread(-150, 150, 9000))).toBeLessThan(2.5);
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

  it("expm1 keeps small arguments and has exp's edges", () => {
    expect(expm1(1e-300)).toBe(1e-300);
    expect(expm1(1e-9)).toBe(1.0000000005000001e-9);
    expect(expm1(-Infinity)).toBe(-1);
    expect(expm1(1000)).toBe(Infinity);
    expect(expm1(Number.NaN)).toBeNaN();
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
