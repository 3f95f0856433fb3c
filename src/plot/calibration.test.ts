import { expect, it } from "vitest";
import { calibrationCurve } from "../metrics/calibration.ts";
import { plotCalibration } from "./calibration.ts";

const texts = { title: "t", description: "d" };
const scores = [0.05, 0.15, 0.16, 0.95];
const run = (outcomes: readonly number[]) => ({ name: "a", curve: calibrationCurve({ scores, outcomes }) });

/** The bars of counts. */
function barsOf(svg: string): { x: number; width: number; height: number }[] {
  const bars = svg.matchAll(
    /class="wf-bar [^"]*" x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="([\d.]+)"/g,
  );
  return [...bars].map(([, x, width, height]) => ({
    x: Number(x),
    width: Number(width),
    height: Number(height),
  }));
}

it("a bin has a dot and a bar as high as its examples are many; an empty one has neither", () => {
  const svg = plotCalibration({ ...texts, runs: [run([0, 1, 0, 1])] });
  const bars = barsOf(svg);
  expect(bars).toHaveLength(3);
  expect(svg.match(/<circle class="wf-dot/g)).toHaveLength(3);
  expect((bars[1]?.height as number) / (bars[0]?.height as number)).toBeCloseTo(2, 1);
});

it("bars of several models stand side by side within their bin", () => {
  const bars = barsOf(plotCalibration({ ...texts, runs: [run([0, 1, 0, 1]), run([0, 0, 0, 1])] }));
  const [first, , , second] = bars.toSorted((a, b) => a.x - b.x);
  const sorted = bars.toSorted((a, b) => a.x - b.x);
  expect(sorted).toHaveLength(6);
  sorted.slice(1).forEach((bar, index) => {
    const before = sorted[index] as (typeof sorted)[number];
    expect(bar.x).toBeGreaterThanOrEqual(before.x + before.width - 0.02);
  });
  expect(first?.width).toBeCloseTo(second?.width as number, 1);
});

it("the key tells the calibration error", () => {
  const { name, curve } = run([0, 1, 0, 1]);
  const svg = plotCalibration({ ...texts, runs: [{ name, curve }] });
  expect(svg).toContain(`>${curve.expectedError.toFixed(3)}</text>`);
});
