import { describe, expect, it } from "vitest";
import reference from "../../../test/reference/statistics.json" with { type: "json" };
import { counterRandom } from "../../base/counter-random.ts";
import { varianceComponents, varianceOfMean } from "./variance-components.ts";

const samples = reference.crossed.map((one) => ({ ...one, values: Float64Array.from(one.values) }));

/** Values without any variance but that of the given factors' effects, which are 1 and −1 in turn. */
function patterned(seeds: number, examples: number, effect: (seed: number, example: number) => number) {
  const values = Float64Array.from({ length: seeds * examples }, (_, place) =>
    effect(Math.floor(place / examples), place % examples),
  );
  return { seeds, examples, values };
}

describe.each(samples)("of $seeds seeds and $examples examples", (sample) => {
  it("the components are those that NumPy computes from the definition", () => {
    const components = varianceComponents(sample);
    for (const name of ["seeds", "examples", "rest"] as const) {
      expect(Math.abs(components[name] - sample.components[name]), name).toBeLessThan(1e-13);
    }
  });

  it("the variance of the mean is the sum of the components over their numbers", () => {
    const { seeds, examples, components } = sample;
    const expected =
      components.seeds / seeds + components.examples / examples + components.rest / (seeds * examples);
    expect(varianceOfMean(sample).variance).toBeCloseTo(expected, 14);
  });
});

describe("the variance of a mean", () => {
  it("has Satterthwaite's degrees of freedom", () => {
    const [sample] = samples as [(typeof samples)[0], ...typeof samples];
    const { seeds: s, examples: e, rest: r } = sample.meanSquares;
    const expected = (s + e - r) ** 2 / (s ** 2 / 19 + e ** 2 / 59 + r ** 2 / (19 * 59));
    expect(varianceOfMean(sample).degreesOfFreedom).toBeCloseTo(expected, 10);
  });

  it("is that of seeds alone, or of examples alone, where only they vary", () => {
    const turn = (index: number): number => (index % 2 === 0 ? 1 : -1);
    const bySeeds = varianceOfMean(patterned(4, 10, (seed) => turn(seed)));
    expect(bySeeds.variance).toBeCloseTo(4 / 3 / 4, 14);
    expect(bySeeds.degreesOfFreedom).toBeCloseTo(3, 12);
    const byExamples = varianceOfMean(patterned(4, 10, (_, example) => turn(example)));
    expect(byExamples.variance).toBeCloseTo(10 / 9 / 10, 14);
    expect(byExamples.degreesOfFreedom).toBeCloseTo(9, 12);
    const byBoth = varianceOfMean(patterned(4, 10, (seed, example) => turn(seed + example)));
    expect(byBoth.variance).toBeCloseTo(40 / 27 / 40, 14);
    expect(byBoth.degreesOfFreedom).toBeCloseTo(27, 12);
  });

  it("is not told from a single number", () => {
    const single = { seeds: 1, examples: 1, values: Float64Array.of(3) };
    expect(varianceOfMean(single)).toEqual({ variance: 0, degreesOfFreedom: 0 });
  });

  it("is right in the mean over many samples", () => {
    const stream = counterRandom(5, "data");
    const [seeds, examples, repeats] = [6, 12, 3000];
    const truth = 2 / seeds + 1 / examples + 0.5 / (seeds * examples);
    let sum = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const [rows, columns] = [stream.randn(seeds), stream.randn(examples)];
      const sample = patterned(
        seeds,
        examples,
        (row, column) =>
          Math.sqrt(2) * (rows[row] as number) +
          (columns[column] as number) +
          Math.sqrt(0.5) * stream.randn(),
      );
      sum += varianceOfMean(sample).variance;
    }
    // Its deviation is about 60 % of it, and 1.1 % for the mean of so many.
    expect(Math.abs(sum / repeats / truth - 1)).toBeLessThan(0.04);
  });
});
