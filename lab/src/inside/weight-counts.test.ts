import fc from "fast-check";
import { expect, it } from "vitest";
import { countWeights } from "./weight-counts.ts";

it("every weight is counted once, in a bin that holds it", () => {
  const weights = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(weights, (values) => {
      const { weights: all, end, counts } = countWeights(Float64Array.from(values));
      expect(all).toBe(values.length);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      expect(end).toBe(Math.max(...values.map(Math.abs)));
      const within = values.filter((value) => Math.abs(value) < (0.999 * end) / counts.length).length;
      expect(counts[12]).toBeGreaterThanOrEqual(within);
    }),
  );
});

it("weights that are all 0 lie in the middle", () => {
  const { counts, end } = countWeights(new Float64Array(5));
  expect([counts.indexOf(5), end]).toEqual([12, 0]);
});
