import { describe, expect, it } from "vitest";
import { chooseUnits, mostUnits } from "./drawn-units.ts";

describe("the units that are drawn", () => {
  it("are all of the article's network, and fewer of large ones and of many layers", () => {
    expect(mostUnits([2, 20, 3, 1])).toBe(24);
    expect(mostUnits([784, 500, 500, 10])).toBeLessThanOrEqual(24);
    const deep = [2, ...Array.from({ length: 32 }, () => 64), 1];
    const most = mostUnits(deep);
    expect(most).toBeGreaterThan(1);
    expect(31 * most * most).toBeLessThanOrEqual(1200);
  });

  it("are those with the largest weights in and out, in their order", () => {
    const incoming = { rows: 4, columns: 2, data: Float64Array.of(1, 0, 0, 3, 0.5, 0.5, 2, 2) };
    const outgoing = { rows: 1, columns: 4, data: Float64Array.of(1, 1, 0, -1) };
    expect(chooseUnits(4, 2, { incoming, outgoing })).toEqual([1, 3]);
    expect(chooseUnits(4, 3, { incoming, outgoing })).toEqual([0, 1, 3]);
    expect(chooseUnits(4, 4, { incoming, outgoing })).toEqual([0, 1, 2, 3]);
    expect(chooseUnits(4, 1, { outgoing })).toEqual([0]);
    expect(chooseUnits(4, 1, { incoming })).toEqual([1]);
  });
});
