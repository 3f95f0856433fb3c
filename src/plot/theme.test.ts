import { expect, it } from "vitest";
import { PICTURE_STYLE, seriesStyle } from "./theme.ts";

it("curves beyond the last colour start the colours again with other dashes", () => {
  for (const needsDashes of [true, false]) {
    const looks = Array.from({ length: 12 }, (_, index) => seriesStyle(index, "models", needsDashes));
    expect(new Set(looks.map((look) => `${look.class} ${look.dash}`)).size).toBe(12);
    for (const look of looks) expect(PICTURE_STYLE).toContain(`.wf-curve.${look.class}{`);
  }
});

it("curves without a legend differ by colour first, those with one by dashes too", () => {
  expect(seriesStyle(1, "models", false).dash).toBeUndefined();
  expect(seriesStyle(1, "models", true).dash).toBeDefined();
});
