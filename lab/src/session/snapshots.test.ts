import { assert, integer, property } from "fast-check";
import { expect, it } from "vitest";
import { createSnapshots } from "./snapshots.ts";

it("the latest record that is not later is found, never farther than the interval", () => {
  assert(
    property(integer({ min: 1, max: 20_000 }), integer({ min: 0, max: 20_000 }), (length, wanted) => {
      const snapshots = createSnapshots<number>(100);
      for (let iteration = 0; iteration <= length; iteration++) snapshots.offer(iteration, () => iteration);
      const found = snapshots.at(Math.min(wanted, length));
      expect(found?.item).toBe(found?.iteration);
      expect(Math.min(wanted, length) - (found?.iteration ?? Infinity)).toBeLessThan(snapshots.interval());
      expect(snapshots.interval()).toBeLessThanOrEqual(Math.max(1, (2 * length) / 600));
    }),
  );
});

it("records of large networks stay within the bound of memory", () => {
  const numbers = 1_000_000;
  const snapshots = createSnapshots<number>(numbers);
  for (let iteration = 0; iteration <= 1000; iteration++) snapshots.offer(iteration, () => iteration);
  const kept = Math.floor(1000 / snapshots.interval()) + 1;
  expect(kept * numbers * 8).toBeLessThanOrEqual(32 * 2 ** 20);
});

it("nothing is made that is not kept", () => {
  const snapshots = createSnapshots<number>(10);
  let made = 0;
  for (let iteration = 0; iteration <= 5000; iteration++) snapshots.offer(iteration, () => made++);
  // 600 at first, and half of them again after each of the doublings that 5000 iterations take.
  expect(made).toBeLessThanOrEqual(600 + 4 * 300 + 1);
});
