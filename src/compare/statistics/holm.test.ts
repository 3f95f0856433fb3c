import fc from "fast-check";
import { expect, it } from "vitest";
import reference from "../../../test/reference/statistics.json" with { type: "json" };
import { adjustByHolm } from "./holm.ts";

it.each(reference.holm)("the corrected values of $pValues are statsmodels'", ({ pValues, adjusted }) => {
  adjustByHolm(pValues).forEach((value, place) => {
    expect(value).toBeCloseTo(adjusted[place] as number, 15);
  });
});

it("no tests need no correction", () => {
  expect(adjustByHolm([])).toEqual([]);
});

it("corrected values keep the order, are at most 1, and lie between the value and Bonferroni's", () => {
  const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(values, (pValues) => {
      const adjusted = adjustByHolm(pValues);
      pValues.forEach((value, place) => {
        const corrected = adjusted[place] as number;
        expect(corrected).toBeGreaterThanOrEqual(value);
        expect(corrected).toBeLessThanOrEqual(Math.min(1, value * pValues.length));
        pValues.forEach((other, index) => {
          if (other >= value) expect(adjusted[index]).toBeGreaterThanOrEqual(corrected);
        });
      });
    }),
  );
});
