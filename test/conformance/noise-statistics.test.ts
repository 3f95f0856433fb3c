/**
 * Noise as random numbers, and what it leaves unchanged on average. Every statistic is turned into the number of standard
 * errors by which it lies beside what it should be; seeds are fixed, so a result is the same on every machine.
 */

import { describe, expect, it } from "vitest";
import { counterKey } from "../../src/base/counter-random.ts";
import { studentTail } from "../../src/compare/statistics/distributions.ts";
import { applyMask, drawMask, type Mask, reserveMask } from "../../src/engine/dropout.ts";
import type { KernelCall } from "../../src/engine/kernels.ts";
import { alphaDropout, maskWeights, reserveWeightMask } from "../../src/engine/masked.ts";
import { addNoise, drawNormals, multiplyByNoise } from "../../src/engine/noise.ts";
import { multiply } from "../../src/engine/parameters.ts";
import { createBench, flat, type KernelBench, type Rows } from "../support/kernel-bench.ts";
import { normalsReader } from "../support/noise-oracle.ts";

const ROWS = 64;
const EXAMPLES = 2048;
const COUNT = ROWS * EXAMPLES;

const draw = (seed = 1, layer = 1): ((iteration: number) => Rows) =>
  normalsReader({ key: counterKey(seed, "noise", layer), rows: ROWS, examples: EXAMPLES });

const meanOf = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const varianceOf = (values: Float64Array, mean = meanOf(values)): number =>
  values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;

/** How many standard errors the mean of some numbers lies beside what it should be. */
function deviationOfMean(values: Float64Array, expected: number): number {
  return (meanOf(values) - expected) / Math.sqrt(varianceOf(values) / values.length);
}

describe("normal numbers", () => {
  const values = flat(draw()(0));

  it.each([
    [1, 0],
    [2, 1],
    [3, 0],
    [4, 3],
    [6, 15],
  ])("have the moment of order %d of the normal distribution, %d", (order, moment) => {
    expect(
      Math.abs(
        deviationOfMean(
          values.map((value) => value ** order),
          moment,
        ),
      ),
    ).toBeLessThan(3);
  });

  it("follow the normal distribution: Kolmogorov's distance is one that chance exceeds in 1 of 100", () => {
    const sorted = values.toSorted();
    let distance = 0;
    for (const [index, value] of sorted.entries()) {
      const share = 1 - studentTail(value, Infinity);
      distance = Math.max(distance, share - index / COUNT, (index + 1) / COUNT - share);
    }
    expect(distance * Math.sqrt(COUNT)).toBeLessThan(1.63);
    expect(distance * Math.sqrt(COUNT)).toBeGreaterThan(0.3);
  });

  it.each([2, 3, 4])("lie beyond ±%d as often as they should, on both sides", (limit) => {
    const tail = studentTail(limit, Infinity);
    for (const sign of [-1, 1]) {
      const found = values.filter((value) => sign * value > limit).length;
      expect(Math.abs(found - COUNT * tail) / Math.sqrt(COUNT * tail)).toBeLessThan(3);
    }
  });

  it("of neighbouring examples, rows, iterations, layers and seeds are independent", () => {
    const others = {
      "next example": values.subarray(1),
      "second next example": values.subarray(2),
      "eighth next example": values.subarray(8),
      "next row": values.subarray(EXAMPLES),
      "next iteration": flat(draw()(1)),
      "next layer": flat(draw(1, 2)(0)),
      "next seed": flat(draw(2)(0)),
    };
    for (const [name, other] of Object.entries(others)) {
      const products = other.map((value, index) => value * (values[index] as number));
      expect(Math.abs(deviationOfMean(products, 0)), name).toBeLessThan(3);
      const squares = other.map((value, index) => (value ** 2 - 1) * ((values[index] as number) ** 2 - 1));
      expect(Math.abs(deviationOfMean(squares, 0)), name).toBeLessThan(3);
    }
  });
});

