import { expect, it } from "vitest";
import { appendCosts, emptyCosts, highestCost } from "./cost-columns.ts";

const recordsOf = (iteration: readonly number[], dataCost: readonly number[]) => ({
  iteration,
  dataCost,
  penalty: dataCost.map(() => 0),
  heldOutCost: [],
});

it("fifty thousand records are kept as a few thousand, the outermost among them, in their order", () => {
  const costs = emptyCosts();
  for (let start = 0; start < 50_000; start += 1000) {
    const iteration = Array.from({ length: 1000 }, (_, index) => start + index);
    appendCosts(
      costs,
      recordsOf(
        iteration,
        iteration.map((each) => (each === 31_234 ? 9 : each === 777 ? 0 : 0.5 + 0.1 * Math.sin(each))),
      ),
    );
  }
  expect(costs.iteration.length).toBeLessThanOrEqual(4000);
  expect(costs.iteration).toContain(31_234);
  expect(costs.iteration).toContain(777);
  expect(costs.dataCost[costs.iteration.indexOf(31_234)]).toBe(9);
  expect(costs.iteration).toEqual(costs.iteration.toSorted((a, b) => a - b));
  expect(costs.penalty).toHaveLength(costs.iteration.length);
  expect(costs.heldOutCost).toEqual([]);
});

it("costs far above the first leave the picture to the others", () => {
  const run = (...dataCost: number[]) => {
    const costs = emptyCosts();
    appendCosts(
      costs,
      recordsOf(
        dataCost.map((_, index) => index),
        dataCost,
      ),
    );
    return costs;
  };
  expect(highestCost([run(0.7, 0.2, 0.9), run(0.6)])).toBe(0.9);
  expect(highestCost([run(0.7, 0.2, 1e9)])).toBeCloseTo(2.1);
  expect(highestCost([run(0.7, Infinity)])).toBe(0.7);
  expect(highestCost([])).toBe(1);
});
