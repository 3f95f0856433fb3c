import { describe, expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { largestOf } from "../metrics/calibration.ts";
import { plotDecisionBoundaries } from "./decision-boundaries.ts";
import { createGrid, gridPoints } from "./grid.ts";

const CLASSES = 3;
/** A softmax of linear logits: each line between two classes is straight. */
const WEIGHTS = [
  [1, 0.2, 0.1],
  [-0.4, 1, 0],
  [-0.5, -1.1, -0.15],
] as const;

const data = Dataset.fromRows({
  name: "three",
  rows: [
    [-1, -1],
    [1, 0],
    [0, 1],
  ],
  labels: ["ash", "birch", "cedar"],
});
const grid = createGrid([data]);

interface Place {
  readonly x: number;
  readonly y: number;
}

const logitsAt = (points: readonly (readonly number[])[]): Float64Array =>
  Float64Array.from(
    points.flatMap(([x = 0, y = 0]) => WEIGHTS.map(([right, up, shift]) => right * x + up * y + shift)),
  );
const draw = (panel: { logits: Float64Array; logitsAt?: typeof logitsAt }, test?: Dataset): string =>
  plotDecisionBoundaries({
    id: "p",
    title: "t",
    description: "d",
    panels: [{ heading: "", note: "", ...panel }],
    grid,
    training: data,
    test,
  });
const logits = logitsAt(gridPoints(grid));
/** Where the panel stands. */
const [left = 0, top = 0, width = 0, height = 0] = (
  /<clipPath[^>]*><rect x="(.*?)" y="(.*?)" width="(.*?)" height="(.*?)"/.exec(draw({ logits })) ?? []
)
  .slice(1)
  .map(Number);

const ringsOf = (svg: string, style: string): Place[][] =>
  (new RegExp(`<path class="${style}" d="([^"]*)"`).exec(svg)?.[1] ?? "")
    .split("Z")
    .filter(Boolean)
    .map((ring) =>
      [...ring.matchAll(/([-\d.]+) ([-\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) })),
    );
const regionOf = (svg: string, classIndex: number, tone = 0): Place[][] =>
  ringsOf(svg, `wf-region${classIndex}-${tone}`);
const toFeatures = ({ x, y }: Place): [number, number] => [
  grid.xDomain[0] + ((x - left) / width) * (grid.xDomain[1] - grid.xDomain[0]),
  grid.yDomain[1] - ((y - top) / height) * (grid.yDomain[1] - grid.yDomain[0]),
];
const isShown = ({ x, y }: Place): boolean => x > left && x < left + width && y > top && y < top + height;

/** Whether a place is inside rings: a ray to the right crosses them an odd number of times. */
function isInside({ x, y }: Place, rings: readonly Place[][]): boolean {
  const crossings = rings.flatMap((ring) =>
    ring.filter((from, index) => {
      const to = ring[(index + 1) % ring.length] as Place;
      return from.y > y !== to.y > y && x < from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x);
    }),
  );
  return crossings.length % 2 === 1;
}

/** How far, in pixels, a place lies from the nearest line at which two of the linear logits are equal and highest. */
function distanceToLine(place: Place): number {
  const values = logitsAt([toFeatures(place)]);
  const best = largestOf(values, 0, CLASSES);
  const distances = WEIGHTS.flatMap(([right, up], other) => {
    if (other === best) return [];
    const [ownRight, ownUp] = WEIGHTS[best] as (typeof WEIGHTS)[number];
    const perPixelX = ((ownRight - right) * (grid.xDomain[1] - grid.xDomain[0])) / width;
    const perPixelY = ((ownUp - up) * (grid.yDomain[1] - grid.yDomain[0])) / height;
    return [((values[best] as number) - (values[other] as number)) / Math.hypot(perPixelX, perPixelY)];
  });
  return Math.min(...distances);
}

/** Places all over the panel, none on a line of the grid. */
const SAMPLES: readonly Place[] = Array.from({ length: 60 * 60 }, (_, i) => ({
  x: left + ((i % 60) + 0.37) * (width / 60),
  y: top + (Math.floor(i / 60) + 0.41) * (height / 60),
}));

