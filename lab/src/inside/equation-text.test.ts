import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatNumber } from "wellfit";
import type { Equation } from "./equation.ts";
import { writeNumbers } from "./equation-text.ts";

const number = fc.oneof(
  fc.double({ min: -5, max: 5, noNaN: true }),
  fc.double({ min: -1e-4, max: 1e-4, noNaN: true }),
  fc.constantFrom(0, 1, 1e6, -0.25),
);
const equations = fc
  .array(fc.array(number, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 })
  .map((products): Equation => {
    const terms = products.map((values) => ({
      factors: values.map((value) => ({ name: { letter: "a" }, value })),
    }));
    const result = products.reduce((sum, values) => sum + values.reduce((one, other) => one * other, 1), 0);
    return { name: { letter: "z" }, terms, result };
  });

/** A written number as a number. */
function read(text: string): number {
  return Number(text.replaceAll("−", "-"));
}

/** What the written terms come to. */
function compute(terms: readonly (readonly string[])[]): number {
  return terms.reduce((sum, factors) => sum + factors.reduce((product, text) => product * read(text), 1), 0);
}

describe("the numbers of an equation", () => {
  it("agree as they are written: what the terms come to is the result, to its last digit", () => {
    fc.assert(
      fc.property(equations, (equation) => {
        const { terms, result } = writeNumbers(equation);
        const size = Math.abs(equation.result);
        const found = compute(terms);
        // Where terms cancel to what rounding leaves, there are no digits to agree in.
        if (size < 1e-9) return;
        expect(formatNumber(found, 4)).toBe(result);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it("are no longer than they have to be", () => {
    const factor = (value: number) => ({ name: { letter: "a" }, value });
    const terms = [{ factors: [factor(1.23456789), factor(2)] }, { factors: [factor(1)] }];
    expect(writeNumbers({ name: undefined, terms, result: 3.46913578 })).toEqual({
      terms: [["1.2346", "2"], ["1"]],
      result: "3.469",
    });
  });

  it("of a step have as many digits as show the change", () => {
    const factor = (value: number) => ({ name: { letter: "a" }, value });
    const terms = [
      { factors: [factor(0.7123456789)] },
      { isNegative: true, factors: [factor(0.3), factor(0.0000123)] },
    ];
    const result = 0.7123456789 - 0.3 * 0.0000123;
    const { result: written } = writeNumbers({ name: undefined, terms, result, isStep: true });
    expect(written).not.toBe(formatNumber(0.7123456789, 8));
    expect(read(written)).toBeCloseTo(result, 7);
  });

  it("write functions of numbers as such", () => {
    const applied = { function: "log", argument: 0.25 };
    const terms = [
      { isNegative: true, factors: [{ name: { letter: "A" }, value: Math.log(0.25), applied }] },
    ];
    expect(writeNumbers({ name: { letter: "L" }, terms, result: -Math.log(0.25) })).toEqual({
      terms: [["log(0.25)"]],
      result: "1.386",
    });
  });
});
