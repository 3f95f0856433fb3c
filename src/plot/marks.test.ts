import { describe, expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { plotDecisionBoundaries } from "./decision-boundaries.ts";
import { createGrid, gridPoints } from "./grid.ts";
import { chooseMarks } from "./marks.ts";

const EXAMPLES = 50_000;
/** Class 1 is rare: one example in 10000. */
const data = Dataset.fromRows({
  name: "many",
  rows: Array.from({ length: EXAMPLES }, (_, i) => [Math.sin(i), Math.cos(i * 1.7)]),
  labels: Array.from({ length: EXAMPLES }, (_, i) => (i % 10_000 === 77 ? 1 : 0)),
});

describe("very many examples", () => {
  const marks = chooseMarks([data]);

  it("are thinned in the same way each time, spread over the data, rare classes included", () => {
    expect(marks).toEqual(chooseMarks([data]));
    const [chosen = []] = marks.examples;
    expect(chosen.length).toBe(2001);
    expect(chosen.filter((example) => data.target.values[example] === 1)).toHaveLength(1);
    expect([chosen[0], chosen.at(-1)].map((example) => Math.round((example as number) / 100))).toEqual([
      0, 500,
    ]);
  });

  it("are drawn smaller in a picture that says how many it shows and stays below a megabyte", () => {
    const grid = createGrid([data]);
    const logits = Float64Array.from(gridPoints(grid), ([x = 0, y = 0]) => 5 * Math.sin(8 * x) + y);
    const panels = ["a", "b", "c"].map((heading) => ({ heading, note: "", logits }));
    const texts = { id: "many", title: "t", description: "What is to be seen." };
    const svg = plotDecisionBoundaries({ ...texts, panels, grid, training: data });
    expect(svg).toContain("<desc>What is to be seen. 2 001 of 50 000 examples are drawn.</desc>");
    expect(svg.length).toBeLessThan(1e6);
    expect(marks.radius).toBeLessThan(3);
  });
});

it("a usual number of examples is drawn whole, without a remark", () => {
  const few = data.select(
    "few",
    Array.from({ length: 200 }, (_, i) => i),
  );
  const { examples, remark, isDense } = chooseMarks([few, few]);
  expect(examples.map((chosen) => chosen.length)).toEqual([200, 200]);
  expect([remark, isDense]).toEqual([undefined, false]);
});
