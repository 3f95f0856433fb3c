/** Batch and layer normalization on the way back: against their formulas, and against differences of the way up. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createNumbers,
  errorOf,
  flat,
  PRECISIONS,
  type Rows,
  sumOf,
  TOLERANCES,
  worstError,
} from "../support/kernel-bench.ts";
import {
  createNormLayer,
  groupsOf,
  inGroup,
  inverseOf,
  momentsOf,
  NORM_KINDS,
  type NormLayer,
  normalizeBackward,
  normalizedOf,
  normalizeForward,
  normProblems,
  SHARE,
  scaled,
} from "../support/normalization-bench.ts";

const RUNS = { numRuns: 60, seed: 7 };

describe.each(PRECISIONS)("in %s", (precision) => {
  const tolerance = TOLERANCES[precision];

  describe.each(NORM_KINDS)("%s normalization", (kind) => {
    it("has derivatives by z as the formula gives them from x̂, and 0 in padding", () => {
      fc.assert(
        fc.property(normProblems, (problem) => {
          const layer = createNormLayer(problem, precision);
          const d = createNumbers(problem.seed + 1, precision).rows(problem.units, problem.examples);
          const { gradients, padding, normalized } = normalizeBackward(kind, layer, d, {
            precision,
            ...problem,
          });
          expect(padding.every((value) => value === 0)).toBe(true);
          const byNormalized = d.map((row, unit) =>
            row.map((value) => value * (layer.scale[unit] as number)),
          );
          const [z, g, x] = [layer.input, byNormalized, normalized].map((rows) => groupsOf(kind, rows)) as [
            Rows,
            Rows,
            Rows,
          ];
          const groups = g.map((row, group) => {
            const ofX = x[group] as Float64Array;
            const products = sumOf(row.map((value, index) => value * (ofX[index] as number)));
            return { moments: momentsOf(z[group] as Float64Array), sum: sumOf(row), products };
          });
          const worst = worstError(gradients, (unit, example) => {
            const [group, place] = inGroup(kind, unit, example);
            const [gs, xs] = [g[group] as Float64Array, x[group] as Float64Array];
            const [gHere, xHere] = [gs[place] as number, xs[place] as number];
            const { moments, sum, products } = groups[group] as (typeof groups)[number];
            const value = gHere - (sum.value + xHere * products.value) / gs.length;
            const size = Math.abs(gHere) + (sum.size + Math.abs(xHere) * products.size) / gs.length;
            // 1/√(v + ε) is known no better than x̂ is.
            const known = normalizedOf((z[group] as Float64Array)[place] as number, moments).size;
            return scaled(inverseOf(moments), { value, size: size * (1 + known) });
          });
          expect(worst).toBeLessThan(tolerance);
        }),
        RUNS,
      );
    });

    it("has derivatives by γ and β that are share·Σ dy·x̂ and share·Σ dy", () => {
      fc.assert(
        fc.property(normProblems, (problem) => {
          const layer = createNormLayer(problem, precision);
          const d = createNumbers(problem.seed + 1, precision).rows(problem.units, problem.examples);
          const { scale, shift, normalized } = normalizeBackward(kind, layer, d, { precision, ...problem });
          for (const [unit, row] of d.entries()) {
            const x = normalized[unit] as Float64Array;
            const products = row.map((value, example) => value * (x[example] as number));
            expect(errorOf(scale[unit] as number, scaled(SHARE, sumOf(products)))).toBeLessThan(tolerance);
            expect(errorOf(shift[unit] as number, scaled(SHARE, sumOf(row)))).toBeLessThan(tolerance);
          }
        }),
        RUNS,
      );
    });
  });
});

describe.each(NORM_KINDS)("%s normalization in f64", (kind) => {
  it("has derivatives that are those of what it computes, by central differences", () => {
    fc.assert(
      fc.property(normProblems, (drawn) => {
        const problem = {
          ...drawn,
          units: 1 + (drawn.units % 9),
          examples: 1 + (drawn.examples % 9),
          deviation: 1 as const,
        };
        const { units, examples, seed } = problem;
        const layer = createNormLayer(problem, "f64");
        const numbers = createNumbers(seed + 1, "f64");
        const d = numbers.rows(units, examples);
        const costOf = (changed: Partial<NormLayer>): number => {
          const { output } = normalizeForward(kind, { ...layer, ...changed }, "f64");
          const factors = flat(d);
          return sumOf(flat(output).map((value, index) => value * (factors[index] as number))).value;
        };
        const [unit, example] = [numbers.below(units), numbers.below(examples)];
        const h = 2 ** -17;
        const add = (values: Float64Array, index: number, by: number): Float64Array =>
          values.with(index, (values[index] as number) + by);
        const slope = (changedBy: (by: number) => Partial<NormLayer>): number =>
          (costOf(changedBy(h)) - costOf(changedBy(-h))) / (2 * h);
        const { input } = layer;
        const byInput = slope((by) => ({
          input: input.with(unit, add(input[unit] as Float64Array, example, by)),
        }));
        const back = normalizeBackward(kind, layer, d, { precision: "f64" });
        // Of few and close numbers, third derivatives are large.
        const [group] = inGroup(kind, unit, example);
        const size = 1 + inverseOf(momentsOf(groupsOf(kind, layer.input)[group] as Float64Array)) ** 3;
        const gradient = (back.gradients[unit] as Float64Array)[example] as number;
        expect(Math.abs(gradient - byInput)).toBeLessThan(1e-7 * size);
        const byScale = SHARE * slope((by) => ({ scale: add(layer.scale, unit, by) }));
        const byShift = SHARE * slope((by) => ({ shift: add(layer.shift, unit, by) }));
        expect(Math.abs((back.scale[unit] as number) - byScale)).toBeLessThan(1e-8);
        expect(Math.abs((back.shift[unit] as number) - byShift)).toBeLessThan(1e-8);
      }),
      { ...RUNS, numRuns: 150 },
    );
  });
});
