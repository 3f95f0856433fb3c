import { describe, expect, it } from "vitest";
import { createFrame } from "./axes.ts";
import { plotCostCurves } from "./cost-curves.ts";
import { thinIndexes, toCurvePath } from "./curve-points.ts";
import { createAxis } from "./ticks.ts";

const RECORDS = 1_000_000;
const iterations = Array.from({ length: RECORDS }, (_, i) => 100 * i);
const costs = iterations.map((_, i) => 0.5 + 0.1 * Math.sin(i / 7));
costs[123_456] = 3;
costs[654_321] = 0.01;

describe("a curve of a million records", () => {
  const texts = { title: "t", description: "d", yLabel: "cost" };
  const panels = [{ heading: "", curves: [{ name: "none", iterations, costs }] }];
  const svg = plotCostCurves({ ...texts, panels });
  const ys = [...svg.matchAll(/[ML]([\d.]+),([\d.]+)/g)].map(([, , y]) => Number(y));

  it("becomes a small picture with its highest and its lowest point", () => {
    expect(svg.length).toBeLessThan(60_000);
    const [top, bottom] = [56, 56 + 380];
    const yOf = (cost: number): number => bottom - (cost / (3 * 1.04)) * (bottom - top);
    expect(Math.min(...ys)).toBeCloseTo(yOf(3), 1);
    expect(Math.max(...ys)).toBeCloseTo(yOf(0.01), 1);
  });

  it("is drawn above its axes: no frame hides what runs along it", () => {
    expect(svg.indexOf('<path class="wf-curve')).toBeGreaterThan(svg.lastIndexOf('class="wf-line"'));
  });

  it("keeps its first and its last record", () => {
    const kept = thinIndexes(costs, (index) => Math.floor(index / 1000));
    expect([kept[0], kept.at(-1)]).toEqual([0, RECORDS - 1]);
    expect(kept).toContain(123_456);
    expect(kept.length).toBeLessThanOrEqual(2 * 1000 + 2);
    expect(kept.toSorted((a, b) => a - b)).toEqual(kept);
  });
});

describe("costs without neighbours", () => {
  const draw = (...recorded: number[]): string[] => {
    const curve = { name: "a", iterations: [0, 1, 2, 3].slice(0, recorded.length), costs: recorded };
    const texts = { title: "t", description: "d", yLabel: "cost" };
    const svg = plotCostCurves({ ...texts, panels: [{ heading: "", curves: [curve] }] });
    return [...svg.matchAll(/<circle class="wf-dot wf-models0" cx="([\d.]+)"/g)].map(([, x]) => x as string);
  };

  it("are dots: the only record of a run is not an empty frame", () => {
    expect(draw(0.7)).toHaveLength(1);
    expect(draw(0.7, Number.NaN, 0.5, Infinity)).toHaveLength(2);
  });

  it("are dots on the upper edge where they lie beyond every scale", () => {
    expect(draw(1e305)).toHaveLength(1);
  });

  it("are no dots beside others, nor where they are not finite", () => {
    expect(draw(0.7, 0.6, 0.5)).toEqual([]);
    expect(draw(Number.NaN)).toEqual([]);
  });
});

describe("a curve", () => {
  const frame = createFrame(
    { x: 0, y: 0 },
    createAxis([0, 4], 400, { direction: "x" }),
    createAxis([0, 1], 100, { direction: "y" }),
  );
  const pathOf = (...values: number[]): string =>
    toCurvePath({ iterations: [0, 1, 2, 3, 4], costs: values }, frame, 1);

  it("has a gap where costs are not finite", () => {
    expect(pathOf(0, 0.5, Number.NaN, 0.5, 1)).toBe("M0,100L100,50M300,50L400,0");
  });

  it("is cut at the upper edge where it leaves the frame, and comes back there", () => {
    expect(pathOf(0.5, 1.5, 9, 1.5, 0.5)).toBe("M0,50L50,0M350,0L400,50");
  });

  it("is cut where the next cost is as large as numbers become", () => {
    expect(pathOf(0.5, 1e308, 1e308, 1e308, 1e308)).toBe("M0,50L0,0");
  });
});
