import { describe, expect, it } from "vitest";
import { createMixingShares } from "./mixup.ts";

const COUNT = 20_000;

const draw = (alpha: number, seed = 5): Float64Array => {
  const shareOf = createMixingShares(seed, alpha);
  return Float64Array.from({ length: COUNT }, (_, iteration) => shareOf(iteration));
};

/** How many standard errors the mean of some numbers lies beside what it should be. */
function deviationOfMean(values: Float64Array, expected: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / COUNT;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / COUNT;
  return (mean - expected) / Math.sqrt(variance / COUNT);
}

describe("the shares of mixup", () => {
  it.each([0.05, 0.2, 0.4, 1, 1.0001, 1.5, 8, 1000])(
    "with α = %d have the moments of Beta(α, α)",
    (alpha) => {
      const shares = draw(alpha);
      const variance = 1 / (4 * (2 * alpha + 1));
      const fourth = (3 * variance) / (4 * (2 * alpha + 3));
      expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
      expect(Math.abs(deviationOfMean(shares, 0.5))).toBeLessThan(3);
      const squares = shares.map((share) => (share - 0.5) ** 2);
      expect(Math.abs(deviationOfMean(squares, variance))).toBeLessThan(3);
      const fourths = squares.map((square) => square ** 2);
      expect(Math.abs(deviationOfMean(fourths, fourth))).toBeLessThan(3);
    },
  );

  it.each([
    [0.5, (x: number) => (2 / Math.PI) * Math.asin(Math.sqrt(x))],
    [1, (x: number) => x],
    [2, (x: number) => 3 * x ** 2 - 2 * x ** 3],
    [3, (x: number) => x ** 3 * (10 - 15 * x + 6 * x ** 2)],
  ])(
    "with α = %d follow Beta(α, α): Kolmogorov's distance is one that chance exceeds in 1 of 100",
    (alpha, below) => {
      let distance = 0;
      for (const [index, share] of draw(alpha).toSorted().entries()) {
        distance = Math.max(distance, below(share) - index / COUNT, (index + 1) / COUNT - below(share));
      }
      expect(distance * Math.sqrt(COUNT)).toBeLessThan(1.63);
    },
  );

  it("are 0 or 1, and never NaN, for the smallest α", () => {
    const shares = draw(1e-9);
    expect(shares.every((share) => share === 0 || share === 1)).toBe(true);
    expect(Math.abs(deviationOfMean(shares, 0.5))).toBeLessThan(3);
  });

  it("are the same on every machine and in every version", () => {
    expect([...draw(0.4).subarray(0, 3)]).toEqual([
      0.059667571813125674, 0.9954515242584048, 0.9921820638674508,
    ]);
  });

  it("depend on seed and iteration, and on nothing that went before", () => {
    const shareOf = createMixingShares(5, 0.4);
    const shares = draw(0.4);
    expect(shareOf(777)).toBe(shares[777]);
    expect(new Set(shares).size).toBeGreaterThan(0.99 * COUNT);
    expect(createMixingShares(6, 0.4)(777)).not.toBe(shares[777]);
  });
});
