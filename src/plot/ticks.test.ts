import { describe, expect, it } from "vitest";
import type { Interval } from "./grid.ts";
import { createAxis } from "./ticks.ts";

const labelsOf = (domain: Interval, length = 300): string[] =>
  createAxis(domain, length, { direction: "x" }).ticks.map(({ label }) => label);

describe("ticks", () => {
  it("are written with as many decimals as they need, and with a real minus sign", () => {
    expect(labelsOf([-1, 1])).toEqual(["−1.0", "−0.5", "0", "0.5", "1.0"]);
    expect(labelsOf([1998, 2004])).toEqual(["1998", "2000", "2002", "2004"]);
  });

  it("of large numbers have a prefix, of very large and very small ones an exponent", () => {
    expect(labelsOf([0, 2e6])).toEqual(["0", "0.5M", "1M", "1.5M", "2M"]);
    expect(labelsOf([0, 2e-8])).toEqual(["0", "5e−9", "1e−8", "1.5e−8", "2e−8"]);
    expect(labelsOf([0, 1e300])).toEqual(["0", "2e299", "4e299", "6e299", "8e299", "1e300"]);
  });

  it("are fewer where their texts would touch, so that they never overlap", () => {
    const domain = [1000000.1, 1000000.5] as const;
    const { ticks, labelWidth, length } = createAxis(domain, 300, { direction: "x" });
    const [first, second] = ticks.map(({ value }) => ((value - domain[0]) / 0.4) * length);
    expect((second as number) - (first as number)).toBeGreaterThan(labelWidth);
    expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
  });

  it("that count are whole numbers only", () => {
    for (const highest of [1, 1.08, 2, 3.2, 7, 300]) {
      const { ticks } = createAxis([0, highest], 300, { direction: "x", isCount: true });
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.every(({ value }) => Number.isInteger(value))).toBe(true);
      expect(ticks.map(({ value }) => String(value))).toEqual(ticks.map(({ label }) => label));
    }
  });
});
