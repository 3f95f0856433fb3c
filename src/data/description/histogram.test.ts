import fc from "fast-check";
import { describe, expect, it } from "vitest";
import figures from "../../../test/golden/histogram-figures.json" with { type: "json" };
import { countNumbers, MOST_BINS } from "./histogram.ts";

const histogramOf = (values: readonly number[]) => countNumbers(Float64Array.from(values).toSorted());

describe("countNumbers has the bins of NumPy's rule auto, bounded", () => {
  it.each(Object.entries(figures))("%s", (_, { values, edges, counts }) => {
    const histogram = histogramOf(values);
    expect(histogram.counts).toEqual(counts);
    const range = (edges.at(-1) as number) - (edges[0] as number);
    expect(histogram.edges.length).toBe(edges.length);
    histogram.edges.forEach((edge, place) => {
      expect(Math.abs(edge - (edges[place] as number))).toBeLessThanOrEqual(1e-14 * range);
    });
  });
});

describe("countNumbers", () => {
  it("gives each of a few whole numbers a bin, and many the same number of them", () => {
    expect(histogramOf([3, 1, 1, 5])).toEqual({
      edges: [0.5, 1.5, 2.5, 3.5, 4.5, 5.5],
      counts: [2, 0, 1, 0, 1],
    });
    const ages = Array.from({ length: 100 }, (_, age) => age);
    const { edges, counts } = histogramOf(ages);
    expect(new Set(counts.slice(0, -1)).size).toBe(1);
    expect(edges[0]).toBe(-0.5);
    expect(edges.every((edge) => Math.abs(edge % 1) === 0.5)).toBe(true);
  });

  it("makes one bin of numbers that are all the same", () => {
    expect(histogramOf([7, 7, 7])).toEqual({ edges: [6.5, 7.5], counts: [3] });
    expect(histogramOf([0.1, 0.1])).toEqual({ edges: [0.1, 0.1], counts: [2] });
    expect(histogramOf([1e99])).toEqual({ edges: [1e99, 1e99], counts: [1] });
  });

  it("makes no bins that float64 cannot tell apart", () => {
    expect(histogramOf([1, 1 + Number.EPSILON])).toEqual({ edges: [1, 1 + Number.EPSILON], counts: [2] });
  });

  it("counts every number once, in the bin whose edges hold it, whatever the numbers are", () => {
    const bound = fc.double({ min: -1e100, max: 1e100, noNaN: true });
    const numbers = fc.oneof(
      fc.array(bound, { minLength: 1 }),
      fc.array(fc.maxSafeInteger(), { minLength: 1 }),
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 300 }),
    );
    fc.assert(
      fc.property(numbers, (values) => {
        const { edges, counts } = histogramOf(values);
        const last = counts.length - 1;
        expect(last).toBeLessThan(MOST_BINS);
        expect(edges.length).toBe(counts.length + 1);
        const expected = counts.map((_, bin) => {
          const [from, to] = [edges[bin] as number, edges[bin + 1] as number];
          if (last > 0) expect(from).toBeLessThan(to);
          return values.filter((value) => value >= from && (value < to || (bin === last && value === to)))
            .length;
        });
        expect(counts).toEqual(expected);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      }),
      { numRuns: 500 },
    );
  });
});
