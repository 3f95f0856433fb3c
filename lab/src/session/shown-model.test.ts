import { describe, expect, it } from "vitest";
import { type DataSplit, readDataset, startTraining, type TargetColumn } from "wellfit";
import { chooseAxes, toShownData } from "./shown-data.ts";
import { createModelViewer } from "./shown-model.ts";

/** Flats: two measurements, a day, a kind; a class and a rent to be predicted. */
function tableOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const area = 30 + ((row * 37) % 91);
    const day = `2024-01-${String(1 + (row % 28)).padStart(2, "0")}`;
    return [
      row % 2 === 0 ? "old" : "new",
      area,
      (row * 7) % 13,
      day,
      area > 70 ? "big" : "small",
      400 + 9 * area,
    ].join();
  });
  return ["kind,area,floor,since,size,rent", ...lines, ""].join("\n");
}

async function read(target: string, rows = 120): Promise<DataSplit<TargetColumn>> {
  return readDataset(new TextEncoder().encode(tableOf(rows)), { name: "flats.csv", target });
}

describe("data of more than two features", () => {
  it("are shown along those that measure most, or those that are wanted", async () => {
    const { training } = await read("size");
    const names = training.features.map(({ name }) => name);
    const shown = ({ x, y }: ReturnType<typeof chooseAxes>) => [names[x], names[y ?? -1]];
    expect(shown(chooseAxes(training, undefined))).toEqual(["area", "floor"]);
    expect(shown(chooseAxes(training, ["kind = new", "rent"]))).toEqual(["kind = new", "rent"]);
    for (const wrong of [
      ["area", "area"],
      ["area", "no such"],
    ] as const)
      expect(shown(chooseAxes(training, wrong))).toEqual(["area", "floor"]);
  });

  it("are in the units of their columns, with the names of what they count", async () => {
    const split = await read("size");
    const { axisNames, axes, training, view } = toShownData(
      split,
      chooseAxes(split.training, ["area", "since"]),
    );
    expect([axisNames, axes, view]).toEqual([
      ["area", "since (days since 1970)"],
      ["area", "since"],
      "classes",
    ]);
    expect(Math.min(...training.x)).toBeCloseTo(30, 9);
    expect(Math.max(...training.y) - Math.min(...training.y)).toBeCloseTo(27, 9);
  });

  it("are drawn thinned, and said to be, where there are very many", async () => {
    const split = await read("size", 9000);
    const { all, drawn, examples, training } = toShownData(split, { x: 0, y: 1 });
    expect(all).toBe(split.training.examples + (split.development?.examples ?? 0));
    expect(examples).toBe(split.training.examples);
    expect(drawn).toBeGreaterThan(1000);
    expect(drawn).toBeLessThanOrEqual(2001);
    expect(training.x.length).toBe(training.classes.length);
  });
});

describe("a model", () => {
  it("is asked over the plane with all other features at the mean of the training examples", async () => {
    const split = await read("size");
    const { training } = split;
    const run = startTraining(training, { iterations: 20 });
    run.advance(20);
    const viewer = createModelViewer(split, 1, ["area", "since"]);
    const { grid } = viewer;
    const model = run.model();
    const { logits } = viewer.view(model);
    const names = training.features.map(({ name }) => name);
    const [area, since] = [names.indexOf("area"), names.indexOf("since")] as [number, number];
    const { columns } = training.preparation as NonNullable<typeof training.preparation>;
    const scaled = (name: string, value: number): number => {
      const column = columns.find((each) => each.name === name);
      if (column?.type === "number") return (value - column.center) / column.spread;
      if (column?.type === "date") return (value - column.from / 86_400_000 - column.center) / column.spread;
      throw new Error(name);
    };
    const point = 5 * grid.columns + 11;
    const row = training.features.map(
      ({ values }) => values.reduce((sum, value) => sum + value, 0) / values.length,
    );
    row[area] = scaled("area", grid.xStart + 11 * grid.xStep);
    row[since] = scaled("since", grid.yStart + 5 * grid.yStep);
    expect(logits[point]).toBeCloseTo(model.logits([row])[0] as number, 5);
  });

  it("of numbers predicts in the target's units, and errs by the root of the mean squared error", async () => {
    const split = await read("rent");
    const run = startTraining(split.training, { iterations: 300, learningRate: 0.05 });
    run.advance(300);
    const model = run.model();
    const { data, view } = createModelViewer(split, 1, undefined);
    const { logits, training, heldOut } = view(model);
    expect([data.view, data.targetName]).toEqual(["numbers", "rent"]);
    expect(data.targetRange[0]).toBeGreaterThan(600);
    expect(Math.min(...logits)).toBeGreaterThan(100);
    const { rmse } = model.measure(split.training, ["rmse"]);
    expect(training.error).toBeCloseTo(rmse?.value as number, 6);
    expect(heldOut.accuracy).toBeNaN();
  });

  it("of one feature is a curve over it, as high as its targets", async () => {
    const rows = Array.from({ length: 60 }, (_, row) => `${row},${(row - 30) ** 2}`);
    const bytes = new TextEncoder().encode(`x,y\n${rows.join("\n")}\n`);
    const split = await readDataset(bytes, { name: "curve.csv", columns: { x: "number" } });
    const { data, grid, view } = createModelViewer(split, 1, undefined);
    const run = startTraining(split.training, { iterations: 5 });
    expect([data.view, grid.rows, data.axisNames]).toEqual(["curve", 1, ["x"]]);
    expect(grid.yDomain[0]).toBeLessThan(0);
    expect(grid.yDomain[1]).toBeGreaterThan(900 - 60);
    expect(view(run.model()).logits).toHaveLength(grid.columns);
  });
});
