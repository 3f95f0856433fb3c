import { describe, expect, it } from "vitest";
import reference from "../../../test/reference/statistics.json" with { type: "json" };
import { exactMcNemar, pairedShareInterval } from "./mcnemar.ts";

describe("McNemar's exact test", () => {
  it.each(reference.mcnemar)(
    "of $onlyFirst against $onlySecond is statsmodels'",
    ({ onlyFirst, onlySecond, pValue }) => {
      expect(Math.abs(exactMcNemar(onlyFirst, onlySecond) / pValue - 1)).toBeLessThan(1e-9);
    },
  );

  it("is the binomial distribution, counted in whole numbers", () => {
    for (let discordant = 1; discordant <= 40; discordant++) {
      let [tail, ways] = [0n, 1n];
      for (let smaller = 0; 2 * smaller <= discordant; smaller++) {
        tail += ways;
        const expected = Math.min(1, Number(2n * tail) / Number(1n << BigInt(discordant)));
        expect(exactMcNemar(smaller, discordant - smaller)).toBeCloseTo(expected, 14);
        ways = (ways * BigInt(discordant - smaller)) / BigInt(smaller + 1);
      }
    }
  });

  it("does not care which model is called the first, and finds nothing where both disagree equally", () => {
    expect(exactMcNemar(3, 17)).toBe(exactMcNemar(17, 3));
    expect(exactMcNemar(0, 0)).toBe(1);
    expect(exactMcNemar(1_000_000, 1_000_000)).toBe(1);
  });

  it("is 0 where the chance is below every float", () => {
    expect(exactMcNemar(0, 1_000_000)).toBe(0);
  });
});

describe("the interval of a difference of paired shares", () => {
  it.each(reference.bonettPrice)(
    "with $onlyFirst against $onlySecond of $examples is Bonett's and Price's",
    ({ low, high, ...counts }) => {
      const interval = pairedShareInterval(counts);
      expect(Math.abs(interval.low - low)).toBeLessThan(1e-12);
      expect(Math.abs(interval.high - high)).toBeLessThan(1e-12);
    },
  );

  it("turns round with the models, and is not empty where they never disagree", () => {
    const interval = pairedShareInterval({ onlyFirst: 3, onlySecond: 12, examples: 200 });
    const turned = pairedShareInterval({ onlyFirst: 12, onlySecond: 3, examples: 200 });
    expect(turned).toEqual({ low: -interval.high, high: -interval.low });
    expect(pairedShareInterval({ onlyFirst: 0, onlySecond: 0, examples: 50 }).high).toBeGreaterThan(0);
  });
});
