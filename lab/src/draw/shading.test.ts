import { describe, expect, it } from "vitest";
import { bandColours, palettes, toneColours } from "wellfit";
import { type GridSays, paintShading } from "./shading.ts";

const SIDE = 40;
const light = palettes.light;

/** The colours of a picture over a grid of 11 × 11 points, from its upper left on. */
function paint(valueAt: (x: number, y: number) => readonly number[]): (x: number, y: number) => string {
  const points = Array.from({ length: 121 }, (_, point) => valueAt(point % 11, Math.floor(point / 11)));
  const says: GridSays = {
    logits: Float32Array.from(points.flat()),
    outputs: points[0]?.length ?? 1,
    columns: 11,
    rows: 11,
  };
  const colours = new Uint32Array(SIDE * SIDE);
  paintShading({ colours, width: SIDE, height: SIDE }, says, light);
  const bytes = new Uint8Array(colours.buffer);
  return (x, y) => {
    const place = 4 * (y * SIDE + x);
    const hex = [...bytes.subarray(place, place + 3)]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("");
    return bytes[place + 3] === 255 ? `#${hex}` : "clear";
  };
}

describe("the shading", () => {
  it("has the library's bands, class 0 where logits are low, and its picture stands upright", () => {
    const bands = bandColours(light);
    const rising = paint((x) => [(x - 5) * 3]);
    expect([rising(0, 20), rising(SIDE - 1, 20)]).toEqual([bands[0], bands.at(-1)]);
    const upwards = paint((_, y) => [(y - 5) * 3]);
    expect([upwards(20, 0), upwards(20, SIDE - 1)]).toEqual([bands.at(-1), bands[0]]);
  });

  it("of a single row is the same at every height", () => {
    const whole = paint((x) => [x - 5]);
    const row = Float32Array.from({ length: 11 }, (_, x) => x - 5);
    const colours = new Uint32Array(SIDE * SIDE);
    const says = { logits: row, outputs: 1, columns: 11, rows: 1 };
    paintShading({ colours, width: SIDE, height: SIDE }, says, light);
    for (const x of [0, 13, 39]) {
      const column = Array.from({ length: SIDE }, (_, y) => (colours[y * SIDE + x] as number) & 0xff);
      expect(new Set(column)).toEqual(new Set([Number.parseInt(whole(x, 7).slice(1, 3), 16)]));
    }
  });

  it("changes its band at the library's probabilities", () => {
    const bands = bandColours(light);
    for (const [probability, band] of [
      [0.03, 0],
      [0.07, 1],
      [0.45, 5],
      [0.55, 6],
      [0.96, 11],
    ] as const) {
      expect(paint(() => [Math.log(probability / (1 - probability))])(7, 7)).toBe(bands[band]);
    }
  });

  it("of several classes has the tone of the most probable", () => {
    const tones = toneColours(light, 2);
    expect(paint(() => [0, 0, 20])(3, 3)).toBe(tones.at(-1));
    expect(paint(() => [0, 0, 0.1])(3, 3)).toBe(tones[0]);
  });

  it("stays clear where a logit is not finite", () => {
    expect(paint(() => [Number.NaN])(3, 3)).toBe("clear");
    expect(paint(() => [0, Infinity])(3, 3)).toBe("clear");
  });
});
