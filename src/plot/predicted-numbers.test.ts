import { describe, expect, it } from "vitest";
import { type PredictedNumbersPanel, plotPredictedNumbers } from "./predicted-numbers.ts";

const panelOf = (targets: readonly number[], predictions: readonly number[]): PredictedNumbersPanel => ({
  heading: "model",
  note: "note",
  targets,
  predictions,
});
const draw = (...panels: readonly PredictedNumbersPanel[]): string =>
  plotPredictedNumbers({ title: "t", description: "d", xLabel: "true y", yLabel: "predicted y", panels });

/** The marks of every panel: of those in the frame their middles. */
const groupsOf = (svg: string): string[] =>
  [...svg.matchAll(/<g class="wf-dot [^>]*>(.*?)<\/g>/g)].map(([, marks]) => marks as string);
const dotsOf = (marks = ""): { x: number; y: number }[] =>
  [...marks.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
const frameOf = (svg: string): { x: number; y: number; width: number; height: number } => {
  const found = /<rect class="wf-line" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/.exec(
    svg,
  );
  const [x = 0, y = 0, width = 0, height = 0] = (found ?? []).slice(1).map(Number);
  return { x, y, width, height };
};

describe("predicted over true numbers", () => {
  it("has exact predictions on the dashed line, larger ones above it, on one scale for both directions", () => {
    const svg = draw(panelOf([0, 5, 10], [0, 5, 12]));
    const { x, y, width, height } = frameOf(svg);
    expect(width).toBe(height);
    const [first, second, third] = dotsOf(groupsOf(svg)[0]);
    const heightOf = (dot: { y: number } | undefined): number => y + height - (dot?.y ?? 0);
    const placeOf = (dot: { x: number } | undefined): number => (dot?.x ?? 0) - x;
    expect(heightOf(first)).toBeCloseTo(placeOf(first), 1);
    expect(heightOf(second)).toBeCloseTo(placeOf(second), 1);
    expect(heightOf(third) - placeOf(third)).toBeCloseTo((2 * width) / (12 * 1.08), 1);
    expect(svg).toContain(`stroke-dasharray`);
    expect(svg).toContain(`d="M${x} ${y + height}L${x + width} ${y}"`);
  });

  it("has the same scale in all panels, and a colour for each", () => {
    const svg = draw(panelOf([0, 10], [1, 9]), panelOf([0, 10], [1, 15]));
    const [one, other] = groupsOf(svg).map(dotsOf);
    expect(one?.[0]?.y).toBe(other?.[0]?.y);
    expect(svg).toContain('<g class="wf-dot wf-seed wf-models1">');
    expect(svg.match(/>predicted y</g)).toHaveLength(1);
    expect(svg.match(/>true y</g)).toHaveLength(2);
  });

  it("has an arrow at its edge for what is far beyond, which hides no others", () => {
    const svg = draw(panelOf([0, 10, 5, 5], [0, 10, 1e6, -1e6]));
    const [marks = ""] = groupsOf(svg);
    expect(dotsOf(marks)).toHaveLength(2);
    expect(marks.match(/<path/g)).toHaveLength(2);
    expect(svg).toContain(">beyond the scale</text>");
    expect(draw(panelOf([0, 10], [0, 12]))).not.toContain("beyond the scale");
  });

  it("draws an evenly spread share of very many examples", () => {
    const many = Array.from({ length: 30_000 }, (_, i) => i);
    const svg = draw(panelOf(many, many));
    const dots = dotsOf(groupsOf(svg)[0]);
    expect(dots).toHaveLength(2000);
    const { x, width } = frameOf(svg);
    const middle = dots[1000]?.x ?? 0;
    expect(Math.abs(middle - x - width / 2)).toBeLessThan(1);
    expect(svg).toContain(">one example; not all are drawn</text>");
  });

  it("stands for constant targets and predictions, too", () => {
    for (const svg of [
      draw(panelOf([3, 3], [3, 3])),
      draw(panelOf([3], [7])),
      draw(panelOf([0, 0], [0, 0])),
    ]) {
      expect(svg).not.toMatch(/NaN|Infinity/);
      expect(dotsOf(groupsOf(svg)[0]).length).toBeGreaterThan(0);
    }
  });
});
