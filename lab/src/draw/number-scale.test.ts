import { describe, expect, it } from "vitest";
import { palettes } from "wellfit";
import { NUMBER_TONES, numberColours, shareOf, toBandLogits, toneOf } from "./number-scale.ts";

describe("numbers as shades", () => {
  it("lie between the least and the greatest, and beyond them at the ends", () => {
    expect([-5, 0, 5, 10, 99].map((value) => shareOf(value, [0, 10]))).toEqual([0, 0, 0.5, 1, 1]);
    expect(shareOf(3, [3, 3])).toBe(0.5);
  });

  it("have logits whose probability is their share of the range", () => {
    const logits = toBandLogits(Float32Array.of(2, 5, 8, Number.NaN, -1e9), [0, 10]);
    const shares = Array.from(logits, (logit) => 1 / (1 + Math.exp(-logit)));
    expect(shares[0]).toBeCloseTo(0.2, 6);
    expect(shares[1]).toBeCloseTo(0.5, 6);
    expect(shares[2]).toBeCloseTo(0.8, 6);
    expect(shares[3]).toBeNaN();
    expect(Number.isFinite(logits[4])).toBe(true);
  });

  it("have tones in equal parts of the range", () => {
    expect([0, 0.99, 1, 4.5, 8.99, 9].map((value) => toneOf(value, [0, 9]))).toEqual([0, 0, 1, 4, 8, 8]);
  });

  it("have marks from the colour of one class to that of another", () => {
    const colours = numberColours(palettes.light);
    expect(colours).toHaveLength(NUMBER_TONES);
    expect([colours[0], colours.at(-1)]).toEqual(palettes.light.classes.slice(0, 2));
    expect(colours[(NUMBER_TONES - 1) / 2]).toBe(palettes.light.line);
  });
});
