import { describe, expect, it } from "vitest";
import type { DotRow } from "./dot-row.ts";
import { plotIntervalDots } from "./interval-dots.ts";

const texts = { title: "t", description: "d", xLabel: "accuracy" };
const draw = (
  rows: readonly (DotRow | undefined)[],
  names = rows.map((_, index) => `name ${index}`),
): string => plotIntervalDots({ ...texts, names, panels: [{ heading: "", rows }] });

interface Dot {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}
/** The dots of every row. */
const dotsOf = (svg: string): Dot[][] =>
  [...svg.matchAll(/<g class="wf-dot [^"]*">(.*?)<\/g>/g)].map(([, dots]) =>
    [...(dots as string).matchAll(/cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)].map(([, x, y, r]) => ({
      x: Number(x),
      y: Number(y),
      r: Number(r),
    })),
  );
const xsOf = (svg: string, style: string): { from: number; width: number }[] =>
  [...svg.matchAll(new RegExp(`class="${style}" x="([\\d.]+)" y="[\\d.]+" width="([\\d.]+)"`, "g"))].map(
    ([, from, width]) => ({ from: Number(from), width: Number(width) }),
  );
const wide: DotRow = { values: [0.9, 0.95, 1, 0.95], mean: 0.95, interval: { low: 0.92, high: 0.98 } };

describe("a row", () => {
  const svg = draw([wide]);

  it("has a dot for every value, those of equal values on top of each other", () => {
    const dots = dotsOf(svg)[0] as Dot[];
    const [left, middle, above, right] = dots as [Dot, Dot, Dot, Dot];
    expect(dots).toHaveLength(4);
    expect(middle.x).toBe(above.x);
    expect(middle.y - above.y).toBeGreaterThanOrEqual(2 * middle.r);
    expect(middle.x).toBeCloseTo((left.x + right.x) / 2, 1);
  });

  it("has its interval and its mean on the scale of the dots", () => {
    const [left, , , right] = dotsOf(svg)[0] as [Dot, Dot, Dot, Dot];
    const scale = (share: number): number => left.x + ((share - 0.9) / 0.1) * (right.x - left.x);
    const [bar] = xsOf(svg, "wf-bar wf-models0");
    const [mean] = xsOf(svg, "wf-bar wf-mean wf-models0");
    expect(bar?.from).toBeCloseTo(scale(0.92), 1);
    expect((bar?.from ?? 0) + (bar?.width ?? 0)).toBeCloseTo(scale(0.98), 1);
    expect((mean?.from ?? 0) + (mean?.width ?? 0) / 2).toBeCloseTo(scale(0.95), 1);
  });

  it("says its figures in words, as many as there are", () => {
    expect(svg).toContain(">95.0 % (92.0 to 98.0)</text>");
    expect(draw([{ values: [0.9, 1], mean: 0.95 }])).toContain(">95.0 %</text>");
    expect(draw([wide, undefined])).toContain(">no result</text>");
  });

  it("keeps its colour and its place where another has no result", () => {
    const both = draw([undefined, wide]);
    expect(both).toContain('class="wf-name wf-models1"');
    expect(xsOf(both, "wf-bar wf-models1")).toHaveLength(1);
    expect(dotsOf(both)).toHaveLength(1);
  });
});

it("a dot alone is its own mean", () => {
  const svg = draw([{ values: [0.9], mean: 0.9 }]);
  expect(dotsOf(svg)[0]).toHaveLength(1);
  expect(svg).not.toContain('class="wf-bar');
});

it("200 seeds keep their dots, which stay within their row", () => {
  const always = { values: Array.from({ length: 200 }, () => 1), mean: 1, interval: { low: 0.98, high: 1 } };
  const rows = dotsOf(draw([always, always, always]));
  expect(rows.map((dots) => dots.length)).toEqual([200, 200, 200]);
  const [first, second] = rows as [Dot[], Dot[]];
  const lowest = Math.max(...first.map(({ y }) => y));
  expect(Math.min(...second.map(({ y }) => y))).toBeGreaterThan(lowest + 20);
});

it("panels share a scale within 0 and 100 %", () => {
  const svg = plotIntervalDots({
    ...texts,
    names: ["a"],
    panels: [
      { heading: "test", rows: [{ values: [0.5], mean: 0.5 }] },
      { heading: "training", rows: [{ values: [1], mean: 1 }] },
    ],
  });
  const labels = [...svg.matchAll(/class="wf-tick"[^>]*>([^<]*)</g)].map(([, label]) => label);
  expect(labels.slice(0, labels.length / 2)).toEqual(labels.slice(labels.length / 2));
  expect(labels[0]).toBe("50 %");
  expect(labels.at(-1)).toBe("100 %");
});

it("what all have right is on a scale that ends at 100 %", () => {
  const svg = draw([{ values: [1, 1], mean: 1 }]);
  expect(svg).toContain(">100.0 %</text>");
  expect(svg).not.toMatch(/>10[1-9][\d.]* %</);
});

it("a name that is longer than its panel is shortened before its figures", () => {
  expect(draw([wide], ["n".repeat(90)])).toMatch(/class="wf-name wf-models0">n+…n+</);
  expect(draw([wide], ["n".repeat(40)])).toContain(`>${"n".repeat(40)}</text>`);
});

it("values that are not finite are left out", () => {
  const svg = draw([{ values: [0.9, Number.NaN, 1], mean: 0.95 }]);
  expect(dotsOf(svg)[0]).toHaveLength(2);
  expect(svg).not.toContain("NaN");
});
