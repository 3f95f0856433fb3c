import { expect, it } from "vitest";
import { accuracyInterval } from "./accuracy-interval.ts";

it("the interval of an accuracy is Wilson's", () => {
  // R: prop.test(190, 200, correct = FALSE)$conf.int
  const { low, high } = accuracyInterval(190, 200);
  expect([low, high].map((end) => end.toFixed(4))).toEqual(["0.9104", "0.9726"]);
});

it("an accuracy of 100 % is not certain, and no end leaves the shares", () => {
  const { low, high } = accuracyInterval(20, 20);
  expect(low).toBeCloseTo(0.8389, 4);
  expect(high).toBe(1);
  expect(accuracyInterval(0, 20).low).toBe(0);
});
