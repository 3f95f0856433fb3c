import { describe, expect, it } from "vitest";
import { confusionMatrix } from "../metrics/confusion.ts";
import { plotConfusion } from "./confusion.ts";

const texts = { title: "t", description: "d" };
const draw = (counts: readonly number[], classNames: readonly string[]): string =>
  plotConfusion({
    ...texts,
    classNames,
    runs: [{ name: "a", matrix: { classes: classNames.length, counts: Float64Array.from(counts) } }],
  });
/** The shades of all cells, row after row. */
const shadesOf = (svg: string): number[] =>
  [...svg.matchAll(/class="wf-cell wf-heat(\d+)"/g)].map(([, level]) => Number(level));

describe("a cell", () => {
  it("is shaded by its share of its row, and tells count and share", () => {
    const svg = draw([9, 1, 0, 100], ["no", "yes"]);
    expect(shadesOf(svg)).toEqual([9, 1, 0, 10]);
    for (const words of ["9", "90.0 %", "10.0 %", "100.0 %"]) expect(svg).toContain(`>${words}</text>`);
    expect(svg).not.toContain(">0.0 %</text>");
  });

  it("with a small share is never as light as one with none", () => {
    expect(shadesOf(draw([9999, 1, 0, 1], ["no", "yes"]))).toEqual([10, 1, 0, 10]);
  });

  it("of a class without examples is empty", () => {
    expect(shadesOf(draw([0, 0, 1, 1], ["no", "yes"]))).toEqual([0, 0, 5, 5]);
  });

  it("shortens a count that it has no room for", () => {
    const names = Array.from({ length: 12 }, (_, i) => `${i}`);
    const counts = names.flatMap((_, row) => names.map((_name, column) => (row === column ? 123_456 : 0)));
    expect(draw(counts, names)).toContain(">123k</text>");
    expect(draw([12_345_678, 0, 0, 1], ["a", "b"])).toContain(">12 345 678</text>");
  });
});

it("rows are actual classes and columns predicted ones", () => {
  const matrix = confusionMatrix({ classes: 2, actual: [0, 0, 0, 1], predicted: [1, 1, 0, 1] });
  const svg = plotConfusion({ ...texts, classNames: ["no", "yes"], runs: [{ name: "a", matrix }] });
  const [, second = "", third = ""] = svg.split('class="wf-cell').slice(1);
  expect(second).toContain(">2</text>");
  expect(third).toContain(">0</text>");
  expect(svg).toContain(">accuracy 50.0 %</text>");
});

it("a name that is empty is written as one, and of very many names some are left out", () => {
  expect(draw([1, 0, 0, 1], ["", "b"])).toContain(">class &quot;&quot;</text>");
  const names = Array.from({ length: 40 }, (_, i) => `n${i}`);
  const svg = draw(
    Array.from({ length: 1600 }, () => 1),
    names,
  );
  expect(svg).toContain(">n38</text>");
  expect(svg).not.toContain(">n39</text>");
});
