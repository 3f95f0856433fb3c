import fc from "fast-check";
import { expect, it } from "vitest";
import { stackDots } from "./dot-stacks.ts";

it("equal numbers are one stack, in which they are", () => {
  expect(stackDots([40, 10, 40, 40], 6)).toEqual([
    { x: 10, count: 1 },
    { x: 40, count: 3 },
  ]);
});

it("numbers closer than a dot share a stack halfway between the outermost", () => {
  expect(stackDots([10, 12, 15.9, 16], 6)).toEqual([
    { x: 12.95, count: 3 },
    { x: 16, count: 1 },
  ]);
});

it("what is not finite has no dot", () => {
  expect(stackDots([Number.NaN, 3, Infinity], 6)).toEqual([{ x: 3, count: 1 }]);
  expect(stackDots([], 6)).toEqual([]);
});

it("every number has a dot that covers it, whatever the order", () => {
  const places = fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { maxLength: 200 });
  fc.assert(
    fc.property(places, (numbers) => {
      const stacks = stackDots(numbers, 6);
      expect(stacks.reduce((total, { count }) => total + count, 0)).toBe(numbers.length);
      expect(stackDots(numbers.toReversed(), 6)).toEqual(stacks);
      for (const number of numbers) {
        const nearest = Math.min(...stacks.map(({ x }) => Math.abs(x - number)));
        expect(nearest).toBeLessThan(3);
      }
    }),
  );
});
