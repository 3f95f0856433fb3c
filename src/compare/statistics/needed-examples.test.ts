import { describe, expect, it } from "vitest";
import { neededToSettle } from "./needed-examples.ts";

const components = { seeds: 0, examples: 0.04, rest: 0.02 };

describe("what would settle a difference", () => {
  it("is McNemar's textbook number of pairs where only examples vary", () => {
    // (1.959964 + 0.841621)²·0.1/0.05² = 313.96
    const needed = neededToSettle({
      difference: -0.05,
      components: { seeds: 0, examples: 0.1, rest: 0 },
      seeds: 1,
      examples: 100,
      pairs: 1,
    });
    expect(needed).toEqual({ seeds: 1, examples: 320 });
  });

  it("are more examples for the same seeds where seeds matter little", () => {
    const found = { difference: 0.01, components, seeds: 20, examples: 200, pairs: 1 };
    const needed = neededToSettle(found);
    // 7.8489·(0.04 + 0.02/20)/0.01² = 3218
    expect(needed).toEqual({ seeds: 20, examples: 3300 });
  });

  it("are more seeds for the same examples where the seeds alone are too uncertain", () => {
    const bySeeds = { seeds: 0.001, examples: 0.0001, rest: 0.01 };
    const needed = neededToSettle({
      difference: 0.01,
      components: bySeeds,
      seeds: 5,
      examples: 200,
      pairs: 1,
    });
    // (0.001 + 0.01/200)/(0.01²/7.8489 − 0.0001/200) = 85.8
    expect(needed).toEqual({ seeds: 86, examples: 200 });
  });

  it("are more of both where neither alone would do", () => {
    const needed = neededToSettle({
      difference: 0.02,
      components: { seeds: 0.001, examples: 0.04, rest: 0 },
      seeds: 10,
      examples: 400,
      pairs: 1,
    });
    // (0.001/10 + 0.04/400)/(0.02²/7.8489) = 3.92 times as many
    expect(needed).toEqual({ seeds: 40, examples: 1600 });
  });

  it("is never less than there is", () => {
    expect(neededToSettle({ difference: 0.5, components, seeds: 20, examples: 200, pairs: 1 })).toEqual({
      seeds: 20,
      examples: 200,
    });
  });

  it("is out of reach for no difference, and for one too small", () => {
    expect(neededToSettle({ difference: 0, components, seeds: 20, examples: 200, pairs: 1 })).toBeUndefined();
    expect(
      neededToSettle({ difference: 1e-4, components, seeds: 20, examples: 200, pairs: 1 }),
    ).toBeUndefined();
  });

  it("has the variance that the power needs, to the rounding of two digits", () => {
    const spread = { seeds: 0.0004, examples: 0.03, rest: 0.05 };
    for (const difference of [0.01, 0.013, 0.02, 0.03]) {
      const needed = neededToSettle({ difference, components: spread, seeds: 10, examples: 100, pairs: 1 });
      const { seeds = 1, examples = 1 } = needed ?? {};
      const variance = spread.seeds / seeds + (spread.examples + spread.rest / seeds) / examples;
      const power = difference / Math.sqrt(variance);
      expect(power).toBeGreaterThan(2.8015);
      expect(power).toBeLessThan(2.8016 * 1.11);
    }
  });

  it("is more the more pairs are compared: the level is 5 % over their number", () => {
    const found = {
      difference: 0.02,
      components: { seeds: 0, examples: 0.1, rest: 0 },
      seeds: 1,
      examples: 100,
    };
    // (z + 0.841621)²·0.1/0.02², with z = 1.959964 and 2.393980
    expect(neededToSettle({ ...found, pairs: 1 })?.examples).toBe(2000);
    expect(neededToSettle({ ...found, pairs: 3 })?.examples).toBe(2700);
  });
});
