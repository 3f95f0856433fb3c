import { describe, expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { hasBorder } from "./class-fields.ts";
import { plotDecisionBoundaries } from "./decision-boundaries.ts";
import { createGrid, gridPoints } from "./grid.ts";

/** Where the panel of a picture with one panel stands. */
const FRAME = { left: 64, top: 76, width: 560, height: 520 } as const;

const createData = (labels: readonly (string | number)[]): Dataset =>
  Dataset.fromRows({
    name: "two",
    rows: [
      [-1, -1],
      [1, 1],
    ],
    labels,
  });
const draw = (data: Dataset, logitOf: (x: number, y: number) => number, title = "t"): string => {
  const grid = createGrid([data]);
  const logits = Float64Array.from(gridPoints(grid), ([x = 0, y = 0]) => logitOf(x, y));
  const panels = [{ heading: "", note: "", logits }];
  return plotDecisionBoundaries({
    id: "p",
    title,
    description: "d",
    panels,
    grid,
    training: data,
    test: data,
  });
};
const pathOf = (svg: string, style: string): string | undefined =>
  new RegExp(`<path class="${style}" d="([^"]*)"`).exec(svg)?.[1];

describe("logits that are not numbers", () => {
  it("are neither shaded nor crossed by a line, wherever they are", () => {
    const everywhere = draw(createData(["a", "b"]), () => Number.NaN);
    expect(pathOf(everywhere, "wf-nothing")).toMatch(/^M.*Z$/);
    const half = draw(createData(["a", "b"]), (x) => (x < 0 ? Number.NaN : 5));
    const pointsOf = (style: string): { x: number; y: number }[] =>
      [...(pathOf(half, style) as string).matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => ({
        x: Number(x),
        y: Number(y),
      }));
    const coveredTo = Math.max(...pointsOf("wf-nothing").map(({ x }) => x));
    expect(coveredTo).toBeGreaterThan(FRAME.left + FRAME.width / 2);
    expect(coveredTo).toBeLessThan(FRAME.left + 0.55 * FRAME.width);
    const uncovered = pointsOf("wf-border").filter(
      ({ x, y }) =>
        x > coveredTo - 3 && x < FRAME.left + FRAME.width && y > FRAME.top && y < FRAME.top + FRAME.height,
    );
    expect(uncovered).toEqual([]);
  });

  it("give no path that is none", () => {
    const svg = draw(createData(["a", "b"]), (x, y) => (x < 0 ? Number.NaN : y > 0 ? Infinity : -Infinity));
    expect(svg).not.toMatch(/NaN|Infinity/);
  });
});

it("a border is one that runs through the frame", () => {
  const grid = createGrid([createData(["a", "b"])]);
  const fill = (logitOf: (x: number) => number): Float64Array =>
    Float64Array.from(gridPoints(grid), ([x = 0]) => logitOf(x));
  expect(
    hasBorder(
      grid,
      fill((x) => x),
    ),
  ).toBe(true);
  expect(
    hasBorder(
      grid,
      fill(() => 3),
    ),
  ).toBe(false);
  expect(
    hasBorder(
      grid,
      fill(() => Number.NaN),
    ),
  ).toBe(false);
  expect(
    hasBorder(
      grid,
      fill((x) => (x < grid.xDomain[0] ? -1 : 1)),
    ),
  ).toBe(false);
});

describe("the grid", () => {
  const createRows = (...rows: number[][]): Dataset =>
    Dataset.fromRows({ name: "rows", rows, labels: rows.map((_, index) => index % 2) });

  it("refuses features that no scale can hold", () => {
    const large = createRows([1e308, 0], [-1e308, 1]);
    expect(() => createGrid([large])).toThrow(
      "features to draw: expected numbers between −1e300 and 1e300, got larger ones.",
    );
  });

  it.each([
    [
      [1e300, -1e300],
      [1, 1],
    ],
    [
      [1e17, 1e17],
      [5, 5],
    ],
    [
      [1e17, 1e17 + 16],
      [0, 1],
    ],
  ])("has points that differ around %j and %j", (xs, ys) => {
    const { xDomain, yDomain, xStep } = createGrid([
      createRows([xs[0] ?? 0, ys[0] ?? 0], [xs[1] ?? 0, ys[1] ?? 0]),
    ]);
    for (const [low, high] of [xDomain, yDomain]) expect(high - low).toBeGreaterThan(0);
    expect(xDomain[0] + xStep).toBeGreaterThan(xDomain[0]);
    expect(Number.isFinite(xDomain[1] - xDomain[0])).toBe(true);
  });
});

describe("the steps of the grid", () => {
  const data = createData(["a", "b"]);

  it("are 200, or as many as are asked for, and reach just as far", () => {
    const [usual, coarse] = [createGrid([data]), createGrid([data], 10)];
    expect([usual.columns, usual.rows, coarse.columns, coarse.rows]).toEqual([203, 203, 13, 13]);
    expect(coarse.xDomain).toEqual(usual.xDomain);
    expect(coarse.xStart + 11 * coarse.xStep).toBeCloseTo(coarse.xDomain[1], 12);
    expect(gridPoints(coarse)).toHaveLength(169);
  });

  it.each([0, 1001, 2.5, Number.NaN])("are not %j", (steps) => {
    expect(() => createGrid([data], steps)).toThrow(
      `createGrid: steps: expected a whole number from 1 to 1000, got ${steps}.`,
    );
  });
});

describe("a panel that is drawn again", () => {
  const data = createData(["a", "b"]);
  const grid = createGrid([data], 20);
  const place = { id: "p", title: "t", description: "d", training: data };
  let asked = 0;
  const createPanel = () => ({
    heading: "",
    note: "",
    logits: Float64Array.from(gridPoints(grid), ([x = 0]) => x),
    logitsAt: (points: readonly (readonly number[])[]) => {
      asked += points.length;
      return Float64Array.from(points, ([x = 0]) => x);
    },
  });
  const drawAgain = (panel: ReturnType<typeof createPanel>, other = grid): [svg: string, asked: number] => {
    asked = 0;
    const svg = plotDecisionBoundaries({ ...place, panels: [panel], grid: other });
    return [svg, asked];
  };

  it("has the same lines without asking for them again", () => {
    const panel = createPanel();
    const [first, needed] = drawAgain(panel);
    expect(needed).toBeGreaterThan(0);
    const [second, neededAgain] = drawAgain(panel);
    expect(second === first).toBe(true);
    expect(neededAgain).toBe(0);
  });

  it("has its lines found anew after its logits changed, or on another grid", () => {
    const panel = createPanel();
    const [first, needed] = drawAgain(panel);
    expect(drawAgain(panel, { ...grid })[1]).toBe(needed);
    panel.logits.fill(Number.NaN);
    expect(drawAgain(panel)[0]).not.toBe(first);
    expect(pathOf(drawAgain(panel)[0], "wf-nothing")).toMatch(/^M.*Z$/);
  });
});

describe("the borders of several models", () => {
  const data = createData(["a", "b"]);
  const grid = createGrid([data], 40);
  const createModel = (at: number) => ({
    logits: Float64Array.from(gridPoints(grid), ([x = 0]) => (x - at) ** 3),
    logitsAt: (points: readonly (readonly number[])[]) =>
      Float64Array.from(points, ([x = 0]) => (x - at) ** 3),
  });
  const plot = (...borders: ReturnType<typeof createModel>[]): string =>
    plotDecisionBoundaries({
      id: "p",
      title: "t",
      description: "d",
      grid,
      training: data,
      panels: [{ heading: "", note: "", ...createModel(0), borders }],
    });
  const pathsOf = (svg: string): string[] =>
    [...svg.matchAll(/<path class="wf-seed-border" d="([^"]*)"/g)].map(([, path]) => path as string);

  it("are thin lines where the models have them, instead of the panel's own", () => {
    const svg = plot(createModel(-0.5), createModel(0.25));
    expect(pathOf(svg, "wf-border")).toBeUndefined();
    expect(svg).not.toContain('class="wf-border"');
    const left = Number(/<clipPath id="p-0"><rect x="([\d.]+)"/.exec(svg)?.[1]);
    const xOf = (value: number): number =>
      left + ((value - grid.xDomain[0]) / (grid.xDomain[1] - grid.xDomain[0])) * FRAME.width;
    const inside = pathsOf(svg).map((path) =>
      [...path.matchAll(/[ML]([\d.]+) /g)].map(([, x]) => Number(x)).filter((x) => x < left + FRAME.width),
    );
    expect(Math.min(...(inside[0] as number[]))).toBeCloseTo(xOf(-0.5), 0);
    expect(Math.min(...(inside[1] as number[]))).toBeCloseTo(xOf(0.25), 0);
    expect(svg).toContain(">border of one seed</text>");
  });

  it("are clipped to the frame, above the shading and below the marks", () => {
    const svg = plot(createModel(0.25));
    const at = svg.indexOf('<path class="wf-seed-border"');
    expect(svg.slice(0, at)).toMatch(/<g clip-path="url\(#p-0\)">$/);
    expect(at).toBeGreaterThan(svg.lastIndexOf('<path class="wf-band'));
    expect(at).toBeLessThan(svg.indexOf('class="wf-filled'));
  });

  it("leave out models that give no numbers, or only one class", () => {
    const broken = { ...createModel(0), logits: createModel(0).logits.fill(Number.NaN) };
    expect(pathsOf(plot(broken, createModel(-99), createModel(0.25)))).toHaveLength(2);
    expect(pathsOf(plot(createModel(99)))).toEqual([]);
    expect(pathsOf(plot())).toEqual([]);
  });
});

describe("names of classes", () => {
  it("that are numbers read as classes, not as values", () => {
    const svg = draw(createData([0, 1]), (x) => x);
    expect(svg).toContain(">probability of class 1</text>");
    expect(svg).toContain(">class 0, training</text>");
  });

  it("that are long are shortened, and go on in a second line of the legend", () => {
    const svg = draw(createData(["a".repeat(40), "b".repeat(40)]), (x) => x);
    const ys = [...svg.matchAll(/y="([\d.]+)" class="wf-note">([ab]+…[ab]+), /g)].map(([, y]) => Number(y));
    expect(ys).toHaveLength(4);
    expect(new Set(ys).size).toBeGreaterThan(1);
  });

  it("may hold any sign, even those that XML forbids", () => {
    const svg = draw(createData(["<é & 日本>", "b\u0000\u{1f600}"]), (x) => x);
    expect(svg).toContain("&lt;é &amp; 日本&gt;, training");
    expect(svg).toContain("b\ufffd\u{1f600}, training");
  });
});

it("a long title is shortened to the width of the picture", () => {
  const svg = draw(createData([0, 1]), (x) => x, `Decision boundary on ${"long-name-".repeat(20)}.csv`);
  const title = /class="wf-title">([^<]*)</.exec(svg)?.[1] as string;
  expect(title).toMatch(/^Decision boundary on .*….*\.csv$/);
  expect(title.length).toBeLessThan(80);
});