describe.each([
  ["sought with the model", { logits, logitsAt }],
  ["found between the points of a grid", { logits }],
])("the lines between three classes of linear logits, %s", (_, panel) => {
  const svg = draw(panel);

  it("run where two logits are equal and highest, within a twentieth of a pixel", () => {
    const corners = ringsOf(svg, "wf-border").flat().filter(isShown);
    expect(corners.length).toBeGreaterThan(1);
    expect(Math.max(...corners.map(distanceToLine))).toBeLessThan(0.05);
  });

  it("are straight: between their corners, too", () => {
    const middles = ringsOf(svg, "wf-border").flatMap((ring) =>
      ring.map((from, index) => {
        const to = ring[(index + 1) % ring.length] as Place;
        return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
      }),
    );
    const shown = middles.filter(isShown);
    expect(shown.length).toBeGreaterThan(2);
    expect(Math.max(...shown.map(distanceToLine))).toBeLessThan(0.1);
  });

  it("divide the plane: on top lies the region of the most probable class", () => {
    expect(svg.indexOf('"wf-region1-0"')).toBeLessThan(svg.indexOf('"wf-region0-0"'));
    const regions = [0, 1].map((classIndex) => regionOf(svg, classIndex));
    const wrong = SAMPLES.filter((place) => {
      const onTop = [0, 1].find((index) => isInside(place, regions[index] as Place[][])) ?? 2;
      const best = largestOf(logitsAt([toFeatures(place)]), 0, CLASSES);
      return onTop !== best && distanceToLine(place) > 0.1;
    });
    expect(wrong).toEqual([]);
  });

  it("have stronger tones where the class has a probability of more than 0.5, 0.7 and 0.9", () => {
    for (const [index, threshold] of [0.5, 0.7, 0.9].entries()) {
      const wrong = SAMPLES.filter((place) => {
        const odds = [...logitsAt([toFeatures(place)])].map(Math.exp);
        const shares = odds.map((value) => value / odds.reduce((sum, other) => sum + other, 0));
        return shares.some(
          (share, k) =>
            Math.abs(share - threshold) > 0.004 &&
            isInside(place, regionOf(svg, k, index + 1)) !== share > threshold,
        );
      });
      expect(wrong).toEqual([]);
    }
  });
});

describe("a picture of several classes", () => {
  it("names each class once in its legend, on the colour of its region", () => {
    const svg = draw({ logits }, data);
    for (const [index, name] of ["ash", "birch", "cedar"].entries()) {
      expect(svg.match(new RegExp(`class="wf-note">${name}<`, "g"))).toHaveLength(1);
      expect(svg).toContain(`<rect class="wf-region${index}-3"`);
      expect(svg).toContain(`.wf-region${index}-3{fill:#`);
      expect(svg).toContain(`.wf-filled.wf-class${index}{fill:#`);
    }
    expect(svg).toContain(">filled: training · hollow: test<");
    expect(svg).toContain(">probability of the most probable class<");
    expect(draw({ logits })).not.toContain("hollow: test");
  });

  it("gives places where logits are equal to the first class, as a model does", () => {
    const svg = draw({ logits: new Float64Array(logits.length) });
    expect(svg).toContain(`<rect class="wf-region0-0" x="${left}"`);
    expect(svg).not.toMatch(/class="wf-region[12]-0"/);
    expect(ringsOf(svg, "wf-border")).toEqual([]);
  });

  it("neither shades nor crosses places without a number, and draws infinite logits as very large ones", () => {
    const points = gridPoints(grid);
    const broken = logits.map((logit, place) =>
      (points[Math.floor(place / CLASSES)]?.[0] as number) < 0 ? Number.NaN : logit * 1e308,
    );
    const svg = draw({ logits: broken, logitsAt });
    expect(svg).not.toMatch(/NaN|Infinity/);
    const nothing = ringsOf(svg, "wf-nothing");
    expect(isInside({ x: left + 20, y: top + 200 }, nothing)).toBe(true);
    expect(isInside({ x: left + 0.8 * width, y: top + 200 }, nothing)).toBe(false);
    expect(svg.indexOf("wf-nothing", svg.indexOf("</style>"))).toBeGreaterThan(
      svg.lastIndexOf('<path class="wf-border"'),
    );
  });
});
