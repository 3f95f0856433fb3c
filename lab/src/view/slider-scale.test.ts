import { describe, expect, it } from "vitest";
import { linearScale, ratioScale, ratioScaleFromNothing } from "./slider-scale.ts";

describe.each([
  ["linear", linearScale(0.3, 1, 0.01), 0.3, 1],
  ["by ratios", ratioScale(0.001, 3), 0.001, 3],
  ["by ratios from nothing", ratioScaleFromNothing(0.001, 30), 0, 30],
] as const)("a scale that is %s", (_, scale, first, last) => {
  it("reaches from one end to the other, upwards", () => {
    const values = Array.from({ length: scale.places + 1 }, (__, place) => scale.toValue(place));
    expect([values[0], values.at(-1)]).toEqual([first, last]);
    expect(values.every((value, place) => place === 0 || value > (values[place - 1] as number))).toBe(true);
  });

  it("finds the place of each of its values again, and the nearest of any other", () => {
    for (let place = 0; place <= scale.places; place++) {
      expect(Math.abs(scale.toPlace(scale.toValue(place)) - place)).toBeLessThanOrEqual(1);
    }
    expect(scale.toPlace(1e9)).toBe(scale.places);
    expect(scale.toPlace(0)).toBe(0);
  });
});
