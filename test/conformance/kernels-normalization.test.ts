/** Batch and layer normalization on the way up: against plain loops in float64, and by what they leave unchanged. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  batchNormInference,
  NORMALIZATION_EPSILON,
  RUNNING_MOMENTUM,
} from "../../src/engine/normalization.ts";
import {
  createBench,
  type Expected,
  errorOf,
  flat,
  PRECISIONS,
  selectExamples,
  sumOf,
  TOLERANCES,
  worstError,
} from "../support/kernel-bench.ts";
import {
  createNormLayer,
  groupsOf,
  inGroup,
  inverseOf,
  type Moments,
  momentsOf,
  NORM_KINDS,
  normalizedOf,
  normalizeForward,
  normProblems,
  scaled,
} from "../support/normalization-bench.ts";

const RUNS = { numRuns: 60, seed: 6 };

const plus = (a: Expected, b: number): Expected => ({ value: a.value + b, size: a.size + Math.abs(b) });

describe.each(PRECISIONS)("in %s", (precision) => {
  const tolerance = TOLERANCES[precision];

  describe.each(NORM_KINDS)("%s normalization", (kind) => {
    it("gives x̂ = (z − μ)/√(v + ε) and γ·x̂ + β", () => {
      fc.assert(
        fc.property(normProblems, (problem) => {
          const layer = createNormLayer(problem, precision);
          const { normalized, output, isComplete } = normalizeForward(kind, layer, precision, problem);
          expect(isComplete).toBe(true);
          const moments = groupsOf(kind, layer.input).map(momentsOf);
          const expectedAt = (unit: number, example: number): Expected => {
            const [group] = inGroup(kind, unit, example);
            const z = (layer.input[unit] as Float64Array)[example] as number;
            return normalizedOf(z, moments[group] as Moments);
          };
          expect(worstError(normalized, expectedAt)).toBeLessThan(tolerance);
          const worst = worstError(output, (unit, example) =>
            plus(scaled(layer.scale[unit] as number, expectedAt(unit, example)), layer.shift[unit] as number),
          );
          expect(worst).toBeLessThan(tolerance);
        }),
        RUNS,
      );
    });

    it("leaves each group with mean 0 and variance v/(v + ε)", () => {
      fc.assert(
        fc.property(normProblems, (problem) => {
          const layer = createNormLayer(problem, precision);
          const { normalized } = normalizeForward(kind, layer, precision, problem);
          const after = groupsOf(kind, normalized).map(momentsOf);
          for (const [group, numbers] of groupsOf(kind, layer.input).entries()) {
            const before = momentsOf(numbers);
            const { mean, variance } = after[group] as Moments;
            const size = 1 + 4 * before.largest * inverseOf(before);
            expect(Math.abs(mean)).toBeLessThan(tolerance * size);
            const ratio = before.variance / (before.variance + NORMALIZATION_EPSILON);
            expect(Math.abs(variance - ratio)).toBeLessThan(2 * tolerance * size);
          }
        }),
        RUNS,
      );
    });

    it("may write over its input", () => {
      fc.assert(
        fc.property(normProblems, (problem) => {
          const layer = createNormLayer(problem, precision);
          const apart = normalizeForward(kind, layer, precision, problem);
          const over = normalizeForward(kind, layer, precision, { ...problem, inPlace: "output" });
          expect(over).toEqual(apart);
          expect(normalizeForward(kind, layer, precision, { ...problem, inPlace: "normalized" })).toEqual(
            apart,
          );
        }),
        RUNS,
      );
    });

    it("stays finite in padding that repeats an example", () => {
      fc.assert(
        fc.property(normProblems, (problem) => {
          const layer = createNormLayer(problem, precision);
          const { padding } = normalizeForward(kind, layer, precision, {
            padding: layer.input[0]?.[0] as number,
          });
          expect(padding.every(Number.isFinite)).toBe(true);
        }),
        RUNS,
      );
    });

    it("hardly sees a factor and a summand of all its numbers", () => {
      fc.assert(
        fc.property(normProblems, (problem) => {
          // So large that ε is nothing beside the variance.
          const layer = createNormLayer({ ...problem, units: 20, examples: 30, deviation: 100 }, precision);
          const changed = { ...layer, input: layer.input.map((row) => row.map((z) => 64 * z + 1024)) };
          const [before, after] = [
            normalizeForward(kind, layer, precision),
            normalizeForward(kind, changed, precision),
          ];
          const worst = worstError(after.output, (unit, example) => ({
            value: (before.output[unit] as Float64Array)[example] as number,
            size: 100,
          }));
          expect(worst).toBeLessThan(precision === "f64" ? 1e-10 : tolerance);
        }),
        { ...RUNS, numRuns: 20 },
      );
    });
  });

  it("layer normalization of an example does not depend on the others", () => {
    fc.assert(
      fc.property(normProblems, (problem) => {
        const layer = createNormLayer(problem, precision);
        const order = Array.from(
          { length: 1 + (problem.seed % 70) },
          (_, i) => (7 * i + 3) % problem.examples,
        );
        const all = normalizeForward("layer", layer, precision).output;
        const some = normalizeForward(
          "layer",
          { ...layer, input: selectExamples(layer.input, order) },
          precision,
        );
        expect(flat(some.output)).toEqual(flat(selectExamples(all, order)));
      }),
      RUNS,
    );
  });

  it("layer normalization gives NaN for an example whose variance overflows, and for no other", () => {
    const huge = precision === "f64" ? 1e200 : 1e30;
    const input = [Float64Array.of(1, huge, 2), Float64Array.of(0, -huge, 5)];
    const two = Float64Array.of(1, 1);
    const layer = { input, scale: two, shift: two, mean: two, variance: two };
    const { output } = normalizeForward("layer", layer, precision);
    for (const row of output) expect(Array.from(row, Number.isFinite)).toEqual([true, false, true]);
  });

  it("batch normalization moves the running mean and unbiased variance by their share", () => {
    fc.assert(
      fc.property(normProblems, fc.constantFrom(undefined, 0, 0.25, 1), (problem, momentum) => {
        const layer = createNormLayer(problem, precision);
        const settings = { ...problem, ...(momentum === undefined ? {} : { momentum }) };
        const { mean, variance } = normalizeForward("batch", layer, precision, settings);
        const taken = momentum ?? RUNNING_MOMENTUM;
        for (const [unit, row] of layer.input.entries()) {
          const moments = momentsOf(row);
          const size = moments.largest;
          const old = { mean: layer.mean[unit] as number, variance: layer.variance[unit] as number };
          const unbiased = (moments.variance * row.length) / (row.length - 1);
          const ofMean = sumOf([(1 - taken) * old.mean, taken * moments.mean]);
          const expectedMean = { value: ofMean.value, size: ofMean.size + size };
          expect(errorOf(mean[unit] as number, expectedMean)).toBeLessThan(tolerance);
          const expected = row.length === 1 ? old.variance : (1 - taken) * old.variance + taken * unbiased;
          const ofVariance = { value: expected, size: Math.abs(expected) + size * size };
          expect(errorOf(variance[unit] as number, ofVariance)).toBeLessThan(tolerance);
        }
      }),
      RUNS,
    );
  });

  it.each([Number.NaN, Infinity, -Infinity])(
    "batch normalization ends the run at %s, with the running statistics as they were",
    (bad) => {
      for (let spoiled = 0; spoiled < 9; spoiled++) {
        const input = [
          new Float64Array(9),
          new Float64Array(9).map((_, index) => (index === spoiled ? bad : 0)),
        ];
        const [mean, variance] = [Float64Array.of(3, 4), Float64Array.of(5, 6)];
        const layer = { input, scale: mean, shift: mean, mean, variance };
        expect(normalizeForward("batch", layer, precision)).toMatchObject({
          isComplete: false,
          mean,
          variance,
        });
      }
    },
  );

  it("batch normalization ends the run where a variance overflows", () => {
    const input = [Float64Array.of(1e200, -1e200, 0).map((z) => (precision === "f32" ? z / 1e170 : z))];
    const one = Float64Array.of(1);
    const layer = { input, scale: one, shift: one, mean: one, variance: one };
    expect(normalizeForward("batch", layer, precision).isComplete).toBe(false);
  });

  it("inference takes the running mean and variance, and may write over its input", () => {
    fc.assert(
      fc.property(normProblems, fc.boolean(), (problem, isInPlace) => {
        const layer = createNormLayer(problem, precision);
        const bench = createBench(precision);
        const input = bench.matrix(layer.input, problem.padding);
        const output = isInPlace ? input : bench.unwritten(problem.units, problem.examples);
        const places = {
          scale: bench.numbers(layer.scale),
          shift: bench.numbers(layer.shift),
          mean: bench.numbers(layer.mean),
          variance: bench.numbers(layer.variance),
          statistics: bench.numbers(new Float64Array(problem.units)),
        };
        const result = bench.run([batchNormInference({ input, output, ...places })]);
        const worst = worstError(result.rows(output), (unit, example) => {
          const [z, mean] = [
            (layer.input[unit] as Float64Array)[example] as number,
            layer.mean[unit] as number,
          ];
          const inverse = inverseOf({ variance: layer.variance[unit] as number });
          return plus(
            scaled((layer.scale[unit] as number) * inverse, sumOf([z, -mean])),
            layer.shift[unit] as number,
          );
        });
        expect(worst).toBeLessThan(tolerance);
        expect(result.numbers(places.mean, problem.units)).toEqual(layer.mean);
      }),
      RUNS,
    );
  });
});
