import { describe, expect, it } from "vitest";
import { counterKey } from "../base/counter-random.ts";
import { threefry } from "../base/threefry.ts";
import { applyMask, bindCounterMask, sequenceMask } from "./dropout.ts";

function maskOf(options: {
  units: number;
  examples: number;
  step?: number;
  layer?: number;
  keep?: number;
}): number[] {
  const { units, examples, step = 0, layer = 1, keep = 0.75 } = options;
  const mask = new Float64Array(units * examples);
  const key = counterKey(9, "dropout", layer);
  bindCounterMask({ key, units, examples, keepProbability: keep, mask })(step);
  return [...mask];
}

describe("bindCounterMask", () => {
  it("takes word 0 and 1 of a block for neighbouring examples, and starts every unit with a new block", () => {
    const key = counterKey(9, "dropout", 1);
    const words = [0, 1, 2, 3].flatMap((block) => threefry(key, [5, block]));
    const chosen = [words[0], words[1], words[2], words[4], words[5], words[6]];
    const expected = chosen.map((word) => ((word as number) < 0.75 * 2 ** 32 ? 1 / 0.75 : 0));
    expect(maskOf({ units: 2, examples: 3, step: 5 })).toEqual(expected);
  });

  it("is the same for the same step and layer, and another for another", () => {
    const size = { units: 20, examples: 50 };
    expect(maskOf({ ...size, step: 3 })).toEqual(maskOf({ ...size, step: 3 }));
    expect(maskOf({ ...size, step: 3 })).not.toEqual(maskOf({ ...size, step: 4 }));
    expect(maskOf({ ...size, layer: 1 })).not.toEqual(maskOf({ ...size, layer: 2 }));
  });

  it("keeps the share that it should, scaled so that the mean is 1", () => {
    const mask = maskOf({ units: 100, examples: 1001, keep: 0.86 });
    const mean = mask.reduce((sum, value) => sum + value, 0) / mask.length;
    expect(mean).toBeCloseTo(1, 2);
    expect(new Set(mask)).toEqual(new Set([0, 1 / 0.86]));
  });
});

it("sequenceMask draws unit after unit, as NumPy fills rand(units, examples)", () => {
  const drawn = [0.1, 0.9, 0.5, 0.7];
  const mask = new Float64Array(4);
  sequenceMask({ next: () => drawn.shift() as number, keepProbability: 0.7, mask });
  expect([...mask]).toEqual([1 / 0.7, 0, 1 / 0.7, 0]);
});

it("applyMask works in place too", () => {
  const values = Float64Array.of(1, 2, 3);
  applyMask(values, Float64Array.of(0, 2, 1), values);
  expect([...values]).toEqual([0, 4, 3]);
});
