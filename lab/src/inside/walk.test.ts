import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NetworkPlace } from "./inside.ts";
import { isDrawn, isWalkKey, keyOfPlace, type WalkKey, walk } from "./walk.ts";

const KEYS: readonly WalkKey[] = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"];
const networks = fc
  .array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 })
  .map((sizes) => sizes.map((size) => Array.from({ length: size }, (_, unit) => 2 * unit + 1)));

/** Every place that keys lead to from the first feature. */
function reach(drawn: readonly (readonly number[])[]): ReadonlySet<string> {
  const waiting: NetworkPlace[] = [{ layer: 0, unit: drawn[0]?.[0] ?? 0 }];
  const found = new Set(waiting.map(keyOfPlace));
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    for (const key of KEYS) {
      const next = walk(drawn, place, key);
      expect(isDrawn(drawn, next)).toBe(true);
      if (!found.has(keyOfPlace(next))) waiting.push(next);
      found.add(keyOfPlace(next));
    }
  }
  return found;
}

describe("a walk through a diagram", () => {
  it("comes to every unit and every weight, and to nothing else", () => {
    fc.assert(
      fc.property(networks, (drawn) => {
        const units = drawn.reduce((sum, { length }) => sum + length, 0);
        const weights = drawn
          .slice(1)
          .reduce((sum, { length }, below) => sum + length * (drawn[below]?.length ?? 0), 0);
        expect(reach(drawn).size).toBe(units + weights);
      }),
    );
  });

  it("goes through a weight to the unit behind it, and back", () => {
    const drawn = [[0, 1], [0, 3, 7], [0]];
    const weight = walk(drawn, { layer: 0, unit: 1 }, "ArrowRight");
    expect(weight).toEqual({ layer: 1, unit: 0, input: 1 });
    const last = walk(drawn, weight, "End");
    expect(last).toEqual({ layer: 1, unit: 7, input: 1 });
    expect(walk(drawn, last, "ArrowRight")).toEqual({ layer: 1, unit: 7 });
    expect(walk(drawn, last, "ArrowLeft")).toEqual({ layer: 0, unit: 1 });
    expect(walk(drawn, { layer: 2, unit: 0 }, "ArrowRight")).toEqual({ layer: 2, unit: 0 });
  });

  it("has its own keys", () => {
    expect([...KEYS, "Tab", "a"].map(isWalkKey)).toEqual([...KEYS.map(() => true), false, false]);
  });
});
