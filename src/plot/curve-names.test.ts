import { expect, it } from "vitest";
import { plotCostCurves } from "./cost-curves.ts";
import { moveApart } from "./curve-names.ts";

it("names stay where they belong as long as a line lies between them", () => {
  expect(moveApart([10, 50, 90], 0, 100)).toEqual([10, 50, 90]);
});

it("names that lie close move down, and up again where there is no room below", () => {
  expect(moveApart([10, 12], 0, 100)).toEqual([10, 29]);
  expect(moveApart([95, 97, 99], 0, 100)).toEqual([62, 81, 100]);
});

it("names beyond the bounds come back, and too many share the room evenly", () => {
  expect(moveApart([-500], 0, 100)).toEqual([0]);
  expect(moveApart([0, 0, 0, 0, 0], 0, 40)).toEqual([0, 10, 20, 30, 40]);
});

it("the names of curves that end at 0 stand beside the frame, and the picture is as wide as they need", () => {
  const draw = (name: string): string =>
    plotCostCurves({
      title: "t",
      description: "d",
      yLabel: "cost",
      panels: [
        {
          heading: "",
          curves: [name, name, name].map((own) => ({ name: own, iterations: [0, 9], costs: [1, 0] })),
        },
      ],
    });
  const widthOf = (svg: string): number => Number(/ width="(\d+)"/.exec(svg)?.[1]);
  const svg = draw("dropout (keep 0.86, frozen mask)");
  const ys = [...svg.matchAll(/<text x="[\d.]+" y="([\d.]+)" class="wf-name/g)].map(([, y]) => Number(y));
  expect(ys).toHaveLength(3);
  expect(Math.max(...ys)).toBeLessThanOrEqual(56 + 380);
  expect(widthOf(svg) - widthOf(draw("L2"))).toBeGreaterThan(100);
});
