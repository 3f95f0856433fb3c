import { describe, expect, it } from "vitest";
import { createFrame } from "./axes.ts";
import { createCostAxes } from "./cost-axes.ts";
import { plotCostCurves } from "./cost-curves.ts";
import { toBandPath } from "./curve-band.ts";
import { createAxis } from "./ticks.ts";

const frame = createFrame(
  { x: 0, y: 0 },
  createAxis([0, 4], 400, { direction: "x" }),
  createAxis([0, 1], 100, { direction: "y" }),
);
const pathOf = (low: readonly number[], high: readonly number[]): string =>
  toBandPath({ low, high }, [0, 1, 2, 3, 4].slice(0, low.length), frame, 1);

describe("a band", () => {
  it("goes along its upper edge and back along its lower one", () => {
    expect(pathOf([0.1, 0.2], [0.5, 0.6])).toBe("M0,50L100,40L100,80L0,90Z");
  });

  it("has a gap where one of its edges is not finite, and a narrow strip where a record is alone", () => {
    expect(pathOf([0, 0.1, 0.2, Number.NaN, 0.4], [1, Infinity, 0.5, 0.5, 0.6])).toBe(
      "M-1.5,0L1.5,0L1.5,100L-1.5,100ZM198.5,50L201.5,50L201.5,80L198.5,80ZM398.5,40L401.5,40L401.5,60L398.5,60Z",
    );
    expect(pathOf([Number.NaN], [1])).toBe("");
  });

  it("is cut where it leaves the frame", () => {
    expect(pathOf([0.5, -0.5], [0.5, 1.5])).toBe("M0,50L50,0L100,0L100,100L50,100L0,50Z");
    expect(pathOf([0.5, 0.5], [1, 1e308])).toBe("M0,0L0,0L100,0L100,50L0,50Z");
  });

  it("of a million records is small and keeps its extremes", () => {
    const count = 1_000_000;
    const iterations = Array.from({ length: count }, (_, index) => (4 * index) / count);
    const high = iterations.map((_, index) => (index === 123_456 ? 0.98 : 0.6 + 0.05 * Math.sin(index)));
    const low = iterations.map((_, index) => (index === 654_321 ? 0.02 : 0.4 + 0.05 * Math.sin(index)));
    const path = toBandPath({ low, high }, iterations, frame, 1);
    const ys = [...path.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y));
    expect(path.length).toBeLessThan(60_000);
    expect([Math.min(...ys), Math.max(...ys)]).toEqual([2, 98]);
  });
});

describe("the scale", () => {
  const size = { width: 400, height: 100 };
  const topOf = (high: number, more: object = {}): number =>
    createCostAxes(
      [
        { iterations: [0, 1], costs: [1, 0.5] },
        { iterations: [0, 1], costs: [1, 0.5], band: { low: [1, 0], high: [1, high] }, ...more },
      ],
      size,
    ).yAxis.domain[1];

  it("holds bands", () => {
    expect(topOf(0.5)).toBeCloseTo(1.04, 10);
    expect(topOf(1.6)).toBeCloseTo(1.6 * 1.04, 10);
  });

  it("reaches at most twice as far as the curves need", () => {
    expect(topOf(1e9)).toBeCloseTo(2 * 1.04, 10);
    expect(topOf(Infinity)).toBeCloseTo(1.04, 10);
  });

  it("leaves out the band of a curve that is off the scale", () => {
    expect(topOf(1.6, { isOffScale: true })).toBeCloseTo(1.04, 10);
  });

  it("is that of the band where curves are 0", () => {
    const curve = { iterations: [0, 1], costs: [0, 0], band: { low: [0, 0], high: [0, 3] } };
    expect(createCostAxes([curve], size).yAxis.domain[1]).toBeCloseTo(3 * 1.04, 10);
  });
});

it("bands lie behind all curves, in one panel and in several, and in their legend", () => {
  const curve = (name: string) => ({
    name,
    iterations: [0, 1],
    costs: [1, 0.5],
    band: { low: [0.9, 0.4], high: [1, 0.7] },
  });
  const draw = (panels: number): string =>
    plotCostCurves({
      title: "t",
      description: "d",
      yLabel: "cost",
      panels: Array.from({ length: panels }, () => ({ heading: "", curves: [curve("a"), curve("b")] })),
    });
  const one = draw(1);
  expect(one.lastIndexOf('class="wf-area')).toBeLessThan(one.indexOf('class="wf-curve'));
  expect([...draw(2).matchAll(/<path class="wf-area wf-models1"/g)]).toHaveLength(2 + 1);
});
