import { describe, expect, it } from "vitest";
import { type FittedCurves, plotFittedCurves } from "./fitted-curves.ts";

const places = Array.from({ length: 101 }, (_, i) => i / 10 - 5);
const curveOf = (f: (x: number) => number): Float64Array => Float64Array.from(places, f);
const draw = (given: Partial<FittedCurves> = {}): string =>
  plotFittedCurves({
    title: "t",
    description: "d",
    id: "p",
    xLabel: "x",
    yLabel: "y",
    places,
    panels: [{ heading: "model", curves: [curveOf((x) => x)] }],
    training: { places: [-5, 0, 5], targets: [-5, 0, 5] },
    ...given,
  });
const marksOf = (svg: string, style: string): { x: number; y: number }[] =>
  [...svg.matchAll(new RegExp(`class="wf-${style} wf-class1" cx="([\\d.]+)" cy="([\\d.]+)"`, "g"))].map(
    ([, x, y]) => ({ x: Number(x), y: Number(y) }),
  );
const pathsOf = (svg: string): string[] =>
  [...svg.matchAll(/<path class="wf-curve wf-models\d" d="(M[^"]*L[^"]*)"/g)].map(([, d]) => d as string);

describe("curves of one feature", () => {
  it("go through the examples that they predict exactly", () => {
    const svg = draw();
    const [first, , last] = marksOf(svg, "filled");
    expect(pathsOf(svg)).toEqual([`M${first?.x} ${first?.y}L${last?.x} ${last?.y}`]);
  });

  it("are one for each run, in the colour of their model, and clipped to their frame", () => {
    const flat = curveOf(() => 1);
    const svg = draw({
      panels: [
        { heading: "one", curves: [flat] },
        { heading: "several", curves: [flat, curveOf((x) => -x), curveOf((x) => 1e6 * x)] },
      ],
    });
    expect(pathsOf(svg)).toHaveLength(4);
    expect(svg).toMatch(/<g clip-path="url\(#p-0\)"><path class="wf-curve wf-models0"/);
    expect(svg).toMatch(
      /<g clip-path="url\(#p-1\)" stroke-opacity="[\d.]+"><path class="wf-curve wf-models1"/,
    );
    expect(svg).toContain(">prediction of one run</text>");
    // The wild curve does not press the examples together: they take half of the height.
    const heights = marksOf(svg, "filled").map(({ y }) => y);
    expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(120);
  });

  it("stand over training examples, filled, and test examples, hollow", () => {
    const svg = draw({ test: { places: [1, 2], targets: [0, 3] } });
    expect(marksOf(svg, "filled")).toHaveLength(3 + 1);
    expect(marksOf(svg, "hollow")).toHaveLength(2 + 1);
    expect(svg).toContain(">test example</text>");
    expect(draw()).not.toContain("test example");
  });

  it("leave marks out of very many, and say so", () => {
    const many = Array.from({ length: 5000 }, (_, i) => i / 500 - 5);
    const svg = draw({ training: { places: many, targets: many } });
    expect(marksOf(svg, "filled")).toHaveLength(1000 + 1);
    expect(svg).toContain(">example, not all drawn</text>");
  });
});
