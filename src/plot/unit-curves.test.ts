import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averagePrecision, precisionRecallCurve } from "../metrics/precision-recall.ts";
import { rocArea, rocCurve } from "../metrics/roc.ts";
import type { Point } from "./curve-points.ts";
import { plotPrecisionRecall } from "./precision-recall.ts";
import { plotRocCurves } from "./roc-curves.ts";
import { thinPoints } from "./unit-curves.ts";

const texts = { title: "t", description: "d" };

/** The corners of every curve in its frame, from 0 to 1 in both directions; the key's lines are left out. */
function curvesOf(svg: string): Point[][] {
  const [, left = 0, top = 0, width = 0, height = 0] =
    /class="wf-line" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/.exec(svg)?.map(Number) ??
    [];
  return [...svg.matchAll(/class="wf-curve [^>]* d="M([^"H]+)"/g)].map(([, path]) =>
    (path as string).split("L").map((place) => {
      const [x = 0, y = 0] = place.split(" ").map(Number);
      return { x: (x - left) / width, y: 1 - (y - top) / height };
    }),
  );
}

/** The area below a line. */
function areaOf(points: readonly Point[]): number {
  return points.slice(1).reduce((area, { x, y }, index) => {
    const before = points[index] as Point;
    return area + ((x - before.x) * (y + before.y)) / 2;
  }, 0);
}

const examples = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 1 })), {
    minLength: 2,
    maxLength: 300,
  })
  .filter((pairs) => new Set(pairs.map(([, outcome]) => outcome)).size === 2)
  .map((pairs) => ({ scores: pairs.map(([score]) => score), outcomes: pairs.map(([, outcome]) => outcome) }));

describe("the area below a drawn curve", () => {
  it("is the area of its ROC curve", () => {
    fc.assert(
      fc.property(examples, (scored) => {
        const curve = rocCurve(scored);
        const [points] = curvesOf(plotRocCurves({ ...texts, runs: [{ name: "a", curve }] }));
        expect(Math.abs(areaOf(points as Point[]) - rocArea(curve))).toBeLessThan(2e-3);
      }),
      { numRuns: 30 },
    );
  });

  it("is its average precision", () => {
    fc.assert(
      fc.property(examples, (scored) => {
        const curve = precisionRecallCurve(scored);
        const [points] = curvesOf(plotPrecisionRecall({ ...texts, runs: [{ name: "a", curve }] }));
        expect(Math.abs(areaOf(points as Point[]) - averagePrecision(curve))).toBeLessThan(2e-3);
      }),
      { numRuns: 30 },
    );
  });
});

it("a curve that does not exist is not drawn, and told", () => {
  const curve = rocCurve({ scores: [0.1, 0.2], outcomes: [1, 1] });
  const svg = plotRocCurves({ ...texts, runs: [{ name: "a", curve }] });
  expect(curvesOf(svg)).toEqual([]);
  expect(svg).toContain(">none</text>");
});

it("data of different shares of the class have a line each", () => {
  const runs = [1, 2].map((positives) => ({
    name: `${positives}`,
    curve: precisionRecallCurve({ scores: [1, 2, 3, 4], outcomes: [0, 0, positives - 1, 1] }),
  }));
  const svg = plotPrecisionRecall({ ...texts, runs });
  expect(svg).toContain(">0.250</text>");
  expect(svg).toContain(">0.500</text>");
  expect(svg.match(/guessing/g)).toHaveLength(2);
});

it("a curve of very many examples has a short path that ends where it does", () => {
  const points = Array.from({ length: 100_000 }, (_, i) => ({ x: i / 300, y: Math.sqrt(i) }));
  const thinned = thinPoints(points);
  expect(thinned.length).toBeLessThan(1000);
  expect([thinned[0], thinned.at(-1)]).toEqual([points[0], points.at(-1)]);
});

it("points on a straight line are left out", () => {
  expect(thinPoints([0, 1, 2, 5].map((x) => ({ x, y: 2 * x })))).toEqual([
    { x: 0, y: 0 },
    { x: 5, y: 10 },
  ]);
});