/** What one kind of noise makes of a matrix, run for one iteration. */
function disturb(
  rows: Rows,
  callsFor: (bench: KernelBench, matrix: ReturnType<KernelBench["matrix"]>) => readonly KernelCall[],
): Float64Array {
  const bench = createBench("f64");
  const matrix = bench.matrix(rows);
  return flat(bench.run(callsFor(bench, matrix), 7).rows(matrix));
}

const constantRows = (value: number): Rows =>
  Array.from({ length: ROWS }, () => new Float64Array(EXAMPLES).fill(value));
const rates = [0.1, 0.25, 0.5, 0.8];
const key = counterKey(6, "noise", 1);

describe.each(rates)("on average, activations are the same with a rate of %d", (rate) => {
  const keepProbability = 1 - rate;
  const maskFor = ({ plan }: KernelBench): { mask: Mask; drawing: KernelCall } => {
    const mask = reserveMask(plan, ROWS, EXAMPLES);
    return { mask, drawing: drawMask(plan, mask, { key, keepProbability }) };
  };
  const deviation = Math.sqrt(rate / (1 - rate));

  it("under dropout, whose variance is rate/(1 − rate)", () => {
    const values = disturb(constantRows(1.7), (bench, matrix) => {
      const { mask, drawing } = maskFor(bench);
      const scaling = multiply(
        { address: matrix.address, count: COUNT },
        matrix.address,
        1 / keepProbability,
      );
      return [drawing, applyMask(mask, matrix), scaling];
    });
    expect(Math.abs(deviationOfMean(values, 1.7))).toBeLessThan(3);
  });

  it("under Gaussian dropout, with dropout's variance", () => {
    const values = disturb(constantRows(1.7), ({ plan }, matrix) => {
      const normals = plan.reservePanels(ROWS, EXAMPLES);
      const noise = { values: matrix, normals, deviation };
      return [drawNormals(plan, normals, key), multiplyByNoise(noise, "f64")];
    });
    expect(Math.abs(deviationOfMean(values, 1.7))).toBeLessThan(3);
    const squares = values.map((value) => (value / 1.7 - 1) ** 2);
    expect(Math.abs(deviationOfMean(squares, rate / (1 - rate)))).toBeLessThan(3);
  });

  it("under Gaussian noise", () => {
    const values = disturb(constantRows(1.7), ({ plan }, matrix) => {
      const normals = plan.reservePanels(ROWS, EXAMPLES);
      return [drawNormals(plan, normals, key), addNoise({ values: matrix, normals, deviation: rate }, "f64")];
    });
    expect(Math.abs(deviationOfMean(values, 1.7))).toBeLessThan(3);
    const squares = values.map((value) => (value - 1.7) ** 2);
    expect(Math.abs(deviationOfMean(squares, rate ** 2))).toBeLessThan(3);
  });

  it("under dropout of weights", () => {
    const bench = createBench("f64");
    const weights = bench.numbers(new Float64Array(COUNT).fill(-0.3));
    const mask = reserveWeightMask(bench.plan, COUNT);
    const drawing = drawMask(bench.plan, mask, { key, keepProbability });
    const masking = maskWeights(mask, { address: weights, count: COUNT }, weights, 1 / keepProbability);
    const values = bench.run([drawing, masking]).numbers(weights, COUNT);
    expect(Math.abs(deviationOfMean(values, -0.3))).toBeLessThan(3);
  });

  it("under alpha dropout, if they are standard normal: mean 0 and variance 1 stay", () => {
    const values = disturb(draw()(0), (bench, matrix) => {
      const { mask, drawing } = maskFor(bench);
      return [drawing, alphaDropout({ mask, keepProbability, values: matrix })];
    });
    expect(Math.abs(deviationOfMean(values, 0))).toBeLessThan(3);
    expect(
      Math.abs(
        deviationOfMean(
          values.map((value) => value ** 2),
          1,
        ),
      ),
    ).toBeLessThan(3);
  });
});
