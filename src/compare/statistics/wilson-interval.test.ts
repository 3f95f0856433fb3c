import { expect, it } from "vitest";
import reference from "../../../test/reference/statistics.json" with { type: "json" };
import { wilsonInterval } from "./wilson-interval.ts";

it.each(reference.wilson)(
  "the interval of $correct right answers to $examples is statsmodels'",
  ({ correct, examples, low, high }) => {
    const interval = wilsonInterval(correct, examples);
    expect(Math.abs(interval.low - low)).toBeLessThan(1e-12);
    expect(Math.abs(interval.high - high)).toBeLessThan(1e-12);
  },
);

it("an accuracy of 100 % is not certain, and no end leaves the shares", () => {
  for (const examples of [1, 3, 20, 999]) {
    expect(wilsonInterval(examples, examples).high).toBe(1);
    expect(wilsonInterval(examples, examples).low).toBeLessThan(1);
    expect(wilsonInterval(0, examples).low).toBe(0);
    expect(wilsonInterval(0, examples).high).toBeGreaterThan(0);
  }
});
