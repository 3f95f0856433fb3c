import { describe, expect, it } from "vitest";
import { plotDifferences } from "./forest-plot.ts";
import type { DifferenceRow } from "./forest-row.ts";

const createRow = (difference: number, half: number, more: Partial<DifferenceRow> = {}): DifferenceRow => ({
  names: ["dropout", "none"],
  figures: { difference, interval: { low: difference - half, high: difference + half } },
  isDecided: Math.abs(difference) > half,
  verdict: "a verdict",
  ...more,
});
const draw = (...rows: readonly DifferenceRow[]): string =>
  plotDifferences({ title: "t", description: "d", xLabel: "difference", rows });
/** The marks of rows come before those of the legend, of which there is one of each kind. */
const LEGEND_MARKS = 1;
const marksOf = (svg: string, kind: string): number[] =>
  [...svg.matchAll(new RegExp(`<circle class="wf-mark wf-${kind}" cx="([\\d.]+)"`, "g"))].map(([, x]) =>
    Number(x),
  );
const rangesOf = (svg: string): [from: number, to: number][] =>
  [...svg.matchAll(/class="wf-range [^"]*" x1="([\d.]+)" x2="([\d.]+)"/g)].map(([, from, to]) => [
    Number(from),
    Number(to),
  ]);
const zeroOf = (svg: string): number =>
  Number(/class="wf-line" x1="([\d.]+)" x2="\1" y1="82"/.exec(svg)?.[1]);

describe("a difference", () => {
  it("stands in the middle of its interval, right of 0 where the first is better", () => {
    const svg = draw(createRow(0.03, 0.02), createRow(-0.03, 0.02));
    const [better = 0, worse = 0] = marksOf(svg, "decided");
    const zero = zeroOf(svg);
    expect(better - zero).toBeCloseTo(zero - worse, 1);
    expect(better).toBeGreaterThan(zero);
    const [from, to] = rangesOf(svg)[0] as [number, number];
    expect((from + to) / 2).toBeCloseTo(better, 1);
    expect((from - zero) / (better - zero)).toBeCloseTo(1 / 3, 1);
    expect(svg).toContain(">3.0 (1.0 to 5.0)</text>");
    expect(svg).toContain(">dropout − none</text>");
  });

  it("that is decided is filled and bold, another hollow and thin", () => {
    const svg = draw(createRow(0.03, 0.02), createRow(0.01, 0.02));
    expect(marksOf(svg, "decided")).toHaveLength(1 + LEGEND_MARKS);
    expect(marksOf(svg, "undecided")).toHaveLength(1 + LEGEND_MARKS);
    expect(svg).toMatch(/class="wf-range wf-undecided"/);
    expect(svg).toContain(">not decided</text>");
    expect(svg).toMatch(/wf-undecided\{[^}]*fill:#ffffff/);
    expect(draw(createRow(0.03, 0.02))).not.toContain("not decided");
    expect(draw(createRow(0.01, 0.02))).toContain(">difference and 95 % interval: not decided</text>");
  });

  it("without figures has only words", () => {
    const svg = draw({ names: ["a", "b"], isDecided: false, verdict: "no run of both is finished" });
    expect(svg).toContain(">no run of both is finished</text>");
    expect(svg).not.toMatch(/<circle|class="wf-range|NaN/);
  });

  it("of 0 without any chance is a mark on the line", () => {
    const svg = draw(createRow(0, 0));
    expect(marksOf(svg, "undecided")[0]).toBe(zeroOf(svg));
  });
});

describe("an outlier", () => {
  const others = Array.from({ length: 8 }, (_, index) => createRow(0.005 * index, 0.01));
  const svg = draw(createRow(0.45, 0.02), ...others, createRow(-0.45, 0.02));

  it("leaves the others their room and becomes an arrow, with its numbers beside it", () => {
    expect(marksOf(svg, "decided").length + marksOf(svg, "undecided").length).toBe(
      others.length + 2 * LEGEND_MARKS,
    );
    expect([...svg.matchAll(/<path class="wf-mark wf-decided"/g)]).toHaveLength(3);
    expect(svg).toContain(">goes on beyond the scale</text>");
    expect(svg).toContain(">45.0 (43.0 to 47.0)</text>");
    const spread = marksOf(svg, "decided");
    expect(Math.max(...spread) - zeroOf(svg)).toBeGreaterThan(35);
  });

  it("is none among as many like it", () => {
    const alike = draw(createRow(0.45, 0.02), createRow(0.4, 0.02), createRow(0.01, 0.02));
    expect(alike).not.toContain("goes on beyond the scale");
  });
});

describe("texts", () => {
  it("of a verdict go on in the next lines, and are shortened where three are not enough", () => {
    const long = "dropout and none cannot be told apart with 20 seeds and 200 test examples";
    const svg = draw(createRow(0.01, 0.02, { verdict: `${long}; ${long}` }));
    const lines = [...svg.matchAll(/<text x="[\d.]+" y="([\d.]+)" class="wf-note">([^<]*)</g)]
      .filter(([, y, line]) => Number(y) > 82 && !/^(?:1\.0|differ)/.test(line as string))
      .map(([, , line]) => line);
    expect(lines.join(" ")).toBe(`${long}; ${long}`);
    expect(lines.length).toBeGreaterThan(1);
    expect(draw(createRow(0.01, 0.02, { verdict: `${long} `.repeat(9) }))).toContain("…");
  });

  it("of long names stand on two lines, the second of which is taken away", () => {
    const names = ["dropout of the first layer", "w".repeat(90)] as const;
    const svg = draw(createRow(0.01, 0.02, { names }));
    expect(svg).toContain(">dropout of the first layer −</text>");
    expect(svg).toMatch(/>w+…w+<\/text>/);
  });
});

it("45 pairs are one picture below each other", () => {
  const svg = draw(...Array.from({ length: 45 }, (_, index) => createRow(0.001 * index, 0.02)));
  const ys = [...svg.matchAll(/<circle [^>]*cy="([\d.]+)"/g)].map(([, y]) => Number(y)).slice(0, 45);
  expect(ys).toHaveLength(45);
  for (let index = 1; index < 45; index++) {
    expect((ys[index] as number) - (ys[index - 1] as number)).toBeGreaterThan(30);
  }
});
